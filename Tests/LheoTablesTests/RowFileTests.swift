import TestSupport
import Testing

@testable import LheoTables

/// Rows come back as they were kept, from memory and from disk.
@Suite struct RowFileTests {
  @Test(arguments: [0, 100, 10_000, 1 << 20], [1, 7]) func rowsComeBack(memory: Int, columnCount: Int) throws {
    var random = SeededNumbers(seed: 4)
    let file = RowFile(columnCount: columnCount, memory: memory)
    var kept: [(place: RowFile.Place, cells: [[UInt8]])] = []
    for _ in 0..<500 {
      let cells = (0..<columnCount).map { _ in
        [UInt8](repeating: UInt8(random.next() % 256), count: Int(random.next() % 3) * Int(random.next() % 300))
      }
      kept.append((try file.keep(cells), cells))
      let earlier = kept[Int(random.next() % UInt64(kept.count))]
      let row = try file.row(at: earlier.place)
      #expect(row.count == 1 && (0..<columnCount).allSatisfy { Array(row[0, $0]) == earlier.cells[$0] })
    }
    for (place, cells) in kept {
      let row = try file.row(at: place)
      #expect((0..<columnCount).allSatisfy { Array(row[0, $0]) == cells[$0] })
    }
  }
}
