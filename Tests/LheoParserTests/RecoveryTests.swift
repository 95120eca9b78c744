import Foundation
import LheoModel
@testable import LheoParser
import TestSupport
import Testing

/// Reading goes on after an offer that cannot be read: that one is reported, all others are there.
@Suite struct RecoveryTests {
  static let breakages: [(name: String, broken: String)] = [
    ("a bare &", "<formation numero=\"X\"><intitule-formation>R&D</intitule-formation></formation>"),
    ("an entity of HTML", "<formation numero=\"X\"><intitule-formation>a&nbsp;b</intitule-formation></formation>"),
    ("a control character", "<formation numero=\"X\"><intitule-formation>a\u{1}b</intitule-formation></formation>"),
    ("a zero byte", "<formation numero=\"X\"><intitule-formation>a\0b</intitule-formation></formation>"),
    ("a zero byte in a tag", "<formation numero=\"X\" \0><intitule-formation>a</intitule-formation></formation>"),
    (
      "a reference to no character", "<formation numero=\"X\"><intitule-formation>&#0;</intitule-formation></formation>"
    ),
    ("a tag that is not closed", "<formation numero=\"X\"><intitule-formation>a</formation>"),
    ("an end without a start", "<formation numero=\"X\"></action></formation>"),
    ("tags that overlap", "<formation numero=\"X\"><action><session></action></session></formation>"),
    ("a bare <", "<formation numero=\"X\"><intitule-formation>a < b</intitule-formation></formation>"),
    ("an attribute twice", "<formation numero=\"X\" numero=\"Y\"/>"),
    ("an attribute without quotes", "<formation numero=\"X\" tag=a/>"),
    ("a prefix that is not declared", "<formation numero=\"X\"><a:b/></formation>"),
    ("an offer that never ends", "<formation numero=\"X\"><intitule-formation>a</intitule-formation>"),
  ]

  private func offer(_ number: Int) -> String {
    "<formation numero=\"\(number)\"><intitule-formation>Titre \(number)</intitule-formation></formation>\n"
  }

  private func read(
    _ feed: String, sizes: ChunkCutter.Sizes = .init()
  ) throws -> (offers: [String], extras: Int, ends: Int, broken: [BrokenOffer]) {
    var (offers, extras, ends): ([String], Int, Int) = ([], 0, 0)
    var broken: [BrokenOffer] = []
    try RecoveringReader(.text(feed, name: "feed"), limits: ParserLimits(), sizes: sizes).run {
      broken.append($0)
    } _: { event, _ in
      switch event {
      case .element(let buffer):
        if let offer = event.offer { offers.append(offer.root.text(of: .numero) ?? "") }
        if buffer.root.element == .extras { extras += 1 }
      case .end: ends += 1
      case .begin: break
      }
    }
    return (offers, extras, ends, broken)
  }

  @Test(arguments: breakages.indices, [[0], [4], [9], [0, 9], [2, 3, 4], Array(0..<10)])
  func theOthersAreRead(breakage: Int, places: [Int]) throws {
    let (name, text) = Self.breakages[breakage]
    var feed = "<?xml version=\"1.0\"?>\n<lheo xmlns=\"\(LheoSchema.namespace)\">\n<offres>\n"
    var lines: [Int] = []
    for number in 0..<10 {
      if places.contains(number) { lines.append(4 + number) }
      feed += places.contains(number) ? text + "\n" : offer(number)
    }
    feed += "<extras info=\"a\"/>\n</offres>\n<extras info=\"b\"/>\n</lheo>\n"
    var small = ChunkCutter.Sizes()
    (small.first, small.usual) = (200, 200)
    for sizes in [ChunkCutter.Sizes(), small] {
      let (offers, extras, ends, broken) = try read(feed, sizes: sizes)
      #expect(offers == (0..<10).filter { !places.contains($0) }.map(String.init), "\(name), \(places)")
      #expect(broken.count == places.count && broken.allSatisfy { $0.numero == "X" }, "\(name), \(places): \(broken)")
      #expect(broken.map { $0.error.line ?? 0 }.elementsEqual(lines) { $0 >= $1 && $0 <= $1 + 2 }, "\(name): \(broken)")
      // An offer without an end takes what follows the last offer with it, up to the end of the element around them.
      let hasEnd = text.contains("</formation>") || places.last != 9
      #expect(extras == (hasEnd ? 2 : 1) && ends == 2, "\(name), \(places)")
    }
  }

  /// Comments and character data with tags of offers in them are what they are, wherever chunks are cut.
  @Test(
    arguments: [
      "<!-- <formation numero=\"C\"></formation> -->", "<!-- </formation> -->", "<!-- <formation> -->",
      "<extras><extra><![CDATA[</formation><formation>]]></extra></extras>",
    ], [true, false]) func whatOnlyLooksLikeAnOfferIsNone(text: String, isBroken: Bool) throws
  {
    var feed = "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>\n"
    for number in 0..<12 {
      feed += number == 5 && isBroken ? "<formation numero=\"X\"><a>&</a></formation>\n" : offer(number)
      if number % 3 == 1 { feed += text + "\n" }
    }
    feed += "</offres></lheo>\n"
    for size in [60, 100, 150, 200, 400, 10_000] {
      var sizes = ChunkCutter.Sizes()
      (sizes.first, sizes.usual) = (size, size)
      let found = try read(feed, sizes: sizes)
      #expect(found.offers == (0..<12).filter { !isBroken || $0 != 5 }.map(String.init), "\(text), \(size)")
      #expect(found.broken.count == (isBroken ? 1 : 0) && found.ends == 2, "\(text), \(size): \(found.broken)")
    }
  }

  /// What stands beside a broken offer is there, and what surrounds offers changes where it does.
  @Test func whatFollowsABrokenOfferIsKept() throws {
    let broken = "<formation numero=\"X\"><a>&</a></formation>"
    let feed = """
      <lheo xmlns="\(LheoSchema.namespace)"><offres>\(offer(1))\(broken)<extras info="E"/>\(offer(2))\(broken)
      </offres><offres info="second">\(offer(3))<extras info="F"/></offres><extras info="G"/></lheo>
      """
    for size in [50, 120, 300, 10_000] {
      let found = try read(feed, sizes: ChunkCutter.Sizes(first: size, usual: size))
      #expect(found.offers == ["1", "2", "3"] && found.extras == 3 && found.ends == 3, "\(size): \(found)")
      #expect(found.broken.count == 2)
    }
  }

  /// An element of the same name in an extension is part of its offer.
  @Test(arguments: [
    "<formation xmlns=\"urn:e\"/>", "<e:formation xmlns:e=\"urn:e\">a</e:formation>",
    "<formation xmlns=\"urn:e\"></formation>",
  ])
  func anExtensionMayHaveAnElementOfThatName(element: String) throws {
    let extended = "<formation numero=\"E\"><extras><extra>\(element)</extra></extras></formation>"
    let feed = """
      <lheo xmlns="\(LheoSchema.namespace)"><offres>\(offer(1))\(extended)<formation numero="X">&</formation>\(extended)
      \(offer(2))</offres></lheo>
      """
    let found = try read(feed)
    #expect(found.offers == ["1", "E", "E", "2"] && found.broken.map(\.numero) == ["X"], "\(found)")
  }

  /// Nothing outside offers can be left out: the feed ends there, and the offers before it are there.
  @Test(
    arguments: [
      "AT & T", "<extras>&</extras>", "</formation>", "<foo></bar>",
      "<intitule-formation>a</intitule-formation></formation>",
    ], [0, 1, 5, 9]) func whatIsWrongOutsideOffersEndsTheFeed(text: String, place: Int) throws
  {
    var feed = "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>\n"
    for number in 0..<10 { feed += (number == place ? text : "") + offer(number) }
    feed += "</offres></lheo>"
    for size in [60, 200, 10_000] {
      var offers: [String] = []
      var broken = 0
      #expect(throws: FeedError.self, "\(text) \(place)") {
        let reader = RecoveringReader(
          .text(feed), limits: ParserLimits(), sizes: ChunkCutter.Sizes(first: size, usual: size))
        try reader.run { _ in
          broken += 1
        } _: { event, _ in
          if let offer = event.offer { offers.append(offer.root.text(of: .numero) ?? "") }
        }
      }
      #expect(offers == (0..<place).map(String.init) && broken == 0, "\(text) \(place) \(size): \(offers)")
    }
  }

  @Test(arguments: ["", "</offres>"]) func aFeedThatIsCutOffIsTruncated(end: String) {
    var offers = 0
    let feed = "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>\(offer(1))\(offer(2))\(end)"
    let error = #expect(throws: FeedError.self) {
      try FeedParser.forEachEvent(of: .text(feed), goingOnAfter: { _ in offers -= 10 }) { event, _ in
        if event.offer != nil { offers += 1 }
      }
    }
    #expect(error?.problem == .truncated && offers == 2)
  }

  @Test(arguments: [
    "numero=\"N\"", "numero='N'", "numero = \"N\"", "tag='a'\n numero=\"N\"", "numero\n=\n'N'",
  ]) func theNumberOfABrokenOfferIsFoundHoweverItIsSpaced(attribute: String) throws {
    let feed =
      "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres><formation \(attribute)>&</formation>\(offer(1))</offres></lheo>"
    #expect(try read(feed).broken.map(\.numero) == ["N"])
  }

  /// Each of very many is reported with its line, in whatever chunk it is. `make instructions` counts what they cost.
  @Test(arguments: ["<formation></a>", "<formation></a></formation>"])
  func eachOfManyBrokenOffersIsReported(broken: String) throws {
    let count = 5000
    let feed =
      "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>"
      + String(repeating: broken + "\n", count: count) + "\(offer(1))</offres></lheo>"
    for sizes in [ChunkCutter.Sizes(), ChunkCutter.Sizes(first: 2000, usual: 2000)] {
      let found = try read(feed, sizes: sizes)
      #expect(found.offers == ["1"] && found.broken.count == count)
      #expect(found.broken.map { $0.error.line ?? 0 }.elementsEqual(1...count) { $0 >= $1 && $0 <= $1 + 1 })
    }
  }

  /// What the receiver throws ends the reading.
  @Test func errorsOfTheReceiverAreNotThoseOfAnOffer() {
    let feed =
      "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>\(offer(1))<formation>&</formation>\(offer(2))</offres></lheo>"
    #expect(throws: FeedError.self) {
      try FeedParser.forEachEvent(of: .text(feed), goingOnAfter: { _ in }) { event, _ in
        if event.offer != nil { throw FeedError(.empty, file: "sink") }
      }
    }
  }

  /// In LHEO 2.2, too, whose offers may say their namespace again.
  @Test func earlierFeedsAreRead() throws {
    let again = offer(7).replacing("<formation ", with: "<formation xmlns=\"http://lheo.gouv.fr/2.2\" ")
    let feed = """
      <lheo xmlns="http://lheo.gouv.fr/2.2"><offres>\(offer(1))\(again)<formation numero="X">&</formation>\(again)\(offer(2))
      </offres></lheo>
      """
    #expect(try read(feed).offers == ["1", "7", "7", "2"])
  }

  @Test func whatIsAroundOffersIsStillNeeded() {
    for feed in [
      "<lheo>", "<lheo xmlns=\"urn:a\"><offres/></lheo>", "<!DOCTYPE lheo><lheo xmlns=\"\(LheoSchema.namespace)\"/>",
      "",
    ] {
      #expect(throws: FeedError.self, "\(feed)") { try read(feed) }
    }
  }

  /// Without anything broken, nothing is different.
  @Test(arguments: ["valid", "invalid", "earlier"]) func readableFeedsAreReadAsEver(folder: String) throws {
    for file in Repository.feeds(folder) {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      guard text.utf8.elementsEqual(try Data(contentsOf: file)) else { continue }
      var expected = 0
      try FeedParser(.text(text)).forEachEvent { if $0.offer != nil { expected += 1 } }
      let found = try read(text)
      #expect(found.offers.count == expected && found.broken.isEmpty, "\(file.lastPathComponent)")
    }
  }

  /// One byte of a realistic feed is changed: at most one offer is lost, or the feed cannot be read at all.
  @Test(arguments: 0..<4) func aStrayByteCostsOneOffer(seed: Int) throws {
    let feed = RealisticFeed.bytes(offers: 300)
    var random = SeededBytes(seed: UInt64(seed + 1))
    for _ in 0..<12 {
      var bytes = feed
      let place = Int(random.next() % UInt64(bytes.count - 2000)) + 1000
      bytes[place] = [UInt8(ascii: "<"), UInt8(ascii: "&"), 1, 0xFF][Int(random.next() % 4)]
      var offers = 0
      var broken = 0
      do {
        try FeedParser.forEachEvent(of: .bytes(bytes), goingOnAfter: { _ in broken += 1 }) { event, _ in
          if event.offer != nil { offers += 1 }
        }
      } catch { continue }
      #expect(offers >= 298 && offers + broken >= 299 && broken <= 2, "byte \(place): \(offers) read, \(broken) broken")
    }
  }
}

private struct SeededBytes {
  var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
