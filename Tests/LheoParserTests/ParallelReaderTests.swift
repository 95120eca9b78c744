import LheoModel
import TestSupport
import Testing

@testable import LheoParser

/// Reading on several cores gives what reading on one gives, wherever the feed is cut.
@Suite struct ParallelReaderTests {
  private struct Stop: Error {}
  private struct Outcome {
    var events: [String] = []
    var error: String?

    /// The first thing in which it differs from another, if there is one.
    func difference(from other: Outcome) -> String? {
      for (own, other) in zip(events, other.events) where own != other { return "\(own)\ninstead of\n\(other)" }
      if events.count != other.events.count { return "\(events.count) parts instead of \(other.events.count)" }
      return error == other.error ? nil : "\(error ?? "no error") instead of \(other.error ?? "none")"
    }
  }

  private static func description(_ event: FeedEvent) -> String {
    switch event {
    case .begin(let buffer): "\(buffer.root.position) begin \(buffer.root.content)"
    case .element(let buffer): "\(buffer.root.position) \(buffer.root.content)"
    case .end(let element): "end \(element.name)"
    }
  }

  private func sequential(_ input: FeedInput, _ limits: ParserLimits = .init()) -> Outcome {
    var outcome = Outcome()
    do {
      try FeedParser(input, limits: limits).forEachEvent { outcome.events.append(Self.description($0)) }
    } catch { outcome.error = "\(error)" }
    return outcome
  }

  /// What reading in small chunks gives, and how far chunks were read before the rest was read in one.
  private func parallel(
    _ input: FeedInput, _ limits: ParserLimits = .init(), first: Int = 200, usual: Int = 300, jobs: Int = 3
  ) -> (outcome: Outcome, end: Int?) {
    var outcome = Outcome()
    let sizes = ChunkCutter.Sizes(first: first, usual: usual, largest: 1 << 16)
    do {
      let reader = ParallelReader(input, limits: limits, jobs: jobs, sizes: sizes) { { Self.description($0) } }
      let end = try reader.run { event, description, _ in
        if case .begin = event { #expect(description == Self.description(event)) }
        outcome.events.append(description)
      }
      return (outcome, end)
    } catch {
      outcome.error = "\(error)"
      return (outcome, nil)
    }
  }

  private func feed(_ offers: [String], before: String = "", after: String = "") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <lheo xmlns="http://lheo.gouv.fr/2.3" xmlns:x="urn:x&amp;y">\(before)<offres>
    \(offers.joined(separator: "\n"))
    </offres>\(after)
    </lheo>
    """
  }

  private func offers(_ range: Range<Int>, content: String = "é\n  ") -> [String] {
    range.map { "  <formation numero=\"\($0)\"><intitule-formation>\(content)\($0)</intitule-formation></formation>" }
  }

  private func expectTheSame(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let expected = sequential(.text(text))
    for (first, usual) in [(1, 1), (100, 64), (200, 300), (500, 1000)] {
      let found = parallel(.text(text), first: first, usual: usual).outcome
      #expect(found.difference(from: expected) == nil, "chunks of \(usual)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Where chunks are what they seem

  @Test(arguments: ["valid", "invalid", "unreadable"]) func theEventsOfAnyFeedAreTheSame(_ folder: String) {
    for feed in Repository.feeds(folder) {
      let expected = sequential(.file(feed.path))
      for (first, usual) in [(1, 100), (2000, 5000)] {
        let found = parallel(.file(feed.path), first: first, usual: usual).outcome
        #expect(found.difference(from: expected) == nil, "\(feed.lastPathComponent), chunks of \(usual)")
      }
    }
  }

  @Test func aUsualFeedIsReadInChunksToItsEnd() {
    let text = feed(offers(0..<200), after: "<extras><extra info=\"a\">1</extra></extras>")
    #expect(parallel(.text(text)).end == text.utf8.count)
    expectTheSame(text)
  }

  @Test func aFeedOnOneLineHasTheRightColumns() {
    let text = feed(offers(0..<50, content: "éà")).split(separator: "\n").joined()
    #expect(parallel(.text(text)).end == text.utf8.count)
    expectTheSame(text)
  }

  @Test func prefixesAndSurroundingAttributesHoldInEveryChunk() {
    let offers = (0..<50).map {
      "<l:formation numero='\($0)'><l:extras><l:extra><y:z/></l:extra></l:extras></l:formation>"
    }
    let text = """
      <l:lheo xmlns:l="http://lheo.gouv.fr/2.3" xml:lang="fr"><l:offres xmlns:y='urn:y&amp;z' tag='é"&lt;&#10;'>\(offers.joined())</l:offres></l:lheo>
      """
    let found = parallel(.text(text))
    #expect(found.end == text.utf8.count, "\(found.outcome.error ?? "")")
    expectTheSame(text)
  }

  @Test func otherThingsBetweenOffersStayInTheirPlace() {
    let text = feed(offers(0..<20) + ["text", "<extras/>", "<other/>", "<!-- </formation> -->"] + offers(20..<40))
    expectTheSame(text)
  }

  @Test(arguments: [1, 2, 3, 8]) func theNumberOfCoresDoesNotMatter(_ jobs: Int) {
    let text = feed(offers(0..<300))
    #expect(parallel(.text(text), jobs: jobs).outcome.difference(from: sequential(.text(text))) == nil)
  }

  // MARK: Where they are not

  @Test(arguments: [
    "<!-- </formation> -->", "<!-- a <formation></formation>\n b -->", "<?pi </formation>?>",
    "<formation><extras><extra><![CDATA[</formation>]]></extra></extras></formation>",
    "<formation><extras><extra><formation><a/></formation><b/></extra></extras></formation>",
    "<formation><extras><extra><x:formation/><x:formation></x:formation><b/></extra></extras></formation>",
  ])
  func whatLooksLikeTheEndOfAnOfferIsNone(_ trap: String) {
    expectTheSame(feed(offers(0..<10) + [trap, trap] + offers(10..<20)))
  }

  @Test func offersInAnotherOffresAreRead() {
    let again = "</offres><offres xmlns:z='urn:z'>"
    expectTheSame(feed(offers(0..<20) + [again] + offers(20..<40).map { $0.replacing("<int", with: "<z:a/><int") }))
  }

  @Test(arguments: [
    "</formation>", "<formation>", "</offres>", "</lheo>", "<a></b>", "&nbsp;", "<a x='1' x='2'/>", "<p:q/>", "\u{1}",
    "<!DOCTYPE a>", "<!-- -- -->", "<![CDATA[a]]>", "<a", "<!--",
  ])
  func errorsAreToldWithTheirPlace(_ mistake: String) {
    let text = feed(offers(0..<20) + [mistake] + offers(20..<40))
    expectTheSame(text)
  }

  @Test func everyTruncationIsTold() {
    let text = Array(feed(offers(0..<6)).utf8)
    for length in stride(from: 1, to: text.count, by: 7) {
      let input = FeedInput.bytes(Array(text.prefix(length)))
      #expect(
        parallel(input, first: 200, usual: 100).outcome.difference(from: sequential(input)) == nil, "\(length) bytes")
    }
  }

  @Test func badBytesAndZeroBytesAreTold() {
    for byte in [0xFF, 0xC3, 0x00] as [UInt8] {
      var bytes = Array(feed(offers(0..<40)).utf8)
      for place in [300, 1500, bytes.count - 3] {
        bytes[place] = byte
        #expect(
          parallel(.bytes(bytes)).outcome.difference(from: sequential(.bytes(bytes))) == nil, "\(byte) at \(place)")
      }
      bytes.append(byte)
      #expect(parallel(.bytes(bytes)).outcome.difference(from: sequential(.bytes(bytes))) == nil)
    }
  }

  @Test func limitsHold() {
    var limits = ParserLimits()
    limits.offerSize = 5000
    let large = "<formation><contenu-formation>\(String(repeating: "x", count: 6000))</contenu-formation></formation>"
    let text = feed(offers(0..<30) + [large] + offers(30..<60))
    let expected = sequential(.text(text), limits)
    #expect(expected.error != nil)
    #expect(parallel(.text(text), limits).outcome.difference(from: expected) == nil)
  }

  @Test func anOfferLargerThanAChunkIsReadAndSoAreTheOthers() {
    let large =
      "<formation><contenu-formation>\(String(repeating: "x", count: 200_000))</contenu-formation></formation>"
    expectTheSame(feed(offers(0..<30) + [large] + offers(30..<60)))
  }

  @Test func aChunkOfVeryManyPartsIsReadOneByOne() {
    let text = feed([String](repeating: "<formation/>", count: 3000) + offers(0..<1))
    #expect(parallel(.text(text), usual: 1 << 16).outcome.difference(from: sequential(.text(text))) == nil)
  }

  @Test func aFeedThatCannotBeReadIsTold() {
    let missing = FeedInput.file("/nowhere/feed.xml")
    #expect(parallel(missing).outcome.difference(from: sequential(missing)) == nil)
    #expect(throws: FeedError.self) { try FeedParser.forEachEvent(of: missing, jobs: 2) { _, _ in } }
  }

  // MARK: Who stops

  @Test(arguments: [0, 1, 100, 400], [1, 2]) func whoStopsGetsNoMore(_ count: Int, _ jobs: Int) {
    let text = feed(offers(0..<5000))
    var seen = 0
    #expect(throws: Stop.self) {
      try FeedParser.forEachEvent(of: .text(text), jobs: jobs) { _, _ in
        if seen == count { throw Stop() }
        seen += 1
      }
    }
    #expect(seen == count)
  }

  @Test func bytesReadGrowToTheSizeOfTheFeed() throws {
    let text = feed(offers(0..<20_000))
    for jobs in [1, 2] {
      var last = 0
      try FeedParser.forEachEvent(of: .text(text), jobs: jobs) { _, bytesRead in
        #expect(bytesRead >= last)
        last = bytesRead
      }
      #expect(last == text.utf8.count)
    }
  }
}
