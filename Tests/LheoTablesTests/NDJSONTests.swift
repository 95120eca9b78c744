import Foundation
import LheoJSON
import LheoModel
import LheoOutput
import LheoParser
import LheoTables
import LheoWriter
import TestSupport
import Testing

@Suite struct NDJSONTests {
  private func buffer(_ json: String) throws -> ElementBuffer {
    var reader = NDJSONReader()
    let buffer = ElementBuffer()
    var json = json
    try json.withUTF8 { try reader.read($0, into: buffer) }
    return buffer
  }

  @Test func childrenArePutIntoTheOrderOfTheSchema() throws {
    let buffer = try buffer(
      #"{"certifiante":"1","@numero":"F","intitule-formation":{"@ref":"r","$":"é\u00e9\n"},"extras":[{"extra":[null,"x"]}]}"#
    )
    #expect(buffer.root.children.map(\.name.localName) == ["intitule-formation", "certifiante", "extras"])
    let formation = Formation(decoding: buffer)
    #expect(formation.numero == "F")
    #expect(formation.intituleFormation.text == "éé\n")
    #expect(formation.intituleFormation.ref == "r")
    #expect(formation.extras[0].items.count == 2)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let original = Formation(
      numero: "F\"1\\", intituleFormation: "A\u{7F}\"\\/\n😀",
      actions: [Action(codesPublicVise: ["83056"], nombreHeuresTotal: 700)])
    let buffer = ElementBuffer()
    original.encode(into: buffer)
    let back = try self.buffer(json(of: buffer.root))
    #expect(Formation(decoding: back) == original)
  }

  @Test func aMarkBeforeTheFirstLineIsNotPartOfIt() throws {
    #expect(try Formation(decoding: buffer("\u{FEFF}{\"@numero\":\"F\"}")).numero == "F")
  }

  @Test(arguments: [
    #"{"intitule-formation":"a\u0000"}"#, #"{"intitule-formation":"a\u0001b"}"#, #"{"intitule-formation":"\b"}"#,
    #"{"intitule-formation":"\uFFFE"}"#, #"{"@numero":"\u001f"}"#, #"{"certifiante":"1","certifiante":"0"}"#,
    #"{"@numero":"a","@numero":"b"}"#, #"{"intitule-formation":{"$":"x","$":"y"}}"#,
  ])
  func whatXMLDoesNotHaveAndKeysThatAreThereTwiceAreErrors(json: String) {
    #expect(throws: NDJSONError.self) { try buffer(json) }
  }

  // MARK: Namespaces

  /// Prefixes that elements around the offers declare, other default namespaces, and names of LHEO inside of them.
  private static let prefixed = """
    <l:lheo xmlns:l="\(LheoSchema.namespace)" xmlns:r="urn:rco" xmlns="urn:d"><l:offres><l:formation numero="1" r:a="1">\
    <l:intitule-formation>A</l:intitule-formation><l:extras><l:extra><r:b xml:lang="fr">c</r:b><r:b r:c="d"><r:e/></r:b>\
    </l:extra><l:extra><f><g xmlns=""><h/></g><l:date>1</l:date></f></l:extra><l:extra><l:inconnu r:a="2"/></l:extra>\
    </l:extras></l:formation></l:offres></l:lheo>
    """

  private func json(of view: ElementView) throws -> String {
    let memory = Memory()
    var json = JSONWriter(memory.sink)
    FormationJSON().write(view, to: &json)
    return try memory.text()
  }

  private func feed(of buffer: ElementBuffer) throws -> [UInt8] {
    let memory = Memory()
    let writer = FeedWriter(memory.sink, options: .init(indent: nil))
    writer.begin(FeedHeader())
    writer.write(buffer)
    writer.end()
    return try memory.bytes()
  }

  /// An offer alone, with each name in its namespace: `{namespace}name`.
  private func names(of view: ElementView) -> [String] {
    let attributes = view.attributes.compactMap { attribute -> String? in
      guard case .other(let name) = attribute.name else { return attribute.name.description }
      return name.declaredPrefix == nil ? "{\(name.namespace)}\(name.localName)" : nil
    }
    let own = "{\(view.name.namespace)}\(view.name.localName) \(attributes) \(view.text)"
    return [own] + view.children.flatMap { names(of: $0) }
  }

  @Test func namespacesStayThoughEachLineStandsForItself() throws {
    try FeedParser(.text(Self.prefixed)).forEachEvent { event in
      guard case .element(let offer) = event else { return }
      let json = try json(of: offer.root)
      let back = try buffer(json)
      #expect(names(of: back.root) == names(of: offer.root))
      #expect(try self.json(of: back.root) == json)
      var isReadable = false
      try FeedParser(.bytes(try feed(of: back))).forEachEvent { event in
        guard case .element(let again) = event else { return }
        #expect(names(of: again.root) == names(of: offer.root))
        isReadable = true
      }
      #expect(isReadable)
    }
  }

  @Test func namespacesStayInCodable() throws {
    try FeedReader(.text(Self.prefixed)).forEachFormation { formation in
      let data = try JSONEncoder().encode(formation)
      let back = ElementBuffer()
      try JSONDecoder().decode(Formation.self, from: data).encode(into: back)
      let original = ElementBuffer()
      formation.encode(into: original)
      #expect(names(of: back.root).sorted() == names(of: original.root).sorted())
      try FeedParser(.bytes(try feed(of: back))).forEachEvent { _ in }
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Formation.self, from: Data(#"{"intitule-formation":"A","p:a":"x"}"#.utf8))
    }
  }

  @Test(arguments: 1...5) func randomOffersComeBackTheSame(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed &* 13)
    for _ in 0..<20 {
      try FeedParser(.text(random.validDocument().text)).forEachEvent { event in
        guard case .element(let offer) = event, offer.root.element == .formation else { return }
        let json = try json(of: offer.root)
        let back = try buffer(json)
        let isSame = try self.json(of: back.root) == json
        #expect(isSame, "\(json.prefix(500))")
        try FeedParser(.bytes(try feed(of: back))).forEachEvent { _ in }
      }
    }
  }

  /// Found by fuzzing: they made feeds that nobody can read.
  @Test(arguments: [
    #"{"@nume*ro":"1"}"#, #"{"@1":"x"}"#, #"{"@":"x"}"#, #"{"@a":"1","@a":"2"}"#, #"{"<b>":"x"}"#, #"{"":"x"}"#,
    #"{"p:a":"x"}"#, #"{"@p:a":"x"}"#, #"{"extras":[{"extra":[{"@xmlns:p":"urn:p","p:a":"x"},{"p:a":"x"}]}]}"#,
    #"{"@xmlns:":"urn:p"}"#, #"{"@:a":"x"}"#, #"{":a":"x"}"#, #"{"p:":"x"}"#, #"{"@xmlns:p":"","p:a":"x"}"#,
    #"{"@xmlns:xml":"urn:x"}"#, #"{"a b":{"$":"x"}}"#, #"{"extras":[{"-x":"y"}]}"#,
  ])
  func namesThatXMLDoesNotHaveAreRefused(json: String) {
    #expect(throws: NDJSONError.self) { try buffer(json) }
  }

  @Test(arguments: [#"{"@état":"1"}"#, #"{"é-ß.1":"x"}"#, #"{"@xmlns:p":"urn:p","p:a":{"@p:b":"c"}}"#])
  func namesThatXMLHasAreKept(json: String) throws { _ = try buffer(json) }

  @Test(arguments: [
    "{", "[]", "12", "{\"a\"}", "{\"a\":1,}", "{\"a\":\"\\x\"}", "{\"a\":01x}", "{\"@numero\":[]}",
    "{\"a\":\"\\ud800\"}", "{} {}", "{\"a\":nul}",
  ])
  func mistakesHaveAPlace(json: String) {
    do {
      _ = try buffer(json)
      Issue.record("accepted: \(json)")
    } catch let error as NDJSONError {
      #expect(error.line == 1 && error.column >= 1)
    } catch { Issue.record("\(error)") }
  }

  @Test func depthIsLimited() {
    #expect(throws: NDJSONError.self) { try buffer(#"{"extras":"# + String(repeating: "[", count: 100_000)) }
  }
}
