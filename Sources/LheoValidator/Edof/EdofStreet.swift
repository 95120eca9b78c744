import LheoModel

/// A street in three parts, as EDOF wants it.
struct EdofStreet: Equatable {
  let number: String
  /// A code such as `RUE`.
  let nature: String
  let name: String

  /// Reads « 12 bis rue des Écoles »; `nil` where it is not sure which part is which.
  init?(_ line: String) {
    var words = line.split { $0 == " " || $0 == "\u{A0}" || $0 == "," }.map(String.init)
    guard let first = words.first, first.first?.isASCII == true, first.first?.isNumber == true,
      first.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter || $0 == "-" || $0 == "/") }), words.count >= 3
    else { return nil }
    var number = words.removeFirst()
    if ["bis", "ter", "quater", "b", "t", "a"].contains(words[0].lowercased()) { number += " " + words.removeFirst() }
    guard words.count >= 2, number.utf8.count <= 10 else { return nil }
    var kind = words.removeFirst().folded
    if kind.hasSuffix(".") { kind.removeLast() }
    guard let nature = Self.natures[kind] else { return nil }
    self.number = number
    self.nature = nature
    name = words.joined(separator: " ")
  }

  private static let natures = [
    "rue": "RUE", "r": "RUE", "avenue": "AV", "av": "AV", "ave": "AV", "boulevard": "BD", "bd": "BD", "bld": "BD",
    "chemin": "CHE", "che": "CHE", "impasse": "IMP", "imp": "IMP", "allee": "ALL", "allees": "ALL", "all": "ALL",
    "place": "PL", "pl": "PL", "route": "RTE", "rte": "RTE", "quai": "QUAI", "square": "SQ", "sq": "SQ",
    "villa": "VLA", "cours": "CRS", "passage": "PAS", "residence": "RES", "lotissement": "LOT", "hameau": "HAM",
    "faubourg": "FG", "domaine": "DOM", "esplanade": "ESP", "sente": "SEN", "sentier": "SEN", "traverse": "TRA",
    "voie": "VOIE", "ruelle": "RLE", "rond-point": "RPT", "carrefour": "CAR", "montee": "MTE", "parc": "PARC",
    "village": "VLGE", "parvis": "PRV", "mail": "MAIL",
  ]
}
