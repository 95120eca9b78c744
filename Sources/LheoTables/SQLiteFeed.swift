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

  /// Opens a database for reading.
  ///
  /// - Throws: `SQLiteFeedError` where it cannot be read, or keeps no feed, or several and none is chosen.
  public init(path: String, source: String? = nil) throws {
    var configuration = Configuration()
    configuration.readonly = true
    self.path = path
    let sources: [String]
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      sources = try database.read { database in
        try database.tableExists("lheo")
          ? String.fetchAll(database, sql: "SELECT DISTINCT source FROM lheo ORDER BY id") : []
      }
    } catch let error as DatabaseError {
      throw SQLiteFeedError(error, in: path)
    }
    guard let first = sources.first else {
      throw SQLiteFeedError(description: "\(path): the database keeps no feed (table lheo).")
    }
    if let source {
      guard sources.contains(source) else {
        throw SQLiteFeedError(description: "\(path): no feed '\(source)'. Feeds: \(sources.joined(separator: ", ")).")
      }
    } else if sources.count > 1 {
      throw SQLiteFeedError(
        description:
          "\(path): the database keeps several feeds; choose with --source: \(sources.joined(separator: ", ")).")
    }
    self.source = source ?? first
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
      database, sql: "SELECT id, xml FROM lheo WHERE source = ? AND id > ? ORDER BY id LIMIT 1",
      arguments: [source, nextID])
    guard let row else { return nil }
    nextID = row["id"]
    return row["xml"]
  }
}

/// A database that cannot be read or written, or does not hold the feed that is asked for.
public struct SQLiteFeedError: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  init(description: String) { self.description = description }

  init(_ error: DatabaseError, in file: String) {
    description = "\(file): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")."
  }
}
