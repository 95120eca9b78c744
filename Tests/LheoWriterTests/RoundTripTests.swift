import Foundation
import LheoModel
import LheoOutput
import LheoParser
import LheoWriter
import TestSupport
import Testing

@Suite struct RoundTripTests {
  /// Feed → buffers → feed.
  private func passedThrough(_ input: FeedInput, _ options: FeedWriter.Options = .init()) throws -> [UInt8] {
    let memory = Memory()
    let writer = FeedWriter(memory.sink, options: options)
    let parser = FeedParser(input)
    while let event = try parser.next() {
      switch event {
      case .begin(let buffer): writer.begin(buffer)
      case .element(let buffer): writer.write(buffer)
      case .end(let element): writer.end(of: element)
      }
    }
    return try memory.bytes()
  }

  /// Feed → typed models → feed.
  private func remade(_ input: FeedInput) throws -> [UInt8] {
    let memory = Memory()
    let writer = FeedWriter(memory.sink)
    let reader = FeedReader(input)
    var isFirst = true
    while let formation = try reader.nextFormation() {
      if isFirst { writer.begin(reader.header!) }
      isFirst = false
      writer.write(formation)
    }
    writer.endOffres()
    for extras in reader.extras { writer.write(extras) }
    writer.end()
    return try memory.bytes()
  }

  private func expectSame(_ feed: URL, after copy: (FeedInput) throws -> [UInt8]) throws {
    let original = try #require(canonical(Array(try Data(contentsOf: feed))))
    let isSame = canonical(try copy(.file(feed.path))) == original
    #expect(isSame)
  }

  // White space between elements goes, text between elements stays, but not the white space around it.
  @Test(
    arguments: (Repository.feeds("valid") + Repository.feeds("invalid")).filter {
      !$0.lastPathComponent.contains("texte-inattendu")
    })
  func feedsComeBackTheSame(feed: URL) throws { try expectSame(feed) { try passedThrough($0) } }

  @Test(arguments: ["valid/regional.xml", "valid/minimal.xml"]) func modelsKeepEverything(name: String) throws {
    try expectSame(Repository.fixture(name)) { try remade($0) }
  }

  @Test(.needsShared, arguments: Repository.samples) func realFeedsComeBackTheSame(feed: URL) throws {
    try expectSame(feed) { try passedThrough($0) }
    try expectSame(feed) { try remade($0) }
  }

  @Test(arguments: 1...5) func randomFeedsComeBackTheSame(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed &* 31)
    for _ in 0..<40 {
      // Without processing instructions, which are not kept, and without CDATA and character references for white
      // space, which a canonical form keeps as text.
      let text = random.validDocument().text.replacing("<?pi x?>", with: "").replacing("<![CDATA[ \n]]>", with: "")
        .replacing("&#13;", with: "")
      let original = try #require(canonical(Array(text.utf8)))
      let back = try passedThrough(.text(text), .init(indent: nil))
      let isSame = canonical(back) == original
      #expect(isSame, "\(String(decoding: back, as: UTF8.self).prefix(500))")
      let isSameAgain = canonical(try passedThrough(.bytes(back), .init(encoding: .latin1, indent: 4))) == original
      #expect(isSameAgain)
    }
  }

  /// What stands where it should not is laid out once: written again, it is the same.
  @Test(arguments: 0..<8) func writingTwiceIsWritingOnce(seed: UInt64) throws {
    for number: UInt64 in 0..<40 {
      var random = RandomDocuments(seed: 1000 * seed + number)
      let bytes = RandomEncoding.utf8.bytes(of: random.mutatedFeed(offers: 2, changes: 3))
      guard let once = try? passedThrough(.bytes(bytes)) else { continue }
      #expect(try passedThrough(.bytes(once)) == once, "seed \(1000 * seed + number)")
    }
  }

  @Test func textBesideOffersGetsALineOfItsOwn() throws {
    let text =
      "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres><formation/>a<!-- --></offres> <civilite><extras><extras/>"
      + "</extras></civilite>b c\n</lheo>"
    let once = try passedThrough(.text(text))
    #expect(
      String(decoding: once, as: UTF8.self).hasSuffix(
        "    <formation/>\n    a\n  </offres>\n  <civilite><extras><extras/></extras></civilite>\n  b c\n</lheo>\n"))
    #expect(try passedThrough(.bytes(once)) == once)
  }

  @Test func prefixesAndNamespacesStay() throws {
    let text = """
      <l:lheo xmlns:l="\(LheoSchema.namespace)" xmlns:r="urn:rco"><l:offres><l:formation r:a="1"><l:intitule-formation>A\
      </l:intitule-formation><l:extras><l:extra><r:b>c</r:b><d xmlns="urn:d"><e/><l:date>1</l:date></d></l:extra>\
      </l:extras></l:formation></l:offres></l:lheo>
      """
    let original = try #require(canonical(Array(text.utf8)))
    #expect(canonical(try passedThrough(.text(text))) == original)
    #expect(canonical(try remade(.text(text))) == original)
  }

  @Test func prefixesAreWrittenInTheEncodingOfTheFeed() throws {
    let text = """
      <é:lheo xmlns:é="\(LheoSchema.namespace)"><é:offres><é:formation><é:intitule-formation>A</é:intitule-formation>\
      </é:formation></é:offres></é:lheo>
      """
    let original = try #require(canonical(Array(text.utf8)))
    #expect(canonical(try passedThrough(.text(text), .init(encoding: .latin1, indent: nil))) == original)
  }

  /// An extension that is moved to another feed takes its namespace along.
  @Test func missingDeclarationsAreAdded() throws {
    let name = QualifiedName(prefix: "r", localName: "b", namespace: "urn:rco")
    let inner = ForeignElement(name: name, content: [.text("c")])
    var extra = Extra()
    extra.content = [.element(inner)]
    let memory = Memory()
    let writer = FeedWriter(memory.sink, options: .init(indent: nil))
    writer.begin(FeedHeader())
    var formation = Formation(intituleFormation: "A")
    formation.extras = [Extras(items: [.extra(extra)])]
    writer.write(formation)
    writer.end()
    let text = String(decoding: try memory.bytes(), as: UTF8.self)
    #expect(text.contains("<r:b xmlns:r=\"urn:rco\">c</r:b>"))
    #expect(text.contains("<lheo xmlns=\"\(LheoSchema.namespace)\">"))
  }

  /// A prefix that stands for nothing cannot be written; the feed stays readable.
  @Test func prefixesWithoutANamespaceAreLeftOut() throws {
    let name = QualifiedName(prefix: "p", localName: "b")
    let inner = ForeignElement(name: name, attributes: [Attribute(.other(name), "1")], content: [.text("c")])
    var extra = Extra()
    extra.content = [.element(inner)]
    var formation = Formation(intituleFormation: "A")
    formation.extras = [Extras(items: [.extra(extra)])]
    let memory = Memory()
    let writer = FeedWriter(memory.sink, options: .init(indent: nil))
    writer.begin(FeedHeader())
    writer.write(formation)
    writer.end()
    let bytes = try memory.bytes()
    #expect(String(decoding: bytes, as: UTF8.self).contains(#"<b b="1">c</b>"#))
    #expect(canonical(bytes) != nil)
  }

  // MARK: Escaping

  @Test(arguments: [FeedEncoding.utf8, .latin1]) func everyCharacterComesBack(encoding: FeedEncoding) throws {
    // The first and last characters of each number of bytes are among them.
    let hostile =
      "<a> & ]]> \" ' \t\n é € 😀 \u{FFFD}\u{85}\u{2028} --> <!-- \u{E000}"
      + "\u{7F}\u{80}\u{FF}\u{100}\u{7FF}\u{800}\u{FFF}\u{1000}\u{D7FF}\u{10000}\u{3FFFF}\u{40000}\u{10FFFF}"
    var formation = Formation(intituleFormation: TextLeaf(hostile + "\r"))
    formation.numero = hostile + "\r\n"
    let memory = Memory()
    let writer = FeedWriter(memory.sink, options: .init(encoding: encoding, indent: nil))
    writer.begin(FeedHeader())
    writer.write(formation)
    writer.end()
    let back = try #require(try FeedReader(.bytes(try memory.bytes())).nextFormation())
    #expect(back.intituleFormation.text == hostile + "\r")
    #expect(back.numero == hostile + "\r\n")
  }

  @Test func whatXMLCannotHoldBecomesAReplacement() throws {
    let memory = Memory()
    let writer = FeedWriter(memory.sink)
    writer.begin(FeedHeader())
    writer.write(Formation(intituleFormation: "a\u{0}b\u{B}c\u{FFFF}d"))
    writer.end()
    let back = try #require(try FeedReader(.bytes(try memory.bytes())).nextFormation())
    #expect(back.intituleFormation.text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
  }

  /// What is read as EDOF is written as EDOF: nothing is lost, in either encoding.
  @Test(arguments: 1...3) func edofComesBack(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed &* 77, dialect: .edof)
    for number in 0..<60 {
      let document = Array(random.validFeed(offers: 2).withoutInstructions.text.utf8)
      let encoding = number % 3 == 0 ? FeedEncoding.utf8 : .latin1
      let written = try passedThrough(.bytes(document), .init(encoding: number % 3 == 0 ? .utf8 : nil))
      #expect(canonical(written) == canonical(document), "seed \(seed) number \(number)")
      #expect(written.starts(with: Array("<?xml version=\"1.0\" encoding=\"\(encoding.rawValue)\"?>".utf8)))
    }
  }
}
