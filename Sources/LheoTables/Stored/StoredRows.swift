/// Rows of one table that belong to one offer, in the order in which the offer has them.
package struct StoredRows: Sendable {
  private var bytes: [UInt8] = []
  /// Where each cell ends.
  private var ends: [Int] = []
  /// Where each row stands in its table, counted from 1.
  private var lines: [Int] = []
  package let columnCount: Int

  package init(columnCount: Int) { self.columnCount = columnCount }

  package var count: Int { lines.count }
  /// How many bytes its cells have.
  var size: Int { bytes.count }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// The cells of a row follow.
  package mutating func beginRow(line: Int) { lines.append(line) }

  /// Adds a cell of the row.
  package mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    bytes += cell
    ends.append(bytes.count)
  }

  package func line(ofRow row: Int) -> Int { lines[row] }

  /// A cell; empty for a column that is not there.
  package subscript(row: Int, column: Int?) -> ArraySlice<UInt8> {
    guard let column else { return [] }
    return bytes[start(row, column)..<ends[row * columnCount + column]]
  }

  /// The bytes of neighbouring cells.
  func cells(_ row: Int, _ columns: ClosedRange<Int>) -> ArraySlice<UInt8> {
    bytes[start(row, columns.lowerBound)..<ends[row * columnCount + columns.upperBound]]
  }

  package func text(_ row: Int, _ column: Int?) -> String { String(decoding: self[row, column], as: UTF8.self) }

  private func start(_ row: Int, _ column: Int) -> Int {
    let cell = row * columnCount + column
    return cell == 0 ? 0 : ends[cell - 1]
  }
}
