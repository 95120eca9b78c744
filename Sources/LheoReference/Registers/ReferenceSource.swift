import LheoModel
import LheoRegisters

/// A file that has been imported, as far as it concerns one register.
public struct ReferenceSource: Sendable, Equatable {
  /// From what the day of the data is known.
  public enum DayFrom: String, Sendable {
    /// The name of the file.
    case name
    /// What stands in it: the last day that it speaks of, or its publication.
    case content
    /// When the file was written.
    case file
  }

  /// Why rows have not been imported.
  public struct Refused: Sendable, Equatable {
    /// The reason.
    public let reason: Refusal
    /// How many.
    public let count: Int
    /// The first of them, the header being row 1; in XML and JSON the number of the sheet or commune.
    public let firstRow: Int

    /// Rows of which the reason and the first are known.
    public init(reason: Refusal, count: Int, firstRow: Int) {
      self.reason = reason
      self.count = count
      self.firstRow = firstRow
    }
  }

  /// What it belongs to.
  public let register: Register
  /// The name of the file as it was downloaded.
  public let file: String
  /// The name of the file in the archive; that of the file itself without one.
  public let member: String
  /// The SHA-256 of the file as it was downloaded, in hexadecimal.
  public let sha256: String
  /// The day of the data.
  public let day: PartialDate
  /// From what the day is known.
  public let dayFrom: DayFrom
  /// Whether it says of each partner whether the habilitation is in force.
  public let hasStates: Bool
  /// The day of the import.
  public let imported: PartialDate
  /// How many rows or sheets of the register it has.
  public let read: Int
  /// How many of them have been imported.
  public let kept: Int
  /// Why others have not; in sheets also what is in them.
  public let refused: [Refused]

  /// How many rows, or parts of sheets, have been refused.
  public var refusedCount: Int { refused.reduce(0) { $0 + $1.count } }

  /// Whether the data is older than it should be.
  public func isOld(asOf today: PartialDate) -> Bool {
    guard let day = day.dayNumber, let today = today.dayNumber else { return false }
    return today - day > register.lifetime
  }
}
