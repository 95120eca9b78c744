import LheoModel
import LheoOutput
import LheoParser
import LheoWriter
import TestSupport
import Testing

/// Names mean the same wherever they are written.
@Suite struct NamespaceTests {
  private static let schema = LibXML2Schema(Repository.referenceSchema)

  /// A name without its prefix, and what is in the element.
  private struct Meaning: Equatable {
    var name: String
    var attributes: Set<String>
    var text: String
    var children: [Meaning]

    init(_ element: ForeignElement) {
      name = "{\(element.name.namespace)}\(element.name.localName)"
      attributes = Set(
        element.attributes.compactMap { attribute in
          switch attribute.name {
          case .known(let known): "\(known.name)=\(attribute.value)"
          case .other(let name):
            name.declaredPrefix == nil ? "{\(name.namespace)}\(name.localName)=\(attribute.value)" : nil
          }
        })
      text = element.content.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      children = element.content.compactMap { if case .element(let child) = $0 { Meaning(child) } else { nil } }
    }
  }

  private struct Random {
    var state: UInt64
    mutating func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  /// Few prefixes and namespaces, so that one prefix often stands for two namespaces.
  private func name(_ random: inout Random, isAttribute: Bool) -> QualifiedName {
    let namespaces = ["", "urn:a", "urn:b", LheoSchema.namespace]
    var namespace = namespaces[random.below(4)]
    var prefix = ["", "p", "q"][random.below(3)]
    if namespace.isEmpty { prefix = "" }
    if isAttribute, prefix.isEmpty { namespace = "" }
    return QualifiedName(prefix: prefix, localName: "x\(random.below(3))", namespace: namespace)
  }

  private func element(_ random: inout Random, depth: Int) -> ForeignElement {
    var attributes: [Attribute] = []
    for _ in 0..<random.below(3) {
      let name = name(&random, isAttribute: true)
      let isTaken = attributes.contains {
        if case .other(let other) = $0.name { other.localName == name.localName } else { false }
      }
      if !isTaken { attributes.append(Attribute(.other(name), "v\(random.below(9))")) }
    }
    if random.below(3) == 0 {
      let prefix = ["", "p", "r"][random.below(3)]
      attributes.append(Attribute(.other(.declaration(ofPrefix: prefix)), ["urn:a", "urn:c"][random.below(2)]))
    }
    let children = depth > 3 ? 0 : random.below(3)
    var content: [ForeignContent] = random.below(2) == 0 ? [.text("t\(random.below(9))")] : []
    for _ in 0..<children { content.append(.element(element(&random, depth: depth + 1))) }
    return ForeignElement(name: name(&random, isAttribute: false), attributes: attributes, content: content)
  }

  private func written(_ formations: [Formation], in header: FeedHeader = FeedHeader()) throws -> [UInt8] {
    let memory = Memory()
    let writer = FeedWriter(memory.sink)
    writer.begin(header)
    for formation in formations { writer.write(formation) }
    writer.end()
    return try memory.bytes()
  }

  private func read(_ bytes: [UInt8]) throws -> [Formation] {
    var formations: [Formation] = []
    try FeedReader(.bytes(bytes)).forEachFormation { formations.append($0) }
    return formations
  }

  @Test func foreignElementsOfAnyPrefixesComeBack() throws {
    var random = Random(state: 15)
    for _ in 0..<500 {
      let foreign = element(&random, depth: 0)
      var formation = Formation(intituleFormation: "a")
      var extra = Extra()
      extra.content = [.element(foreign)]
      formation.extras = [Extras(items: [.extra(extra)])]
      let bytes = try written([formation])
      let found = try #require(try read(bytes).first?.extras.first?.extraElements.first)
      guard case .element(let element)? = found.content.first else {
        Issue.record("no element in \(String(decoding: bytes, as: UTF8.self))")
        continue
      }
      #expect(Meaning(element) == Meaning(foreign), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    "<periode xsi:type=\"l:periode-type\"><debut>20260901</debut><fin>20270630</fin></periode>",
    "<periode xmlns:m=\"http://lheo.gouv.fr/2.3\" xsi:type=\"m:periode-type\"><debut>20260901</debut><fin>20270630</fin></periode>",
  ])
  func typesOfElementsKeepTheirMeaningInAnotherFeed(periode: String) throws {
    let inside = try String(decoding: written([minimal()]), as: UTF8.self).replacing(
      #/<periode>[^§]*?</periode>/#, with: periode, maxReplacements: 1)
    let feed = inside.replacing(
      "<lheo xmlns",
      with: "<lheo xmlns:l=\"\(LheoSchema.namespace)\" xmlns:xsi=\"\(RandomDocuments.instanceNamespace)\" xmlns")
    #expect(Self.schema.isValid(Array(feed.utf8)) == true)
    #expect(Self.schema.isValid(try written(try read(Array(feed.utf8)))) == true)
  }

  @Test(arguments: ["<a xsi:type=\"xs:date\">2026-09-01</a>", "<a xsi:type=\"xs:QName\">l:x</a>"])
  func typesInExtensionsKeepTheirMeaningInAnotherFeed(foreign: String) throws {
    var formation = minimal()
    formation.extras = [Extras(items: [.extra(Extra(text: "here"))])]
    let plain = try String(decoding: written([formation]), as: UTF8.self)
    let feed = plain.replacing("here", with: foreign.replacing("<a ", with: "<a xmlns=\"urn:a\" ")).replacing(
      "<lheo xmlns",
      with: """
        <lheo xmlns:l="urn:l" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="\(RandomDocuments.instanceNamespace)" \
        xmlns
        """)
    #expect(Self.schema.isValid(Array(feed.utf8)) == true)
    #expect(Self.schema.isValid(try written(try read(Array(feed.utf8)))) == true)
  }

  @Test func aRootWhosePrefixMeansSomethingElseStaysWellFormed() throws {
    var header = FeedHeader()
    header.rootDetails.attributes = [
      Attribute(.other(.declaration(ofPrefix: "")), "urn:other"),
      Attribute(.other(.declaration(ofPrefix: "lheo")), LheoSchema.namespace),
    ]
    let bytes = try written([minimal()], in: header)
    #expect(Self.schema.isValid(bytes) == true)
    header.prefix = "lheo"
    #expect(Self.schema.isValid(try written([minimal()], in: header)) == true)
  }

  private func minimal() -> Formation {
    var formations: [Formation] = []
    try? FeedReader(.file(Repository.fixture("valid/minimal.xml").path)).forEachFormation { formations.append($0) }
    return formations[0]
  }
}
