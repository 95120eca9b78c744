import LheoModel

/// Which rules are switched on, how bad their findings are, and what they need to know.
public struct RuleOptions: Sendable {
  /// The profiles that are switched on. None: the schema only.
  public var profiles: Set<Profile> = [.franceTravail]
  /// If not empty, only these rules, by identifier or `famille/*`.
  public var only: [String] = []
  /// Rules that are switched off, by identifier or `famille/*`.
  public var ignore: [String] = []
  /// Severities other than the rules' own, by identifier or `famille/*`; the last that fits counts.
  public var severities: [(pattern: String, severity: Severity)] = []
  /// The day that rules about dates use.
  public var asOf = PartialDate(year: 2026, month: 1, day: 1)!
  /// The region of the Carif-Oref, by its INSEE code; `nil` leaves out the rules that need it.
  public var region: Region?

  /// The default: the rules of France Travail.
  public init() {}

  /// The rules that are switched on, with their severities.
  var selectedRules: [(rule: Rule, severity: Severity)] {
    Rule.all.filter { rule in
      guard rule.reportedAs == nil, !Self.matches(ignore, rule.id) else { return false }
      return only.isEmpty ? profiles.contains(rule.profile) : Self.matches(only, rule.id)
    }.map { rule in
      let severity = severities.last { Self.matches([$0.pattern], rule.id) }?.severity
      return (rule, severity ?? rule.severity)
    }
  }

  /// Whether findings of a rule of the schema are reported, and how bad they are.
  func severity(of rule: SchemaRule) -> Severity? {
    if Self.matches(ignore, rule.rawValue) || !only.isEmpty && !Self.matches(only, rule.rawValue) { return nil }
    return severities.last { Self.matches([$0.pattern], rule.rawValue) }?.severity ?? .error
  }

  /// The identifiers of all rules that are checked, those of the schema included.
  public var checkedRules: Set<String> {
    Set(selectedRules.map(\.rule.id) + SchemaRule.allCases.filter { severity(of: $0) != nil }.map(\.rawValue))
  }

  private static func matches(_ patterns: [String], _ id: String) -> Bool {
    patterns.contains { $0 == id || $0.hasSuffix("/*") && id.hasPrefix($0.dropLast(1)) }
  }

  /// The patterns that fit no rule, with the nearest name of one.
  public var unknownPatterns: [(pattern: String, nearest: String?)] {
    let ids = Rule.all.map(\.id) + SchemaRule.allCases.map(\.rawValue)
    return (only + ignore + severities.map(\.pattern)).filter { pattern in
      !ids.contains { Self.matches([pattern], $0) }
    }.map { ($0, Nearest.match($0, in: ids)) }
  }
}
