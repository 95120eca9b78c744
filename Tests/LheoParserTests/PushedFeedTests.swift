import Foundation
import LheoModel
import LheoParser
import TestSupport
import Testing

/// Feeds that are pushed give what feeds that are pulled give, however they are cut.
@Suite struct PushedFeedTests {
  private func parts(_ bytes: [UInt8], of size: Int) -> (events: [String], error: FeedError?) {
    let feed = PushedFeed(name: "feed")
    var events: [String] = []
    func note(_ event: FeedEvent) { events.append(event.description) }
    do {
      var rest = bytes[...]
      while !rest.isEmpty {
        try feed.push(rest.prefix(size), note)
        rest = rest.dropFirst(size)
      }
      try feed.finish(note)
    } catch {
      return (events, error as? FeedError)
    }
    return (events, nil)
  }

  private func pulled(_ bytes: [UInt8]) -> (events: [String], error: FeedError?) {
    var events: [String] = []
    do {
      let parser = FeedParser(.bytes(bytes, name: "feed"))
      while let event = try parser.next() { events.append(event.description) }
    } catch {
      return (events, error)
    }
    return (events, nil)
  }

  @Test(arguments: ["valid", "invalid", "unreadable", "earlier"]) func fixtures(folder: String) throws {
    for file in Repository.feeds(folder) {
      let bytes = try Array(Data(contentsOf: file))
      let expected = pulled(bytes)
      for size in [1, 3, 511, 4096, max(1, bytes.count)] where size > 1 || bytes.count < 50_000 {
        let found = parts(bytes, of: size)
        #expect(
          found.events == expected.events && found.error == expected.error, "\(file.lastPathComponent) by \(size)")
      }
    }
  }

  @Test(arguments: 0..<40) func randomDocuments(seed: Int) throws {
    var random = RandomDocuments(seed: UInt64(seed))
    let tree = seed % 2 == 0 ? random.validFeed(offers: 3) : random.mutatedFeed(offers: 3, changes: 3)
    for encoding in RandomEncoding.allCases {
      let bytes = encoding.bytes(of: tree)
      let expected = pulled(bytes)
      for size in [1, 7, 1000] {
        let found = parts(bytes, of: size)
        #expect(found.events == expected.events && found.error == expected.error, "seed \(seed) \(encoding) by \(size)")
      }
    }
  }

  @Test func compressedFeedsAreRecognised() throws {
    let bytes = try Array(Data(contentsOf: Repository.fixture("valid/regional.xml")))
    let compressed = Archive.gzip(bytes)
    for size in [1, 100, compressed.count] {
      #expect(parts(compressed, of: size).events == pulled(bytes).events)
      #expect(parts(Array(compressed.dropLast(20)), of: size).error?.problem == .truncatedGzip)
    }
  }

  @Test func nothingIsAnError() {
    #expect(parts([], of: 1).error?.problem == .empty)
    #expect(parts(Array("<".utf8), of: 1).error?.problem == .truncated)
  }
}

extension FeedEvent {
  /// The part in words, with the places of its elements.
  fileprivate var description: String {
    func text(_ view: ElementView) -> String {
      let inside = view.children.map { text($0) }.joined()
      let attributes = view.attributes.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      return
        "<\(view.isText ? "#" : view.name.description) \(attributes) \(view.position.line):\(view.position.column)>"
        + view.text + inside
    }
    return switch self {
    case .begin(let buffer): "begin " + text(buffer.root)
    case .element(let buffer): "element " + text(buffer.root)
    case .end(let element): "end \(element.name)"
    }
  }
}
