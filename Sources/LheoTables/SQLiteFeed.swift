import GRDB

/// The feed that a database written by `convert` keeps.
public final class SQLiteFeed {
  private let path: String
  private let database: DatabaseQueue
  private var nextID: Int64 = 0
  /// The name of the feed.
  public let source: String

  /// Whether a file starts like a SQLite database.
  public static func isDatabase(_ start: some Collection<UInt8>) -> Bool {
    start.starts(with: Array("SQLite format 3".utf8))
  }

  /// A path that SQLite takes for nothing else: names such as `:memory:` and `file:…` have a meaning of their own.
  static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./\(path)" }

  /// Opens a database for reading.
  ///
  /// - Throws: `SQLiteFeedError` where it cannot be read, or keeps no feed, or several and none is chosen.
  public init(path: String, source: String? = nil) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    self.path = path
    let sources: [String]
    do {
      database = try DatabaseQueue(path: Self.plain(path), configuration: configuration)
      sources = try database.read { database in
        try database.tableExists("lheo")
          ? String.fetchAll(
            database, sql: "SELECT DISTINCT CAST(source AS TEXT) FROM lheo WHERE source IS NOT NULL ORDER BY rowid")
          : []
      }
    } catch let error as DatabaseError {
      throw SQLiteFeedError(error, in: path)
    }
    guard let first = sources.first else {
      throw SQLiteFeedError(description: "\(path): the database keeps no feed (table lheo).")
    }
    if let source {
      guard sources.contains(source) else {
        throw SQLiteFeedError(description: "\(path): no feed '\(source)'. Feeds: \(Self.list(sources)).")
      }
    } else if sources.count > 1 {
      throw SQLiteFeedError(
        description: "\(path): the database keeps several feeds; choose with --source: \(Self.list(sources)).")
    }
    self.source = source ?? first
  }

  private static func list(_ sources: [String]) -> String {
    sources.prefix(20).joined(separator: ", ") + (sources.count > 20 ? "… (\(sources.count))" : "")
  }

  /// The next part of the feed as text, or `nil` at its end.
  ///
  /// - Throws: `SQLiteFeedError`.
  public func next() throws -> String? {
    do {
      return try database.read(nextPart)
    } catch let error as DatabaseError {
      throw SQLiteFeedError(error, in: path)
    }
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

  init(description: String) { self.description = description }

  init(_ error: DatabaseError, in file: String) {
    description =
      if error.resultCode == .SQLITE_BUSY {
        "\(file): another program is writing to the database. Try again when it has ended."
      } else {
        "\(file): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")."
      }
  }
}
