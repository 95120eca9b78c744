import Testing

@testable import LheoTables

@Suite struct TableRowTests {
  private static let cells = [[], [1, 2], [], [0], [UInt8](repeating: 7, count: 300), []]

  @Test func cellsStayAsTheyAre() {
    let row = TableRow(Self.cells)
    #expect(row.map(Array.init) == Self.cells)
    row.withCells { cells in #expect(cells.map(Array.init) == Self.cells) }
  }

  @Test(arguments: 0..<6, 0..<6) func cellsAreTakenFromAmongOthers(first: Int, last: Int) {
    let all = TableRow(Self.cells)
    guard first <= last else { return }
    var row = TableRow()
    row.add([9, 9])
    all.withCells { cells in
      let before = cells[..<first].reduce(0) { $0 + $1.count }
      let bytes = cells[first...last].flatMap(Array.init)
      var ends: [Int] = []
      for cell in cells[first...last] { ends.append((ends.last ?? before) + cell.count) }
      bytes.withUnsafeBufferPointer { bytes in
        ends.withUnsafeBufferPointer { row.append(bytes, from: before, ends: $0) }
      }
    }
    #expect(row.map(Array.init) == [[9, 9]] + Self.cells[first...last])
    row.removeAll()
    #expect(row.isEmpty)
  }
}
