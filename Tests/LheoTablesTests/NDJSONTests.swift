import LheoModel
import LheoOutput
import LheoTables
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
      numero: "F\"1\\", intituleFormation: "A\u{1}\u{7F}\"\\/\n😀",
      actions: [Action(codesPublicVise: ["83056"], nombreHeuresTotal: 700)])
    var collected: [UInt8] = []
    let sink = ByteSink(file: "memory") {
      collected += $0
      return 0
    }
    let buffer = ElementBuffer()
    original.encode(into: buffer)
    var json = JSONWriter(sink)
    FormationJSON().write(buffer.root, to: &json)
    try sink.finish()
    let back = try self.buffer(String(decoding: collected, as: UTF8.self))
    #expect(Formation(decoding: back) == original)
  }

  /// Found by fuzzing: they made feeds that nobody can read.
  @Test(arguments: [
    #"{"@nume*ro":"1"}"#, #"{"@1":"x"}"#, #"{"@":"x"}"#, #"{"@a":"1","@a":"2"}"#, #"{"<b>":"x"}"#, #"{"":"x"}"#,
    #"{"@xmlns:p":"","p:a":"x"}"#, #"{"@xmlns:xml":"urn:x"}"#, #"{"a b":{"$":"x"}}"#, #"{"extras":[{"-x":"y"}]}"#,
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
      #expect(Bool(false), "accepted: \(json)")
    } catch let error as NDJSONError {
      #expect(error.line == 1 && error.column >= 1)
    } catch { #expect(Bool(false), "\(error)") }
  }

  @Test func depthIsLimited() {
    #expect(throws: NDJSONError.self) { try buffer(#"{"extras":"# + String(repeating: "[", count: 100_000)) }
  }
}
