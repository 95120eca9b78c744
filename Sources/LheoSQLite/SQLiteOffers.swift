import GRDB
import GRDBSQLite
import LheoModel
import LheoTables

/// Offers put together from the tables of a database, as `SQLiteWriter` writes them, or from tables or views of a user that
/// have the same names and some of their columns.
///
/// All tables are read at once in the order of the offers (`rang`, then the keys); what must be sorted is sorted on disk.
public final class SQLiteOffers {
  private let offers: StoredOffers<SQLiteTables>

  /// Whether a file starts like a SQLite database.
  public static func isDatabase(_ start: some Collection<UInt8>) -> Bool {
    start.starts(with: Array("SQLite format 3".utf8))
  }

  /// Opens a database for reading.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - source: the feed, where the tables hold several.
  /// - Throws: `SQLiteFeedError`, also where tables or columns are missing or unknown, or several feeds are there and none is
  ///   chosen.
  public init(path: String, source: String? = nil) throws(SQLiteFeedError) {
    let tables = try SQLiteTables(try SQLiteConnection(path: path, name: path, isReadOnly: true), name: path)
    offers = try StoredOffers(tables, source: source)
  }

  /// The feed that is read, where rows say so.
  public var source: String? { offers.source }

  /// The offers, and what is around and beside them.
  package var parts: any StoredParts { offers }
}

/// The tables of a database.
final class SQLiteTables: OfferDatabase {
  let dialect: SQLDialect
  private let connection: SQLiteConnection
  private let name: String
  /// The database of SQLite, while the connection is there.
  private let handle: OpaquePointer

  /// - Parameters:
  ///   - line: the column that holds where a row stands in its file.
  ///   - files: the files that tables are from.
  init(
    _ connection: SQLiteConnection, name: String, line: String? = nil, files: [String: String] = [:]
  ) throws(SQLiteFeedError) {
    self.connection = connection
    self.name = name
    handle = try connection.handle()
    dialect = SQLDialect(
      byBytes: "", place: "rowid", line: line, files: files, length: { "length(CAST(\($0) AS BLOB))" }, key: { $0 },
      integer: { "CAST(\($0) AS INTEGER)" })
    // So much memory each sorted table takes before it is sorted on disk.
    _ = try rows("PRAGMA cache_size = -1000", of: "").next()
    // Whatever is written meanwhile, all tables are as they are now.
    _ = try rows("BEGIN", of: "").next()
  }

  func columns(of table: String) throws(SQLiteFeedError) -> (names: [String], hasPlaces: Bool)? {
    // The rows of a view, or of a table that is WITHOUT ROWID, have no place.
    let found = try rows(
      "SELECT type = 'table' AND wr = 0 FROM pragma_table_list WHERE schema = 'main' AND name = \(table.literalForSQL)",
      of: table)
    guard try found.next() else { return nil }
    let hasPlaces = found.cell(0)?.elementsEqual("1".utf8) == true
    let columns = try rows("SELECT name FROM pragma_table_info(\(table.literalForSQL))", of: table)
    var names: [String] = []
    while try columns.next() { names.append(String(decoding: columns.cell(0)!, as: UTF8.self)) }
    return (names, hasPlaces)
  }

  func rows(_ sql: String, of table: String) throws(SQLiteFeedError) -> SQLiteCursor {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw SQLiteFeedError(handle, in: name)
    }
    return SQLiteCursor(statement, of: self)
  }

  func failure() -> SQLiteFeedError { SQLiteFeedError(handle, in: name) }

  func error(table: String?, column: String?, key: String?, line: Int?, _ message: Text) -> SQLiteFeedError {
    if let table, dialect.line != nil {
      let error = CSVFolderError(dialect.shownName(table), row: line, column: column, message)
      return SQLiteFeedError(Text(verbatim: "\(name)/") + error.text)
    }
    return SQLiteFeedError(StoredPlace(database: name, table: table, column: column, key: key).text(message))
  }

  func error(severalFeeds feeds: [String], _ message: Text) -> SQLiteFeedError {
    SQLiteFeedError(StoredPlace(database: name).text(message), feeds: feeds)
  }
}

/// The rows of a query.
final class SQLiteCursor: StoredCursor {
  private let statement: OpaquePointer
  private let tables: SQLiteTables

  init(_ statement: OpaquePointer, of tables: SQLiteTables) {
    self.statement = statement
    self.tables = tables
  }

  deinit { sqlite3_finalize(statement) }

  func next() throws(SQLiteFeedError) -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw tables.failure()
    }
  }

  func cell(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let text = sqlite3_column_text(statement, Int32(column)) else { return nil }
    return UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, Int32(column))))
  }

  func add(_ columns: Range<Int>, to rows: inout StoredRows) -> Int? {
    columns.first { !rows.add(utf8: cell($0)) }
  }
}
