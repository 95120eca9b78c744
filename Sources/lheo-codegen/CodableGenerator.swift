/// Writes that all complex elements are `Codable`; how is said once, for all of them.
struct CodableGenerator {
  let schema: Schema

  func file() -> GeneratedFile {
    let types = schema.elements.filter(\.isComplex).map { SwiftNames.type($0.name) }.sorted()
    let lines = ["import LheoModel", ""] + types.map { "extension \($0): Codable {}" } + [""]
    return GeneratedFile(
      path: "Sources/LheoJSON/Generated/CodableElements.swift", origin: "Schemas",
      content: lines.joined(separator: "\n"))
  }
}

extension Schema.Element {
  /// Whether it holds other elements.
  fileprivate var isComplex: Bool {
    switch content {
    case .sequence, .choice, .oneOf, .any: true
    case .text, .number, .date, .code, .codes, .digits: false
    }
  }
}
