import LheoModel

/// What is needed to tell what the cells of a sheet hold.
struct XLSXValues {
  let texts: XLSXSharedTexts
  let isDate: [Bool]
  let isPercent: [Bool]
  let startsIn1904: Bool

  /// The value of a cell; `nil` for an empty one.
  func value(type: [UInt8], style: Int?, _ bytes: [UInt8], isFormula: Bool) throws(XLSXPartProblem) -> XLSXValue? {
    func text(_ bytes: [UInt8]) -> XLSXValue? { bytes.isEmpty ? nil : .text(XLSXText.decoded(bytes)) }
    if isFormula, bytes.isEmpty, type != Array("str".utf8) { return .formula }
    switch String(decoding: type, as: UTF8.self) {
    case "s":
      if bytes.isEmpty { return nil }
      guard let number = Int(String(decoding: bytes, as: UTF8.self)), let shared = try texts.text(number) else {
        throw .corrupt(Text("une cellule nomme un texte qui n'y est pas", "a cell names a text that is not there"))
      }
      return text(shared)
    case "str", "inlineStr": return text(bytes)
    case "b": return bytes.isEmpty ? nil : .boolean(bytes == [UInt8(ascii: "1")])
    case "e": return .error(String(decoding: bytes, as: UTF8.self))
    case "d":
      let text = String(decoding: bytes, as: UTF8.self)
      return PartialDate(iso: String(text.prefix { $0 != "T" })).map { .date($0) } ?? (text.isEmpty ? nil : .text(text))
    default: return try number(bytes, style)
    }
  }

  private func number(_ bytes: [UInt8], _ style: Int?) throws(XLSXPartProblem) -> XLSXValue? {
    if bytes.isEmpty { return nil }
    let digits = String(decoding: bytes, as: UTF8.self)
    guard let number = Double(digits), number.isFinite else {
      throw .corrupt(Text("une cellule contient ce qui n'est pas un nombre", "a cell holds what is not a number"))
    }
    if let style, isDate.indices.contains(style), isDate[style],
      let day = XLSXValue.day(number, startsIn1904: startsIn1904)
    {
      return .date(day)
    }
    if let style, isPercent.indices.contains(style), isPercent[style] { return .percent(number * 100) }
    return .number(number, digits)
  }
}

/// Ranges of merged cells, of which the first one holds the value.
final class XLSXMergedCells: XLSXPartReader {
  private let limit: Int
  /// Those of several rows.
  private(set) var ranges: [(start: XLSXCellReference, lastRow: Int)] = []
  /// How many rows they have together.
  private var rowCount = 0
  private static let maximumRowCount = 8 << 20

  init(limit: Int) { self.limit = limit }

  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    guard name == .mergeCell, let text = attributes.bytes("ref") else { return }
    let ends = text.split(separator: UInt8(ascii: ":"), maxSplits: 1).map { XLSXCellReference($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], end.row > start.row else { return }
    rowCount += end.row - start.row
    if ranges.count >= limit || rowCount > Self.maximumRowCount {
      throw .problem(.tooManyItems("merged cells", min(limit, Self.maximumRowCount)))
    }
    ranges.append((start, end.row))
  }

  func add(_ text: UnsafeBufferPointer<UInt8>) {}
  func end(_ name: XLSXName) {}
}

/// Reads the rows of a sheet.
final class XLSXRows: XLSXPartReader {
  private let values: XLSXValues
  private let textSize: Int
  private let body: (XLSXRow) throws -> Void

  private var row = 0
  private var cells: [XLSXReadCell] = []
  private var column = 0
  private var type: [UInt8] = []
  private var style: Int?
  private var isFormula = false
  private var isValue = false
  private var isInCell = false
  private var value: [UInt8] = []
  private var text = XLSXText()

  /// Ranges of merged cells that have not begun, the first one last.
  private var waiting: [(start: XLSXCellReference, lastRow: Int)]
  /// By column, the values of ranges that go on below.
  private var merged: [Int: (value: XLSXValue, lastRow: Int)] = [:]

  init(
    _ values: XLSXValues, _ ranges: [(start: XLSXCellReference, lastRow: Int)], textSize: Int,
    _ body: @escaping (XLSXRow) throws -> Void
  ) {
    self.values = values
    self.textSize = textSize
    self.body = body
    waiting = ranges.sorted { $0.start.row > $1.start.row }
  }

  func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    switch name {
    case .row: try startRow(attributes)
    case .c: try startCell(attributes)
    case .f: isFormula = isInCell
    case .v: isValue = isInCell
    default: if isInCell { text.start(name) }
    }
  }

  private func startRow(_ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    let next = attributes.number("r") ?? row + 1
    guard next > row, next <= XLSXCellReference.lastRow else {
      throw .corrupt(Text("les lignes ne sont pas dans l'ordre", "rows are not in their order"))
    }
    row = next
    column = 0
    cells.removeAll(keepingCapacity: true)
  }

  private func startCell(_ attributes: XLSXAttributes) throws(XLSXPartProblem) {
    var next = column + 1
    if let bytes = attributes.bytes("r") {
      guard let reference = XLSXCellReference(bytes), reference.row == row else {
        throw .corrupt(
          Text(
            "une cellule n'est pas dans sa ligne, ou hors de l'onglet",
            "a cell is not in its row, or outside of the sheet"))
      }
      next = reference.column
    }
    guard row > 0, next > column, next <= XLSXCellReference.lastColumn else {
      throw .corrupt(Text("les cellules ne sont pas dans l'ordre", "cells are not in their order"))
    }
    column = next
    type.removeAll(keepingCapacity: true)
    if let bytes = attributes.bytes("t") { type += bytes }
    style = attributes.number("s")
    isInCell = true
    isFormula = false
    value.removeAll(keepingCapacity: true)
    text = XLSXText()
  }

  func add(_ more: UnsafeBufferPointer<UInt8>) throws(XLSXPartProblem) {
    guard isInCell else { return }
    guard isValue else { return try text.add(more, limit: textSize) }
    guard value.count + more.count <= textSize else {
      throw .problem(
        .tooLarge(
          part: XLSXCellReference(row: row, column: column).description,
          limit: .init("plus de \(textSize) octets", "more than \(textSize) bytes")))
    }
    value += more
  }

  func end(_ name: XLSXName) throws(XLSXPartProblem) {
    switch name {
    case .v: isValue = false
    case .c: try endCell()
    case .row: try endRow()
    default: if isInCell { text.end(name) }
    }
  }

  private func endCell() throws(XLSXPartProblem) {
    isInCell = false
    let isInline = type == Array("inlineStr".utf8)
    guard
      let value = try values.value(type: type, style: style, isInline ? text.bytes : value, isFormula: isFormula)
    else { return }
    cells.append(
      XLSXReadCell(reference: XLSXCellReference(row: row, column: column), value: value, isMerged: false))
  }

  private func endRow() throws(XLSXPartProblem) {
    if cells.isEmpty { return }
    if !merged.isEmpty { addMerged() }
    while let range = waiting.last, range.start.row <= row {
      waiting.removeLast()
      guard range.start.row == row, let cell = cell(at: range.start.column), !cell.isMerged else { continue }
      merged[range.start.column] = (cell.value, range.lastRow)
    }
    do { try body(XLSXRow(number: row, cells: cells)) } catch { throw .stopped(error) }
  }

  /// Adds the values of ranges that go on in the row.
  private func addMerged() {
    let row = row
    merged = merged.filter { $0.value.lastRow >= row }
    let own = Set(cells.map(\.reference.column))
    for (column, range) in merged where !own.contains(column) {
      cells.append(
        XLSXReadCell(reference: XLSXCellReference(row: row, column: column), value: range.value, isMerged: true))
    }
    cells.sort { $0.reference.column < $1.reference.column }
  }

  private func cell(at column: Int) -> XLSXReadCell? {
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].reference.column < column { low = middle + 1 } else { high = middle }
    }
    return low < cells.count && cells[low].reference.column == column ? cells[low] : nil
  }
}
