/// Hands the first rows on to another sink, and none after them.
package final class LimitedRows: TableSink {
  private let base: any TableSink
  private let limit: Int
  private var count = 0

  /// A sink before another one, which gets so many rows; `nil` for all.
  package init(_ base: any TableSink, rows limit: Int?) {
    self.base = base
    self.limit = limit ?? .max
  }

  /// Whether no other row is wanted.
  package var isFull: Bool { count >= limit }

  package func begin(_ table: Table, columns: [TableColumn]) throws { try base.begin(table, columns: columns) }

  package func write(_ row: TableRow) throws {
    if isFull { return }
    count += 1
    try base.write(row)
  }
}
