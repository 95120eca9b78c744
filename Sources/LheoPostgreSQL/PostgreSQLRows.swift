import Dispatch
import LheoTables

/// The rows that a statement gave. They do not change.
final class PostgreSQLRows: @unchecked Sendable {
  private let library: LibPQ
  private let result: LibPQ.Result
  /// How many rows there are.
  let count: Int
  private let columnCount: Int

  init(_ library: LibPQ, _ result: LibPQ.Result) {
    self.library = library
    self.result = result
    count = Int(library.rowCount(result))
    columnCount = Int(library.columnCount(result))
  }

  deinit { library.clear(result) }

  /// A cell, `nil` for NULL.
  subscript(row: Int, column: Int) -> String? { bytes(row, column).map { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of a cell, `nil` for NULL. They go with the rows.
  func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
    let (row, column) = (Int32(row), Int32(column))
    if library.isNull(result, row, column) != 0 { return nil }
    let start = UnsafeRawPointer(library.value(result, row, column))
    return UnsafeRawBufferPointer(start: start, count: Int(library.length(result, row, column)))
  }

  /// Adds cells of a row to others, empty ones for NULL; the column of the first that is not UTF-8, with which it ends.
  func add(_ row: Int, _ columns: Range<Int>, to rows: inout StoredRows) -> Int? {
    // Local variables, so that nothing is retained for each cell.
    let (length, value, result, row) = (library.length, library.value, result, Int32(row))
    return columns.first { column in
      let count = length(result, row, Int32(column))
      // NULL has no bytes either.
      let start = count == 0 ? nil : UnsafeRawPointer(value(result, row, Int32(column)))
      return !rows.add(
        utf8: UnsafeRawBufferPointer(start: start, count: Int(count)).assumingMemoryBound(to: UInt8.self))
    }
  }

  /// The first column.
  var texts: [String] { (0..<count).map { self[$0, 0] ?? "" } }
}

/// Rows on their way from the server.
final class PostgreSQLFetch: @unchecked Sendable {
  private let ended = DispatchSemaphore(value: 0)
  private var result: Result<PostgreSQLRows, PostgreSQLError>?

  /// What came of it.
  func end(_ result: Result<PostgreSQLRows, PostgreSQLError>) {
    self.result = result
    ended.signal()
  }

  /// The rows, once they are there. They are asked for once.
  func rows() throws(PostgreSQLError) -> PostgreSQLRows {
    ended.wait()
    return try result!.get()
  }
}
