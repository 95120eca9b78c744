import LheoParser
import TestSupport
import Testing

@testable import LheoTables

/// The rows of all tables are found in one walk, and are those that each table finds alone.
@Suite struct RowFinderTests {
  @Test(arguments: 1...20, [true, false]) func oneWalkFindsWhatEachTableFindsAlone(seed: UInt64, isValid: Bool) throws {
    var random = RandomDocuments(seed: seed)
    let tables = Table.all
    let all = RowFinder(tables)
    let alone = tables.map { RowFinder([$0]) }
    let tree = isValid ? random.validFeed(offers: 5) : random.mutatedFeed(offers: 5, changes: 5)
    let parser = FeedParser(.bytes(RandomEncoding.utf8.bytes(of: tree)))
    var (places, own): ([[Int]], [[Int]]) = ([], [])
    while let event = try parser.next() {
      guard let offer = event.offer else { continue }
      all.findRows(in: offer.root, into: &places)
      for (number, finder) in alone.enumerated() {
        finder.findRows(in: offer.root, into: &own)
        #expect(places[number] == own[0], "\(tables[number].name)")
      }
      #expect(places[0] == [0])
    }
  }
}
