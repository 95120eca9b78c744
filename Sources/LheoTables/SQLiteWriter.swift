import GRDB
import LheoModel
import LheoOutput
import LheoWriter

/// Writes tables into a SQLite database, with keys, indexes, code tables, views and a full-text index.
///
/// Beside the tables, `lheo` keeps each part of the feed as it is, so that the feed can be made again from the database.
public final class SQLiteWriter {
  private let database: Connection
  private var feed: String?
  /// The feeds that the database has.
  private var feeds: Set<String> = []
  private let feedStatement = "INSERT INTO lheo (source, kind, xml) VALUES (?, ?, ?)"

  /// A database at a path. All is written in one transaction, which `close` ends; `name` is the file that errors speak
  /// of. A database that `appends` stays as it was until then, and another program that uses it is waited for; a new one
  /// is of no use before.
  ///
  /// - Throws: `SQLiteFeedError`.
  public init(path: String, name: String, appends: Bool) throws {
    database = try Connection(path: path, name: name)
    try database.perform { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      // What is new needs no journal: without its end it is thrown away.
      if !appends { try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") }
      // From the start, as a lock that is wanted later may be refused without waiting.
      try database.execute(sql: "BEGIN IMMEDIATE")
      try database.execute(
        sql:
          "CREATE TABLE IF NOT EXISTS lheo (id INTEGER PRIMARY KEY, source TEXT, kind TEXT NOT NULL, xml TEXT NOT NULL)"
      )
      try database.execute(
        sql: "CREATE TABLE IF NOT EXISTS codes (nom TEXT, code TEXT, libelle TEXT, PRIMARY KEY (nom, code))")
      feeds = try Set(String.fetchAll(database, sql: "SELECT DISTINCT source FROM lheo WHERE source IS NOT NULL"))
      // Elements share tables: the codes of one that is there already are ignored.
      for table in LheoSchema.definitions.compactMap(\.codeTable) {
        for entry in table.entries {
          try database.execute(
            sql: "INSERT OR IGNORE INTO codes VALUES (?, ?, ?)", arguments: [table.name, entry.code, entry.label])
        }
      }
    }
  }

  /// Keeps a part of a feed as it is: a start tag, an element that surrounds no offers, or an end tag.
  ///
  /// - Throws: `SQLiteFeedError`, also where the database has a feed of that name already.
  public func keep(_ xml: String, kind: String, source: String) throws {
    if feed != source, !feeds.insert(source).inserted {
      throw SQLiteFeedError(description: "\(database.name): feed '\(source)' is in the database already.")
    }
    feed = source
    try database.perform { database in
      try database.cachedStatement(sql: feedStatement).execute(arguments: [source, kind, xml])
    }
  }

  /// A sink for one table.
  public func makeTable() -> any TableSink { SQLiteTable(database) }

  /// Makes views and the full-text index, and ends the transaction.
  ///
  /// - Throws: `SQLiteFeedError`.
  public func close() throws {
    try database.perform { database in
      let tables = try Set(String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
      if tables.isSuperset(of: ["sessions"]) {
        try database.execute(
          sql: """
            CREATE VIEW IF NOT EXISTS v_sessions_ouvertes AS
            SELECT * FROM sessions WHERE etat_recrutement = '1' AND replace(fin, '-', '') >= strftime('%Y%m%d', 'now')
            """)
      }
      if tables.contains("formations"), !tables.contains("recherche") {
        try database.execute(
          sql:
            "CREATE VIRTUAL TABLE recherche USING fts5(intitule, objectif, source UNINDEXED, formation_id UNINDEXED, tokenize = 'unicode61')"
        )
      }
      if tables.contains("formations") {
        try database.execute(sql: "DELETE FROM recherche")
        try database.execute(
          sql: "INSERT INTO recherche SELECT intitule, objectif, source, formation_id FROM formations")
      }
      try database.execute(sql: "COMMIT")
    }
    try database.close()
  }
}

/// An open database whose errors name its file.
private final class Connection {
  let name: String
  private let queue: DatabaseQueue

  init(path: String, name: String) throws {
    self.name = name
    // One transaction over many accesses.
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(10)
    do {
      queue = try DatabaseQueue(path: SQLiteFeed.plain(path), configuration: configuration)
    } catch let error as DatabaseError {
      throw SQLiteFeedError(error, in: name)
    }
  }

  func perform(_ body: (Database) throws -> Void) throws {
    do {
      try queue.inDatabase(body)
    } catch let error as DatabaseError {
      throw SQLiteFeedError(error, in: name)
    }
  }

  func close() throws { try queue.close() }
}

/// One table of a database.
private final class SQLiteTable: TableSink {
  private let database: Connection
  private var insert = ""
  private var types: [Column.ValueType] = []

  init(_ database: Connection) { self.database = database }

  func begin(_ table: Table, columns: [TableColumn]) throws {
    types = columns.map(\.valueType)
    func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    let hasSource = columns.first?.name == "source"
    var definitions = columns.map { quoted($0.name) + ($0.valueType == .number ? " INTEGER" : " TEXT") }
    if let key = table.primaryKey { definitions.append("PRIMARY KEY (\(hasSource ? "source, " : "")\(quoted(key)))") }
    if let parent = table.parent, columns.contains(where: { $0.name == parent.column }) {
      let fields = (hasSource ? "source, " : "") + quoted(parent.column)
      definitions.append("FOREIGN KEY (\(fields)) REFERENCES \(quoted(parent.table)) (\(fields))")
    }
    try database.perform { database in
      try database.execute(
        sql: "CREATE TABLE IF NOT EXISTS \(quoted(table.name)) (\(definitions.joined(separator: ", ")))")
      for column in columns
      where ["formation_numero", "session_numero", "siret", "rncp", "debut"].contains(column.name) {
        try database.execute(
          sql:
            "CREATE INDEX IF NOT EXISTS \(quoted("\(table.name)_\(column.name)")) ON \(quoted(table.name)) (\(quoted(column.name)))"
        )
      }
    }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    insert = "INSERT INTO \(quoted(table.name)) VALUES (\(marks))"
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
