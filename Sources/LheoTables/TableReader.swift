import LheoModel
import LheoRegisters

/// Reads the rows of a table from offers, on the parser's buffer.
public final class TableReader {
  /// How values are read.
  public struct Options: Sendable {
    /// What joins several values of a cell.
    public var join = "|"
    /// Whether dates are written `2026-09-01` rather than as in the feed; unknown dates are then empty.
    public var usesISODates = false
    /// Whether the rows are those of all tables, which belong together: columns have types, so that numbers and dates that
    /// are none leave their cells empty, and a row is there only if those around it are.
    var isLayout = false
    /// Only the rows for which this holds.
    public var condition: Condition?

    /// The registers that columns ask. With them, all tables together have their columns, too.
    public var reference: (any Registers)?

    /// The default.
    public init() {}

    /// How the cells of a column are written.
    func form(of column: Column) -> CellText.Form {
      let isTyped = isLayout && !column.mayHoldSeveral
      return switch column.valueType {
      case .date where usesISODates: isTyped ? .day : .isoDate
      case .number where isTyped: .number
      default: .asIs
      }
    }
  }

  /// The table.
  public let table: Table
  private let condition: Condition?
  private let isLayout: Bool
  private let answers: (any RegisterAnswers)?
  private var columns: [ColumnReader]
  private var offerCount = 0
  /// How many bytes the rows of the next offer are likely to have.
  private var usualSize = 0

  /// A reader of a table.
  public convenience init(_ table: Table, options: Options = Options()) {
    self.init(
      table, options,
      answers: table.columns.contains(where: \.needsRegisters) ? options.reference?.makeAnswers() : nil)
  }

  init(_ table: Table, _ options: Options, answers: (any RegisterAnswers)?) {
    self.table = table
    condition = options.condition
    isLayout = options.isLayout
    self.answers = answers
    columns = table.columns.map { ColumnReader($0, options) }
  }

  /// The rows of an offer. They may be read on any thread, each with a reader of its own: where an offer stands in its
  /// feed is left to `TableFeeder`.
  public func rows(of offer: ElementBuffer) -> TableRows {
    offerCount += 1
    var rows = TableRows(columnCount: columns.count, size: usualSize)
    // Moved to a local variable to avoid an exclusivity check on every access.
    var columns: [ColumnReader] = []
    swap(&columns, &self.columns)
    defer { swap(&columns, &self.columns) }
    table.forEachRow(in: offer.root) { view in
      if let condition, !(isLayout ? condition.holdsAround(view) : condition.holds(for: view)) { return }
      for index in columns.indices {
        columns[index].append(view, ofOffer: offerCount, to: &rows.bytes, answers)
        rows.endCell()
      }
      if view.element == table.fullestElement { rows.noteFullest() }
    }
    usualSize = min(rows.bytes.count, 1 << 14)
    return rows
  }
}

/// The rows of a table in one offer: their cells one after the other, in UTF-8.
public struct TableRows: Sendable {
  /// The number of columns.
  let columnCount: Int
  fileprivate var bytes: [UInt8] = []
  /// Where each cell ends.
  private var ends: [Int] = []

  /// The rows of the element that says the most, in a table of distinct rows.
  private(set) var fullestRows: [Int] = []

  fileprivate init(columnCount: Int, size: Int) {
    self.columnCount = columnCount
    bytes.reserveCapacity(size)
  }

  /// The number of rows.
  public var count: Int { columnCount == 0 ? 0 : ends.count / columnCount }

  /// What has come since the last call is a cell.
  fileprivate mutating func endCell() { ends.append(bytes.count) }

  /// The last row is one of the element that says the most.
  fileprivate mutating func noteFullest() { fullestRows.append(count - 1) }

  /// Calls `body` with a cell.
  func withCell(_ column: Int, ofRow row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let index = row * columnCount + column
    let start = index == 0 ? 0 : ends[index - 1]
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<ends[index]])) }
  }
}

extension Condition {
  /// Whether it holds for a row and all rows around it.
  fileprivate func holdsAround(_ row: ElementView) -> Bool {
    guard holds(for: row) else { return false }
    var current = row.parent
    while let view = current {
      if let element = view.element, Table.rowElements.contains(element), !holds(for: view) { return false }
      current = view.parent
    }
    return true
  }
}
