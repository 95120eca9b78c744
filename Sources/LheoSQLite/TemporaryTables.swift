import GRDB
import GRDBSQLite
import LheoTables

/// Tables of offers that come from files, in a database that goes with it: their rows are sorted on disk, so that memory does
/// not grow with them.
package final class TemporaryTables {
  /// The column that holds where a row stands in its file; no header of ours has that name.
  private static let lineColumn = "#ligne"

  private let name: String
  private let connection: SQLiteConnection
  private let database: OpaquePointer
  /// The tables with their columns.
  private var columns: [String: [String]] = [:]

  /// Tables of a source whose name errors begin with.
  package init(_ name: String) throws {
    self.name = name
    // An empty name is a database of its own on disk, which goes with the connection.
    connection = try SQLiteConnection(path: "", name: name)
    try connection.perform { database in
      try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000; BEGIN")
    }
    database = try connection.handle()
  }

  /// Rows of a table.
  package final class Rows {
    private let tables: TemporaryTables
    private let columnCount: Int
    private var statement: OpaquePointer?

    fileprivate init(_ tables: TemporaryTables, _ sql: String, columnCount: Int) throws {
      self.tables = tables
      self.columnCount = columnCount
      guard sqlite3_prepare_v2(tables.database, sql, -1, &statement, nil) == SQLITE_OK else {
        throw SQLiteFeedError(tables.database, in: tables.name)
      }
    }

    deinit { sqlite3_finalize(statement) }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - line: where it stands in its file.
    ///   - giveCell: hands over the bytes of the cell of a column.
    package func insert(
      line: Int, _ giveCell: (_ column: Int, _ take: (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) throws {
      for column in 0..<columnCount {
        giveCell(column) { SQLiteTable.bind($0, to: Int32(column + 1), of: statement) }
      }
      sqlite3_bind_int64(statement, Int32(columnCount + 1), Int64(line))
      let code = sqlite3_step(statement)
      sqlite3_reset(statement)
      if code != SQLITE_DONE { throw SQLiteFeedError(tables.database, in: tables.name) }
    }
  }

  /// Adds a table.
  package func add(_ table: String, columns: [String]) throws -> Rows {
    let definitions = columns.map { "\($0.quotedForSQL) TEXT" } + ["\(Self.lineColumn.quotedForSQL) INTEGER"]
    let marks = definitions.map { _ in "?" }.joined(separator: ", ")
    self.columns[table] = columns
    try connection.perform {
      try $0.execute(sql: "CREATE TABLE \(table.quotedForSQL) (\(definitions.joined(separator: ", ")))")
    }
    return try Rows(self, "INSERT INTO \(table.quotedForSQL) VALUES (\(marks))", columnCount: columns.count)
  }

  /// Notes columns that are not the toolkit's.
  package func declare(_ columns: [(table: String, column: String, path: String)]) throws {
    if columns.isEmpty { return }
    try connection.perform { database in
      try database.execute(sql: "CREATE TABLE lheo_colonnes (nom_table TEXT, colonne TEXT, chemin TEXT)")
      for (table, column, path) in columns {
        try database.execute(sql: "INSERT INTO lheo_colonnes VALUES (?, ?, ?)", arguments: [table, column, path])
      }
    }
  }

  /// The tables that rows of others are joined to, and by which column.
  private var parents: [String: String] {
    var parents: [String: String] = [:]
    for (table, columns) in columns where table != "formations" {
      guard let parent = Table.named(table)?.parent else { continue }
      let isDirect = columns.contains("formation_id")
      let (name, column) = isDirect ? ("formations", "formation_id") : (parent.table, parent.column)
      if self.columns[name]?.contains(column) == true { parents[name] = column }
    }
    return parents
  }

  /// The offers in them, when all rows are there.
  ///
  /// - Parameter files: by table, the file that it is from.
  package func parts(files: [String: String]) throws -> any StoredParts { try offers(files: files) }

  func offers(files: [String: String]) throws -> StoredOffers<SQLiteTables> {
    try connection.perform { database in
      // Without, each query makes an index of its own, in memory of its own.
      for (table, column) in parents {
        let name = "clé \(table)".quotedForSQL
        try database.execute(sql: "CREATE INDEX \(name) ON \(table.quotedForSQL) (\(column.quotedForSQL))")
      }
      try database.execute(sql: "COMMIT")
    }
    let tables = try SQLiteTables(connection, name: name, line: Self.lineColumn, files: files)
    return try StoredOffers(tables, source: nil)
  }
}
