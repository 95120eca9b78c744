import LheoModel
import LheoRegisters

/// Why a row is not imported.
public enum Refusal: String, CaseIterable, Sendable, Codable {
  /// It has more or fewer fields than the header.
  case fields
  /// Its code is none: not the number of a certification, of a commune…
  case code
  /// What it says is there already.
  case duplicate
  /// The file says itself that it is wrong.
  case wrong
  /// It belongs to another register than its file.
  case otherRegister = "other-register"

  /// The reason, for people.
  public var text: Text {
    switch self {
    case .fields: Text("mauvais nombre de champs", "wrong number of fields")
    case .code: Text("code mal formé ou absent", "malformed or missing code")
    case .duplicate: Text("déjà présent", "there already")
    case .wrong: Text("signalé faux par le fichier", "marked as wrong in the file")
    case .otherRegister: Text("d'un autre répertoire", "of another register")
    }
  }
}

/// What has become of the rows of a file that belong to one register.
struct Tally {
  var read = 0
  var kept = 0
  /// For each reason how many, and the first of them.
  var refusals: [Refusal: (count: Int, first: Int)] = [:]

  /// The same, by the name of the reason.
  var refused: [ReferenceSource.Refused] {
    refusals.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      ReferenceSource.Refused(reason: $0.key, count: $0.value.count, firstRow: $0.value.first)
    }
  }

  mutating func refuse(_ reason: Refusal, row: Int) {
    let old = refusals[reason] ?? (0, row)
    refusals[reason] = (old.count + 1, old.first)
  }

  /// What has become of the rows of both.
  static func + (left: Tally, right: Tally) -> Tally {
    Tally(
      read: left.read + right.read, kept: left.kept + right.kept,
      refusals: left.refusals.merging(right.refusals) { ($0.count + $1.count, min($0.first, $1.first)) })
  }
}
