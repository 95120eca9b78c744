import LheoModel
import LheoOutput
import LheoParser
import LheoTables
import Testing

@Suite struct CSVTests {
  private func csv(_ feed: String, table: String = "sessions", columns: String, _ options: CSVWriter.Options = .init())
    throws -> String
  {
    var collected: [UInt8] = []
    let sink = ByteSink(file: "memory") {
      collected += $0
      return 0
    }
    let chosen = try #require(Table.named(table)).with(columns: Column.list(columns))
    let writer = CSVWriter(sink, table: chosen, options: options)
    writer.begin()
    let parser = FeedParser(.text("<lheo xmlns='\(LheoSchema.namespace)'><offres>\(feed)</offres></lheo>"))
    while let event = try parser.next() {
      if case .element(let buffer) = event { writer.write(buffer.root) }
    }
    try sink.finish()
    return String(decoding: collected, as: UTF8.self)
  }

  private static let offer = """
    <formation numero="F1"><intitule-formation> =cmd, "A"
    B </intitule-formation><certifiante>1</certifiante>
    <action numero="A1"><code-public-vise>83056</code-public-vise><code-public-vise>80006</code-public-vise>
    <session numero="S1"><periode><debut>20260901</debut><fin>20269999</fin></periode></session>
    <session numero="S2"><periode><debut>00000000</debut><fin>20270630</fin></periode></session></action>
    <action numero="A2"><session numero="S3"/></action></formation>
    """

  @Test func oneRowASession() throws {
    let text = try csv(
      Self.offer, columns: "f=formation/@numero,a=action/@numero,s=session/@numero,p=action/code-public-vise")
    #expect(text == "f,a,s,p\nF1,A1,S1,83056|80006\nF1,A1,S2,83056|80006\nF1,A2,S3,\n")
  }

  @Test func labelsAndDates() throws {
    var options = CSVWriter.Options()
    options.usesISODates = true
    let text = try csv(
      Self.offer, columns: "c=formation/certifiante:label,d=session/periode/debut,f=session/periode/fin", options)
    #expect(text == "c,d,f\noui,2026-09-01,2026\noui,,2027-06-30\noui,,\n")
  }

  @Test func quotesAndGuardsAgainstFormulas() throws {
    let text = try csv(Self.offer, table: "formations", columns: "t=formation/intitule-formation")
    #expect(text == "t\n\"'=cmd, \"\"A\"\"\nB\"\n")
    var options = CSVWriter.Options()
    options.isRaw = true
    #expect(
      try csv(Self.offer, table: "formations", columns: "t=formation/intitule-formation", options)
        == "t\n\"=cmd, \"\"A\"\"\nB\"\n")
  }

  @Test(arguments: ["=1", "+1", "-1", "@x"]) func formulasAreDefused(start: String) throws {
    let feed = "<formation><intitule-formation>\(start)</intitule-formation></formation>"
    #expect(try csv(feed, table: "formations", columns: "t=formation/intitule-formation") == "t\n'\(start)\n")
  }

  @Test func forExcel() throws {
    var options = CSVWriter.Options()
    options.isForExcel = true
    #expect(
      try csv(Self.offer, columns: "f=formation/@numero,s=session/@numero", options)
        == "\u{FEFF}f;s\r\nF1;S1\r\nF1;S2\r\nF1;S3\r\n")
  }

  @Test func whatIsInExtensionsIsNoRow() throws {
    let feed =
      "<formation><extras><extra><session numero='X'/></extra></extras><action><session numero='S'/></action></formation>"
    #expect(try csv(feed, columns: "s=session/@numero") == "s\nS\n")
  }
}

@Suite struct NDJSONTests {
  private func buffer(_ json: String) throws -> ElementBuffer {
    var reader = NDJSONReader()
    let buffer = ElementBuffer()
    var json = json
    try json.withUTF8 { try reader.read($0, into: buffer) }
    return buffer
  }

  @Test func childrenAreputIntoTheOrderOfTheSchema() throws {
    let buffer = try buffer(
      #"{"certifiante":"1","@numero":"F","intitule-formation":{"@ref":"r","$":"é\u00e9\n"},"extras":[{"extra":[null,"x"]}]}"#
    )
    #expect(buffer.root.children.map(\.name.localName) == ["intitule-formation", "certifiante", "extras"])
    let formation = Formation(decoding: buffer.root)
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
    #expect(Formation(decoding: back.root) == original)
  }

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
