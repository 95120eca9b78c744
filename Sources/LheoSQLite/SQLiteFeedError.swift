import GRDB
import GRDBSQLite
import LheoModel

/// A database that cannot be read or written, or does not hold the feed that is asked for.
public struct SQLiteFeedError: WordedError, Sendable {
  /// What is wrong, and where.
  public func description(in language: Language) -> String { message(language) }

  private let message: Text
  /// The feeds of a database that keeps several, of which none has been chosen.
  public var feeds: [String] = []

  init(_ message: Text, feeds: [String] = []) {
    self.message = message
    self.feeds = feeds
  }

  init(_ error: DatabaseError, in file: String) {
    self.init(code: error.resultCode.rawValue, error.message ?? "SQLite error \(error.resultCode.rawValue)", in: file)
  }

  /// What GRDB throws, and what others throw while it works, in words without statements.
  package init(_ error: any Error, in file: String) {
    switch error {
    case let error as SQLiteFeedError: self = error
    case let error as DatabaseError: self.init(error, in: file)
    default: self.init(Text("\(file) : \("\(error)")", "\(file): \("\(error)")"))
    }
  }

  /// The last error of a database.
  package init(_ database: OpaquePointer?, in file: String) {
    self.init(code: sqlite3_errcode(database), String(cString: sqlite3_errmsg(database)), in: file)
  }

  private init(code: Int32, _ message: String, in file: String) {
    self.init(
      code == SQLITE_BUSY
        ? Text(
          "\(file) : un autre programme écrit dans la base. Réessayez quand il aura fini.",
          "\(file): another program is writing to the database. Try again when it has ended.")
        : Text("\(file) : \(message).", "\(file): \(message)."))
  }
}
