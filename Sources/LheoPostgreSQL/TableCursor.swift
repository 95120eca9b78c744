import LheoTables

/// The rows of a table in the order of their offers, of which a few are held at a time.
final class TableCursor {
  let table: Table
  private let connection: PostgreSQLConnection
  private let tables: StoredTables
  private let columns: [String]
  private let fetch: String
  private var rows: PostgreSQLRows?
  private var next = 0
  private var number = 0

  private static let fetchedCount = 200

  init(_ connection: PostgreSQLConnection, _ stored: StoredTables.Stored, in tables: StoredTables)
    throws(PostgreSQLError)
  {
    self.connection = connection
    table = stored.table
    columns = stored.columns
    self.tables = tables
    let cursor = "lheo_\(table.name)"
    fetch = "FETCH \(Self.fetchedCount) FROM \(cursor)"
    try tables.run("DECLARE \(cursor) NO SCROLL CURSOR FOR \(tables.rowsByOffer(stored))", on: table, connection)
  }

  /// Where a key stands among the others: shorter ones first, then by their bytes.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      ? left.utf8.lexicographicallyPrecedes(right.utf8) : left.utf8.count < right.utf8.count
  }

  /// The next row if it belongs to the offer.
  ///
  /// - Throws: `PostgreSQLError` also where the row belongs to an offer that is not there.
  func row(of offer: String) throws(PostgreSQLError) -> OfferRows.Row? {
    guard let row = try peek() else { return nil }
    guard let key = row.offer, !Self.precedes(key, offer) else { throw orphan(row.cells, offer: row.offer) }
    if key != offer { return nil }
    advance()
    return row.cells
  }

  /// The next row, whatever it belongs to.
  func row() throws(PostgreSQLError) -> OfferRows.Row? {
    guard let row = try peek() else { return nil }
    advance()
    return row.cells
  }

  /// Where offers have ended no row may be left.
  func checkEnd() throws(PostgreSQLError) {
    if let row = try peek() { throw orphan(row.cells, offer: row.offer) }
  }

  private func advance() {
    next += 1
    number += 1
  }

  private func peek() throws(PostgreSQLError) -> (cells: OfferRows.Row, offer: String?)? {
    if rows == nil || next == rows?.count, rows?.count != 0 {
      rows = try tables.run(fetch, on: table, connection)
      next = 0
    }
    guard let rows, next < rows.count else { return nil }
    var cells: [String: String] = [:]
    for (column, name) in columns.enumerated() {
      guard let cell = rows.bytes(next, column), !cell.isEmpty else { continue }
      guard let text = String(validating: cell, as: UTF8.self) else { throw notText(cells, column: name) }
      cells[name] = text
    }
    return (OfferRows.Row(number: number + 1, cells: cells), rows[next, columns.count])
  }

  // MARK: Errors

  private func notText(_ cells: [String: String], column: String) -> PostgreSQLError {
    self.error(OfferRows.Row(number: 0, cells: cells), column: column, "the bytes are not UTF-8.")
  }

  /// An error of a row, which is named by its own key, or by that of what it belongs to.
  func error(_ row: OfferRows.Row, column: String, _ message: String) -> PostgreSQLError {
    let own = table.primaryKey.map { row[$0] } ?? ""
    let key = own.isEmpty ? table.parent.map { row[$0.column] } ?? "" : own
    return PostgreSQLError(
      connection.name, table: tables.shownName(table), column: column, key: key.isEmpty ? nil : key, message: message)
  }

  private func orphan(_ row: OfferRows.Row, offer: String?) -> PostgreSQLError {
    guard let parent = table.parent else { return error(row, column: "formation_id", "the row has no key.") }
    if columns.contains("formation_id"), let offer {
      return error(row, column: "formation_id", "'\(offer)' is not in formations.")
    }
    return error(row, column: parent.column, "'\(row[parent.column])' is not in \(parent.table).")
  }
}
