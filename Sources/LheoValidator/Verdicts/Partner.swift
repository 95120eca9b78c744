import LheoModel

/// Who takes offers from the Carif-Oref and shows their sessions, but not all of them.
public enum Partner: String, Sendable, CaseIterable, Comparable {
  /// France Travail: advisers position jobseekers in sessions, from Ouiform or Aude Formation.
  case franceTravail = "france-travail"
  /// Parcoursup and Affelnet: families look for apprenticeships.
  case parcoursup
  /// La Bonne Alternance, which reads the catalogue of apprenticeships.
  case laBonneAlternance = "la-bonne-alternance"
  /// Mon Compte Formation, which takes catalogues of EDOF.
  case monCompteFormation = "mon-compte-formation"

  /// The name, as people know it.
  public func label(in language: Language) -> String {
    switch self {
    case .franceTravail: "France Travail"
    case .parcoursup: language("Parcoursup et Affelnet", "Parcoursup and Affelnet")
    case .laBonneAlternance: "La Bonne Alternance"
    case .monCompteFormation: "Mon Compte Formation"
    }
  }

  /// The order in which verdicts are given.
  public static func < (left: Partner, right: Partner) -> Bool { left.order < right.order }

  var order: Int { Self.allCases.firstIndex(of: self)! }
}

/// What keeps a session from a partner: what a rule reports, or a fact that no rule reports.
public struct Obstacle: Sendable, Hashable, Comparable {
  /// The rule, and of one of the schema the element, 0 for none.
  private let number: UInt32

  /// Rules come first, those of the schema after them, facts last.
  private static let ids = Rule.all.map(\.id) + SchemaRule.allCases.map(\.rawValue)
  private static let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, UInt32($0) << 16) })
  private static let firstFact = UInt32(1 << 31)

  /// What a rule reports; `nil` if there is no such rule.
  init?(rule: String) {
    guard let number = Self.numbers[rule] else { return nil }
    self.number = number
  }

  /// What the schema reports of an element.
  init(_ rule: SchemaRule, _ element: Element?) {
    number = Self.numbers[rule.rawValue]! | UInt32(element?.rawValue ?? 0)
  }

  /// A fact, such as that the recruitment is closed.
  init(fact: Positioning) { number = Self.firstFact + UInt32(fact.rawValue) }

  /// The rule that reports it; `nil` for a fact, which cannot be repaired.
  public var rule: String? { number < Self.firstFact ? Self.ids[Int(number >> 16)] : nil }

  /// What is missing or wrong, where the schema reports it.
  public var element: Element? {
    number < Self.firstFact && number & 0xFFFF != 0 ? Element(rawValue: UInt16(number & 0xFFFF)) : nil
  }

  /// In the order of the rules.
  public static func < (left: Obstacle, right: Obstacle) -> Bool { left.number < right.number }
}
