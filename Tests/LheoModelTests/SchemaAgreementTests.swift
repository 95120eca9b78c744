import LheoModel
import TestSupport
import Testing

/// The generated model says what the schema says, read without the generator: labels, how often what may stand where,
/// lengths, codes and their meanings, attributes.
@Suite struct SchemaAgreementTests {
  private static let schema = SchemaFile(Repository.schema)

  @Test func theElementsAreTheSame() {
    #expect(LheoSchema.definitions.map(\.name).sorted() == Self.schema.elements.keys.sorted())
    #expect(Self.schema.elements.count > 160)
    for definition in LheoSchema.definitions {
      #expect(definition.element == Element(name: definition.name))
      #expect(LheoSchema.definitions[Int(definition.element.rawValue) - 1].name == definition.name)
    }
  }

  @Test(arguments: LheoSchema.definitions.map(\.name)) func anElementIsAsTheSchemaSays(name: String) throws {
    let definition = try #require(Element(name: name)).definition
    let expected = try #require(Self.schema.elements[name])
    #expect(definition.label == expected.label)
    #expect(definition.attributes.map(\.name).sorted() == expected.attributes.sorted())
    switch definition.content {
    case .sequence, .choice:
      let children = definition.particles.map {
        SchemaFile.Child(name: $0.element.name, minimum: $0.minimum, maximum: $0.maximum)
      }
      #expect(expected.content == .children(children))
    case .any: #expect(expected.content == .other("anyType"))
    case .text(let minimum, let maximum):
      let isAnyText = minimum == 0 && maximum == nil
      #expect(
        expected.content == .text(minimum: minimum, maximum: maximum)
          || isAnyText && expected.content == .other("string"))
    case .oneOf, .digits: Issue.record("\(name) is of a dialect")
    case .number: #expect(expected.content == .other("long"))
    case .date(let pattern):
      #expect(expected.content == .pattern(pattern.map { $0.count > 9 ? "[0-9]" : "[\($0)]" }.joined()))
    case .code(let table):
      #expect(expected.content == .codes(table.entries.map { SchemaFile.Code(code: $0.code, label: $0.label) }))
      for entry in table.entries { #expect(table.label(of: entry.code) == entry.label) }
    }
  }
}
