import LheoModel

/// What a condition compares: the values at a path, or of a column of a table.
struct ConditionOperand: Sendable {
  private enum Source: Sendable {
    case path(PathReader)
    /// At the first path that has any.
    case firstOf([PathReader])
    /// In what a cell says.
    case cell(ColumnReader)
  }

  private let source: Source
  /// The codes of the elements at which values are found: an element of the offer, or the rows of the column's table.
  let anchors: [UInt16]
  /// The codes of the rows of the column's table: what is asked of one of them is asked of its own cell.
  let rows: [UInt16]
  /// Whether its values are dates.
  let isDate: Bool
  /// What its values can be, if that is known.
  let choices: ValueChoices?

  /// The values at a path.
  init(_ path: ColumnPath, rows: [UInt16] = []) {
    self.init(
      .path(PathReader(path)), anchors: [path.anchor.element.rawValue], rows: rows,
      isDate: path.isDate || path.attribute == .datecrea || path.attribute == .datemaj, choices: ValueChoices(path))
  }

  /// The values of a column; `nil` where they are made when rows are written, and are not in an offer.
  init?(_ column: Column, of table: Table) {
    if column.paths.count == 1 {
      self.init(column.paths[0], rows: table.rowCodes)
      return
    }
    let source: Source
    switch column.source {
    case .paths(let paths): source = .firstOf(paths.map(PathReader.init))
    case .rowName, .parentName, .parentPlace, .outerGroups: source = .cell(ColumnReader(column, .init()))
    default: return nil
    }
    self.init(
      source, anchors: table.rowCodes, rows: table.rowCodes, isDate: column.valueType == .date,
      choices: column.paths.first.flatMap { ValueChoices($0) })
  }

  private init(_ source: Source, anchors: [UInt16], rows: [UInt16], isDate: Bool, choices: ValueChoices?) {
    self.source = source
    self.anchors = anchors
    self.rows = rows
    self.isDate = isDate
    self.choices = choices
  }

  /// Whether one of the values fits: of the element at or around a view, or around the view that the condition is
  /// asked of, or else of those in the nearest element around that may have some.
  func hasValue(at view: ElementView, asked: ElementView, _ fits: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    let isCell = rows.contains(asked.code)
    if let anchor = (isCell ? asked : view).innermost(where: anchors.contains)
      ?? asked.innermost(where: anchors.contains)
    {
      return hasValue(from: anchor, fits)
    }
    if isCell { return false }
    guard let outer = view.innermost(where: { Nesting.mayContain($0, anchors) }) else { return false }
    return outer.containsElement(anchors) { hasValue(from: $0, fits) }
  }

  private func hasValue(from anchor: ElementView, _ fits: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    var isFound = false
    var isThere = false
    func test(_ value: UnsafeBufferPointer<UInt8>) {
      isThere = true
      isFound = isFound || fits(value)
    }
    switch source {
    case .path(let path): path.forEachValue(from: anchor, test)
    case .firstOf(let paths):
      for path in paths where !isThere { path.forEachValue(from: anchor, test) }
    case .cell(let reader):
      var cell: [UInt8] = []
      var outer = ColumnReader.OuterCell()
      reader.append(anchor, ofOffer: 1, to: &cell, outer: &outer)
      if !cell.isEmpty { cell.withUnsafeBufferPointer(test) }
    }
    return isFound
  }
}

extension Table {
  /// The codes of the elements that are rows.
  var rowCodes: [UInt16] { rowElements.map(\.rawValue) }
}
