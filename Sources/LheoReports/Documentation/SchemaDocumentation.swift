import LheoModel
import LheoOutput

/// Puts what the schema says of elements into words.
public struct SchemaDocumentation {
  /// Documentation, in English.
  public init() {}

  /// A line for each element.
  public func list(_ definitions: [ElementDefinition], to sink: ByteSink) {
    for definition in definitions { sink.append("\(definition.name.padded(34))\(definition.label)\n") }
  }

  /// An element in full, for people at a terminal.
  public func text(_ definition: ElementDefinition, to sink: ByteSink) {
    sink.append("\(definition.name) — \(definition.label)\n\n")
    if let circle = definition.circle {
      sink.append("  circle      \(circle) (\(["mandatory data", "recommended data", "extension"][circle - 1]))\n")
    }
    sink.append("  content     \(definition.contentDescription)\n")
    if let example = definition.example { sink.append("  example     \(example)\n") }
    let parents = LheoSchema.parents[definition.element] ?? []
    if !parents.isEmpty { sink.append("  stands in   \(parents.map(\.name).joined(separator: ", "))\n") }
    if !definition.particles.isEmpty {
      sink.append("\nChildren, in this order:\n")
      for particle in definition.particles {
        sink.append("  \(particle.occurrence.padded(10))\(particle.element.name.padded(34))\(particle.element.label)\n")
      }
    }
    if let table = definition.codeTable {
      sink.append("\nCodes (\(table.name)):\n")
      for entry in table.entries { sink.append("  \(entry.code.padded(4))\(entry.label)\n") }
    }
    sink.append("\nAttributes, all optional:\n")
    for attribute in definition.attributes { sink.append("  \(attribute.name.padded(25))\(attribute.label)\n") }
  }

  /// An element in Markdown.
  public func markdown(_ definition: ElementDefinition, to sink: ByteSink) {
    sink.append("## \(definition.name)\n\n\(definition.label): \(definition.contentDescription).\n\n")
    if !definition.particles.isEmpty {
      sink.append("| child | label | occurs |\n|---|---|---|\n")
      for particle in definition.particles {
        sink.append("| \(particle.element.name) | \(particle.element.label) | \(particle.occurrence) |\n")
      }
      sink.append("\n")
    }
    if let table = definition.codeTable {
      sink.append("| code | meaning |\n|---|---|\n")
      for entry in table.entries { sink.append("| \(entry.code) | \(entry.label) |\n") }
      sink.append("\n")
    }
  }

  /// Elements for programs: one document, version 1.
  public func json(_ definitions: [ElementDefinition], to sink: ByteSink) {
    var json = JSONWriter(sink)
    json.object {
      $0.member("version", 1)
      $0.key("elements")
      $0.list { list in
        for definition in definitions { list.object { $0.members(of: definition) } }
      }
    }
    json.newLine()
  }
}

extension JSONWriter {
  fileprivate mutating func members(of definition: ElementDefinition) {
    member("name", definition.name)
    member("label", definition.label)
    member("circle", definition.circle)
    member("content", definition.contentDescription)
    member("example", definition.example)
    key("parents")
    list { list in for parent in LheoSchema.parents[definition.element] ?? [] { list.string(parent.name) } }
    key("children")
    list { list in
      for particle in definition.particles {
        list.object {
          $0.member("name", particle.element.name)
          $0.member("min", particle.minimum)
          $0.member("max", particle.maximum)
        }
      }
    }
    key("codes")
    list { list in
      for entry in definition.codeTable?.entries ?? [] {
        list.object {
          $0.member("code", entry.code)
          $0.member("label", entry.label)
        }
      }
    }
    key("attributes")
    list { list in for attribute in definition.attributes { list.string(attribute.name) } }
  }
}

extension ElementDefinition.Particle {
  fileprivate var occurrence: String { maximum.map { $0 == minimum ? "\($0)" : "\(minimum)–\($0)" } ?? "\(minimum)–n" }
}

extension ElementDefinition {
  fileprivate var contentDescription: String {
    switch content {
    case .sequence: "elements, in order"
    case .choice: "elements, in any order"
    case .oneOf: "one of the elements"
    case .any: "anything"
    case .text(let minimum, let maximum):
      switch (minimum, maximum) {
      case (0, nil): "text"
      case (let minimum, nil): "text of at least \(minimum) characters"
      case (let minimum, let maximum?) where minimum == maximum: "text of \(maximum) characters"
      case (let minimum, let maximum?): "text of \(minimum) to \(maximum) characters"
      }
    case .number: "a whole number"
    case .digits(let prefix, let isOptional, let minimum, let maximum):
      "\(prefix)\(isOptional ? " or nothing" : "") and digits, \(minimum) to \(maximum) characters"
    case .date: "a date AAAAMMJJ; an unknown month or day is 00 or 99"
    case .code(let table): "a code of \(table.name)"
    }
  }
}
