import LheoModel

/// The rows of a table in the order of their offers.
final class OfferCursor<Database: OfferDatabase> {
  let table: StoredTable
  private let database: Database
  private let cursor: Database.Cursor
  /// Whether the cursor stands at a row that has not been taken.
  private var isAtRow = false
  private var isAtEnd = false
  private var count = 0
  /// The columns that hold the cells of the table.
  private let cells: Range<Int>
  private let hasOffer: Bool

  init(_ database: Database, _ table: StoredTable, _ query: StoredQueries.RowQuery) throws(Database.Failure) {
    self.database = database
    self.table = table
    cells = query.firstCell..<query.firstCell + table.columns.count
    hasOffer = query.hasOffer
    cursor = try database.rows(query.sql, of: table.table.name)
  }

  /// Goes to the next row unless it stands at one; whether there is one.
  func isThere() throws(Database.Failure) -> Bool {
    if isAtRow { return true }
    if isAtEnd { return false }
    isAtRow = try cursor.next()
    isAtEnd = !isAtRow
    return isAtRow
  }

  /// The key of the row's offer; `nil` where there is none.
  var offer: UnsafeBufferPointer<UInt8>? { hasOffer ? cursor.cell(cells.upperBound + 1) : nil }

  func cell(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    cursor.cell(cells.lowerBound + column) ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Adds the row's cells to others.
  func take(into rows: inout StoredRows) throws(Database.Failure) {
    isAtRow = false
    count += 1
    rows.beginRow(line: line)
    if let column = cursor.add(cells, to: &rows) {
      throw error(
        column: table.columns[column - cells.lowerBound],
        Text("les octets ne sont pas de l'UTF-8.", "the bytes are not UTF-8."))
    }
  }

  /// Where the row stands in its file, or else among those that have been read.
  private var line: Int {
    guard let cell = cursor.cell(cells.upperBound) else { return count }
    return Int(String(decoding: cell, as: UTF8.self)) ?? count
  }

  /// Adds the rows of an offer to others.
  func take(ofOffer offer: ArraySlice<UInt8>, into rows: inout StoredRows) throws(Database.Failure) {
    while try isThere(), let found = self.offer, found.elementsEqual(offer) { try take(into: &rows) }
  }

  /// An error of the row that the cursor stands at, which is named by its own key, or by that of what it belongs to.
  func error(column: String, _ message: Text) -> Database.Failure {
    let cells = ([table.key] + table.parents.map(\.cell)).compactMap { $0 }
    let key = cells.lazy.map { String(decoding: self.cell($0), as: UTF8.self) }.first { !$0.isEmpty }
    return database.error(table: table.table.name, column: column, key: key, line: line, message)
  }

  /// Where offers have ended no row may be left.
  func checkEnd() throws(Database.Failure) {
    // What is left of a row that somebody has deleted is of no use.
    guard try isThere(), table.table.name != Table.rest.name, let parent = table.offerKey else { return }
    let key = parent.cell.map { String(decoding: cell($0), as: UTF8.self) } ?? ""
    throw error(
      column: parent.column, Text("« \(key) » n'est pas dans \(parent.table).", "'\(key)' is not in \(parent.table)."))
  }
}
