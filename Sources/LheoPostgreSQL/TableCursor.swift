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
    guard let rows = try fetched() else { return nil }
    let found = rows[next, columns.count]
    guard let found, !Self.precedes(found, offer) else { throw try orphan(rows, offer: found) }
    return found == offer ? try take(rows) : nil
  }

  /// The next row, whatever it belongs to.
  func row() throws(PostgreSQLError) -> OfferRows.Row? {
    try fetched().map { rows throws(PostgreSQLError) in try take(rows) }
  }

  /// Where offers have ended no row may be left.
  func checkEnd() throws(PostgreSQLError) {
    if let rows = try fetched() { throw try orphan(rows, offer: rows[next, columns.count]) }
  }

  /// The rows of which the next one has not been taken, `nil` at the end.
  private func fetched() throws(PostgreSQLError) -> PostgreSQLRows? {
    if let rows, next < rows.count { return rows }
    if rows?.count == 0 { return nil }
    let rows = try tables.run(fetch, on: table, connection)
    self.rows = rows
    next = 0
    return rows.count > 0 ? rows : nil
  }

  private func take(_ rows: PostgreSQLRows) throws(PostgreSQLError) -> OfferRows.Row {
    number += 1
    defer { next += 1 }
    var cells = [String: String](minimumCapacity: columns.count)
    for (column, name) in columns.enumerated() {
      guard let cell = rows.bytes(next, column), !cell.isEmpty else { continue }
      guard let text = String(validating: cell, as: UTF8.self) else {
        throw error(OfferRows.Row(number: number, cells: cells), column: name, "the bytes are not UTF-8.")
      }
      cells[name] = text
    }
    return OfferRows.Row(number: number, cells: cells)
  }

  // MARK: Errors

  /// An error of a row, which is named by its own key, or by that of what it belongs to.
  func error(_ row: OfferRows.Row, column: String, _ message: String) -> PostgreSQLError {
    let own = table.primaryKey.map { row[$0] } ?? ""
    let key = own.isEmpty ? table.parent.map { row[$0.column] } ?? "" : own
    return PostgreSQLError(
      connection.name, table: tables.shownName(table), column: column, key: key.isEmpty ? nil : key, message: message)
  }

  private func orphan(_ rows: PostgreSQLRows, offer: String?) throws(PostgreSQLError) -> PostgreSQLError {
    let row = try take(rows)
    guard let parent = table.parent else { return error(row, column: "formation_id", "the row has no key.") }
    if columns.contains("formation_id"), let offer {
      return error(row, column: "formation_id", "'\(offer)' is not in formations.")
    }
    return error(row, column: parent.column, "'\(row[parent.column])' is not in \(parent.table).")
  }
}
