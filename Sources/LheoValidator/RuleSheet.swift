import LheoModel

/// What is said of a rule, be it one of the schema or one of a profile: for lists, explanations and pages.
public struct RuleSheet: Sendable {
  /// The identifier, `famille/nom`.
  public let id: String
  /// The name of the profile it belongs to; `schema` is always checked.
  public let profile: String
  /// The severity of its findings, unless configured otherwise.
  public let severity: Severity
  /// The partners that do not show a session because of it.
  public let blocks: [Partner]
  /// What is wrong, as a sentence.
  public let message: Text
  /// Why it matters.
  public let why: Text
  /// What to do, for who edits XML.
  public let repair: Text
  /// What to do, for who types in OFeli's form.
  public let formRepair: Text
  /// Who says so.
  public let source: Text
  /// What it must know beside the feed; without it the rule is not checked.
  public let needs: [RuleNeed]
  /// Offers that break the rule.
  public let triggering: [Example]
  /// Offers that come close and do not break it.
  public let passing: [Example]
  /// The rule of the schema that reports the mistake in its place.
  public let reportedAs: SchemaRule?

  /// The part of the identifier before the slash.
  public var family: String { String(id.prefix { $0 != "/" }) }

  /// All rules, those of the schema first.
  public static let all = SchemaRule.allCases.map(\.sheet) + Rule.all.map(\.sheet)

  /// What is said of the rule of that identifier, or of one that it had before.
  public static func named(_ id: String) -> RuleSheet? {
    let id = Rule.aliases[id] ?? id
    return all.first { $0.id == id }
  }
}

extension Rule {
  fileprivate var sheet: RuleSheet {
    RuleSheet(
      id: id, profile: profile.rawValue, severity: severity, blocks: blocks.sorted(), message: message, why: why,
      repair: repair,
      formRepair: form.text, source: source.text, needs: RuleNeed.allCases.filter(needs.contains),
      triggering: triggering, passing: passing, reportedAs: reportedAs)
  }
}
