/// The row of a table that an element was made of.
public struct RowPlace: Sendable, Hashable, Codable {
  /// The table, as its owner knows it: `recrutements.csv`, `lheo.recrutements`.
  public var table: String
  /// The number of the row in its file, the header being row 1; `nil` in a database.
  public var line: Int?
  /// The row's key; `nil` where it has none.
  public var key: String?

  /// A row of a table.
  ///
  /// - Parameters:
  ///   - table: the table, as its owner knows it.
  ///   - line: the number of the row in its file.
  ///   - key: the row's key.
  public init(table: String, line: Int? = nil, key: String? = nil) {
    self.table = table
    self.line = line
    self.key = key
  }
}

/// The rows that the elements of an offer were made of. Elements are given by the column of their position, which counts
/// them.
@usableFromInline package struct RowPlaces {
  private struct Row {
    let place: RowPlace
    let start: UInt32
    var end = UInt32.max
    /// The row around it; -1 for none.
    let parent: Int
  }

  private var rows: [Row] = []
  private var open = -1

  @usableFromInline package init() {}

  /// Forgets all, and keeps the memory.
  @usableFromInline package mutating func removeAll() {
    if rows.isEmpty { return }
    rows.removeAll(keepingCapacity: true)
    open = -1
  }

  /// The element that starts at a column is of this row.
  package mutating func begin(_ place: RowPlace, at column: UInt32) {
    rows.append(Row(place: place, start: column, parent: open))
    open = rows.count - 1
  }

  /// The innermost element of a row ends before a column.
  package mutating func end(before column: UInt32) {
    rows[open].end = column
    open = rows[open].parent
  }

  /// The innermost row around an element.
  package func place(of column: UInt32) -> RowPlace? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].start <= column { low = middle + 1 } else { high = middle }
    }
    var number = low - 1
    while number >= 0, rows[number].end <= column { number = rows[number].parent }
    return number < 0 ? nil : rows[number].place
  }
}
