/// Rows of one table that belong to one offer, in the order in which the offer has them.
package struct StoredRows: Sendable {
  private var bytes: [UInt8] = []
  /// Where each cell ends.
  private var ends: [Int] = []
  /// Where each row stands in its table, counted from 1.
  private var lines: [Int] = []
  package let columnCount: Int

  /// How many bytes the rows are likely to have.
  private let usualSize: Int

  /// No rows yet.
  ///
  /// - Parameter usualSize: how many bytes they are likely to have.
  package init(columnCount: Int, usualSize: Int = 0) {
    self.columnCount = columnCount
    self.usualSize = usualSize
  }

  package var count: Int { lines.count }
  /// How many bytes its cells have.
  var size: Int { bytes.count }

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// The cells of a row follow.
  package mutating func beginRow(line: Int) {
    if lines.isEmpty {
      bytes.reserveCapacity(usualSize)
      ends.reserveCapacity(columnCount)
    }
    lines.append(line)
  }

  /// Adds a cell of the row.
  package mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    bytes += cell
    ends.append(bytes.count)
  }

  /// Adds a cell of the row, empty for `nil`; `false` if it is not UTF-8.
  package mutating func add(utf8 cell: UnsafeBufferPointer<UInt8>?) -> Bool {
    if let cell {
      guard cell.isASCII || String(validating: cell, as: UTF8.self) != nil else { return false }
      bytes.append(contentsOf: cell)
    }
    ends.append(bytes.count)
    return true
  }

  package func line(ofRow row: Int) -> Int { lines[row] }

  /// A cell; empty for a column that is not there.
  package subscript(row: Int, column: Int?) -> ArraySlice<UInt8> {
    guard let column else { return [] }
    return bytes[start(row, column)..<ends[row * columnCount + column]]
  }

  /// Whether a cell holds nothing.
  func isEmpty(_ row: Int, _ column: Int) -> Bool { start(row, column) == ends[row * columnCount + column] }

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

extension UnsafeBufferPointer<UInt8> {
  /// Whether all bytes are ASCII, eight of them at a time.
  fileprivate var isASCII: Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var (index, all): (Int, UInt64) = (0, 0)
    while index + 8 <= bytes.count {
      all |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < bytes.count {
      all |= UInt64(bytes[index])
      index += 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }
}
