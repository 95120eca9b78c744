/// Writes what a dialect says of LHEO's elements, from a schema of its own.
struct DialectGenerator {
  let name: String
  /// The path of the dialect's schema.
  let path: String
  let dialect: Schema
  let lheo: Schema

  func file() throws -> GeneratedFile {
    var lines = [
      "extension DialectSchema {", "  static let \(name)Namespace = \(SwiftNames.literal(dialect.namespace))", "",
      "  static var \(name)Definitions: [ElementDefinition] {", "    [",
    ]
    for element in dialect.elements { lines.append("      \(try definition(element)),") }
    lines += ["    ]", "  }", "}", ""]
    return GeneratedFile(
      path: "Sources/LheoModel/Generated/Dialects/\(SwiftNames.type(name))Definitions.swift", origin: path,
      content: lines.joined(separator: "\n"))
  }

  private func definition(_ element: Schema.Element) throws -> String {
    guard lheo.elements.contains(where: { $0.name == element.name }) else {
      throw SchemaError(description: "\(path): LHEO has no element \(element.name)")
    }
    var parts = [SwiftNames.element(element.name)]
    if let example = element.example { parts.append("example: \(SwiftNames.literal(example))") }
    parts.append(try content(element))
    let groups = element.attributeGroups.map { name in dialect.attributeGroups.first { $0.name == name }! }
    func list(_ isRequired: Bool) -> String {
      let names = groups.flatMap { group in
        group.attributes.map(\.name).filter { group.required.contains($0) == isRequired }
      }
      return "[\(names.map { "." + SwiftNames.property($0) }.joined(separator: ", "))]"
    }
    if !groups.isEmpty { parts += ["required: \(list(true))", "optional: \(list(false))"] }
    return "ElementDefinition(\(parts.joined(separator: ", ")))"
  }

  private func content(_ element: Schema.Element) throws -> String {
    switch element.content {
    case .codes(let codes):
      guard case .code(let name) = lheo.element(element.name).content else {
        throw SchemaError(description: "\(path): \(element.name) has no code table in LHEO")
      }
      let table = lheo.codeTable(name)
      guard codes.allSatisfy({ code in table.codes.contains { $0.code == code } }) else {
        throw SchemaError(description: "\(path): \(element.name) has codes that LHEO does not have")
      }
      return ".code(\(table.typeName).table.only(\(codes.map(SwiftNames.literal).joined(separator: ", "))))"
    default: return TableGenerator(schema: lheo).content(element.content)
    }
  }
}
