import LheoModel
import LheoOutput

/// Puts what the schema says of elements into words.
public struct SchemaDocumentation {
  private let language: Language

  /// Documentation in a language.
  public init(language: Language) { self.language = language }

  /// A line for each element.
  public func list(_ definitions: [ElementDefinition], to sink: ByteSink) {
    for definition in definitions { sink.append("\(definition.name.padded(34))\(definition.label)\n") }
  }

  /// An element in full, for people at a terminal.
  public func text(_ definition: ElementDefinition, to sink: ByteSink) {
    sink.append("\(definition.name) — \(definition.label)\n\n")
    if let circle = definition.circle {
      fact(language("cercle", "circle"), "\(circle) (\(kind(ofCircle: circle)))", sink)
    }
    fact(language("contenu", "content"), definition.content.description(in: language), sink)
    if let example = definition.example { fact(language("exemple", "example"), example, sink) }
    let parents = LheoSchema.parents[definition.element] ?? []
    if !parents.isEmpty {
      fact(language("figure dans", "stands in"), parents.map(\.name).joined(separator: ", "), sink)
    }
    if !definition.particles.isEmpty {
      sink.append(language("\nEnfants, dans cet ordre :\n", "\nChildren, in this order:\n"))
      for particle in definition.particles {
        sink.append("  \(particle.occurrence.padded(10))\(particle.element.name.padded(34))\(particle.element.label)\n")
      }
    }
    if let table = definition.codeTable {
      sink.append(language("\nCodes (\(table.name)) :\n", "\nCodes (\(table.name)):\n"))
      for entry in table.entries { sink.append("  \(entry.code.padded(4))\(entry.label)\n") }
    }
    sink.append(language("\nAttributs, tous facultatifs :\n", "\nAttributes, all optional:\n"))
    for attribute in definition.attributes { sink.append("  \(attribute.name.padded(25))\(attribute.label)\n") }
  }

  private func fact(_ name: String, _ value: String, _ sink: ByteSink) {
    sink.append("  \(name.padded(12))\(value)\n")
  }

  private func kind(ofCircle circle: Int) -> String {
    switch circle {
    case 1: language("donnée obligatoire", "mandatory data")
    case 2: language("donnée recommandée", "recommended data")
    default: language("extension", "extension")
    }
  }

  /// An element in Markdown.
  public func markdown(_ definition: ElementDefinition, to sink: ByteSink) {
    let content = definition.content.description(in: language)
    sink.append(
      language(
        "## \(definition.name)\n\n\(definition.label) : \(content).\n\n",
        "## \(definition.name)\n\n\(definition.label): \(content).\n\n"))
    if !definition.particles.isEmpty {
      sink.append(language("| enfant | libellé | occurrences |\n", "| child | label | occurs |\n") + "|---|---|---|\n")
      for particle in definition.particles {
        sink.append("| \(particle.element.name) | \(particle.element.label) | \(particle.occurrence) |\n")
      }
      sink.append("\n")
    }
    if let table = definition.codeTable {
      sink.append(language("| code | libellé |\n", "| code | meaning |\n") + "|---|---|\n")
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
        for definition in definitions { list.object { $0.members(of: definition, in: language) } }
      }
    }
    json.newLine()
  }
}

extension JSONWriter {
  fileprivate mutating func members(of definition: ElementDefinition, in language: Language) {
    member("name", definition.name)
    member("label", definition.label)
    member("circle", definition.circle)
    member("content", definition.content.description(in: language))
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

extension ElementDefinition.Content {
  fileprivate func description(in language: Language) -> String {
    switch self {
    case .sequence: language("des éléments, dans l'ordre", "elements, in order")
    case .choice: language("des éléments, dans n'importe quel ordre", "elements, in any order")
    case .oneOf: language("l'un des éléments", "one of the elements")
    case .any: language("n'importe quoi", "anything")
    case .text(let minimum, let maximum): Self.text(minimum, maximum)(language)
    case .number: language("un nombre entier", "a whole number")
    case .digits(let prefix, let isOptional, let minimum, let maximum):
      language(
        "\(prefix)\(isOptional ? " ou rien" : "") et des chiffres, \(minimum) à \(maximum) caractères",
        "\(prefix)\(isOptional ? " or nothing" : "") and digits, \(minimum) to \(maximum) characters")
    case .date:
      language(
        "une date AAAAMMJJ ; un mois ou un jour inconnu est 00 ou 99",
        "a date AAAAMMJJ; an unknown month or day is 00 or 99")
    case .code(let table): language("un code de \(table.name)", "a code of \(table.name)")
    }
  }

  private static func text(_ minimum: Int, _ maximum: Int?) -> Text {
    guard let maximum else {
      return minimum == 0
        ? Text("du texte", "text")
        : Text("du texte d'au moins \(minimum, "caractère(s)")", "text of at least \(minimum, "character(s)")")
    }
    return minimum == maximum
      ? Text("du texte de \(maximum, "caractère(s)")", "text of \(maximum, "character(s)")")
      : Text("du texte de \(minimum) à \(maximum) caractères", "text of \(minimum) to \(maximum) characters")
  }
}
