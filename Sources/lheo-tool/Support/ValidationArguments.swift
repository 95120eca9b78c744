import ArgumentParser
import LheoModel
import LheoReports
import LheoValidator

extension ReportFormat: ExpressibleByArgument {}
extension Audience: ExpressibleByArgument {}

/// The worst findings a command lets pass.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case error, warning, info, never

  /// The least bad severity that fails; `nil` for none.
  var severity: Severity? { Severity(rawValue: rawValue) }
}

/// Options of commands that validate. What the command line leaves open, the configuration file may say.
struct ValidationArguments: ParsableArguments {
  static let profileNames = Profile.all.map(\.rawValue) + ["all", "none", "schema"]

  @Option(
    help: .said(
      "Les règles à contrôler en plus du schéma : \(profileNames.joined(separator: ", ")). Peut être répété, ou séparé par des virgules. Par défaut : france-travail.",
      "Rules to check besides the schema: \(profileNames.joined(separator: ", ")). May be repeated, or separated by commas. Default: france-travail.",
      value: "profil", "profile"), completion: .list(profileNames))
  var profile: [String] = []

  @Option(
    help: .said(
      "Ne contrôler que cette règle, ou celles d'un motif (adresse/*), et le schéma ; peut être répété.",
      "Check only this rule, or those that fit a pattern (adresse/*), and the schema; may be repeated.", value: "règle",
      "rule"))
  var only: [String] = []

  @Option(
    help: .said(
      "Ne pas contrôler cette règle, ou celles d'un motif (adresse/*) ; peut être répété.",
      "Leave out this rule, or those that fit a pattern (adresse/*); may be repeated.", value: "règle", "rule"))
  var ignore: [String] = []

  @Option(
    help: .said(
      "Changer la gravité des constats d'une règle ou d'un motif : error, warning, info. Le plus précis compte, puis le dernier.",
      "Change how bad findings of a rule or pattern are: error, warning, info. The most specific counts, then the last.",
      value: "règle=gravité", "rule=severity"))
  var severity: [String] = []

  @Option(
    help: .said(
      "La région du Carif-Oref, par son code INSEE (28 pour la Normandie).",
      "The region of the Carif-Oref, by its INSEE code (28 for Normandie).", value: "code"))
  var region: String?

  @Option(
    help: .said(
      "Le jour que prennent les règles sur les dates, AAAA-MM-JJ.",
      "The day that rules about dates use, AAAA-MM-JJ.", value: "jour", "day"))
  var asOf = Day.today

  @Option(
    help: .said(
      "Les constats qui font échouer la commande : error, warning, info, never. Par défaut : error.",
      "The findings that make the command fail: error, warning, info, never. Default: error.", value: "gravité",
      "severity"))
  var failOn: FailOn?

  @Option(
    help: .said(
      "Qui répare : form, qui saisit dans le formulaire d'OFeli, ou xml. Par défaut : form en html et csv, xml ailleurs.",
      "Who repairs: form, who types in OFeli's form, or xml. Default: form in html and csv, xml elsewhere.",
      value: "public", "audience"))
  var audience: Audience?

  @Option(
    help: .said(
      "Quand mettre des couleurs.",
      "When colours are used.", value: "quand", "when"))
  var color = ColorChoice.auto

  @Option(
    help: .said(
      "Le fichier de configuration. Par défaut : lheo.toml du dossier courant, s'il est là.",
      "The configuration file. Default: lheo.toml in the current folder, if it is there.", value: "fichier", "file"),
    completion: .file(extensions: ["toml"]))
  var config: String?

  /// Who repairs, where the command line does not say so.
  private var configuredAudience: Audience?
  /// What is said to those who get a page.
  private(set) var letter = Letter()

  private enum CodingKeys: String, CodingKey {
    case profile, only, ignore, severity, region, asOf, failOn, audience, color, config
  }

  mutating func validate() throws {
    let configuration = try Configuration.read(config)
    if profile.isEmpty { profile = configuration.profile }
    if only.isEmpty { only = configuration.only }
    ignore += configuration.ignore
    severity = configuration.severity + severity
    region = region ?? configuration.region
    failOn = failOn ?? configuration.failOn
    configuredAudience = configuration.audience
    letter = configuration.letter
    _ = try rules()
  }

  var threshold: FailOn { failOn ?? .error }

  /// The profiles by name, the schema first.
  var profileList: [String] {
    ["schema"] + Profile.all.filter { (try? rules().profiles.contains($0)) ?? false }.map(\.rawValue)
  }

  func context(usesColor: Bool, maximumFindings: Int?, _ rules: RuleOptions? = nil) -> ReportContext {
    var context = ReportContext(
      tool: LheoTool.inReports, asOf: asOf.date.isoText, profiles: profileList, language: Speech.language,
      usesColor: usesColor, maximumFindings: maximumFindings)
    context.registers = rules.map(CheckedRegisters.init)
    context.audience = audience ?? configuredAudience
    context.letter = letter
    return context
  }

  /// Whether a summary makes the command fail.
  func fails(_ summary: ValidationSummary) -> Bool { threshold.severity.map(summary.hasFindings) ?? false }
}
