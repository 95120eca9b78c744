import LheoModel
import LheoParser
import TestSupport
import Testing

/// Reading on a thread of its own gives what reading in place gives.
@Suite struct ReadAheadTests {
  private struct Stop: Error {}

  private func description(_ event: FeedEvent) -> String {
    switch event {
    case .begin(let buffer): "begin \(buffer.root.content)"
    case .element(let buffer): "\(buffer.root.position) \(buffer.root.content)"
    case .end(let element): "end \(element.name)"
    }
  }

  private func inPlace(_ input: FeedInput) -> (events: [String], error: String?) {
    var events: [String] = []
    do {
      try FeedParser(input).forEachEvent { events.append(description($0)) }
      return (events, nil)
    } catch {
      return (events, "\(error)")
    }
  }

  private func ahead(_ input: FeedInput) -> (events: [String], error: String?) {
    var events: [String] = []
    do {
      try FeedParser(input).forEachEventAhead { event, _ in events.append(description(event)) }
      return (events, nil)
    } catch {
      return (events, "\(error)")
    }
  }

  @Test(arguments: ["valid", "invalid", "unreadable"]) func theEventsAreTheSame(_ folder: String) {
    for feed in Repository.feeds(folder) {
      let expected = inPlace(.file(feed.path))
      let found = ahead(.file(feed.path))
      #expect(found.events == expected.events && found.error == expected.error, "\(feed.lastPathComponent)")
    }
  }

  @Test func manyOffersAndLargeOnesComeInOrder() {
    let text = String(repeating: "x", count: 200_000)
    let offers = (0..<500).map { number in
      "<formation numero=\"\(number)\"><contenu-formation>\(number % 50 == 0 ? text : "")</contenu-formation></formation>"
    }
    let feed = "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>\(offers.joined())</offres></lheo>"
    #expect(ahead(.text(feed)).events == inPlace(.text(feed)).events)
  }

  @Test(arguments: [0, 1, 100, 400]) func whoStopsGetsNoMore(_ count: Int) {
    let offers = String(repeating: "<formation/>", count: 1000)
    let feed = "<lheo xmlns=\"http://lheo.gouv.fr/2.3\"><offres>\(offers)</offres></lheo>"
    var seen = 0
    #expect(throws: Stop.self) {
      try FeedParser(.text(feed)).forEachEventAhead { _, _ in
        if seen == count { throw Stop() }
        seen += 1
      }
    }
    #expect(seen == count)
  }

  @Test func aFeedThatCannotBeReadIsTold() {
    #expect(ahead(.file("/nowhere/feed.xml")).error == inPlace(.file("/nowhere/feed.xml")).error)
    #expect(throws: FeedError.self) { try FeedParser(.file("/nowhere/feed.xml")).forEachEventAhead { _, _ in } }
  }
}
