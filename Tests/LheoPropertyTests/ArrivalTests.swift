import Foundation
import TestSupport
import Testing

/// A way in which a feed reaches the tool.
enum Way: String, CaseIterable, Sendable {
  case standardInput, bytes, tags, offers, blocks, namedPipe, processSubstitution, gzip, gzipThroughAPipe, zip,
    zipThroughAPipe

  /// What the command line says.
  var name: String {
    switch self {
    case .standardInput, .bytes, .tags, .offers, .blocks, .gzipThroughAPipe, .zipThroughAPipe: "-"
    case .namedPipe, .gzip: "feed.xml"
    case .processSubstitution: "/dev/fd/9"
    case .zip: "feed.zip"
    }
  }

  /// What messages call the feed.
  var nameInMessages: String { isZip ? "\(name)!feed.xml" : name }

  /// Whether it can be read once only.
  var isOnce: Bool { self != .gzip && self != .zip }

  var isZip: Bool { self == .zip || self == .zipThroughAPipe }

  /// A text; without the size and the SHA-256 of the feed where they are those of a compressed file.
  func unidentified(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard self == .gzip || self == .gzipThroughAPipe else { return text }
    return text.replacing(/"size":\d+,"sha256":"[0-9a-f]{64}"/, with: "")
  }

  /// Puts the feed in the folder or into a pipe.
  func prepare(_ feed: [UInt8], in folder: String) throws -> (file: [UInt8]?, input: ToolRun.Input) {
    func pieces(_ pieces: [[UInt8]]) -> ([UInt8]?, ToolRun.Input) { (nil, .pieces(pieces, descriptor: 0)) }
    switch self {
    case .standardInput: return pieces([feed])
    case .bytes: return pieces(feed.map { [$0] })
    case .tags: return pieces(feed.pieces(endingWith: [">"]))
    case .offers: return pieces(feed.pieces(endingWith: ["/formation>", ":formation>"]))
    case .blocks:
      return pieces(stride(from: 0, to: feed.count, by: 4096).map { Array(feed[$0..<min($0 + 4096, feed.count)]) })
    case .namedPipe:
      return (nil, .namedPipe(feed.pieces(endingWith: ["/formation>", ":formation>"]), path: "\(folder)/feed.xml"))
    case .processSubstitution: return (nil, .pieces(feed.pieces(endingWith: [">"]), descriptor: 9))
    case .gzip: return (Archive.gzip(feed), .nothing)
    case .gzipThroughAPipe: return pieces([Archive.gzip(feed)])
    case .zipThroughAPipe: return pieces([ZipFile([("feed.xml", feed)]).bytes])
    case .zip:
      try Data(ZipFile([("feed.xml", feed)]).bytes).write(to: URL(filePath: "\(folder)/feed.zip"))
      return (nil, .nothing)
    }
  }
}

extension [UInt8] {
  /// The bytes in pieces that end with one of these.
  func pieces(endingWith ends: [String]) -> [[UInt8]] {
    let data = Data(self)
    var cuts: Set<Int> = [count]
    for end in ends {
      var start = 0
      while let found = data.range(of: Data(end.utf8), in: start..<count) {
        cuts.insert(found.upperBound)
        start = found.upperBound
      }
    }
    var start = 0
    return cuts.sorted().map { cut in
      defer { start = cut }
      return Array(self[start..<cut])
    }
  }
}

/// However its bytes arrive, a feed gets the same output, the same messages and the same exit code.
@Suite struct WaysInTests {
  /// Ways that a line of the table tries. In the quick run the lines of a command share them.
  private static func ways(_ command: ToolCommand) -> [Way] {
    let lines = ToolCommand.readingFeeds.filter { $0.names[0] == command.names[0] && $0.feedCount == 1 }
    let place = lines.firstIndex { $0.description == command.description } ?? 0
    return Way.allCases.enumerated().filter { scale > 1 || $0.offset % lines.count == place }.map(\.element)
  }

  @Test(arguments: ToolCommand.readingFeeds.filter { $0.feedCount == 1 }) func allWaysLeadToTheSame(
    _ command: ToolCommand
  ) throws {
    let feeds = RandomFeed.valid(1, seed: 6) + RandomFeed.mutated(1, seed: 7)
    for (number, way) in Self.ways(command).enumerated() {
      // One byte after the other takes long.
      let feeds = way == .bytes ? [Repository.fixture("valid/minimal.xml").bytes] : feeds.map(\.bytes)
      for feed in scale > 1 ? feeds : [feeds[number % feeds.count]] { try check(command, feed, way) }
    }
  }

  private static let manyOffers = RealisticFeed.bytes(offers: 700)
  private static let firstLines = ToolCommand.firstLines.filter { $0.feedCount == 1 }

  /// An offer at a time, as a program writes them, with more tags and attributes than any guard lets into one offer.
  @Test(arguments: firstLines) func manyOffersMayComeOneByOne(
    _ command: ToolCommand
  ) throws {
    try check(command, Self.manyOffers, .offers)
  }

  private func check(_ command: ToolCommand, _ feed: [UInt8], _ way: Way) throws {
    let expected = try withFolder { try command.outcome(of: feed, in: $0) }
    try withFolder { folder in
      let (file, input) = try way.prepare(feed, in: folder)
      let found = try command.outcome(of: file, named: way.name, input: input, in: folder)
      if isRefusal(found, expected, way, command) { return }
      let place = Comment("\(command), \(way): \(found.summary.suffix(300)) instead of \(expected.summary.suffix(300))")
      #expect(found.run.ending == expected.run.ending && found.step == expected.step, place)
      guard found.run.ending == expected.run.ending else { return }
      let isSaid = same(found.run.output, expected.run.output, way) && same(found.run.errors, expected.run.errors, way)
      #expect(isSaid, place)
      #expect(Set(found.files.keys) == Set(expected.files.keys), place)
      for (path, bytes) in expected.files {
        let isBinary = path.contains(".xlsx") || path.hasSuffix(".sqlite")
        if isBinary, way.nameInMessages != "feed.xml" { continue }
        let isSame = same(found.files[path] ?? [], bytes, way)
        #expect(isSame, "\(command), \(way): \(path)")
      }
    }
  }

  /// What must be read twice, and archives where one feed is wanted, may be refused: with a word that says so.
  private func isRefusal(_ found: Outcome, _ expected: Outcome, _ way: Way, _ command: ToolCommand) -> Bool {
    guard found.run.status == 2 || found.run.status == 64, expected.run.status < 2 else { return false }
    guard found.files.allSatisfy({ $0.value == command.before }) else { return false }
    let readsTwice = !Set(command.names).isDisjoint(with: ["diff", "merge"])
    let message = found.run.errorText.lowercased()
    return way.isZip && message.contains("zip")
      || way.isOnce && readsTwice && (message.contains("standard input") || message.contains("pipe"))
  }

  /// Whether texts are the same but for the name of the feed, how it makes lines break, and the bytes that a feed is known
  /// by: those of the file.
  private func same(_ found: [UInt8], _ expected: [UInt8], _ way: Way) -> Bool {
    if found == expected { return true }
    let (found, expected) = (way.unidentified(found), way.unidentified(expected))
    // In a table for spreadsheets `-` is guarded, in an address `!` is escaped; pages name a file without its folder.
    let name = way.nameInMessages
    let file = String(name.split(separator: "/").last!)
    return [name, "'" + name, name.replacing("!", with: "%21"), file].contains { name in
      let renamed = expected.replacingOccurrences(of: "feed.xml", with: name)
      return renamed == found || renamed.collapsed == found.collapsed
    }
  }
}
