import LheoModel

/// Reads the rows of a table from offers, on the parser's buffer.
public final class TableReader {
  /// How values are read.
  public struct Options: Sendable {
    /// What joins several values of a cell.
    public var join = "|"
    /// Whether dates are written `2026-09-01` rather than as in the feed; unknown dates are then empty.
    public var usesISODates = false
    /// Only the rows for which this holds.
    public var condition: Condition?

    /// The default.
    public init() {}
  }

  /// The table.
  public let table: Table
  private let options: Options
  private let join: [UInt8]
  private let isDate: [Bool]
  /// Columns whose paths all start at the same element.
  private let hasOneAnchor: [Bool]
  /// For each column, the last cell that came from an element around the row: it is the same in all rows in there.
  private var outerCells: [OuterCell]
  private var offerNumber = 0

  private struct OuterCell {
    var offer = 0
    var anchor = 0
    var value: [UInt8] = []
  }

  /// A reader of a table.
  public init(_ table: Table, options: Options = Options()) {
    self.table = table
    self.options = options
    join = Array(options.join.utf8)
    isDate = table.columns.map { $0.valueType == .date }
    hasOneAnchor = table.columns.map { column in
      column.paths.allSatisfy { $0.anchor.element == column.paths[0].anchor.element }
    }
    outerCells = table.columns.map { _ in OuterCell() }
  }

  /// Calls `body` with each row of the next offer.
  public func forEachRow(in offer: ElementView, _ body: (Row) -> Void) {
    offerNumber += 1
    table.forEachRow(in: offer) { view in
      if let condition = options.condition, !condition.holds(for: view) { return }
      body(Row(reader: self, view: view))
    }
  }

  /// A row: an element, looked at in place.
  public struct Row {
    fileprivate let reader: TableReader
    /// The row's element.
    public let view: ElementView

    /// Replaces `value` by the cell of a column, in UTF-8; empty where there is none.
    public func read(_ column: Int, into value: inout [UInt8]) {
      value.removeAll(keepingCapacity: true)
      switch reader.table.columns[column].source {
      case .paths(let paths): reader.append(paths, column, of: view, to: &value)
      case .identifier(let element): reader.appendIdentifier(of: element, at: view, to: &value)
      case .rowName: value += view.name.localName.utf8
      case .parentName:
        var current = view
        while let parent = current.parent, current.element == .extra || current.element == .extras { current = parent }
        value += current.name.localName.utf8
      }
    }
  }

  private func append(_ paths: [ColumnPath], _ column: Int, of row: ElementView, to value: inout [UInt8]) {
    let anchor = hasOneAnchor[column] ? paths[0].anchorIndex(of: row) : nil
    let isOuter = anchor.map { $0 != row.index } ?? false
    if isOuter, outerCells[column].offer == offerNumber, outerCells[column].anchor == anchor {
      value += outerCells[column].value
      return
    }
    for path in paths {
      append(path, of: row, isDate: isDate[column], to: &value)
      if !value.isEmpty { break }
    }
    guard isOuter, let anchor else { return }
    outerCells[column].offer = offerNumber
    outerCells[column].anchor = anchor
    outerCells[column].value.removeAll(keepingCapacity: true)
    outerCells[column].value += value
  }

  private func append(_ path: ColumnPath, of row: ElementView, isDate: Bool, to value: inout [UInt8]) {
    path.forEachValue(from: row) { bytes in
      if !value.isEmpty { value += join }
      if isDate && options.usesISODates {
        value += (PartialDate(utf8: bytes)?.isoText ?? String(decoding: bytes, as: UTF8.self)).utf8
      } else {
        value += bytes
      }
    }
  }

  /// Appends the place of the element of that name at or around the row: the offer's number, then the number of each
  /// action, session and so on among its siblings of the same name.
  private func appendIdentifier(of element: Element, at row: ElementView, to value: inout [UInt8]) {
    var current = row
    while current.code != element.rawValue {
      guard let parent = current.parent else { return }
      current = parent
    }
    var numbers: [Int] = []
    while let parent = current.parent {
      // An element that stands alone says nothing of the place.
      if JSONShape.isList(current.code, in: parent.code) { numbers.append(current.number) }
      current = parent
    }
    value += String(offerNumber).utf8
    for number in numbers.reversed() { value += ".\(number)".utf8 }
  }
}
