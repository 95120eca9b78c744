import LheoModel

/// What a group of rules is for.
public enum Profile: String, Sendable, CaseIterable {
  /// What France Travail refuses, hides or cuts (Kairos, Ouiform, Aude Formation).
  case franceTravail = "france-travail"
  /// What the apprenticeship catalogue, Parcoursup, Affelnet and La Bonne Alternance ask for.
  case apprentissage
  /// Certifications and their blocks.
  case certification
  /// What the regional Carif-Oref asks for.
  case carif
  /// What makes an offer clear and complete.
  case qualite
}

/// A rule: what it checks, why, how to repair what it finds, and examples. Everything that is said of the rule, in
/// reports, in `explain`, in docs/rules.md and in tests, comes from here.
public struct Rule: Sendable {
  /// The identifier, `famille/nom`.
  public let id: String
  /// What the rule belongs to.
  public let profile: Profile
  /// How bad a finding is, unless configured otherwise.
  public let severity: Severity
  /// What is wrong, as a sentence: the message of findings.
  public let message: Text
  /// Why it matters.
  public let why: Text
  /// What to do.
  public let repair: Text
  /// The section of the guide, or the element of LHEO, that says so.
  public let source: String
  /// Offers that break the rule.
  public let triggering: [Example]
  /// Offers that come close and do not break it.
  public let passing: [Example]
  /// The rule of the schema that reports the mistake in its place, as the schema always does.
  public let reportedAs: SchemaRule?
  let check: Check

  /// A rule. Both kinds of examples are needed: the first of each is no option.
  init(
    _ id: String, _ profile: Profile, _ severity: Severity, message: Text, why: Text, repair: Text, source: String,
    triggering firstTriggering: Example, _ moreTriggering: Example..., passing firstPassing: Example,
    morePassing: [Example] = [], reportedAs: SchemaRule? = nil, check: Check
  ) {
    self.id = id
    self.profile = profile
    self.severity = severity
    self.message = message
    self.why = why
    self.repair = repair
    self.source = Language.French(stringLiteral: source).description
    triggering = [firstTriggering] + moreTriggering
    passing = [firstPassing] + morePassing
    self.reportedAs = reportedAs
    self.check = check
  }

  /// The part of the identifier before the slash.
  public var family: String { String(id.prefix { $0 != "/" }) }

  /// The rule of that identifier.
  public static func named(_ id: String) -> Rule? { all.first { $0.id == id } }
}

/// An offer that shows a rule: the change that makes it from `Formation.example`.
public struct Example: Sendable {
  /// What is special about it, such as « nb-places = 300 ».
  public let label: Text
  let change: @Sendable (inout Formation) -> Void

  /// An example; a label of names and values only is the same in both languages.
  init(_ label: String, _ english: String? = nil, _ change: @escaping @Sendable (inout Formation) -> Void) {
    self.label = Text(french: label, english: english ?? label)
    self.change = change
  }

  /// The offer.
  public var formation: Formation {
    var formation = Formation.example
    change(&formation)
    return formation
  }
}

/// What a rule looks at, and the function that does. The function reports by way of the context.
struct Check: Sendable {
  enum Level: Sendable {
    case formation, action, session, adresse, cycle
    case recrutement([ModaliteRecrutement])
  }

  let level: Level
  let run: @Sendable (RuleContext) -> Void

  /// Looks at an offer.
  static func formation(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check {
    Check(level: .formation, run: run)
  }
  /// Looks at each action.
  static func action(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(level: .action, run: run) }
  /// Looks at each session.
  static func session(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(level: .session, run: run) }
  /// Looks at each address, wherever it stands.
  static func adresse(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(level: .adresse, run: run) }
  /// Looks at each cycle.
  static func cycle(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(level: .cycle, run: run) }
  /// Looks at each recruitment of these modalities.
  static func recrutement(
    _ modalites: ModaliteRecrutement..., run: @escaping @Sendable (RuleContext) -> Void
  ) -> Check { Check(level: .recrutement(modalites), run: run) }
  /// Looks at nothing: the schema reports the mistake.
  static let schema = Check(level: .formation) { _ in }
}
