import LheoModel
import LheoParser
import LheoRegisters

/// Why registers cannot be imported, or the reference database cannot be read. What was there before stays.
public struct ReferenceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The file cannot be read, or breaks off.
    case unreadable(String)
    /// The file is none that can be imported; the names of its first columns, if it has some.
    case unknown(columns: [String])
    /// A folder or an archive in which nothing can be imported.
    case nothingToImport
    /// The file is of a known kind, but lacks columns that are needed.
    case missingColumns([String], of: String)
    /// The main file of an export lacks beside its other files.
    case missingPart(String, of: Register)
    /// No row of it can be used.
    case noRows(read: Int)
    /// It is older than what is there.
    case older(PartialDate, than: PartialDate, Register)
    /// It is of use only for establishments that are asked for.
    case needsSirets
    /// There is no database.
    case noDatabase
    /// The file is a database of something else, or no database at all.
    case notReference
    /// The database is of another version of this library.
    case otherVersion(Int)
    /// Another import has changed the database in the meantime.
    case changedMeanwhile
    /// The database cannot be read or written; as SQLite says it.
    case database(String)
  }

  /// What is wrong.
  public var problem: Problem
  /// The file that it is wrong with.
  public var file: String

  /// An error from its parts.
  public init(_ problem: Problem, file: String) {
    self.problem = problem
    self.file = file
  }

  init(_ error: FeedError) {
    let problem: Problem =
      switch error.problem {
      case .missing: .unreadable("there is no such file.")
      case .truncatedGzip: .unreadable("the compressed file breaks off. Download it again.")
      case .corruptGzip: .unreadable("the compressed file is damaged. Download it again.")
      case .corruptArchive(let reason):
        .unreadable("the zip archive breaks off or is damaged (\(reason)). Download it again.")
      case .cannotRead(let reason): .unreadable("it cannot be read: \(reason). Download it again.")
      default: .unreadable(error.message(in: .en))
      }
    self.init(problem, file: error.file)
  }

  /// The file and what is wrong.
  public var description: String { "\(file): \(message)" }

  private var message: String {
    switch problem {
    case .unreadable(let reason): reason
    case .unknown(let columns):
      "this is no file of a register that can be imported"
        + (columns.isEmpty ? "." : "; its columns are \(columns.joined(separator: ", ")).")
    case .nothingToImport: "there is nothing in it that can be imported."
    case .missingColumns(let columns, let kind):
      "this looks like \(kind), but it has no column \(columns.joined(separator: ", "))."
    case .missingPart(let part, _): "the export lacks its file \(part), without which the others are of no use."
    case .noRows(let read): "none of its \(read) rows can be used."
    case .older(let day, let there, let register):
      "it is of \(day.isoText), older than what is there of \(register.rawValue), \(there.isoText)."
    case .needsSirets: "of this register only establishments are kept that feeds name; no feed is given."
    case .noDatabase: "there is no reference database."
    case .notReference: "this file is not a reference database."
    case .otherVersion(let version):
      "the reference database has layout \(version), this program knows \(ReferenceSchema.version). "
        + "Delete it and import the files again."
    case .changedMeanwhile: "another import has changed the database in the meantime. Import again."
    case .database(let reason): reason
    }
  }
}
