import Foundation
import LheoModel
import LheoParser
import TestSupport
import Testing

/// What is read does not depend on the pieces in which the bytes arrive, nor on who asks for them.
@Suite struct ArrivalTests {
  /// All that a parser reports, with the place of each element.
  private func reading(_ input: FeedInput, pulls: Bool) -> [String] {
    var lines: [String] = []
    func note(_ event: FeedEvent) {
      switch event {
      case .begin(let buffer), .element(let buffer):
        for index in 0..<buffer.root.endIndex {
          let view = buffer.root.descendant(index)
          let attributes = view.attributes.map { "\($0.name)=\($0.value)" }
          lines.append("\(view.position.line):\(view.position.column) \(view.name) \(attributes) \(view.text)")
        }
      case .end(let element): lines.append("end \(element.name)")
      }
    }
    do {
      let parser = FeedParser(input)
      if pulls { try parser.forEachEvent(note) } else { while let event = try parser.next() { note(event) } }
    } catch {
      lines.append("\(error)")
    }
    return lines
  }

  private func expectTheSame(_ bytes: [UInt8], _ arrivals: [Arrival] = Arrival.allCases, label: String) {
    let expected = reading(Arrival.whole.input(bytes), pulls: true)
    for arrival in arrivals {
      for pulls in [true, false] {
        let found = reading(arrival.input(bytes), pulls: pulls)
        let difference = zip(found + ["-"], expected + ["-"]).first { $0 != $1 }
        #expect(difference?.0 == difference?.1, "\(label): \(arrival), \(pulls ? "pulled" : "pushed")")
      }
    }
  }

  @Test(arguments: Repository.feeds("valid") + Repository.feeds("invalid"))
  func fixtures(file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    // Of a large one the end would take long, byte by byte, and is like the beginning.
    expectTheSame(bytes.count < 20_000 ? bytes : Array(bytes.prefix(20_000)), label: file.lastPathComponent)
  }

  @Test func randomDocuments() {
    var documents = RandomDocuments(seed: 15)
    for number in 1...40 {
      expectTheSame(Array(documents.validDocument().text.utf8), label: "document \(number)")
    }
  }

  @Test func thousandsOfOffersThatLookAlike() {
    let offer = "<formation numero=\"1\" datemaj=\"20260101\"><intitule-formation>a</intitule-formation></formation>"
    let feed =
      "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>" + String(repeating: offer, count: 4000) + "</offres></lheo>"
    expectTheSame(Array(feed.utf8), [.byOffer, .byTag, .by4096Bytes], label: "4,000 offers")
  }

  /// More attributes in an offer than a tag may have, in pieces of which one ends in a tag and the next holds all the rest.
  @Test(arguments: [0, 1, 5, 30, 70, 71, 72, 90, 100]) func manyAttributesInManyTags(firstPiece: Int) throws {
    let session = "<session numero=\"1\" datemaj = '20260101' info=\"a > b\"><periode/></session>"
    let text = "<contenu-formation>\(String(repeating: "a=\"b\" ", count: 5000))</contenu-formation>"
    let comment = "<!-- <a \(String(repeating: "a=\"b\" ", count: 5000)) -->"
    let feed = Array(
      """
      <lheo xmlns="\(LheoSchema.namespace)"><offres><formation numero="1">\(text)\(comment)<action>\
      \(String(repeating: session, count: 3000))</action></formation></offres></lheo>
      """.utf8)
    let expected = reading(.bytes(feed), pulls: true)
    #expect(expected.last == "end lheo")
    for pulls in [true, false] {
      let pieces = [feed[..<firstPiece], feed[firstPiece...]].filter { !$0.isEmpty }
      #expect(reading(Arrival.input(pieces), pulls: pulls) == expected)
    }
  }

  @Test(arguments: ["\"", "'", " \"", "\n'"], Arrival.allCases)
  func aTagOfVeryManyAttributesIsStoppedBeforeItsEnd(quote: String, arrival: Arrival) {
    let attributes = (0..<30_000).map { " a\($0)=\(quote)\(quote.suffix(1))" }.joined()
    // Without an end: only who looks at the tag while it comes in can refuse it.
    let feed = "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres><formation\(attributes)"
    for pulls in [true, false] {
      let found = reading(arrival.input(Array(feed.utf8)), pulls: pulls)
      #expect(found.last?.contains("more than 1000 attributes") ?? false, "\(found.last ?? "")")
    }
  }

  @Test func aLongTagHasItsPlace() {
    let feed = """
      <lheo xmlns="\(LheoSchema.namespace)"><offres>
        é <formation numero="\(String(repeating: "1", count: 300_000))"><intitule-formation>a</intitule-formation>
      """
    for arrival in [Arrival.whole, .by4096Bytes, .byTag] {
      let found = reading(arrival.input(Array((feed + "</formation></offres></lheo>").utf8)), pulls: true)
      #expect(found.contains { $0.hasPrefix("2:5 formation") })
    }
  }
}

extension ElementView {
  /// The element with that number, in document order.
  fileprivate func descendant(_ number: Int) -> ElementView {
    if number == index { return self }
    for child in children where (child.index..<child.endIndex).contains(number) { return child.descendant(number) }
    return self
  }
}
