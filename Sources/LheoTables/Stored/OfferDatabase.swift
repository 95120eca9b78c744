import LheoModel

/// A database in whose tables offers are.
package protocol OfferDatabase: AnyObject {
  associatedtype Failure: Error
  associatedtype Cursor: StoredCursor where Cursor.Failure == Failure

  /// How its SQL differs from others'.
  var dialect: SQLDialect { get }
  /// The columns of a table or view, and whether its rows have a place; `nil` if it is not there.
  func columns(of table: String) throws(Failure) -> (names: [String], hasPlaces: Bool)?
  /// The rows of a query on a table.
  func rows(_ sql: String, of table: String) throws(Failure) -> Cursor
  /// An error; `line` is the place of the row in its table, where that is known.
  func error(table: String?, column: String?, key: String?, line: Int?, _ message: Text) -> Failure
  /// An error of a database that keeps several feeds, of which none has been chosen.
  func error(severalFeeds feeds: [String], _ message: Text) -> Failure
}

/// The rows of a query, one after the other.
package protocol StoredCursor: AnyObject {
  associatedtype Failure: Error

  /// Goes to the next row; whether there is one.
  func next() throws(Failure) -> Bool
  /// The bytes of a cell of the row, `nil` for NULL. They are valid until the next row.
  func cell(_ column: Int) -> UnsafeBufferPointer<UInt8>?
  /// Adds some of the row's cells to `rows`, empty ones for NULL; the column of the first that is not UTF-8, with which it
  /// ends. Each cursor has its own loop, as a call through the protocol for each cell would take more time than the cell.
  func add(_ columns: Range<Int>, to rows: inout StoredRows) -> Int?
}

extension StoredCursor {
  /// A cell as text, empty for NULL.
  func text(_ column: Int) -> String { cell(column).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

/// What differs between databases in the SQL that offers are asked for with.
package struct SQLDialect: Sendable {
  /// The schema's name as messages write it, with a dot; empty where there is none.
  package let schema: String
  /// What is written behind a text so that it compares by its bytes.
  package let byBytes: String
  /// The length of a text in bytes.
  package let length: @Sendable (String) -> String
  /// What is compared where keys join rows.
  package let key: @Sendable (String) -> String
  /// An integer of a column whose type is not known.
  package let integer: @Sendable (String) -> String
  /// A column that gives the place of a row in its table.
  package let place: String
  /// The column that holds where a row stands in the file that it is from, if there is one.
  package let line: String?
  /// The files that tables are from.
  private let files: [String: String]

  /// Whether all tables are from one file, so that a line says the same in all of them.
  var sharesLines: Bool { files.count > 1 && Set(files.values).count == 1 }

  package init(
    schema: String = "", byBytes: String, place: String, line: String? = nil, files: [String: String] = [:],
    length: @escaping @Sendable (String) -> String, key: @escaping @Sendable (String) -> String,
    integer: @escaping @Sendable (String) -> String
  ) {
    self.schema = schema
    self.byBytes = byBytes
    self.place = place
    self.line = line
    self.files = files
    self.length = length
    self.key = key
    self.integer = integer
  }

  /// The name of a table as SQL takes it.
  package func name(_ table: String) -> String {
    schema.isEmpty ? table.quotedForSQL : "\(schema.quotedForSQL).\(table.quotedForSQL)"
  }

  /// The name of a table as messages write it.
  package func shownName(_ table: String) -> String {
    if line != nil { return files[table] ?? "\(table).csv" }
    return schema.isEmpty ? table : "\(schema).\(table)"
  }
}
