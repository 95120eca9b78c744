import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoReports
import LheoValidator

struct RulesCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("rules", .rules)

  @Option(
    help: .said(
      "Seulement les règles de ce profil.",
      "Only the rules of this profile.", value: "profil", "profile"),
    completion: .list(Self.profiles))
  var profile: String?

  @Option(
    help: .said(
      "Seulement les règles de cette famille, la partie avant la barre oblique.",
      "Only the rules of this family, the part before the slash.", value: "famille", "family"),
    completion: .list(RuleNames.families))
  var family: String?

  @Option(
    help: .said(
      "Seulement les règles de cette gravité : error, warning, info.",
      "Only the rules of this severity: error, warning, info.", value: "gravité", "severity"))
  var severity: String?

  @Option(
    help: .said(
      "Le format.",
      "The format.", value: "format"))
  var format = DocumentationFormat.text

  @OptionGroup var speech: LanguageOption

  /// The schema is checked whatever the profile, and a profile of its own here.
  private static let profiles = ["all", "schema"] + Profile.all.map(\.rawValue)

  func validate() throws {
    if let profile, !Self.profiles.contains(profile) {
      throw UsageError.missing(Text("profil", "profile"), profile, in: Self.profiles)
    }
    if let family, !RuleNames.families.contains(family) {
      throw UsageError.missing(Text("famille", "family"), family, in: RuleNames.families)
    }
    if let severity, Severity(rawValue: severity) == nil {
      throw UsageError.missing(Text("gravité", "severity"), severity, in: Severity.allCases.map(\.rawValue))
    }
  }

  func run() throws {
    let rules = RuleSheet.all.filter {
      (profile == nil || profile == "all" || $0.profile == profile) && (family == nil || $0.family == family)
        && (severity == nil || $0.severity.rawValue == severity)
    }
    try Outcome.run {
      let file = try OutputFile("-")
      let documentation = RuleDocumentation(language: speech.language)
      switch format {
      case .text: documentation.list(rules, to: file.sink)
      case .json: documentation.json(rules, to: file.sink)
      case .markdown: documentation.page(of: rules, to: file.sink)
      }
      try file.commit()
    }
  }
}

struct ExplainCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("explain", .explain)

  @Argument(
    help: .said(
      "Une règle, comme recrutement/rdvi-places.",
      "A rule, such as recrutement/rdvi-places.", value: "règle", "rule"),
    completion: .list(RuleNames.all))
  var rule: String

  @Option(
    help: .said(
      "Le format.",
      "The format.", value: "format"))
  var format = DocumentationFormat.text

  @OptionGroup var speech: LanguageOption

  func validate() throws {
    if RuleSheet.named(rule) == nil, Repair.named(rule) == nil { throw RuleNames.unknown(rule) }
  }

  func run() throws {
    try Outcome.run {
      let file = try OutputFile("-")
      guard let sheet = RuleSheet.named(rule) else {
        if let repair = Repair.named(rule) { explain(repair, to: file.sink) }
        return try file.commit()
      }
      let documentation = RuleDocumentation(language: speech.language)
      switch format {
      case .text: documentation.text(of: sheet, to: file.sink)
      case .markdown: documentation.section(of: sheet, to: file.sink)
      case .json: documentation.json(of: sheet, to: file.sink)
      }
      try file.commit()
    }
  }

  private func explain(_ repair: Repair, to sink: ByteSink) {
    let documentation = RepairDocumentation(language: speech.language)
    switch format {
    case .text: documentation.text(of: repair, to: sink)
    case .markdown: documentation.section(of: repair, to: sink)
    case .json: documentation.json(of: repair, to: sink)
    }
  }
}
