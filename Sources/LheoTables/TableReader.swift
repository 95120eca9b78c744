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
  private let finder: RowFinder
  private var places: [[Int]] = []
  private let columns: [ColumnReader]
  /// The same without counting a reference for each cell.
  private let unretained: [Unmanaged<ColumnReader>]
  private var outer: [ColumnReader.OuterCell]
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
    finder = RowFinder([table])
    columns = table.columns.map { ColumnReader($0, options) }
    unretained = columns.map(Unmanaged.passUnretained)
    outer = columns.map { _ in ColumnReader.OuterCell() }
  }

  /// The rows of an offer. They may be read on any thread, each with a reader of its own: where an offer stands in its
  /// feed is left to `TableFeeder`.
  public func rows(of offer: ElementBuffer) -> TableRows {
    finder.findRows(in: offer.root, into: &places)
    return rows(of: offer, at: places[0])
  }

  /// The rows of an offer whose elements are at these places.
  func rows(of offer: ElementBuffer, at places: [Int]) -> TableRows {
    offerCount += 1
    var rows = TableRows(columnCount: columns.count, size: places.isEmpty ? 0 : usualSize)
    if places.isEmpty { return rows }
    rows.reserve(rows: places.count)
    // Moved to a local variable to avoid an exclusivity check on every access.
    var outer: [ColumnReader.OuterCell] = []
    swap(&outer, &self.outer)
    defer { swap(&outer, &self.outer) }
    let (storage, columns, answers) = (offer.root.storage, unretained, answers)
    for place in places {
      let view = ElementView(storage: storage, index: place)
      if let condition, !(isLayout ? condition.holdsAround(view) : condition.holds(for: view)) { continue }
      for index in columns.indices {
        columns[index]._withUnsafeGuaranteedRef {
          $0.append(view, ofOffer: offerCount, to: &rows.bytes, outer: &outer[index], answers)
        }
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

  /// Makes place for so many rows.
  fileprivate mutating func reserve(rows count: Int) { ends.reserveCapacity(count * columnCount) }

  /// The number of rows.
  public var count: Int { columnCount == 0 ? 0 : ends.count / columnCount }

  /// What has come since the last call is a cell.
  fileprivate mutating func endCell() { ends.append(bytes.count) }

  /// The last row is one of the element that says the most.
  fileprivate mutating func noteFullest() { fullestRows.append(count - 1) }

  /// The bytes of all cells, and where each ends.
  func withCells(_ body: (_ bytes: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<Int>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in ends.withUnsafeBufferPointer { body(bytes, $0) } }
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
