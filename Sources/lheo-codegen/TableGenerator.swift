/// Writes what the toolkit knows of the language as data: element numbers and definitions, code tables, attributes.
struct TableGenerator {
  let schema: Schema

  func files() -> [GeneratedFile] {
    [
      GeneratedFile(path: "Sources/LheoModel/Generated/Elements.swift", content: elements()),
      GeneratedFile(path: "Sources/LheoModel/Generated/ElementDefinitions.swift", content: definitions()),
      GeneratedFile(path: "Sources/LheoModel/Generated/KnownAttributes.swift", content: attributes()),
    ]
      + schema.codeTables.map {
        GeneratedFile(path: "Sources/LheoModel/Generated/CodeTables/\($0.typeName).swift", content: codeTable($0))
      }
  }

  private func elements() -> String {
    var lines = ["extension Element {"]
    for (index, element) in schema.elements.enumerated() {
      lines += [
        "  /// \(element.label) (`\(element.name)`).",
        "  @inlinable public static var \(SwiftNames.property(element.name)): Element { Element(rawValue: \(index + 1)) }",
      ]
    }
    lines += [
      "", "  /// How many elements there are.",
      "  @inlinable public static var count: Int { \(schema.elements.count) }",
    ]
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func definitions() -> String {
    let size = 30
    let chunks = stride(from: 0, to: schema.elements.count, by: size).map {
      schema.elements[$0..<min($0 + size, schema.elements.count)]
    }
    var lines = [
      "extension LheoSchema {",
      "  static var allDefinitions: [ElementDefinition] {",
      "    " + (0..<chunks.count).map { "definitions\($0)" }.joined(separator: " + "),
      "  }",
    ]
    for (index, chunk) in chunks.enumerated() {
      lines += ["", "  private static var definitions\(index): [ElementDefinition] {", "    ["]
      lines += chunk.map { "      " + definition($0) + "," }
      lines += ["    ]", "  }"]
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private func definition(_ element: Schema.Element) -> String {
    var parts = [
      SwiftNames.element(element.name), SwiftNames.literal(element.name), SwiftNames.literal(element.label),
    ]
    if let circle = element.circle { parts.append("circle: \(circle)") }
    if let example = element.example { parts.append("example: \(SwiftNames.literal(example))") }
    parts.append(content(element.content))
    let groups = element.attributeGroups.map { "." + SwiftNames.property($0) }
    parts.append("attributes: [\(groups.joined(separator: ", "))]")
    return "ElementDefinition(\(parts.joined(separator: ", ")))"
  }

  /// The content of an element in Swift.
  func content(_ content: Schema.Content) -> String {
    func maximum(_ value: Int?) -> String { value.map(String.init) ?? "nil" }
    switch content {
    case .sequence(let particles):
      let items = particles.map {
        "\n        .init(element: \(SwiftNames.element($0.element)), minimum: \($0.minimum), maximum: \(maximum($0.maximum)))"
      }
      return ".sequence([\(items.joined(separator: ","))\n      ])"
    case .choice(let elements):
      return ".choice([\(elements.map(SwiftNames.element).joined(separator: ", "))])"
    case .any: return ".any"
    case .text(let minimum, let longest):
      return ".text(minimumLength: \(minimum), maximumLength: \(maximum(longest)))"
    case .number: return ".number"
    case .date(let pattern): return ".date(pattern: [\(pattern.map(SwiftNames.literal).joined(separator: ", "))])"
    case .code(let table): return ".code(\(schema.codeTable(table).typeName).table)"
    case .codes: preconditionFailure("codes without a table are a dialect's")
    case .oneOf(let elements): return ".oneOf([\(elements.map(SwiftNames.element).joined(separator: ", "))])"
    case .digits(let prefix, let isOptional, let minimum, let maximum):
      return
        ".digits(prefix: \(SwiftNames.literal(prefix)), isOptional: \(isOptional), minimumLength: \(minimum), maximumLength: \(maximum))"
    }
  }

  private func attributes() -> String {
    let all = schema.attributeGroups.flatMap(\.attributes)
    var lines = ["/// An attribute that LHEO defines.", "public enum KnownAttribute: UInt8, CaseIterable, Sendable {"]
    for attribute in all {
      lines += [
        "  /// `\(attribute.name)` (`\(attribute.type)`): \(attribute.documentation).",
        "  case \(SwiftNames.property(attribute.name))",
      ]
    }
    func property(_ name: String, _ type: String, _ value: (String, String, String) -> String, _ summary: String) {
      lines += ["", "  /// \(summary)", "  public var \(name): \(type) {", "    switch self {"]
      lines += all.map { "    case .\(SwiftNames.property($0.name)): \(value($0.name, $0.type, $0.documentation))" }
      lines += ["    }", "  }"]
    }
    property("name", "String", { name, _, _ in SwiftNames.literal(name) }, "The name in XML.")
    property("label", "String", { _, _, label in SwiftNames.literal(label) }, "What it says, in French.")
    property("type", "AttributeType", { _, type, _ in "." + type.withoutPrefix.lowercased() }, "The type of its value.")
    lines += ["}", ""]
    let types = all.map(\.type).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    lines += ["/// The type of an attribute's value.", "public enum AttributeType: Sendable {"]
    for type in types { lines += ["  /// `\(type)`.", "  case \(type.withoutPrefix.lowercased())"] }
    lines += ["}", "", "/// Attributes that go together.", "enum AttributeGroup {"]
    lines += schema.attributeGroups.map { "  case \(SwiftNames.property($0.name))" }
    lines += ["", "  var attributes: [KnownAttribute] {", "    switch self {"]
    for group in schema.attributeGroups {
      let members = group.attributes.map { "." + SwiftNames.property($0.name) }
      lines.append("    case .\(SwiftNames.property(group.name)): [\(members.joined(separator: ", "))]")
    }
    lines += ["    }", "  }", "}", ""]
    for group in schema.attributeGroups {
      lines.append("extension \(group.protocolName) {")
      for attribute in group.attributes {
        let name = SwiftNames.property(attribute.name)
        lines += [
          "  /// Attribute `\(attribute.name)` (`\(attribute.type)`): \(attribute.documentation).",
          "  public var \(name): String? {",
          "    get { details[.\(name)] }",
          "    set { details[.\(name)] = newValue }",
          "  }",
        ]
      }
      lines += ["}", ""]
    }
    return lines.joined(separator: "\n")
  }

  private func codeTable(_ table: Schema.CodeTable) -> String {
    var lines = ["/// \(table.label) (`\(table.name)`).", "public enum \(table.typeName): CodeTableValue {"]
    for code in table.codes { lines += ["  /// `\(code.code)`: \(code.label).", "  case \(code.caseName)"] }
    lines += ["  /// A code that the table lacks.", "  case other(String)", ""]
    lines += [
      "  /// The code from its text; any text is accepted.", "  public init(rawValue: String) {",
      "    switch rawValue {",
    ]
    lines += table.codes.map { "    case \(SwiftNames.literal($0.code)): self = .\($0.caseName)" }
    lines += ["    default: self = .other(rawValue)", "    }", "  }", ""]
    lines += ["  /// The code as it stands in feeds.", "  public var rawValue: String {", "    switch self {"]
    lines += table.codes.map { "    case .\($0.caseName): \(SwiftNames.literal($0.code))" }
    lines += ["    case .other(let code): code", "    }", "  }", ""]
    lines += [
      "  /// The codes and their meanings.", "  public static let table = CodeTable(",
      "    name: \(SwiftNames.literal(table.name)), label: \(SwiftNames.literal(table.label)),", "    entries: [",
    ]
    lines += table.codes.map { "      (\(SwiftNames.literal($0.code)), \(SwiftNames.literal($0.label)))," }
    lines += ["    ])", "}", ""]
    return lines.joined(separator: "\n")
  }
}
