import LheoModel
import LheoParser
import LheoSchema
import LheoValidator

/// What the summaries of reports are made of: how much was found of what, and by whom it is to be repaired. Small: a
/// line for each rule, body and offer with findings.
struct ReportTally {
  struct Row {
    var name: String
    var severities: [Severity: Int] = [:]

    var total: Int { severities.values.reduce(0, +) }

    /// Worst first: by errors, then warnings, then notes.
    func isWorse(than other: Row) -> Bool {
      for severity in Severity.allCases.reversed() {
        let (own, others) = (severities[severity] ?? 0, other.severities[severity] ?? 0)
        if own != others { return own > others }
      }
      return name < other.name
    }
  }

  private(set) var severities: [Severity: Int] = [:]
  private var rules: [String: Row] = [:]
  private var bodies: [OrganismeKey: Row] = [:]
  private(set) var formations = 0
  private(set) var sessions = 0
  private(set) var verdicts = FeedVerdicts()
  private(set) var unreadable: [FeedError] = []
  private(set) var known: [Severity: Int] = [:]

  /// By rule, worst first.
  var byRule: [Row] { rules.values.sorted { $0.isWorse(than: $1) } }
  /// By body, worst first.
  var byOrganisme: [Row] { bodies.values.sorted { $0.isWorse(than: $1) } }

  mutating func count(_ finding: Finding) {
    severities[finding.severity, default: 0] += 1
    rules[finding.rule, default: Row(name: finding.rule)].severities[finding.severity, default: 0] += 1
    if let organisme = finding.organisme {
      let key = OrganismeKey(organisme)
      bodies[key, default: Row(name: key.label)].severities[finding.severity, default: 0] += 1
    }
  }

  /// Adds the verdicts on the offers of a body.
  mutating func add(_ verdicts: Verdicts) { self.verdicts.add(verdicts) }

  mutating func count(_ summary: ValidationSummary) {
    formations += summary.counts.formations
    sessions += summary.counts.sessions
    verdicts += summary.verdicts
    known.merge(summary.known, uniquingKeysWith: +)
    if let error = summary.error { unreadable.append(error) }
  }
}

/// A body, by its SIRET or, without one, by its name.
struct OrganismeKey: Hashable {
  let siret: String?
  let nom: String?
  /// The name, also of one that is known by its SIRET.
  let name: String?

  init(_ organisme: OrganismeContext) {
    // A SIRET is the same with spaces between its digits.
    siret = organisme.siret.map { $0.filter { !$0.isWhitespace } }
    nom = siret == nil ? organisme.nom : nil
    name = organisme.nom
    label = [organisme.nom, organisme.siret].compactMap { $0 }.joined(separator: " – ")
  }

  /// What is the same for the same body.
  var identifier: String { siret ?? "nom: \(nom ?? "")" }

  /// The name alone, where there is one.
  var nameOrLabel: String { name ?? label }

  /// How verdicts and the census call the body.
  var censusName: String { siret ?? nom ?? "" }

  /// The name and SIRET, as seen.
  let label: String

  static func == (left: OrganismeKey, right: OrganismeKey) -> Bool {
    left.siret == right.siret && left.nom == right.nom
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(siret)
    hasher.combine(nom)
  }
}

extension Severity {
  /// What one line of a listing calls it.
  package func word(_ language: Language) -> String {
    switch self {
    case .error: language("erreur", "error")
    case .warning: language("attention", "warning")
    case .info: "info"
    }
  }

  /// How many there are, in words.
  func quantity(_ count: Int, _ language: Language) -> String { "\(count) \(noun(count, language))" }

  /// What they are called, as many as there are.
  package func noun(_ count: Int, _ language: Language) -> String {
    let noun =
      switch self {
      case .error: language("erreur(s)", "error(s)")
      case .warning: language("avertissement(s)", "warning(s)")
      case .info: language("information(s)", "note(s)")
      }
    return language.agreed(noun, count)
  }
}
