import LheoModel

/// Rows in the text format of `COPY`.
struct CopyText {
  /// The rows.
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }
  var count: Int { bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a row. What is not of its column's type is NULL.
  mutating func add(_ cells: [[UInt8]], _ types: [TableDefinition.ValueType], keyCells: Set<Int>) {
    for index in cells.indices {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      let isThere = cells[index].withUnsafeBufferPointer { Self.isValue($0, types[index]) }
      // Part of a key is never NULL.
      if isThere || keyCells.contains(index) {
        add(cells[index])
      } else {
        bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
      }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func isValue(_ cell: UnsafeBufferPointer<UInt8>, _ type: TableDefinition.ValueType) -> Bool {
    switch type {
    case .text: !cell.isEmpty
    case .bigint: Int64(String(decoding: cell, as: UTF8.self)) != nil
    case .date: cell.count == 10 && PartialDate(iso: String(decoding: cell, as: UTF8.self)) != nil
    }
  }

  /// Adds a cell; what would end it is written as an escape.
  private mutating func add(_ cell: [UInt8]) {
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
