import LheoModel
import LheoTables

/// Rows in the text format of `COPY`.
struct CopyText {
  /// The rows.
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a row. What is not of its column's type is NULL.
  mutating func add(_ row: TableRow, _ types: [TableDefinition.ValueType], keyCells: Set<Int>) {
    row.withCells { cells in
      for index in 0..<cells.count {
        if index > 0 { bytes.append(UInt8(ascii: "\t")) }
        // Part of a key is never NULL.
        if Self.isValue(cells[index], types[index]) || keyCells.contains(index) {
          add(cells[index])
        } else {
          bytes += "\\N".utf8
        }
      }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func isValue(_ cell: UnsafeBufferPointer<UInt8>, _ type: TableDefinition.ValueType) -> Bool {
    switch type {
    case .text: !cell.isEmpty
    case .bigint: CellText.wholeNumber(cell) != nil
    case .date: cell.count == 10 && PartialDate(iso: cell) != nil
    }
  }

  /// Adds a cell; what would end it is written as an escape.
  private mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
    // Most cells have nothing of that.
    if cell.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\\") }) { return bytes.append(contentsOf: cell) }
    for byte in cell {
      switch byte {
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      default: bytes.append(byte)
      }
    }
  }
}
