import Foundation
import LheoModel
import LheoOutput
import LheoParser
import LheoWriter
import TestSupport
import Testing

@testable import LheoTables

/// Tables, and what they do not carry, hold all of an offer.
@Suite struct LayoutTests {
  /// Keeps rows by offer.
  private final class Rows: TableSink {
    var table = Table.rest
    var columns: [String] = []
    var offers: [Int: StoredRows] = [:]
    var all = StoredRows(columnCount: 0)

    func begin(_ table: Table, columns: [TableColumn]) {
      self.table = table
      self.columns = columns.map(\.name)
      all = StoredRows(columnCount: columns.count)
    }

    func write(_ cells: TableRow) {
      func add(to rows: inout StoredRows) {
        rows.beginRow(line: rows.count + 1)
        for cell in cells { cell.withUnsafeBufferPointer { rows.add($0) } }
      }
      guard let key = columns.firstIndex(of: "formation_id"), !cells[key].isEmpty else { return add(to: &all) }
      let number = Int(String(decoding: cells[key].dropFirst(), as: UTF8.self))!
      add(to: &offers[number, default: StoredRows(columnCount: columns.count)])
    }
  }

  /// Each offer of a feed, as it is and as it comes back from tables after `change` of their cells.
  private func forEachOffer(
    of bytes: [UInt8], dates: Bool = true, change: ((StoredRows) -> StoredRows)? = nil,
    _ body: (_ original: [UInt8], _ back: [UInt8]) -> Void
  ) throws {
    var sinks: [Rows] = []
    var options = TableReader.Options()
    options.usesISODates = dates
    let feeder = LayoutFeeder(options, hasSource: false) { _ in
      sinks.append(Rows())
      return sinks.last!
    }
    try feeder.begin()
    let reader = feeder.readerMaker()
    var offers: [[UInt8]] = []
    let parser = FeedParser(.bytes(bytes))
    while let event = try parser.next() {
      try feeder.write(reader.rows(of: event))
      if let offer = event.offer { offers.append(Self.text(of: offer)) }
    }
    try feeder.finish()
    let names = Set(sinks.map { $0.table.name })
    let tables = sinks.map { StoredTable($0.table, columns: $0.columns, among: names) }
    let organismes = zip(tables, sinks).first { $0.0.table.name == "organismes" }!
    var bodies = StoredBodies(organismes.0)
    try bodies.add(organismes.1.all)
    let assembler = OfferAssembler(
      tables, bodies: bodies,
      SQLDialect(byBytes: "", place: "rowid", length: { $0 }, key: { $0 }, integer: { $0 }))
    let buffer = ElementBuffer()
    for (number, original) in offers.enumerated() {
      let rows = assembler.tables.map { table in
        sinks.first { $0.table.name == table.table.name }?.offers[number + 1]
          ?? StoredRows(columnCount: table.columns.count)
      }
      let rest = sinks.last!.offers[number + 1]
      guard let change else {
        try assembler.read(rows, rest, into: buffer)
        body(original, Self.text(of: buffer))
        continue
      }
      // A row may then belong to nothing, which is an error.
      guard (try? assembler.read(rows.map(change), rest.map(change), into: buffer)) != nil else { continue }
      body(original, Self.text(of: buffer))
    }
  }

  private static func text(of buffer: ElementBuffer) -> [UInt8] {
    let memory = Memory()
    let writer = FeedWriter(memory.sink)
    writer.write(buffer)
    return (try? memory.bytes()) ?? []
  }

  private func expectAllBack(_ bytes: [UInt8], _ name: String, dates: Bool = true) throws {
    try forEachOffer(of: bytes, dates: dates) { original, back in
      if original == back { return }
      if let old = canonical(original), canonical(back) == old { return }
      let changes = Self.lines(back).difference(from: Self.lines(original)).prefix(6)
      Issue.record("\(name): \(changes.map { "\($0)".prefix(300) }.joined(separator: "\n"))")
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  @Test(arguments: Repository.feeds("valid") + Repository.feeds("invalid")) func fixtures(feed: URL) throws {
    guard let bytes = try? Array(Data(contentsOf: feed)), (try? FeedParser(.bytes(bytes)).next()) != nil else { return }
    try? expectAllBack(bytes, feed.lastPathComponent)
  }

  @Test(.needsShared, arguments: Repository.samples) func samples(feed: URL) throws {
    try expectAllBack(Array(Data(contentsOf: feed)), feed.lastPathComponent)
  }

  @Test(arguments: 0..<8, [true, false]) func randomOffers(seed: Int, isValid: Bool) throws {
    for number in 0..<20 {
      var random = RandomDocuments(seed: UInt64(1000 * seed + number))
      let tree = isValid ? random.validFeed(offers: 3) : random.mutatedFeed(offers: 2, changes: 3)
      try expectAllBack(RandomEncoding.utf8.bytes(of: tree), "seed \(1000 * seed + number)", dates: number % 2 == 0)
    }
  }

  /// Whatever cells hold, an offer is put together that can be read, or an error says what belongs to nothing.
  @Test(arguments: 0..<8) func anyCellsMakeAnOffer(seed: Int) throws {
    let words = [
      "", "0", "-1", "9223372036854775807", "99999999999999999999", "2026-09-01", "2026", "|", "a|b", "/", "..", "../",
      "../@id",
      "@id", "@", "@a b", "@Q{u}a:b", "@xmlns:r", "Q{u}a:b", "Q{u", "Q{}}}x", "text()", "text()[3]", "a/text()",
      "prefixe()",
      "ordre()", "absent()", "extras/absent()", "extras[9223372036854775807]", "extras[0]", "session[2]/periode/debut",
      String(repeating: "extras/", count: 100_000), "lieu-de-formation[2]/extras[1]", "f1", "f1a1", "f1a1s1",
      "formations",
      "sessions", "\u{1}", "<a>", "é€😀", "contact-organisme", "formation", "lheo",
    ]
    for number in 0..<20 {
      var random = RandomDocuments(seed: UInt64(5000 * seed + number))
      let bytes = RandomEncoding.utf8.bytes(of: random.validFeed(offers: 2))
      var generator = SeededNumbers(seed: UInt64(seed * 31 + number))
      try forEachOffer(of: bytes) { rows in
        rows.changed { cell in
          Int.random(in: 0..<12, using: &generator) == 0 ? words.randomElement(using: &generator)! : cell
        }
      } _: { _, back in
        let feed =
          "<lheo xmlns=\"\(LheoSchema.namespace)\"><offres>\(String(decoding: back, as: UTF8.self))</offres></lheo>"
        #expect(throws: Never.self, "seed \(seed), \(number)") { try FeedParser(.text(feed)).forEachEvent { _ in } }
      }
    }
  }
}

extension StoredRows {
  /// The rows with other cells.
  fileprivate func changed(_ change: (String) -> String) -> StoredRows {
    var rows = StoredRows(columnCount: columnCount)
    for row in 0..<count {
      rows.beginRow(line: line(ofRow: row))
      for column in 0..<columnCount {
        Array(change(text(row, column)).utf8).withUnsafeBufferPointer { rows.add($0) }
      }
    }
    return rows
  }
}
