import Dispatch
import Glibc
import LheoModel

/// An open connection whose errors name the database. The server takes one statement at a time, in their order.
final class PostgreSQLConnection: @unchecked Sendable {
  /// The database, without what is secret.
  let name: String
  private let library: LibPQ
  private let connection: LibPQ.Connection
  /// Statements run here.
  private let statements = DispatchQueue(label: "PostgreSQL")
  /// The first rows that could not be fetched: the server refuses all others after them. Of the queue.
  private var failure: PostgreSQLError?

  // ConnStatusType and ExecStatusType of libpq.
  private static let isConnected: Int32 = 0
  private static let isCommandDone: Int32 = 1
  private static let hasRows: Int32 = 2
  private static let takesCopy: Int32 = 4

  /// Opens a connection in UTF-8 that waits ten seconds for the locks of others, or as long as `lock_timeout` says.
  init(_ address: PostgreSQLAddress) throws(PostgreSQLError) {
    name = address.name
    do {
      library = try LibPQ.installed()
      try address.check(library)
    } catch {
      throw PostgreSQLError(address.name, message: error.message)
    }
    guard let connection = library.connect(address.connection) else {
      throw PostgreSQLError(
        name,
        message: Text(
          "il n'y a pas assez de mémoire pour une connexion.", "there is not enough memory for a connection."))
    }
    self.connection = connection
    guard library.connectionStatus(connection) == Self.isConnected else {
      throw PostgreSQLError(name, message: Text(verbatim: Self.oneLine(library.connectionError(connection))))
    }
    // Notices, such as that a word is too long for an index, are nothing to tell.
    _ = library.setNoticeProcessor(connection, { _, _ in }, nil)
    // Literals are written with doubled quotes, which is not enough where a backslash escapes one.
    // A database without an encoding holds any bytes; whether they are UTF-8 is for the reader of a cell to say.
    try execute(
      """
      SELECT set_config('client_encoding', CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII'
        ELSE 'UTF8' END, false);
      SET DateStyle TO 'ISO';
      SET standard_conforming_strings TO on;
      SELECT set_config('lock_timeout', '10s', false) WHERE current_setting('lock_timeout') = '0'
      """)
  }

  deinit { library.finish(connection) }

  /// The rows of a statement, or of the last of several, which have no parameters.
  @discardableResult
  func execute(_ sql: String, _ parameters: [String] = []) throws(PostgreSQLError) -> PostgreSQLRows {
    try statements.sync { Result { () throws(PostgreSQLError) in try run(sql, parameters) } }.get()
  }

  /// Sends rows to a table, in the text format of `COPY`.
  func copy(_ rows: [UInt8], with sql: String) throws(PostgreSQLError) {
    try statements.sync { Result { () throws(PostgreSQLError) in try send(rows, with: sql) } }.get()
  }

  /// Asks for rows of a table, and comes back before they are there.
  func fetch(_ sql: String, of table: String) -> PostgreSQLFetch {
    let fetch = PostgreSQLFetch()
    statements.async { fetch.end(Result { () throws(PostgreSQLError) in try self.fetched(sql, of: table) }) }
    return fetch
  }

  /// What is known of a table or view, by its name in SQL; `nil` if it is not there, or may not be seen.
  func relation(_ name: String) throws(PostgreSQLError) -> (kind: String, columns: [String])? {
    let found = try execute(
      """
      SELECT a.attname, c.relkind FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.oid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
      """, [name])
    return found.count == 0 ? nil : (found[0, 1] ?? "", found.texts)
  }

  // MARK: On the queue

  private func run(_ sql: String, _ parameters: [String] = []) throws(PostgreSQLError) -> PostgreSQLRows {
    let texts = parameters.map { UnsafePointer(strdup($0)) }
    defer { for text in texts { free(UnsafeMutablePointer(mutating: text)) } }
    let result =
      parameters.isEmpty
      ? library.executeScript(connection, sql)
      : library.execute(connection, sql, Int32(texts.count), nil, texts, nil, nil, 0)
    guard let result else { throw lost() }
    let status = library.resultStatus(result)
    guard [Self.isCommandDone, Self.hasRows, Self.takesCopy].contains(status) else { throw error(of: result) }
    return PostgreSQLRows(library, result)
  }

  private func fetched(_ sql: String, of table: String) throws(PostgreSQLError) -> PostgreSQLRows {
    if let failure { throw failure }
    do throws(PostgreSQLError) {
      return try naming(table) { () throws(PostgreSQLError) in try run(sql) }
    } catch {
      failure = error
      throw error
    }
  }

  private func send(_ rows: [UInt8], with sql: String) throws(PostgreSQLError) {
    _ = try run(sql)
    // A connection takes any number of bytes, but keeps them until the server has read them.
    let pieceSize = 1 << 16
    var start = 0
    while start < rows.count {
      let end = min(rows.count, start + pieceSize)
      let code = rows[start..<end].withUnsafeBytes { bytes in
        library.putCopyData(connection, bytes.baseAddress!.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
      }
      guard code == 1 else { throw lost() }
      start = end
    }
    guard library.putCopyEnd(connection, nil) == 1 else { throw lost() }
    var failure: PostgreSQLError?
    while let result = library.nextResult(connection) {
      if library.resultStatus(result) == Self.isCommandDone {
        library.clear(result)
      } else {
        failure = failure ?? error(of: result)
        if library.connectionStatus(connection) != Self.isConnected { break }
      }
    }
    if let failure { throw failure }
  }

  // MARK: Errors

  /// Lets errors name the database and a table, where they name none.
  func naming<Result>(
    _ table: String, _ work: () throws(PostgreSQLError) -> Result
  ) throws(PostgreSQLError) -> Result {
    do {
      return try work()
    } catch {
      var error = error
      error.database = name
      error.table = error.table ?? table
      throw error
    }
  }

  /// The error of a result, which ends here.
  private func error(of result: LibPQ.Result) -> PostgreSQLError {
    defer { library.clear(result) }
    func field(_ letter: Character) -> String? {
      library.errorField(result, Int32(letter.asciiValue!)).map { Self.oneLine($0) }
    }
    guard let message = field("M") else { return lost() }
    let detail = field("D")
    var error = PostgreSQLError(name, message: Text(verbatim: message + (detail.map { " (\($0))" } ?? "")))
    // Key (source, formation_id)=(feed.xml, 1) …, in the language of the server.
    if let start = detail?.firstRange(of: ")=(")?.upperBound {
      error.key = detail.map { String($0[start...].prefix { $0 != ")" }) }
    }
    error.code = field("C")
    if let table = field("t") { error.table = (field("s").map { $0 + "." } ?? "") + table }
    error.column = field("c")
    if error.isLocked {
      error.message = Text(
        "quelqu'un d'autre tient un verrou, et a été attendu en vain : \(error.message)",
        "somebody else holds a lock, and was waited for in vain: \(error.message)")
    }
    return error
  }

  private func lost() -> PostgreSQLError {
    PostgreSQLError(name, message: Text(verbatim: Self.oneLine(library.connectionError(connection))))
  }

  private static func oneLine(_ text: UnsafePointer<CChar>) -> String {
    String(cString: text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
