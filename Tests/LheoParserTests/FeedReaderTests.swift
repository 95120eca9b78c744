import CZlib
import Foundation
import LheoModel
import LheoParser
import TestSupport
import Testing

@Suite struct FeedReaderTests {
  private static func feed(_ inside: String, declaration: String = "") -> String {
    declaration + "<lheo xmlns=\"\(LheoSchema.namespace)\" datemaj=\"20260101\"><offres>\(inside)</offres></lheo>"
  }

  private func titles(_ input: FeedInput) throws -> [String] {
    var titles: [String] = []
    try FeedReader(input).forEachFormation { titles.append($0.intituleFormation.text) }
    return titles
  }

  private static let formation = "<formation><intitule-formation>Élève &amp; maître</intitule-formation></formation>"

  @Test func offersComeOneByOne() async throws {
    let reader = FeedReader(.file(Repository.fixture("valid/regional.xml").path))
    var count = 0
    for try await formation in reader.formations {
      count += 1
      #expect(formation.numero == "04_\(count)F")
      #expect(!formation.actions.isEmpty)
    }
    #expect(count == 30)
    #expect(reader.header?.root == .lheo)
  }

  @Test func headerAndExtrasAreThereToo() throws {
    let text = """
      <lheo xmlns="\(LheoSchema.namespace)" xmlns:x="urn:x" datemaj="20260101"><offres tag="a">\(Self.formation)\
      <extras info="o"/></offres><extras info="l"/></lheo>
      """
    let reader = FeedReader(.text(text))
    while try reader.nextFormation() != nil {}
    #expect(reader.header?.rootDetails[.datemaj] == "20260101")
    #expect(reader.header?.offresDetails[.tag] == "a")
    #expect(reader.extras.map(\.info) == ["o", "l"])
    let whole = try Lheo(parsing: .text(text))
    #expect(whole.offres.formations.count == 1)
    #expect(whole.offres.extras.count == 1)
    #expect(whole.extras.count == 1)
  }

  @Test(arguments: ["ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8"])
  func encodingsAreRecognised(encoding: String) throws {
    let text = Self.feed(Self.formation, declaration: "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n")
    let cases: [String: String.Encoding] = [
      "ISO-8859-1": .isoLatin1, "windows-1252": .windowsCP1252, "UTF-16": .utf16, "UTF-16LE": .utf16LittleEndian,
      "UTF-16BE": .utf16BigEndian, "UTF-8": .utf8,
    ]
    #expect(try titles(.bytes(Array(text.data(using: cases[encoding]!)!))) == ["Élève & maître"])
  }

  @Test func byteOrderMarkIsLeftOut() throws {
    #expect(try titles(.bytes([0xEF, 0xBB, 0xBF] + Array(Self.feed(Self.formation).utf8))) == ["Élève & maître"])
  }

  @Test func gzipIsReadWhateverTheName() throws {
    let bytes = gzip(Array(Self.feed(Self.formation).utf8))
    #expect(try titles(.bytes(bytes, name: "feed.xml")) == ["Élève & maître"])
    // Several members one after the other, as `cat a.gz b.gz` makes them.
    let text = Array(Self.feed(Self.formation).utf8)
    #expect(try titles(.bytes(gzip(Array(text[..<50])) + gzip(Array(text[50...])))) == ["Élève & maître"])
  }

  @Test func brokenGzipIsAnError() {
    let bytes = gzip(Array(Self.feed(Self.formation).utf8))
    #expect(problem(.bytes(Array(bytes.dropLast(12)))) == .truncatedGzip)
    var damaged = bytes
    damaged[20] ^= 0xFF
    damaged[25] ^= 0xFF
    #expect([.corruptGzip, .truncatedGzip].contains(problem(.bytes(damaged))))
  }

  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 200)
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
      }
    }
    return Array(output[..<Int(stream.total_out)])
  }

  /// What makes a feed unreadable: the same whether offers are asked for one by one or handed over.
  private func problem(_ input: FeedInput, _ limits: ParserLimits = ParserLimits()) -> FeedError.Problem? {
    var handedOver: FeedError?
    do {
      try FeedReader(input, limits: limits).forEachFormation { _ in }
    } catch {
      handedOver = error as? FeedError
    }
    do throws(FeedError) {
      let reader = FeedReader(input, limits: limits)
      while try reader.nextFormation() != nil {}
      #expect(handedOver == nil, "one by one it is readable")
      return nil
    } catch {
      #expect(handedOver?.problem == error.problem)
      return error.problem
    }
  }

  /// libxml2 complains and goes on; who receives the feed does as well.
  @Test func namespacesNeedNotBeURIs() throws {
    let text = """
      <lheo xmlns="\(LheoSchema.namespace)" xmlns:r="a b"><offres><formation><intitule-formation>A</intitule-formation>\
      <extras><extra><r:b/></extra></extras></formation></offres></lheo>
      """
    let extras = try #require(try formations(.text(text)).first?.extras.first)
    guard case .extra(let extra) = extras.items.first, case .element(let element) = extra.content.first else {
      Issue.record("the extension is lost")
      return
    }
    #expect(element.name.namespace == "a b")
  }

  // MARK: Unreadable feeds

  @Test(arguments: [
    ("empty.xml", FeedError.Problem.empty), ("page.xml", .webPage), ("not-xml.xml", .notXML),
    ("truncated.xml", .truncated), ("no-namespace.xml", .noNamespace(root: "lheo")),
    ("other-root.xml", .unknownRoot("formation")), ("doctype-entities.xml", .documentType),
    ("undeclared-entity.xml", .undeclaredEntity("nbsp")), ("wrong-encoding.xml", .badEncoding("UTF-8")),
    ("unknown-encoding.xml", .unknownEncoding("klingon")),
    ("other-namespace.xml", .otherNamespace(root: "catalogue", namespace: "urn:example:autre")),
    ("does-not-exist.xml", .missing),
  ])
  func problemIsNamed(file: String, expected: FeedError.Problem) {
    #expect(problem(.file(Repository.fixture("unreadable/" + file).path)) == expected)
  }

  @Test func everyUnreadableFixtureIsUnreadable() {
    let feeds = Repository.feeds("unreadable")
    #expect(feeds.count > 10)
    for feed in feeds { #expect(problem(.file(feed.path)) != nil, "\(feed.lastPathComponent)") }
  }

  @Test func whatWasReadBeforeAnErrorIsDelivered() throws {
    let reader = FeedReader(.text(Self.feed(Self.formation + Self.formation + "<formation></x>")))
    #expect(try reader.nextFormation() != nil)
    #expect(try reader.nextFormation() != nil)
    #expect(throws: FeedError.self) { try reader.nextFormation() }
    #expect(throws: FeedError.self) { try reader.nextFormation() }
  }

  @Test func truncationAnywhereIsAnErrorWithAPlace() throws {
    let bytes = try Array(Data(contentsOf: Repository.fixture("valid/minimal.xml")))
    let end = bytes.lastIndex(of: UInt8(ascii: ">"))!
    for length in 0..<end {
      let found = problem(.bytes(Array(bytes[..<length])))
      let isTruncated = found == .truncated || found == .empty
      #expect(isTruncated, "cut after \(length) bytes: \(String(describing: found))")
    }
    #expect(problem(.bytes(Array(bytes[...end]))) == nil)
  }

  @Test(
    arguments: [[0xC3], [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x00], [0x0B]] as [[UInt8]]
  )
  func badBytesAreAnError(bytes: [UInt8]) {
    let parts = Self.feed("<formation><intitule-formation>a§b</intitule-formation></formation>").split(separator: "§")
    let feed = Array(parts[0].utf8) + bytes + Array(parts[1].utf8)
    let error = problem(.bytes(feed))
    #expect(error != nil)
  }

  @Test func limitsHold() {
    var limits = ParserLimits()
    limits.depth = 20
    let deep = String(repeating: "<extras>", count: 30) + String(repeating: "</extras>", count: 30)
    #expect(problem(.text(Self.feed(deep)), limits) == .limit(.depth(20)))
    let abyss = String(repeating: "<extras>", count: 100_000)
    #expect(problem(.text(Self.feed(abyss))) != nil)
    limits = ParserLimits()
    limits.textLength = 1000
    let long = "<formation><contenu-formation>\(String(repeating: "a", count: 2000))</contenu-formation></formation>"
    #expect(problem(.text(Self.feed(long)), limits) == .limit(.textLength(1000)))
    limits = ParserLimits()
    limits.attributeCount = 10
    let many = "<formation " + (0..<20).map { "a\($0)='1'" }.joined(separator: " ") + "/>"
    #expect(problem(.text(Self.feed(many)), limits) == .limit(.attributeCount(10)))
    limits = ParserLimits()
    limits.offerSize = 5000
    limits.textLength = 3000
    let big =
      "<formation>" + String(repeating: "<extras info='\(String(repeating: "a", count: 100))'/>", count: 100)
      + "<contenu-formation>a</contenu-formation></formation>"
    #expect(problem(.text(Self.feed(big)), limits) == .limit(.offerSize(5000)))
  }

  // MARK: Nothing lost

  @Test func whatLheoDoesNotKnowIsKept() throws {
    let text = Self.feed(
      "<formation><inconnu a='1'>x<b/></inconnu><intitule-formation>A<i>b</i>c</intitule-formation>"
        + "<intitule-formation>deux</intitule-formation>texte</formation>")
    let formation = try #require(try FeedReader(.text(text)).nextFormation())
    #expect(formation.intituleFormation.text == "A")
    #expect(formation.intituleFormation.details.unrecognizedContent.count == 2)
    #expect(formation.details.unrecognizedContent.count == 3)
  }

  @Test func extrasKeepAnything() throws {
    let text = Self.feed(
      "<formation><extras info='a'><extra info='b'>x<p:y xmlns:p='urn:p' p:z='1'> <q/></p:y>t</extra><extras/></extras></formation>"
    )
    let formation = try #require(try FeedReader(.text(text)).nextFormation())
    let extra = try #require(formation.extras[0].extraElements.first)
    #expect(extra.text == "xt")
    #expect(extra.content.count == 3)
    #expect(formation.extras[0].items.count == 2)
    #expect(formation.extras[0]["b"] == "xt")
    #expect(formation.extras[0]["c"] == nil)
  }
}
