/// Writes docs/elements.md: every element and code table of the language.
struct DocumentationGenerator {
  let schema: Schema

  func file() -> GeneratedFile {
    var parts = ["# LHEO 2.3: elements and code tables\n"]
    parts.append(
      "The same is in the tool: `lheo-tool schema ELEMENT`. Circle 1 is mandatory data, 2 recommended, 3 extensions.\n")
    parts.append("## Elements\n")
    parts += schema.elements.sorted { $0.name.lowercased() < $1.name.lowercased() }.map(section)
    parts.append("## Code tables\n")
    for table in schema.codeTables {
      parts.append("### \(table.name)\n\n\(table.label).\n\n| code | meaning |\n|---|---|")
      parts.append(table.codes.map { "| \($0.code) | \($0.label) |" }.joined(separator: "\n") + "\n")
    }
    return GeneratedFile(path: "docs/elements.md", content: parts.joined(separator: "\n"))
  }

  private func section(_ element: Schema.Element) -> String {
    var lines = ["### \(element.name)\n", "\(element.label).\n"]
    if let circle = element.circle { lines.append("- Circle: \(circle)") }
    lines.append("- Content: \(content(element.content))")
    if let example = element.example { lines.append("- Example: `\(example)`") }
    let parents = schema.elements.filter { parent in
      switch parent.content {
      case .sequence(let particles): particles.contains { $0.element == element.name }
      case .choice(let elements): elements.contains(element.name)
      default: false
      }
    }
    if !parents.isEmpty { lines.append("- In: " + parents.map { link($0.name) }.joined(separator: ", ")) }
    let extra = element.attributeGroups.filter { $0 != "attributs-communs" }.flatMap { name in
      schema.attributeGroups.first { $0.name == name }!.attributes.map { "`\($0.name)`" }
    }
    if !extra.isEmpty { lines.append("- Attributes beyond the common ones: " + extra.joined(separator: ", ")) }
    if case .sequence(let particles) = element.content {
      lines.append("\n| child | label | occurs |\n|---|---|---|")
      for particle in particles {
        let occurs = particle.maximum.map { $0 == particle.minimum ? "\($0)" : "\(particle.minimum) to \($0)" }
        lines.append(
          "| \(link(particle.element)) | \(schema.element(particle.element).label) | "
            + "\(occurs ?? "\(particle.minimum) or more") |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func link(_ name: String) -> String { "[\(name)](#\(name.lowercased()))" }

  private func content(_ content: Schema.Content) -> String {
    switch content {
    case .sequence: "these children, in this order"
    case .choice(let elements): "any number of " + elements.map(link).joined(separator: " and ") + ", in any order"
    case .any: "anything"
    case .text(let minimum, nil): minimum == 0 ? "text" : "text of at least \(minimum) characters"
    case .text(let minimum, let maximum?):
      minimum == maximum ? "text of \(maximum) characters" : "text of \(minimum) to \(maximum) characters"
    case .number: "a whole number"
    case .date: "a date, `AAAAMMJJ`; an unknown day or month is `00` or `99`"
    case .codes(let codes): "one of the codes " + codes.joined(separator: ", ")
    case .oneOf(let elements): "exactly one of " + elements.map(link).joined(separator: ", ")
    case .digits(let prefix, let isOptional, let minimum, let maximum):
      "`\(prefix)`\(isOptional ? " or nothing," : ""), then digits, \(minimum) to \(maximum) characters"
    case .code(let table): "a code of [\(table)](#\(table.lowercased()))"
    }
  }
}
