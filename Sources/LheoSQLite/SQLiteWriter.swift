import GRDB
import LheoModel
import LheoOutput
import LheoTables
import LheoWriter

/// Writes tables into a SQLite database, with keys, indexes, code tables, views and a full-text index.
///
/// Beside the tables, `lheo` keeps each part of the feed as it is, so that the feed can be made again from the database.
public final class SQLiteWriter {
  /// The version of SQLite in use.
  public static var libraryVersion: String {
    (try? DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }) ?? ""
  }

  private let database: SQLiteConnection
  private let path: String
  /// The database that gets what is written.
  private let other: SQLiteConnection?
  private var feed: String?
  /// The feeds that are there.
  private var feeds: Set<String> = []
  private let feedStatement = "INSERT INTO lheo (source, kind, xml) VALUES (?, ?, ?)"

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
    try self.other?.perform { database in
      if try database.tableExists("lheo") { feeds = try Set(Self.feeds(of: database, "main")) }
    }
    try database.perform { database in
      // What is new needs no journal: without its end it is thrown away.
      try database.execute(
        sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
      try database.execute(
        sql: "CREATE TABLE lheo (id INTEGER PRIMARY KEY, source TEXT, kind TEXT NOT NULL, xml TEXT NOT NULL)")
      try database.execute(sql: "CREATE TABLE codes (nom TEXT, code TEXT, libelle TEXT, PRIMARY KEY (nom, code))")
      for table in LheoSchema.codeTables {
        for entry in table.entries {
          try database.execute(
            sql: "INSERT INTO codes VALUES (?, ?, ?)", arguments: [table.name, entry.code, entry.label])
        }
      }
    }
  }

  private static func feeds(of database: Database, _ schema: String) throws -> [String] {
    try String.fetchAll(
      database, sql: "SELECT DISTINCT CAST(source AS TEXT) FROM \(schema).lheo WHERE source IS NOT NULL")
  }

  /// Keeps a part of a feed as it is: a start tag, an element that surrounds no offers, or an end tag.
  ///
  /// - Throws: `SQLiteFeedError`, also where the database has a feed of that name already.
  public func keep(_ xml: String, kind: String, source: String) throws {
    if feed != source, !feeds.insert(source).inserted { throw isThereAlready(source) }
    feed = source
    try database.perform { database in
      try database.cachedStatement(sql: feedStatement).execute(arguments: [source, kind, xml])
    }
  }

  private func isThereAlready(_ source: String) -> SQLiteFeedError {
    SQLiteFeedError(description: "\(database.name): feed '\(source)' is in the database already.")
  }

  /// A sink for one table.
  public func makeTable() -> any TableSink { SQLiteTable(database) }

  /// Ends the database, or hands over to the other one.
  ///
  /// - Throws: `SQLiteFeedError`.
  public func close() throws {
    try database.perform { database in
      if other == nil { try Self.addViews(to: database) }
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
        try Self.addViews(to: database)
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
    let there = try Set(Self.feeds(of: database, "main"))
    for feed in try Self.feeds(of: database, "new") where there.contains(feed) { throw isThereAlready(feed) }
    try database.execute(
      sql: "INSERT INTO main.lheo (source, kind, xml) SELECT source, kind, xml FROM new.lheo ORDER BY id")
    try database.execute(sql: "INSERT OR IGNORE INTO main.codes SELECT * FROM new.codes")
    let tables = try String.fetchAll(
      database, sql: "SELECT name FROM new.sqlite_master WHERE type = 'table' AND name NOT IN ('lheo', 'codes')")
    for table in tables {
      try database.execute(sql: "INSERT INTO main.\(table.quotedForSQL) SELECT * FROM new.\(table.quotedForSQL)")
    }
  }

  /// Makes views and the full-text index.
  private static func addViews(to database: Database) throws {
    let tables = try Set(String.fetchAll(database, sql: "SELECT name FROM main.sqlite_master WHERE type = 'table'"))
    if tables.contains("sessions") {
      try database.execute(
        sql: """
          CREATE VIEW IF NOT EXISTS v_sessions_ouvertes AS
          SELECT * FROM sessions WHERE etat_recrutement = '1'
          AND substr(replace(coalesce(fin, ''), '-', '') || '99999999', 1, 8) >= strftime('%Y%m%d', 'now')
          """)
    }
    guard tables.contains("formations") else { return }
    if !tables.contains("recherche") {
      try database.execute(
        sql:
          "CREATE VIRTUAL TABLE recherche USING fts5(intitule, objectif, source UNINDEXED, formation_id UNINDEXED, tokenize = 'unicode61')"
      )
    }
    try database.execute(sql: "DELETE FROM recherche")
    try database.execute(
      sql: "INSERT INTO recherche SELECT intitule, objectif, source, formation_id FROM main.formations")
  }
}

/// One table of a database.
private final class SQLiteTable: TableSink {
  private let database: SQLiteConnection
  private var insert = ""
  private var types: [LheoTables.Column.ValueType] = []

  init(_ database: SQLiteConnection) { self.database = database }

  func begin(_ table: LheoTables.Table, columns: [TableColumn]) throws {
    types = columns.map(\.valueType)
    let hasSource = columns.first?.name == "source"
    var definitions = columns.map { $0.name.quotedForSQL + ($0.valueType == .number ? " INTEGER" : " TEXT") }
    if let key = table.primaryKey {
      definitions.append("PRIMARY KEY (\(hasSource ? "source, " : "")\(key.quotedForSQL))")
    }
    if let parent = table.parent, columns.contains(where: { $0.name == parent.column }) {
      let fields = (hasSource ? "source, " : "") + parent.column.quotedForSQL
      definitions.append("FOREIGN KEY (\(fields)) REFERENCES \(parent.table.quotedForSQL) (\(fields))")
    }
    try database.perform { database in
      try database.execute(
        sql: "CREATE TABLE \(table.name.quotedForSQL) (\(definitions.joined(separator: ", ")))")
      for column in columns where LheoTables.Table.indexedColumns.contains(column.name) {
        try database.execute(
          sql:
            "CREATE INDEX \("\(table.name)_\(column.name)".quotedForSQL) ON \(table.name.quotedForSQL) (\(column.name.quotedForSQL))"
        )
      }
    }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    insert = "INSERT INTO \(table.name.quotedForSQL) VALUES (\(marks))"
  }

  func write(_ cells: [[UInt8]]) throws {
    try database.perform { database in
      let statement = try database.cachedStatement(sql: insert)
      let values: [(any DatabaseValueConvertible)?] = zip(cells, types).map { cell, type in
        if cell.isEmpty { return nil }
        let text = String(decoding: cell, as: UTF8.self)
        return type == .number ? Int(text).map { $0 as any DatabaseValueConvertible } ?? text : text
      }
      try statement.execute(arguments: StatementArguments(values))
    }
  }
}
