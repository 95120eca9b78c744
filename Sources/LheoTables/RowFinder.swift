import LheoModel

/// Finds the elements that are rows of tables, those of all tables in one walk.
struct RowFinder {
  /// For each element, the tables of which it is a row, with a bit for each.
  private let tables: [UInt64]
  /// The tables whose rows are read from extensions, which are otherwise not part of the offer.
  private let inExtras: UInt64
  private let tableCount: Int

  init(_ tables: [Table]) {
    precondition(tables.count <= UInt64.bitWidth)
    var bits = [UInt64](repeating: 0, count: Element.count + 1)
    var inExtras: UInt64 = 0
    for (number, table) in tables.enumerated() {
      for element in table.rowElements { bits[Int(element.rawValue)] |= 1 << number }
      if table.rowElements.contains(.extra) { inExtras |= 1 << number }
    }
    self.tables = bits
    self.inExtras = inExtras
    tableCount = tables.count
  }

  /// Puts the place of each row's element into the list of its table, in the order of the feed. What stands where the schema
  /// has no place for it is not a row.
  func findRows(in offer: ElementView, into rows: inout [[Int]]) {
    if rows.isEmpty { rows = [[Int]](repeating: [], count: tableCount) }
    for table in rows.indices { rows[table].removeAll(keepingCapacity: true) }
    let nodes = offer.storage.pointee.nodes
    let end = offer.endIndex
    // Where the outermost extensions end that the walk is in.
    var endOfExtras = 0
    var index = offer.index
    while index < end {
      let next = Int(nodes[index].end)
      let code = Int(nodes[index].code)
      var found = code < tables.count ? tables[code] : 0
      if index < endOfExtras { found &= inExtras }
      // Most elements hold none and are not rows: whether they are expected does not matter.
      if found == 0, next == index + 1 {
        index = next
        continue
      }
      guard index == offer.index || ElementView(storage: offer.storage, index: index).isExpected else {
        index = next
        continue
      }
      while found != 0 {
        rows[found.trailingZeroBitCount].append(index)
        found &= found - 1
      }
      if code == Int(Element.extras.rawValue), index >= endOfExtras {
        if inExtras == 0 {
          index = next
          continue
        }
        endOfExtras = next
      }
      index += 1
    }
  }
}

extension ElementView {
  /// Whether the schema has a place for it where it is.
  var isExpected: Bool {
    guard let parent else { return true }
    guard !isText, Occurrence.place(of: code, in: parent.code) != Occurrence.nowhere else { return false }
    return Occurrence.mayRepeat(code, in: parent.code) || endIndex == index + 1 || number == 1
  }
}
