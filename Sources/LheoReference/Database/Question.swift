import GRDBSQLite
import LheoSQLite

/// The questions that have been put to a database: they stay prepared.
final class Questions {
  private let database: OpaquePointer
  private let file: String
  private var prepared: [String: Question] = [:]
  /// Those of `SheetTable`, which are put most often.
  private var sheets: [Question?] = SheetTable.allCases.map { _ in nil }

  /// Questions to an open database; errors speak of `file`.
  init(_ database: OpaquePointer, file: String) { (self.database, self.file) = (database, file) }

  /// Forgets all questions, as a database cannot be closed before.
  func forget() {
    prepared.removeAll()
    sheets = sheets.map { _ in nil }
  }

  /// Calls `body` with each row that a question finds.
  ///
  /// - Throws: `ReferenceError` where the database cannot be read.
  func ask(_ sql: String, _ arguments: [String?], _ body: (AnswerRow) throws -> Void) throws(ReferenceError) {
    let question: Question
    if let known = prepared[sql] {
      question = known
    } else {
      question = try Question(sql, of: database, file: file)
      prepared[sql] = question
    }
    try answer { try question.ask(arguments, body) }
  }

  /// The bytes of a sheet, by its number; `nil` where there is none.
  func sheet(at id: Int64, in table: SheetTable) throws(ReferenceError) -> [UInt8]? {
    let question: Question
    if let known = sheets[table.rawValue] {
      question = known
    } else {
      question = try Question("SELECT content FROM \(table.name) WHERE id = ?", of: database, file: file)
      sheets[table.rawValue] = question
    }
    var bytes: [UInt8]?
    try answer { try question.ask(id) { bytes = Array($0.blob(0)) } }
    return bytes
  }

  private func answer(_ ask: () throws -> Int32) throws(ReferenceError) {
    let code: Int32
    do { code = try ask() } catch { throw ReferenceError(error, file: file) }
    if code != SQLITE_DONE { throw ReferenceError(SQLiteFeedError(database, in: file), file: file) }
  }

  /// What `body` makes of the rows that a question finds.
  func rows<Result>(
    _ sql: String, _ arguments: [String?] = [], _ body: (AnswerRow) throws -> Result
  ) throws(ReferenceError) -> [Result] {
    var results: [Result] = []
    try ask(sql, arguments) { results.append(try body($0)) }
    return results
  }
}

/// A prepared question to a database, for one thread at a time. It goes before its database does.
final class Question {
  private let statement: OpaquePointer
  private let columns: [String]

  init(_ sql: String, of database: OpaquePointer, file: String) throws(ReferenceError) {
    var made: OpaquePointer?
    let code = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard code == SQLITE_OK, let made else {
      throw ReferenceError(SQLiteFeedError(database, in: file), file: file)
    }
    statement = made
    columns = (0..<sqlite3_column_count(made)).map { String(cString: sqlite3_column_name(made, $0)) }
  }

  deinit { sqlite3_finalize(statement) }

  /// Calls `body` with each row of the answer.
  ///
  /// - Throws: what SQLite says, as its code; or what `body` throws.
  func ask(_ arguments: [String?], _ body: (AnswerRow) throws -> Void) throws -> Int32 {
    for (index, argument) in arguments.enumerated() { bind(argument, to: Int32(index + 1)) }
    return try run(body)
  }

  /// The same for a question about a number.
  func ask(_ number: Int64, _ body: (AnswerRow) throws -> Void) throws -> Int32 {
    sqlite3_bind_int64(statement, 1, number)
    return try run(body)
  }

  private func run(_ body: (AnswerRow) throws -> Void) throws -> Int32 {
    defer { sqlite3_reset(statement) }
    while true {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW else { return code }
      try body(AnswerRow(question: self))
    }
  }

  private func bind(_ argument: String?, to place: Int32) {
    guard var argument else {
      sqlite3_bind_null(statement, place)
      return
    }
    argument.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) { text in
        // SQLite makes a copy.
        sqlite3_bind_text(
          statement, place, text.baseAddress, Int32(text.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      }
    }
  }

  fileprivate func place(of column: String) -> Int32 {
    guard let place = columns.firstIndex(of: column) else {
      preconditionFailure("the question has no column \(column)")
    }
    return Int32(place)
  }

  fileprivate func isNull(_ place: Int32) -> Bool { sqlite3_column_type(statement, place) == SQLITE_NULL }

  fileprivate func number(_ place: Int32) -> Int64 { sqlite3_column_int64(statement, place) }

  fileprivate func real(_ place: Int32) -> Double { sqlite3_column_double(statement, place) }

  fileprivate func blob(_ place: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, place)
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, place)))
  }

  fileprivate func bytes(_ place: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(statement, place)
    return UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, place)))
  }
}

/// A row of an answer, valid until the next one.
struct AnswerRow {
  fileprivate let question: Question

  /// The bytes of a text; none where there is none.
  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> { question.bytes(column) }

  /// The bytes of what is no text.
  func blob(_ column: Int32) -> UnsafeRawBufferPointer { question.blob(column) }

  subscript(_ column: Int32) -> String { String(decoding: question.bytes(column), as: UTF8.self) }
  subscript(_ column: Int32) -> String? { question.isNull(column) ? nil : self[column] as String }
  subscript(_ column: Int32) -> Int { Int(question.number(column)) }
  subscript(_ column: Int32) -> Int? { question.isNull(column) ? nil : self[column] as Int }
  subscript(_ column: Int32) -> Bool { question.number(column) != 0 }
  subscript(_ column: Int32) -> Bool? { question.isNull(column) ? nil : self[column] as Bool }
  subscript(_ column: Int32) -> Double? { question.isNull(column) ? nil : question.real(column) }

  subscript(_ column: String) -> String { self[question.place(of: column)] }
  subscript(_ column: String) -> String? { self[question.place(of: column)] }
  subscript(_ column: String) -> Int { self[question.place(of: column)] }
  subscript(_ column: String) -> Int? { self[question.place(of: column)] }
  subscript(_ column: String) -> Bool { self[question.place(of: column)] }
  subscript(_ column: String) -> Bool? { self[question.place(of: column)] }
  subscript(_ column: String) -> Double? { self[question.place(of: column)] }
}
