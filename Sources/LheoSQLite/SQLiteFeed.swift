import GRDB
import LheoTables

/// The feed that a database written by `convert` keeps.
public final class SQLiteFeed {
  private let path: String
  private let database: SQLiteConnection
  private var nextID: Int64 = 0
  /// The name of the feed.
  public let source: String

  /// Whether a file starts like a SQLite database.
  public static func isDatabase(_ start: some Collection<UInt8>) -> Bool {
    start.starts(with: Array("SQLite format 3".utf8))
  }

  /// Opens a database for reading.
  ///
  /// - Throws: `SQLiteFeedError` where it cannot be read, or keeps no feed, or several and none is chosen.
  public init(path: String, source: String? = nil) throws {
    self.path = path
    let (database, sources) = try Self.open(path)
    self.database = database
    guard let first = sources.first else {
      throw SQLiteFeedError(description: "\(path): the database keeps no feed (table lheo).")
    }
    if let source {
      guard sources.contains(source) else {
        throw SQLiteFeedError(description: "\(path): no feed '\(source)'. Feeds: \(Self.list(sources)).")
      }
    } else if sources.count > 1 {
      throw SQLiteFeedError(path: path, feeds: sources, list: Self.list(sources))
    }
    self.source = source ?? first
  }

  private static func list(_ sources: [String]) -> String {
    sources.prefix(20).joined(separator: ", ") + (sources.count > 20 ? "… (\(sources.count))" : "")
  }

  private static func open(_ path: String) throws -> (SQLiteConnection, sources: [String]) {
    let connection = try SQLiteConnection(path: path, name: path, isReadOnly: true)
    var sources: [String] = []
    try connection.perform { database in
      guard try database.tableExists("lheo") else { return }
      sources = try String.fetchAll(
        database, sql: "SELECT DISTINCT CAST(source AS TEXT) FROM lheo WHERE source IS NOT NULL ORDER BY rowid")
    }
    return (connection, sources)
  }

  /// The next part of the feed as text, or `nil` at its end.
  ///
  /// - Throws: `SQLiteFeedError`.
  public func next() throws -> String? {
    var part: String?
    try database.perform { part = try nextPart($0) }
    return part
  }

  private func nextPart(_ database: Database) throws -> String? {
    let row = try Row.fetchOne(
      database,
      // Whoever made the database: the key grows from row to row, and the text is one.
      sql:
        "SELECT rowid AS id, CAST(xml AS TEXT) AS xml FROM lheo WHERE source = ? AND rowid > ? ORDER BY rowid LIMIT 1",
      arguments: [source, nextID])
    guard let row else { return nil }
    nextID = row["id"]
    return row["xml"] ?? ""
  }
}

/// A database that cannot be read or written, or does not hold the feed that is asked for.
public struct SQLiteFeedError: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String
  /// The feeds of a database that keeps several, of which none has been chosen.
  public private(set) var feeds: [String] = []

  init(description: String) { self.description = description }

  init(path: String, feeds: [String], list: String) {
    description = "\(path): the database keeps several feeds; choose one: \(list)."
    self.feeds = feeds
  }

  init(_ error: DatabaseError, in file: String) {
    description =
      if error.resultCode == .SQLITE_BUSY {
        "\(file): another program is writing to the database. Try again when it has ended."
      } else {
        "\(file): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")."
      }
  }
}
