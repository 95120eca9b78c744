import CXLSXWriter
import LheoModel
import LheoOutput
import LheoTables

/// The sheets of one table: one, or several where one cannot hold all rows.
final class XLSXTableSheets: TableSink {
  private unowned let writer: XLSXWriter
  private(set) var table: Table?
  private(set) var columns: [TableColumn] = []
  /// How many rows the table has.
  private(set) var rowCount = 0
  private var kinds: [XLSXCell.Kind] = []
  private var layout = XLSXLayout([])
  private var sheetCount = 0
  private var index = 0
  private var row: UInt32 = 0

  private let (text, number, date): (XLSXFormats.Format?, XLSXFormats.Format?, XLSXFormats.Format?)
  private let widest: Int
  private let wrapsTexts: Bool
  /// How many characters surely fit into the widest column: it is as wide as that many digits, and capitals are wider.
  private var lineLength: Int { widest * 9 / 10 }
  private let printedColumns: Int?

  init(_ writer: XLSXWriter, wrapsTexts: Bool = false, printedColumns: Int? = nil) {
    self.writer = writer
    self.wrapsTexts = wrapsTexts
    self.printedColumns = printedColumns
    let formats = writer.formats
    (text, number, date) = wrapsTexts ? (formats.wrapped, formats.top, formats.topDate) : (nil, nil, formats.date)
    widest = wrapsTexts ? 50 : 40
  }

  var name: String { table?.name ?? "" }

  func begin(_ table: Table, columns: [TableColumn]) throws {
    self.table = table
    self.columns = columns
    kinds = columns.map(XLSXCell.Kind.init)
    layout = XLSXLayout(columns.map { ($0.name, $0.label) }, widest: widest, printedColumns: printedColumns)
    try addSheet()
  }

  private func addSheet() throws(OutputError) {
    sheetCount += 1
    index = try writer.addSheet(sheetCount == 1 ? name : "\(name) (\(sheetCount))")
    try writer.writeHeader(columns.map { ($0.name, $0.label) }, kinds, toSheet: index)
    row = 0
  }

  func write(_ cells: TableRow) throws {
    row += 1
    rowCount += 1
    if row == writer.maximumRows {
      try writer.finish(layout, ofSheet: index, rows: row)
      try addSheet()
      row = 1
    }
    let sheet = writer.sheet(index)
    var isEmpty = true
    var lines = 1
    try cells.withCells { cells in
      for column in 0..<cells.count where !cells[column].isEmpty {
        isEmpty = false
        try writer.check(write(cells[column], to: column, of: sheet))
        if wrapsTexts, kinds[column] == .text {
          lines = max(lines, XLSXLayout.lines(of: cells[column], width: lineLength))
        }
      }
    }
    // Not all programs find the height of rows that have none.
    if lines > 1 { try writer.check(worksheet_set_row(sheet, row, XLSXLayout.height(ofLines: lines), nil)) }
    // A row without cells is not written.
    if !isEmpty { try writer.noteRow(ofSheet: index) }
  }

  /// Says how the sheet looks, once all rows are there.
  func finish() throws(OutputError) { try writer.finish(layout, ofSheet: index, rows: row + 1) }

  private func write(
    _ cell: UnsafeBufferPointer<UInt8>, to column: Int, of sheet: UnsafeMutablePointer<lxw_worksheet>
  ) -> lxw_error {
    let place = UInt16(column)
    let text: String
    if kinds[column] == .text, let result = writePlain(cell, to: place, of: sheet) {
      layout.note(cell, in: column)
      return result
    }
    switch kinds[column] == .text ? nil : XLSXCell(String(decoding: cell, as: UTF8.self), kinds[column]) {
    case .number(let number):
      layout.note(cell, in: column)
      return worksheet_write_number(sheet, row, place, number, self.number)
    case .date(let date):
      layout.note("01/01/2000".utf8, in: column)
      var value = lxw_datetime(
        year: Int32(date.year!), month: Int32(date.month!), day: Int32(date.day!), hour: 0, min: 0, sec: 0)
      return worksheet_write_datetime(sheet, row, place, &value, self.date)
    case .link(let shown, let target):
      layout.note(cell, in: column)
      if writer.takeLink() {
        return worksheet_write_url_opt(sheet, row, place, target, writer.formats.link, shown, nil)
      }
      text = shown
    case .text(let shown): text = shown
    case nil: text = String(decoding: cell, as: UTF8.self)
    }
    layout.note(cell, in: column)
    let fitting = text.prefix(utf16: XLSXWriter.maximumCellLength)
    if fitting.utf8.count < text.utf8.count { writer.noteCut(name, columns[column].name) }
    // A string, and not a formula: a cell that starts with "=" stays text.
    return worksheet_write_string(sheet, row, place, fitting, self.text)
  }
}

extension XLSXTableSheets {
  /// Writes a short text of ASCII without making a `String` of it, as most cells are; `nil` for another one.
  private func writePlain(
    _ cell: UnsafeBufferPointer<UInt8>, to column: UInt16, of sheet: UnsafeMutablePointer<lxw_worksheet>
  ) -> lxw_error? {
    guard cell.count < 256, cell.allSatisfy({ $0 > 0 && $0 < 0x80 }) else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: cell.count + 1) { text in
      for (index, byte) in cell.enumerated() { text[index] = CChar(bitPattern: byte) }
      text[cell.count] = 0
      // A string, and not a formula: a cell that starts with "=" stays text.
      return worksheet_write_string(sheet, row, column, text.baseAddress, self.text)
    }
  }
}

extension String {
  /// The text, or as many of its first characters as fit into so many units of UTF-16; no character is torn.
  func prefix(utf16 limit: Int) -> String {
    // Most texts are shorter even in UTF-8.
    if utf8.count <= limit { return self }
    var count = 0
    let end = unicodeScalars.firstIndex { scalar in
      count += UTF16.width(scalar)
      return count > limit
    }
    return end.map { String(self[..<$0]) } ?? self
  }
}
