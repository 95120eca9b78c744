import GRDB
import LheoModel
import LheoTables

/// Writes tables into a SQLite database, with keys, indexes, code tables, views and a full-text index.
public final class SQLiteWriter {
  /// The version of SQLite in use.
  public static var libraryVersion: String {
    (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? ""
  }

  private let database: SQLiteConnection
  private let path: String
  /// The database that gets what is written.
  private let other: SQLiteConnection?
  /// The feeds that are there.
  private var feeds: Set<String> = []
  private var tables: [SQLiteTable] = []

  /// A new database. It is of no use before `close`.
  ///
  /// - Parameters:
  ///   - path: where it is made.
  ///   - name: the file that errors speak of.
  ///   - other: a database that gets all that is in the new one, in one transaction at the end; until then it is not
  ///     touched, and may be used by other programs.
  /// - Throws: `SQLiteFeedError`.
  public init(path: String, name: String, appendingTo other: String? = nil) throws {
    self.path = path
    database = try SQLiteConnection(path: path, name: name)
    self.other = try other.map { try SQLiteConnection(path: $0, name: name) }
    try self.other?.perform { feeds = try Self.feeds(of: $0, "main") }
    try database.perform { database in
      // What is new needs no journal: without its end it is thrown away.
      try database.execute(
        sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    }
  }

  /// The feeds of which there are rows.
  private static func feeds(of database: Database, _ schema: String) throws -> Set<String> {
    var feeds: Set<String> = []
    for table in ["formations", "reste"] where try database.tableExists(table, in: schema) {
      let sql = "SELECT DISTINCT CAST(source AS TEXT) FROM \(schema).\(table) WHERE source IS NOT NULL"
      try feeds.formUnion(String.fetchAll(database, sql: sql))
    }
    return feeds
  }

  /// The rows of a feed follow.
  ///
  /// - Throws: `SQLiteFeedError` where the database has rows of a feed of that name.
  public func begin(_ source: String) throws(SQLiteFeedError) {
    if !feeds.insert(source).inserted { throw isThereAlready(source) }
  }

  private func isThereAlready(_ source: String) -> SQLiteFeedError {
    SQLiteFeedError(
      Text(
        "\(database.name) : le flux « \(source) » est déjà dans la base.",
        "\(database.name): feed '\(source)' is in the database already."))
  }

  /// A sink for one table.
  ///
  /// - Throws: `SQLiteFeedError`.
  public func makeTable() throws -> any TableSink {
    let table = try SQLiteTable(database)
    tables.append(table)
    return table
  }

  /// Ends the database, or hands over to the other one.
  ///
  /// - Throws: `SQLiteFeedError`.
  public func close() throws {
    for table in tables { try table.finish() }
    try database.perform { database in
      if other == nil { try SQLiteViews.add(to: database) }
      try database.execute(sql: "COMMIT")
    }
    try database.close()
    guard let other else { return }
    try other.perform { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      try database.execute(sql: "ATTACH ? AS new", arguments: [SQLiteConnection.plain(path)])
      // From the start, as a lock that is wanted later may be refused without waiting.
      try database.execute(sql: "BEGIN IMMEDIATE")
      do {
        try copyNew(in: database)
        try SQLiteViews.add(to: database)
        try database.execute(sql: "COMMIT")
      } catch {
        try? database.execute(sql: "ROLLBACK")
        throw error
      }
    }
    try other.close()
  }

  /// Copies what the attached database has.
  private func copyNew(in database: Database) throws {
    let made = try Row.fetchAll(database, sql: "SELECT name, sql FROM new.sqlite_master WHERE sql IS NOT NULL")
    for row in made {
      let (name, sql): (String, String) = (row["name"], row["sql"])
      let isThere = try Bool.fetchOne(
        database, sql: "SELECT 1 FROM main.sqlite_master WHERE name = ?", arguments: [name])
      if isThere != true { try database.execute(sql: sql) }
    }
    // Another program may have been quicker.
    let there = try Self.feeds(of: database, "main")
    for feed in try Self.feeds(of: database, "new").sorted() where there.contains(feed) { throw isThereAlready(feed) }
    let known = ["codes", "colonnes"]
    let tables = try String.fetchAll(database, sql: "SELECT name FROM new.sqlite_master WHERE type = 'table'")
    for table in tables {
      let name = table.quotedForSQL
      if known.contains(table) { try database.execute(sql: "DELETE FROM main.\(name)") }
      try database.execute(sql: "INSERT INTO main.\(name) SELECT * FROM new.\(name)")
    }
  }
}
