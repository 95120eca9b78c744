import Foundation
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import TestSupport
import Testing

/// Repairs of the bytes of random feeds, whole and damaged.
@Suite struct ByteRepairPropertyTests {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let day = PartialDate(year: 2026, month: 11, day: 24)!

  private func repair(_ bytes: [UInt8], _ arrival: Arrival) throws -> (bytes: [UInt8], tally: ByteRepairTally) {
    let repairer = ByteRepairer(Repair.all)
    return (try repairer.repairing(arrival.input(bytes)).bytes(), repairer.takeTally())
  }

  /// A feed in which nothing is to be repaired comes through with each of its characters.
  @Test(arguments: 0..<6, RandomEncoding.allCases) func wholeFeedsStayAsTheyAre(
    seed: Int, encoding: RandomEncoding
  ) throws {
    for number in 0..<3 * scale {
      var random = RandomDocuments(seed: UInt64(7000 * seed + number))
      let tree = number % 2 == 0 ? random.validFeed(offers: 2) : random.mutatedFeed(offers: 2, changes: 3)
      // Of a character that ISO-8859-1 has and no text means, Windows-1252 makes an ellipsis.
      if encoding == .latin1, tree.text.unicodeScalars.contains("\u{85}") { continue }
      let bytes = encoding.bytes(of: tree)
      for arrival in Arrival.allCases {
        let (found, tally) = try repair(bytes, arrival)
        let place = Comment("seed \(7000 * seed + number), \(encoding), \(arrival)")
        #expect(found == Self.mark + Self.text(of: bytes, encoding).utf8, place)
        #expect(tally.total == 0, place)
      }
    }
  }

  private static func text(of bytes: [UInt8], _ encoding: RandomEncoding) -> String {
    switch encoding {
    case .utf8, .undeclared: String(decoding: bytes, as: UTF8.self)
    case .utf8WithMark: String(decoding: bytes.dropFirst(3), as: UTF8.self)
    case .latin1: String(data: Data(bytes), encoding: .isoLatin1)!
    case .windows: String(data: Data(bytes), encoding: .windowsCP1252)!
    case .utf16Little: String(data: Data(bytes.dropFirst(2)), encoding: .utf16LittleEndian)!
    case .utf16Big: String(data: Data(bytes.dropFirst(2)), encoding: .utf16BigEndian)!
    }
  }

  /// A damaged feed becomes what it was, however its bytes come, and each damage is counted once.
  @Test(arguments: 0..<8) func damagedFeedsBecomeWhatTheyWere(seed: Int) throws {
    for number in 0..<4 * scale {
      var random = RandomDocuments(seed: UInt64(8000 * seed + number))
      let bytes = RandomEncoding.utf8.bytes(of: random.validFeed(offers: 2))
      let (damaged, count) = random.damaged(bytes)
      for arrival in Arrival.allCases {
        let (found, tally) = try repair(damaged, arrival)
        let place = Comment("seed \(8000 * seed + number), \(arrival)")
        // A failure names the place, not thousands of bytes.
        let isSame = found == Self.mark + bytes
        #expect(isSame, place)
        #expect(tally.total == count, place)
      }
    }
  }

  /// A damaged feed is repaired to what the feed itself is repaired to, for any number of cores, and that is valid.
  @Test(arguments: [1, 3]) func damagedFeedsAreRepairedLikeWholeOnes(jobs: Int) throws {
    for seed in 0..<UInt64(4 * scale) {
      var random = RandomDocuments(seed: 9000 + seed)
      let bytes = RandomEncoding.utf8.bytes(of: random.validFeed(offers: 60))
      let damaged = random.damaged(bytes).bytes
      let (whole, repaired) = (try fixed(bytes, jobs), try fixed(damaged, jobs))
      #expect(repaired.bytes == whole.bytes && repaired.notes == whole.notes, "seed \(9000 + seed)")
      #expect(reference.problems(in: repaired.bytes) == [], "seed \(9000 + seed)")
      #expect(try fixed(repaired.bytes, jobs).bytes == repaired.bytes, "seed \(9000 + seed)")
    }
  }

  private func fixed(_ bytes: [UInt8], _ jobs: Int) throws -> (bytes: [UInt8], notes: [RepairNote]) {
    let output = CollectedBytes()
    var notes: [RepairNote] = []
    let feed = ByteRepairer(Repair.all).repairing(.bytes(bytes))
    let stage = OfferRepairer.stage(Repair.all, date: Self.day)
    try Pipeline(FeedSource(feed), stage, jobs: jobs).run(
      into: FeedSink(output),
      settle: { _, more in
        notes += more
        return .keep
      })
    return (output.take(), notes)
  }

  /// Bytes without end, of which little is kept; what comes out is so many times what comes in.
  private static let floods: [(pattern: String, factor: Double)] = [
    ("&", 5), ("\0", 0), ("&aaaaaaa", 1.5), ("&#0", 7.0 / 3), ("&#0;", 0), ("&nbsp;", 1.0 / 3), ("<!", 1), ("<!-", 1),
    ("<![CDATA[]]", 1), ("é&\u{FFFF}", 7.0 / 6), ("]]>&", 2),
  ]

  @Test(arguments: floods)
  func floodsPassInConstantMemory(pattern: String, factor: Double) throws {
    let size = 1_000_000 * scale
    let tally = try flood(Array(pattern.utf8), size: size) { count in
      #expect(abs(Double(count) - Double(size) * factor) < 200, "\(pattern): \(count)")
    }
    #expect(tally.repairs.count <= 4 * ByteRepairTally.keptCount)
  }

  @Test(arguments: [[0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func tornCharactersPassInConstantMemory(pattern: [UInt8]) throws {
    let size = 500_000 * scale
    let tally = try flood(pattern, size: size) { #expect($0 > size && $0 < 4 * size) }
    #expect(tally.total == size)
  }

  private func flood(_ pattern: [UInt8], size: Int, _ check: (Int) -> Void) throws -> ByteRepairTally {
    let repairer = ByteRepairer(Repair.all)
    let feed = repairer.repairing(FeedInput(name: "flood") { Flood(Array("<a>".utf8), pattern, size: size) })
    // The parser stops soon; what repairs the bytes must bear them all.
    var count = 0
    try feed.forEachPiece { count += $0 }
    check(count)
    return repairer.takeTally()
  }
}

extension FeedInput {
  /// Reads all, and keeps nothing.
  fileprivate func forEachPiece(_ body: (Int) -> Void) throws {
    let source = try open()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try source.read(into: buffer), count > 0 { body(count) }
  }
}

/// The same bytes again and again, in pieces of a prime length.
private final class Flood: ByteSource {
  private var start: [UInt8]
  private let pattern: [UInt8]
  private var rest: Int
  private var position = 0

  init(_ start: [UInt8], _ pattern: [UInt8], size: Int) {
    self.start = start
    self.pattern = pattern
    rest = size
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if !start.isEmpty {
      defer { start = [] }
      buffer.copyBytes(from: start)
      return start.count
    }
    let count = min(buffer.count, rest, 8191)
    for index in 0..<count {
      buffer[index] = pattern[position]
      position = position + 1 == pattern.count ? 0 : position + 1
    }
    rest -= count
    return count
  }
}

extension RandomDocuments {
  /// A feed in UTF-8 with damage that has one sensible repair, and in how many places.
  mutating func damaged(_ bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    var damaged: [UInt8] = []
    var count = 0
    let text = String(decoding: bytes, as: UTF8.self)
    let scalars = Array(text.unicodeScalars)
    let isText = XMLPlaces.texts(scalars)
    let start = text.unicodeScalars.distance(
      from: text.startIndex, to: text.firstRange(of: "?>")?.upperBound ?? text.startIndex)
    var index = 0
    while index < scalars.count {
      if index >= start, chance(2) {
        // Where a reference is being written, nothing else is one.
        let isPlain = isText[index] && !scalars[..<index].suffix(70).contains("&")
        damaged +=
          isPlain && chance(50) ? Array(one(of: ["&#0;", "&#x1F;", "&#xFFFF;"]).utf8) : one(of: Self.forbidden)
        count += 1
      }
      if isText[index], chance(60), let (bytes, length) = damage(scalars, index) {
        damaged += bytes
        index += length
        count += 1
      } else if index >= start, let byte = windows1252(scalars, index), chance(30) {
        damaged.append(byte)
        index += 1
        count += 1
      } else {
        damaged += Array(String(scalars[index]).utf8)
        index += 1
      }
    }
    return (damaged, count)
  }

  private static let forbidden: [[UInt8]] = [[0x00], [0x01], [0x0B], [0x1F], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF]]

  /// What is there instead of some characters of a text.
  private func damage(_ scalars: [Unicode.Scalar], _ index: Int) -> ([UInt8], length: Int)? {
    let names: [Unicode.Scalar: String] = ["é": "eacute", "€": "euro", "œ": "oelig", "\u{A0}": "nbsp", "«": "laquo"]
    if let name = names[scalars[index]] { return (Array("&\(name);".utf8), 1) }
    guard scalars[index...].starts(with: "&amp;".unicodeScalars) else { return nil }
    // One that would begin a reference is none by itself.
    let next = scalars[(index + 5)...].prefix(100)
    let ends = next.prefix { $0 != "<" && $0 != " " && $0 != "\"" && $0 != "&" }
    return ends.contains(";") || next.count < 100 ? nil : ([0x26], 5)
  }

  /// The byte of a character that stands before one of ASCII.
  private func windows1252(_ scalars: [Unicode.Scalar], _ index: Int) -> UInt8? {
    guard index + 1 < scalars.count, scalars[index + 1].isASCII else { return nil }
    return ["é": 0xE9, "€": 0x80, "œ": 0x9C, "«": 0xAB][scalars[index]]
  }
}

/// Where in a document texts and values of attributes are.
private enum XMLPlaces {
  static func texts(_ scalars: [Unicode.Scalar]) -> [Bool] {
    var isText = [Bool](repeating: false, count: scalars.count)
    var index = 0
    func end(_ mark: String) -> Int {
      var place = index
      while place < scalars.count, !scalars[place...].starts(with: mark.unicodeScalars) { place += 1 }
      return place + mark.unicodeScalars.count
    }
    while index < scalars.count {
      let rest = scalars[index...]
      if rest.starts(with: "<!--".unicodeScalars) {
        index += 4
        index = end("-->")
      } else if rest.starts(with: "<![CDATA[".unicodeScalars) {
        index = end("]]>")
      } else if rest.starts(with: "<?".unicodeScalars) {
        index = end("?>")
      } else if scalars[index] == "<" {
        var quote: Unicode.Scalar?
        while scalars[index] != ">" || quote != nil {
          if scalars[index] == quote {
            quote = nil
          } else if quote == nil, scalars[index] == "\"" || scalars[index] == "'" {
            quote = scalars[index]
          } else {
            isText[index] = quote != nil
          }
          index += 1
        }
        index += 1
      } else {
        isText[index] = true
        index += 1
      }
    }
    return isText
  }
}
