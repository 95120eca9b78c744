import LheoModel
@testable import LheoReports
import LheoValidator
import Testing

/// Offers that several feeds of a run have.
@Suite struct RepeatedOffersTests {
  private func summary(_ file: String, _ numeros: [String]) throws -> ValidationSummary {
    let offers = numeros.map { "<formation numero=\"\($0)\"></formation>" }.joined(separator: "\n")
    let feed = "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>\n\(offers)</offres></lheo>"
    var options = ValidationOptions(asOf: PartialDate(iso: "2026-11-24")!)
    options.listsOffers = true
    options.rules.profiles = []
    return try FeedValidator(options: options).validate(.text(feed, name: file)) { _ in }
  }

  @Test func eachFeedAndLineIsNamedOnce() throws {
    var repeated = RepeatedOffers()
    repeated.add(try summary("a.xml", ["1", "2", "2", "3", ""]))
    repeated.add(try summary("b.xml", ["4", "3", "3", ""]))
    repeated.add(try summary("c.xml", ["3", "1", "5"]))
    #expect(repeated.count == 2 && !repeated.isIncomplete)
    #expect(repeated.offers.map(\.numero) == ["3", "1"])
    #expect(repeated.offers[0].places.map { "\($0.file) \($0.line)" } == ["a.xml 5", "b.xml 3", "c.xml 2"])
    #expect(repeated.offers[1].places.map { "\($0.file) \($0.line)" } == ["a.xml 2", "c.xml 3"])
    #expect(repeated.sentence(in: .fr).hasSuffix("même numéro\u{A0}: 2."))
    #expect(repeated.offers[1].placesText(in: .en) == "a.xml, line 2; c.xml, line 3")
  }

  /// Compared with counting, for random feeds.
  @Test(arguments: 0..<20 as Range<UInt64>) func countsAreRight(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % limit)
    }
    let feeds = (0..<5).map { _ in (0..<8).map { _ in "\(next(12))" } }
    var repeated = RepeatedOffers()
    for (number, feed) in feeds.enumerated() { repeated.add(try summary("\(number).xml", feed)) }
    for numero in (0..<12).map(String.init) {
      let count = feeds.count { $0.contains(numero) }
      #expect(repeated.offers.first { $0.numero == numero }?.feedCount ?? min(count, 1) == count)
    }
    #expect(repeated.count == (0..<12).count { number in feeds.count { $0.contains("\(number)") } > 1 })
  }

  /// However many offers there are, only so many are remembered, and that is said.
  @Test func memoryIsBounded() throws {
    var repeated = RepeatedOffers(maximumNumbers: 3)
    repeated.add(try summary("a.xml", ["1", "2", "3", "4"]))
    repeated.add(try summary("b.xml", ["4", "3"]))
    #expect(repeated.isIncomplete && repeated.count == 1)
    #expect(repeated.sentence(in: .en).contains("at least 1"))
  }
}
