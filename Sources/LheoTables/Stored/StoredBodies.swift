import LheoModel

/// The rows of `organismes`, by SIRET.
package struct StoredBodies: Sendable {
  private let table: StoredTable
  private var rows: StoredRows
  private var numbers: [ArraySlice<UInt8>: Int] = [:]

  package init(_ table: StoredTable) {
    self.table = table
    rows = StoredRows(columnCount: table.columns.count)
  }

  /// Adds a row; the first of a SIRET counts.
  package mutating func add(_ more: StoredRows) {
    for row in 0..<more.count {
      let siret = more[row, table.key]
      if siret.isEmpty || numbers[siret] != nil { continue }
      numbers[ArraySlice(Array(siret))] = rows.count
      rows.beginRow(line: more.line(ofRow: row))
      for column in table.columns.indices { more[row, column].withUnsafeBufferPointer { rows.add($0) } }
    }
  }

  /// The cells of the body of an offer, by column of `organismes`; `nil` where it is not known.
  func cells(siretOf row: Int, _ formations: StoredTable, _ offers: StoredRows) -> ((Int) -> ArraySlice<UInt8>)? {
    guard let column = formations.columns.firstIndex(of: "organisme_siret"),
      let number = numbers[offers[row, column]]
    else { return nil }
    return { rows[number, table.cells[$0]] }
  }

  /// Adds what is known of a body to its element.
  func describe(_ node: Int, _ element: Element, siret: ArraySlice<UInt8>, in tree: inout OfferTree) {
    guard let number = numbers[siret] else { return }
    // Where several columns have one path, the last is at home there.
    for (column, definition) in table.table.columns.enumerated().dropFirst().reversed() {
      let value = rows[number, table.cells[column]]
      guard !value.isEmpty, let path = definition.paths.first(where: { $0.anchor.element == element }) else { continue }
      var current = node
      for step in path.steps { current = tree.child(step, number: 1, of: current) }
      if tree.text(of: current).isEmpty { tree.setText(value, of: current) }
    }
  }
}
