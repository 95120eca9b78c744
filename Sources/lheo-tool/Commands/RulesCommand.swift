import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoReports
import LheoValidator

struct RulesCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the rules that validate checks.",
    discussion: """
      EXAMPLES
        lheo-tool rules
        lheo-tool rules --profile france-travail --severity error
        lheo-tool rules --family schema
        lheo-tool rules --family adresse --format markdown
        lheo-tool explain recrutement/rdvi-places     one rule, in full
      """)

  @Option(
    help: ArgumentHelp("Only the rules of this profile.", valueName: "profile"),
    completion: .list(Self.profiles))
  var profile: String?

  @Option(
    help: ArgumentHelp("Only the rules of this family, the part before the slash.", valueName: "family"),
    completion: .list(RuleNames.families))
  var family: String?

  @Option(help: ArgumentHelp("Only the rules of this severity: error, warning, info.", valueName: "severity"))
  var severity: String?

  @Option(help: "The format.")
  var format = DocumentationFormat.text

  @OptionGroup var speech: LanguageOption

  /// The schema is checked whatever the profile, and a profile of its own here.
  private static let profiles = ["schema"] + Profile.all.map(\.rawValue)

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
      (profile == nil || $0.profile == profile) && (family == nil || $0.family == family)
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
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a rule: what it finds, why, how to repair it, with examples; or a repair.",
    discussion: """
      EXAMPLES
        lheo-tool explain recrutement/rdvi-places
        lheo-tool explain schema/longueur --lang en
        lheo-tool explain ordre/datemaj               a repair without a rule
      """)

  @Argument(
    help: "A rule, such as recrutement/rdvi-places.",
    completion: .list(RuleNames.all))
  var rule: String

  @Option(help: "The format.")
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
