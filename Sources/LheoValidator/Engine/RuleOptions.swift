import LheoModel
import LheoRegisters

/// Which rules are switched on, how bad their findings are, and what they need to know.
///
/// Rules are named by identifier or by a pattern in which `*` stands for anything (`adresse/*`, `recrutement/rdvi-*`).
/// Where several patterns fit a rule, the most specific one counts: an identifier before a pattern, a pattern with more
/// letters before one with fewer. Of equally specific ones the later counts.
public struct RuleOptions: Sendable {
  /// The profiles that are switched on. None: the schema only.
  public var profiles: Set<Profile> = [.franceTravail]
  /// If not empty, only these rules of profiles. The schema is checked all the same.
  public var only: [String] = []
  /// Rules that are switched off, unless `only` names them more specifically.
  public var ignore: [String] = []
  /// Severities other than the rules' own.
  public var severities: [(pattern: String, severity: Severity)] = []
  /// The day that rules about dates use.
  public var asOf: PartialDate
  /// The region of the Carif-Oref, by its INSEE code; `nil` leaves out the rules that need it.
  public var region: Region?
  /// The official registers; without one, the rules that need it are left out.
  public var reference: (any Registers)?

  /// The default: the rules of France Travail.
  ///
  /// - Parameter asOf: the day that rules about dates use.
  public init(asOf: PartialDate) { self.asOf = asOf }

  /// The rules that are switched on for files of EDOF: those of its profile, if any profile is.
  var forEdof: RuleOptions {
    var options = self
    if !profiles.isEmpty { options.profiles = [.edof] }
    return options
  }

  /// The rules that are switched on, with their severities, and whether somebody has said how bad they are.
  var selectedRules: [SelectedRule] { selectedRules(knowing: known) }

  struct SelectedRule {
    let rule: Rule
    let severity: Severity
    let isConfigured: Bool
  }

  private func selectedRules(knowing known: Set<RuleNeed>) -> [SelectedRule] {
    let (only, ignored) = (only.map(RulePattern.init), ignore.map(RulePattern.init))
    let severities = severityPatterns
    return Rule.all.filter { rule in
      guard rule.reportedAs == nil, rule.needs.isSubset(of: known) else { return false }
      let chosen = only.specificity(for: rule.id)
      guard chosen != nil || only.isEmpty && profiles.contains(rule.profile) else { return false }
      guard let left = ignored.specificity(for: rule.id) else { return true }
      return chosen.map { $0 > left } ?? false
    }.map { rule in
      let configured = severities.severity(of: rule.id)
      return SelectedRule(
        rule: rule, severity: configured ?? rule.severity, isConfigured: configured != nil)
    }
  }

  /// Whether findings of a rule of the schema are reported, and how bad they are. Only what `ignore` says of the family
  /// `schema` itself switches them off.
  func severity(of rule: SchemaRule) -> Severity? {
    let ignored = ignore.filter { $0.hasPrefix("schema/") }
    if ignored.map(RulePattern.init).specificity(for: rule.rawValue) != nil { return nil }
    return severityPatterns.severity(of: rule.rawValue) ?? rule.severity
  }

  /// Whether all is known that a rule needs, and it is the one that reports.
  func canCheck(_ rule: Rule) -> Bool { rule.reportedAs == nil && rule.needs.isSubset(of: known) }

  /// What rules can know.
  private var known: Set<RuleNeed> {
    let editions = reference?.editions ?? []
    return Set(RuleNeed.allCases.filter { $0 == .region ? region != nil : $0.isMet(by: editions) })
  }

  /// The rules that are asked for but not checked, as they need something that is not known.
  public var rulesWithoutNeeds: [(rule: String, needs: Set<RuleNeed>)] {
    let known = known
    return selectedRules(knowing: Set(RuleNeed.allCases)).map(\.rule).filter { !$0.needs.isSubset(of: known) }.map {
      ($0.id, $0.needs.subtracting(known))
    }
  }

  /// The identifiers of all rules that are checked, those of the schema included: not those that need something which is
  /// not known.
  public var checkedRules: Set<String> {
    Set(selectedRules.map(\.rule.id) + SchemaRule.allCases.filter { severity(of: $0) != nil }.map(\.rawValue))
  }

  /// Whether rules are asked for besides the schema, though all may be ignored.
  var asksForRules: Bool { !profiles.isEmpty || !only.isEmpty }

  private var severityPatterns: [(pattern: RulePattern, severity: Severity)] {
    severities.map { (RulePattern($0.pattern), $0.severity) }
  }

  /// The patterns that fit no rule, with the nearest name of one.
  public var unknownPatterns: [(pattern: String, nearest: String?)] {
    let patterns = only + ignore + severities.map(\.pattern)
    if patterns.isEmpty { return [] }
    let ids = Rule.all.map(\.id) + SchemaRule.allCases.map(\.rawValue)
    return patterns.filter { text in
      let pattern = RulePattern(text)
      return !ids.contains { pattern.matches($0) }
    }.map { ($0, Nearest.match($0, in: ids)) }
  }
}

extension [(pattern: RulePattern, severity: Severity)] {
  /// The severity that the most specific pattern gives a rule; of equally specific ones the last.
  fileprivate func severity(of id: String) -> Severity? {
    var best: (specificity: Int, severity: Severity)?
    for (pattern, severity) in self where pattern.matches(id) && pattern.specificity >= best?.specificity ?? 0 {
      best = (pattern.specificity, severity)
    }
    return best?.severity
  }
}
