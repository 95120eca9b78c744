import LheoModel
import LheoOutput
import LheoValidator

/// Puts what rules say of themselves into words.
public struct RuleDocumentation {
  private let language: Language

  /// Documentation in a language.
  public init(language: Language) { self.language = language }

  /// A line for each rule, and what it is about.
  public func list(_ rules: [RuleSheet], to sink: ByteSink) {
    for rule in rules {
      sink.append("\(rule.id.padded(46))\(rule.severity.word(language).padded(11))\(rule.profile)\n")
      sink.append("  \(rule.message(language))\n")
    }
  }

  /// All rules, for programs: one document, version 1.
  public func json(_ rules: [RuleSheet], to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("version", 1)
      $0.key("rules")
      $0.list { list in for rule in rules { list.object { $0.members(of: rule, in: language) } } }
    }
    json.newLine()
  }

  /// A rule, for programs.
  public func json(of rule: RuleSheet, to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object { $0.members(of: rule, in: language) }
    json.newLine()
  }

  /// A rule in full, for people at a terminal.
  public func text(of rule: RuleSheet, to sink: ByteSink) {
    sink.append("\(rule.id)  \(rule.severity.word(language))  (\(rule.profile))\n\n\(rule.message(language))\n\n")
    sink.append("\(language("Pourquoi", "Why"))\n  \(rule.why(language))\n\n")
    sink.append("\(language("Réparer", "Repair"))\n  \(rule.repair(language))\n\n")
    sink.append("\(language("Réparer dans OFeli", "Repair in OFeli"))\n  \(rule.formRepair(language))\n\n")
    if let blocks = blocks(of: rule) { sink.append("\(language("Bloque", "Blocks"))\n  \(blocks)\n\n") }
    if let needs = needs(of: rule) { sink.append("\(language("Nécessite", "Needs"))\n  \(needs)\n\n") }
    sink.append("\(language("Constaté", "Found"))\n")
    for example in rule.triggering { sink.append("  - \(example.label(language))\n") }
    sink.append("\n\(language("Accepté", "Accepted"))\n")
    for example in rule.passing { sink.append("  - \(example.label(language))\n") }
    sink.append("\nSource\n  \(rule.source(language))\n")
    if let schema = rule.reportedAs { sink.append("\n\(reportedAs) \(schema.rawValue)\n") }
  }

  /// A rule in full, in Markdown.
  public func section(of rule: RuleSheet, to sink: ByteSink) {
    sink.append("### \(rule.id)\n\n\(rule.message(language).markdown)\n\n")
    sink.append(
      "- " + named(language("Profil", "Profile"), "`\(rule.profile)`") + ", "
        + named(language("gravité", "severity"), rule.severity.noun(1, language)) + "\n")
    item(language("Pourquoi", "Why"), rule.why(language).markdown, sink)
    item(language("Réparer", "Repair"), rule.repair(language).markdown, sink)
    item(language("Réparer dans OFeli", "Repair in OFeli"), rule.formRepair(language).markdown, sink)
    if let blocks = blocks(of: rule) { item(language("Bloque", "Blocks"), blocks, sink) }
    if let needs = needs(of: rule) { item(language("Nécessite", "Needs"), needs, sink) }
    item(language("Constaté", "Found"), list(rule.triggering), sink)
    item(language("Accepté", "Accepted"), list(rule.passing), sink)
    if let schema = rule.reportedAs { sink.append("- \(reportedAs) `\(schema.rawValue)`\n") }
    item("Source", rule.source(language), sink)
    sink.append("\n")
  }

  /// A page of rules in Markdown.
  public func page(of rules: [RuleSheet], to sink: ByteSink) {
    sink.append("# \(language("Règles de validation", "Validation rules"))\n\n")
    sink.append(
      language(
        "Cette page est produite à partir des règles elles-mêmes ; ne la modifiez pas à la main.\n\n",
        "This page is made from the rules themselves; do not edit it.\n\n"))
    sink.append(
      language(
        "Les gravités sont, dans les options : `error` (erreur), `warning` (avertissement), `info` (information).\n\n",
        "In options, the severities are `error`, `warning` and `info` (note).\n\n"))
    let families = rules.map(\.family).reduce(into: [String]()) { list, family in
      if !list.contains(family) { list.append(family) }
    }
    for family in families {
      let members = rules.filter { $0.family == family }
      sink.append("## \(family)\n\n| \(language("règle", "rule")) | \(language("gravité", "severity")) ")
      sink.append("| \(language("profil", "profile")) |\n|---|---|---|\n")
      for rule in members {
        let anchor = rule.id.replacing("/", with: "")
        sink.append("| [\(rule.id)](#\(anchor)) | \(rule.severity.noun(1, language)) | \(rule.profile) |\n")
      }
      sink.append("\n")
      for rule in members { section(of: rule, to: sink) }
    }
  }

  private func needs(of rule: RuleSheet) -> String? {
    rule.needs.isEmpty ? nil : rule.needs.map { $0.label(in: language) }.joined(separator: ", ")
  }

  private func blocks(of rule: RuleSheet) -> String? {
    rule.blocks.isEmpty ? nil : rule.blocks.map { $0.label(in: language) }.joined(separator: ", ")
  }

  private var reportedAs: String {
    language("Signalé par le schéma, sous le nom", "Reported by the schema, as")
  }

  private func named(_ name: String, _ value: String) -> String { language("\(name) : \(value)", "\(name): \(value)") }

  private func item(_ name: String, _ value: String, _ sink: ByteSink) { sink.append("- \(named(name, value))\n") }

  private func list(_ examples: [Example]) -> String {
    examples.map { "`\($0.label(language))`" }.joined(separator: ", ")
  }
}

extension JSONWriter {
  fileprivate mutating func members(of rule: RuleSheet, in language: Language) {
    member("id", rule.id)
    member("profile", rule.profile)
    member("severity", rule.severity.rawValue)
    member("message", rule.message(language))
    member("why", rule.why(language))
    member("repair", rule.repair(language))
    member("formRepair", rule.formRepair(language))
    member("source", rule.source(language))
    member("reportedAs", rule.reportedAs?.rawValue)
    key("blocks")
    list { list in for partner in rule.blocks { list.string(partner.rawValue) } }
    key("needs")
    list { list in for need in rule.needs { list.string(need.rawValue) } }
    key("triggering")
    list { list in for example in rule.triggering { list.string(example.label(language)) } }
    key("passing")
    list { list in for example in rule.passing { list.string(example.label(language)) } }
  }
}

extension String {
  /// The text in Markdown: tags are shown.
  fileprivate var markdown: String { replacing("<", with: "&lt;") }
}
