import Foundation
import GRDB
import LheoModel
import LheoTables

extension AnswerValue {
  fileprivate init(_ value: DatabaseValue) {
    self =
      switch value.storage {
      case .null: .null
      case .int64(let number): .integer(number)
      case .double(let number): .real(number)
      case .string(let text): .text(text)
      case .blob(let data): .bytes(data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
      }
  }
}

/// A question to a database in SQL. It only reads, and only that database.
public final class SQLiteQuery {
  private let queue: DatabaseQueue
  private let sql: String
  /// The columns of the answer.
  public let columns: [String]

  /// Prepares a question.
  ///
  /// - Parameters:
  ///   - sql: one `SELECT`, `WITH`, `VALUES` or `EXPLAIN`.
  ///   - path: the database.
  /// - Throws: `SQLiteQueryError`.
  public init(_ sql: String, of path: String) throws {
    guard let start = Self.firstWord(of: sql) else {
      throw SQLiteQueryError(Text("Il n'y a pas de question.", "There is no question."))
    }
    guard Self.isQuestion(sql) else {
      throw SQLiteQueryError(
        Text(
          "Une question commence par SELECT, WITH, VALUES ou EXPLAIN, pas par « \(start) » : elle ne fait que lire.",
          "A question starts with SELECT, WITH, VALUES or EXPLAIN, not with '\(start)': it only reads."))
    }
    self.sql = sql
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: SQLiteConnection.plain(path), configuration: configuration)
      columns = try queue.read { database in
        let statement = try database.makeStatement(sql: sql)
        // ATTACH and PRAGMA have gone by their first words.
        guard statement.isReadonly, statement.columnCount > 0 else {
          throw SQLiteQueryError(
            Text(
              "La question change quelque chose, et ne peut que lire.",
              "The question changes something, and may only read."))
        }
        return statement.columnNames
      }
    } catch let error as DatabaseError {
      throw try SQLiteQueryError(error, path)
    }
  }

  /// Whether a text looks like a question, and not like something else.
  public static func isQuestion(_ text: String) -> Bool {
    ["select", "with", "values", "explain"].contains(firstWord(of: text)?.lowercased())
  }

  /// The first word that is not in a comment.
  private static func firstWord(of sql: String) -> Substring? {
    var rest = sql[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == ";" || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        rest = rest.range(of: "*/").map { rest[$0.upperBound...] } ?? ""
      } else {
        return rest.isEmpty ? nil : rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      }
    }
  }

  /// Which of these tables a question needs that can be asked of a database: those without which it cannot be asked.
  ///
  /// SQLite's authorizer would say too little: a table of which only the columns of `USING` matter is not named to it.
  ///
  /// - Throws: `DatabaseError` where the database cannot be changed, as it is for a moment.
  public static func tables(neededBy sql: String, of path: String, among names: [String]) throws -> Set<String> {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: SQLiteConnection.plain(path), configuration: configuration)
    return try Set(
      names.filter { name in
        var isNeeded = false
        try queue.inTransaction { database in
          try database.execute(sql: "DROP TABLE \(name.quotedForSQL)")
          isNeeded = (try? database.makeStatement(sql: sql)) == nil
          return .rollback
        }
        return isNeeded
      })
  }

  /// Calls `body` with each row of the answer.
  ///
  /// - Throws: `SQLiteQueryError`, or what `body` throws.
  public func forEachRow(_ body: ([AnswerValue]) throws -> Void) throws {
    do {
      try queue.read { database in
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() { try body(row.databaseValues.map(AnswerValue.init)) }
      }
    } catch let error as DatabaseError {
      throw SQLiteQueryError(SQLiteQueryError.sentence(error.message ?? "\(error.resultCode)"))
    }
  }
}

/// A question that cannot be answered.
public struct SQLiteQueryError: WordedError, Sendable {
  /// What is wrong.
  public func description(in language: Language) -> String { message(language) }

  private let message: Text

  init(_ message: Text) { self.message = message }

  /// What SQLite says, with the nearest name of the database at `path`.
  init(_ error: DatabaseError, _ path: String) throws {
    if error.resultCode == .SQLITE_MISUSE {
      message = Text(
        "Une question à la fois : il y a quelque chose après sa fin.",
        "One question at a time: there is something after its end.")
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    message = Self.sentence(reason) + (try Self.hint(reason, path) ?? .empty)
  }

  /// What SQLite says, in its own words.
  static func sentence(_ message: String) -> Text {
    let end = message.hasSuffix(".") ? "" : "."
    return Text("SQLite : \(message)\(end)", "SQLite: \(message)\(end)")
  }

  private static func hint(_ message: String, _ path: String) throws -> Text? {
    let kinds = ["no such column: ", "no such table: "]
    guard let kind = kinds.first(where: message.hasPrefix) else { return nil }
    let name = message.dropFirst(kind.count).split(separator: ".").last.map { $0.filter { $0 != "\"" } } ?? ""
    var configuration = Configuration()
    configuration.readonly = true
    let names = try DatabaseQueue(path: SQLiteConnection.plain(path), configuration: configuration).read { database in
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_%' ESCAPE '\\'"
          + " OR type = 'view'")
      return kind == kinds[1] ? tables : try Set(tables.flatMap { try database.columns(in: $0).map(\.name) }).sorted()
    }
    if let nearest = Nearest.match(String(name), in: names) { return Nearest.didYouMean(nearest) }
    let list = names.joined(separator: ", ")
    return kind == kinds[1] ? Text(" Il y a : \(list).", " There are: \(list).") : nil
  }
}
