import ArgumentParser
import LheoModel
import LheoOutput
import LheoValidator

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the rules that validate checks.",
    discussion: """
      EXAMPLES
        lheo-tool rules
        lheo-tool rules --profile france-travail --severity error
        lheo-tool rules --family adresse --format markdown
        lheo-tool explain recrutement/rdvi-places     one rule, in full
      """)

  @Option(
    help: ArgumentHelp("Only the rules of this profile.", valueName: "profile"),
    completion: .list(Profile.allCases.map(\.rawValue)))
  var profile: String?

  @Option(help: ArgumentHelp("Only the rules of this family, the part before the slash.", valueName: "family"))
  var family: String?

  @Option(help: ArgumentHelp("Only the rules of this severity: error, warning, info.", valueName: "severity"))
  var severity: String?

  @Option(help: "The format.")
  var format = DocumentationFormat.text

  @Option(help: "The language: fr, en.")
  var lang = Language.fr

  func validate() throws {
    if let profile, Profile(rawValue: profile) == nil {
      throw ValidationError("Profiles: \(Profile.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let families = Set(Rule.all.map(\.family)).sorted()
    if let family, !families.contains(family) {
      throw ValidationError("Families: \(families.joined(separator: ", ")).")
    }
    if let severity, Severity(rawValue: severity) == nil { throw ValidationError("Severities: error, warning, info.") }
  }

  func run() throws {
    let rules = Rule.all.filter {
      (profile == nil || $0.profile.rawValue == profile) && (family == nil || $0.family == family)
        && (severity == nil || $0.severity.rawValue == severity)
    }
    try Outcome.run {
      let file = try OutputFile("-")
      switch format {
      case .text:
        for rule in rules {
          file.sink.append("\(rule.id.padded(46))\(rule.severity.rawValue.padded(9))\(rule.profile.rawValue)\n")
          file.sink.append("  \(rule.message(lang))\n")
        }
      case .json: json(rules, file.sink)
      case .markdown: RuleDocumentation(language: lang).page(of: rules, to: file.sink)
      }
      try file.commit()
    }
  }

  private func json(_ rules: [Rule], _ sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("version", 1)
      $0.key("rules")
      $0.list { list in for rule in rules { list.object { $0.members(of: rule, in: lang) } } }
    }
    json.newLine()
  }
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a rule: what it finds, why, how to repair it, with examples.",
    discussion: """
      EXAMPLES
        lheo-tool explain recrutement/rdvi-places
        lheo-tool explain schema/longueur --lang en
      """)

  @Argument(
    help: "A rule, such as recrutement/rdvi-places.",
    completion: .list(Rule.all.map(\.id) + SchemaRule.allCases.map(\.rawValue)))
  var rule: String

  @Option(help: "The format.")
  var format = DocumentationFormat.text

  @Option(help: "The language: fr, en.")
  var lang = Language.fr

  func validate() throws {
    let ids = Rule.all.map(\.id) + SchemaRule.allCases.map(\.rawValue)
    if !ids.contains(rule) {
      let nearest = Nearest.match(rule, in: ids)
      throw ValidationError("There is no rule '\(rule)'." + (nearest.map { " Did you mean '\($0)'?" } ?? ""))
    }
  }

  func run() throws {
    try Outcome.run {
      let file = try OutputFile("-")
      if let found = Rule.named(rule) {
        let documentation = RuleDocumentation(language: lang)
        switch format {
        case .text: documentation.text(of: found, to: file.sink)
        case .markdown: documentation.section(of: found, to: file.sink)
        case .json:
          var json = JSONWriter(file.sink)
          json.object { $0.members(of: found, in: lang) }
          json.newLine()
        }
      } else if let schema = SchemaRule(rawValue: rule) {
        file.sink.append("\(schema.rawValue)  error\n\n\(schema.title(in: lang)).\n\n")
        file.sink.append(
          lang(
            "Le schéma LHEO 2.3 est toujours vérifié. lheo-tool schema ÉLÉMENT dit ce qu'un élément peut contenir.\n",
            "The LHEO 2.3 schema is always checked. lheo-tool schema ELEMENT says what an element may contain.\n"))
      }
      try file.commit()
    }
  }
}

/// Puts what rules say of themselves into words.
struct RuleDocumentation {
  let language: Language

  func text(of rule: Rule, to sink: ByteSink) {
    sink.append("\(rule.id)  \(rule.severity.rawValue)  (\(rule.profile.rawValue))\n\n\(rule.message(language))\n\n")
    sink.append("\(language("Pourquoi", "Why"))\n  \(rule.why(language))\n\n")
    sink.append("\(language("Réparer", "Repair"))\n  \(rule.repair(language))\n\n")
    sink.append("\(language("Constaté", "Found"))\n")
    for example in rule.triggering { sink.append("  - \(example.label)\n") }
    sink.append("\n\(language("Accepté", "Accepted"))\n")
    for example in rule.passing { sink.append("  - \(example.label)\n") }
    sink.append("\nSource\n  \(rule.source)\n")
    if let schema = rule.reportedAs {
      sink.append(
        "\n\(language("Signalé par le schéma, sous le nom", "Reported by the schema, as")) \(schema.rawValue)\n")
    }
  }

  func section(of rule: Rule, to sink: ByteSink) {
    sink.append("### \(rule.id)\n\n\(rule.message(language))\n\n")
    sink.append(
      "- \(language("Profil", "Profile")) : `\(rule.profile.rawValue)`, \(language("gravité", "severity")) : `\(rule.severity.rawValue)`\n"
    )
    sink.append("- \(language("Pourquoi", "Why")) : \(rule.why(language))\n")
    sink.append("- \(language("Réparer", "Repair")) : \(rule.repair(language).replacing("<", with: "&lt;"))\n")
    sink.append(
      "- \(language("Constaté", "Found")) : \(rule.triggering.map { "`\($0.label)`" }.joined(separator: ", "))\n")
    sink.append(
      "- \(language("Accepté", "Accepted")) : \(rule.passing.map { "`\($0.label)`" }.joined(separator: ", "))\n")
    if let schema = rule.reportedAs {
      sink.append(
        "- \(language("Signalé par le schéma, sous le nom", "Reported by the schema, as")) `\(schema.rawValue)`\n")
    }
    sink.append("- Source : \(rule.source)\n\n")
  }

  func page(of rules: [Rule], to sink: ByteSink) {
    sink.append("# \(language("Règles de lheo-tool", "Rules of lheo-tool"))\n\n")
    sink.append(
      language(
        "Cette page est produite par `lheo-tool rules --format markdown` ; ne la modifiez pas à la main.\n\n",
        "This page is made by `lheo-tool rules --format markdown --lang en`; do not edit it.\n\n"))
    let families = rules.map(\.family).reduce(into: [String]()) { list, family in
      if !list.contains(family) { list.append(family) }
    }
    for family in families {
      let members = rules.filter { $0.family == family }
      sink.append(
        "## \(family)\n\n| \(language("règle", "rule")) | \(language("gravité", "severity")) | \(language("profil", "profile")) |\n|---|---|---|\n"
      )
      for rule in members {
        sink.append(
          "| [\(rule.id)](#\(rule.id.replacing("/", with: ""))) | \(rule.severity.rawValue) | \(rule.profile.rawValue) |\n"
        )
      }
      sink.append("\n")
      for rule in members { section(of: rule, to: sink) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(of rule: Rule, in language: Language) {
    member("id", rule.id)
    member("profile", rule.profile.rawValue)
    member("severity", rule.severity.rawValue)
    member("message", rule.message(language))
    member("why", rule.why(language))
    member("repair", rule.repair(language))
    member("source", rule.source)
    member("reportedAs", rule.reportedAs?.rawValue)
    key("triggering")
    list { list in for example in rule.triggering { list.string(example.label) } }
    key("passing")
    list { list in for example in rule.passing { list.string(example.label) } }
  }
}
