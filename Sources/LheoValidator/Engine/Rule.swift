import LheoModel
import LheoRegisters

/// What a group of rules is for.
public enum Profile: String, Sendable {
  /// What France Travail refuses, hides or cuts (Kairos, Ouiform, Aude Formation).
  case franceTravail = "france-travail"
  /// What the apprenticeship catalogue, Parcoursup, Affelnet and La Bonne Alternance ask for.
  case apprentissage
  /// Certifications and their blocks.
  case certification
  /// Whether the bodies may train for the certifications.
  case habilitation
  /// What the regional Carif-Oref asks for.
  case carif
  /// What makes an offer clear and complete.
  case qualite
  /// What EDOF refuses, in its files and of what would be one. It runs on files of EDOF in the place of all others.
  case edof

  /// All that LHEO feeds are checked against, unless somebody asks for less: what EDOF would refuse is asked for by name.
  public static let allCases: [Profile] = [
    .franceTravail, .apprentissage, .certification, .habilitation, .carif, .qualite,
  ]
  /// All profiles.
  public static let all: [Profile] = allCases + [.edof]
}

extension Profile: CaseIterable {}

/// A rule: what it checks, why, how to repair what it finds, and examples. Everything that is said of the rule, in
/// reports, in `explain`, in docs/rules.md and in tests, comes from here.
public struct Rule: Sendable {
  /// The identifier, `famille/nom`.
  public let id: String
  /// What the rule belongs to.
  public let profile: Profile
  /// The severity of its findings, unless configured otherwise.
  public let severity: Severity
  /// The partners that do not show a session because of it: the one that it is found in, or all of the action or offer;
  /// for what is found in a slot, a session without another slot.
  public let blocks: Set<Partner>
  /// What is wrong, as a sentence: the message of findings.
  public let message: Text
  /// Why it matters.
  public let why: Text
  /// What to do, for who edits XML.
  public let repair: Text
  /// What to do, for who types in OFeli's form.
  public let form: FormRepair
  /// Who says so.
  public let source: RuleSource
  /// What it must know beside the feed.
  public let needs: Set<RuleNeed>
  /// Offers that break the rule.
  public let triggering: [Example]
  /// What makes of each triggering offer one that the rule passes, as `repair` says; `nil` where the offer need not
  /// change, or where nothing in it can.
  let repairing: (@Sendable (inout Formation) -> Void)?
  /// Offers that come close and do not break it.
  public let passing: [Example]
  /// The rule of the schema that reports the mistake in its place, as the schema always does.
  public let reportedAs: SchemaRule?
  let check: Check

  /// A rule. Both kinds of examples are needed: at least one of each.
  init(
    _ id: String, _ profile: Profile, _ severity: Severity, blocks: Set<Partner>, message: Text, why: Text,
    repair: Text,
    form: FormRepair, source: RuleSource, needs: Set<RuleNeed> = [], triggering firstTriggering: Example,
    _ moreTriggering: Example..., more: [Example] = [],
    repaired repairing: (@Sendable (inout Formation) -> Void)?, passing firstPassing: Example,
    morePassing: [Example] = [], reportedAs: SchemaRule? = nil, check: Check
  ) {
    self.id = id
    self.profile = profile
    self.severity = severity
    self.blocks = blocks
    self.message = message
    self.why = why
    self.repair = repair
    self.form = form
    self.source = source
    self.needs = needs
    triggering = [firstTriggering] + moreTriggering + more
    self.repairing = repairing
    passing = [firstPassing] + morePassing
    self.reportedAs = reportedAs
    self.check = check
  }

  /// A triggering offer, repaired as the rule says; `nil` where there is nothing to repair in it.
  public func repaired(_ example: Example) -> Formation? {
    guard let repairing else { return nil }
    var formation = example.formation
    repairing(&formation)
    return formation
  }

  /// Whether nothing has to be done about its findings, or nothing can.
  public var asksForNothing: Bool { repairing == nil && reportedAs == nil }

  /// Whether registers say what it finds, and it is not an error.
  package var isRemarkOfRegisters: Bool { severity != .error && !needs.subtracting([.region]).isEmpty }

  /// The part of the identifier before the slash.
  public var family: String { String(id.prefix { $0 != "/" }) }

  /// The rule of that identifier, or of one that it had before.
  public static func named(_ id: String) -> Rule? {
    let id = aliases[id] ?? id
    return all.first { $0.id == id }
  }

  /// Identifiers that rules had before, with those that they have now.
  public static let aliases = [
    "recrutement/isc-close": "recrutement/ouvert-sans-creneau-a-venir",
    "recrutement/ouvert-session-terminee": "session/terminee",
  ]
}

/// An offer that shows a rule: the change that makes it from `Formation.example`.
public struct Example: Sendable {
  /// What is special about it, such as « nb-places = 300 ».
  public let label: Text
  let change: @Sendable (inout Formation) -> Void
  /// The offers that come before it in its feed.
  public let preceding: [Formation]
  /// The dialect of its feed.
  public var dialect: Dialect { base == .edof ? .edof : .current }
  /// The offer that is changed.
  private let base: Base

  private enum Base: Sendable { case usual, edof, readyForEdof }

  /// Whether it is about EDOF: a file of EDOF, or an offer of LHEO for it.
  public var isAboutEdof: Bool { base != .usual }

  private init(
    _ base: Base, _ label: Language.French, _ english: Language.English?, _ preceding: [Formation],
    _ change: @escaping @Sendable (inout Formation) -> Void
  ) {
    self.label = Text(label, english ?? "\(label)")
    self.preceding = preceding
    self.change = change
    self.base = base
  }

  /// An example; a label of names and values only is the same in both languages.
  init(
    _ label: Language.French, _ english: Language.English? = nil, after preceding: [Formation] = [],
    _ change: @escaping @Sendable (inout Formation) -> Void
  ) {
    self.init(.usual, label, english, preceding, change)
  }

  /// An example in a file of EDOF.
  init(
    edof label: Language.French, _ english: Language.English? = nil, after preceding: [Formation] = [],
    _ change: @escaping @Sendable (inout Formation) -> Void
  ) {
    self.init(.edof, label, english, preceding, change)
  }

  /// An example of an offer of LHEO that is looked at for EDOF.
  init(
    forEdof label: Language.French, _ english: Language.English? = nil,
    _ change: @escaping @Sendable (inout Formation) -> Void
  ) {
    self.init(.readyForEdof, label, english, [], change)
  }

  /// The offer.
  public var formation: Formation {
    var formation: Formation =
      switch base {
      case .usual: .example
      case .edof: .edofExample
      case .readyForEdof: .readyForEdof
      }
    change(&formation)
    return formation
  }
}

/// What a rule looks at, and the function that does. The function reports by way of the context.
///
/// Nothing can be repaired in a session that is over: rules on sessions and what is in them do not run on it, and those
/// on actions do not where all sessions are over, unless the rule asks for it.
struct Check: Sendable {
  enum Level: Sendable {
    case formation, organisme, action, session, adresse, cycle, paddedValue
    case unknownCertification, endingCertification, habilitation(isGiven: Bool), blocs
    case recrutement([ModaliteRecrutement])

    var isAdresse: Bool { if case .adresse = self { true } else { false } }
  }

  let level: Level
  let includesPast: Bool
  let run: @Sendable (RuleContext) -> Void

  private init(_ level: Level, includesPast: Bool = false, _ run: @escaping @Sendable (RuleContext) -> Void) {
    self.level = level
    self.includesPast = includesPast
    self.run = run
  }

  /// Looks at an offer.
  static func formation(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(.formation, run) }
  /// Asks registers for the responsible body: for its SIRET, its declaration number and its corporate name only, as bodies
  /// in which nothing was found are not looked at again.
  static func organisme(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(.organisme, run) }
  /// Looks at each certification of the offer that registers have no sheet of.
  static func unknownCertification(_ run: @escaping @Sendable (RuleContext, OfferCertification) -> Void) -> Check {
    Check(.unknownCertification) { run($0, $0.certification!) }
  }
  /// Looks at each certification of an offer with sessions to come that is not in force any more, or ends soon.
  static func endingCertification(
    _ run: @escaping @Sendable (RuleContext, OfferCertification, CertificationSheet) -> Void
  ) -> Check {
    Check(.endingCertification) { run($0, $0.certification!, $0.certification!.sheet!) }
  }
  /// Looks at each certification of the offer that needs an authorisation: where a body has it, or where none has.
  static func habilitation(
    isGiven: Bool = false, _ run: @escaping @Sendable (RuleContext, HabilitationVerdict) -> Void
  ) -> Check { Check(.habilitation(isGiven: isGiven)) { run($0, $0.habilitation!) } }
  /// Looks at the blocs of each session that are of a certification with a sheet.
  static func blocs(_ run: @escaping @Sendable (RuleContext, SessionBlocs) -> Void) -> Check {
    Check(.blocs) { run($0, $0.blocs!) }
  }
  /// Looks at each action.
  static func action(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(.action, run) }
  /// Looks at each session.
  static func session(
    includingPast includesPast: Bool = false, _ run: @escaping @Sendable (RuleContext) -> Void
  ) -> Check { Check(.session, includesPast: includesPast, run) }
  /// Looks at each address, wherever it stands.
  static func adresse(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(.adresse, run) }
  /// Looks at each cycle.
  static func cycle(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(.cycle, run) }
  /// Looks at each recruitment of these modalities.
  static func recrutement(
    _ modalites: ModaliteRecrutement..., includingPast includesPast: Bool = false,
    run: @escaping @Sendable (RuleContext) -> Void
  ) -> Check { Check(.recrutement(modalites), includesPast: includesPast, run) }
  /// Looks at each number, date, code and timestamp that has white space around it, but for those in sessions that are
  /// over.
  static func paddedValue(_ run: @escaping @Sendable (RuleContext) -> Void) -> Check { Check(.paddedValue, run) }
  /// Looks at nothing: the schema reports the mistake.
  static let schema = Check(.formation) { _ in }
}
