import GRDB
import GRDBSQLite
import LheoTables

/// One table of a database that is written.
final class SQLiteTable: TableSink {
  private let connection: SQLiteConnection
  private let database: OpaquePointer
  private var statement: OpaquePointer?
  private var isNumber: [Bool] = []
  /// What makes the indexes, which takes less time once the rows are there.
  private var indexes: [String] = []
  /// The table, once it has begun.
  private(set) var name = ""

  init(_ connection: SQLiteConnection) throws(SQLiteFeedError) {
    self.connection = connection
    database = try connection.handle()
  }

  deinit { sqlite3_finalize(statement) }

  /// Makes the indexes; no more rows follow.
  func finish() throws {
    sqlite3_finalize(statement)
    statement = nil
    try connection.perform { database in for index in indexes { try database.execute(sql: index) } }
  }

  func begin(_ table: LheoTables.Table, columns: [TableColumn]) throws {
    name = table.name
    isNumber = columns.map { $0.valueType == .number && !$0.mayHoldSeveral }
    let definition = Self.definition(table, columns, isNumber)
    indexes = Array(definition.dropFirst())
    try connection.perform { try $0.execute(sql: definition[0]) }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let sql = "INSERT INTO \(table.name.quotedForSQL) VALUES (\(marks))"
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
      throw SQLiteFeedError(database, in: connection.name)
    }
  }

  /// Makes the table and its indexes.
  private static func definition(
    _ table: LheoTables.Table, _ columns: [TableColumn], _ isNumber: [Bool]
  ) -> [String] {
    let hasSource = columns.first?.name == "source"
    var definitions = zip(columns, isNumber).map { $0.name.quotedForSQL + ($1 ? " INTEGER" : " TEXT") }
    if let key = table.primaryKey {
      definitions.append("PRIMARY KEY (\(hasSource ? "source, " : "")\(key.quotedForSQL))")
    }
    if let parent = table.parent, columns.contains(where: { $0.name == parent.column }) {
      let fields = (hasSource ? "source, " : "") + parent.column.quotedForSQL
      definitions.append(
        "FOREIGN KEY (\(fields)) REFERENCES \(parent.table.quotedForSQL) (\(fields)) ON DELETE CASCADE")
    }
    let name = table.name.quotedForSQL
    return ["CREATE TABLE \(name) (\(definitions.joined(separator: ", ")))"]
      + columns.filter { LheoTables.Table.indexedColumns.contains($0.name) }.map {
        "CREATE INDEX \("\(table.name)_\($0.name)".quotedForSQL) ON \(name) (\($0.name.quotedForSQL))"
      }
  }

  func write(_ row: TableRow) throws {
    // Local variables, to avoid an exclusivity check on every access.
    let (statement, isNumber) = (statement, isNumber)
    let code = row.withCells { cells in
      for column in 0..<cells.count {
        let place = Int32(column + 1)
        if isNumber[column], let number = CellText.wholeNumber(cells[column]) {
          sqlite3_bind_int64(statement, place, number)
        } else {
          Self.bind(cells[column], to: place, of: statement, staysThere: true)
        }
      }
      defer { sqlite3_reset(statement) }
      return sqlite3_step(statement)
    }
    if code != SQLITE_DONE { throw SQLiteFeedError(database, in: connection.name) }
  }

  /// Gives a statement a text, or NULL for an empty one. SQLite makes a copy of it, unless it stays where it is until the
  /// statement has run.
  static func bind(
    _ cell: UnsafeBufferPointer<UInt8>, to place: Int32, of statement: OpaquePointer?, staysThere: Bool = false
  ) {
    if cell.isEmpty {
      sqlite3_bind_null(statement, place)
      return
    }
    _ = cell.withMemoryRebound(to: CChar.self) { text in
      let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      return sqlite3_bind_text(statement, place, text.baseAddress, Int32(text.count), staysThere ? nil : copy)
    }
  }
}
