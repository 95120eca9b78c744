import LheoModel
import LheoTables

/// What a PostgreSQL server, the way to it, or what its tables hold has against what was asked.
public struct PostgreSQLError: WordedError, Sendable, Hashable {
  /// The database, without the user and the password of its address.
  public var database = ""
  /// PostgreSQL's code of the error (SQLSTATE), such as `42501` for a missing right; `nil` where the server did not speak.
  public var code: String?
  /// The table, with its schema.
  public var table: String?
  /// The column.
  public var column: String?
  /// The key of the row.
  public var key: String?
  /// What is wrong.
  public var message: Text
  /// The feeds of a database that keeps several, of which none has been chosen.
  public var feeds: [String] = []

  init(_ database: String = "", table: String? = nil, column: String? = nil, key: String? = nil, message: Text) {
    self.database = database
    self.table = table
    self.column = column
    self.key = key
    self.message = message
  }

  /// The place and what is wrong.
  public func description(in language: Language) -> String {
    StoredPlace(database: database, table: table, column: column, key: key).text(message)(language)
  }

  /// Whether the rights of the user do not suffice.
  public var isPermissionDenied: Bool { code == "42501" }
  /// Whether something else holds a lock, and was waited for in vain.
  public var isLocked: Bool { code == "55P03" }
}
