import CXLSXWriter
import LheoModel
import LheoOutput

/// A sheet of text in front of the others: it comes first, though it is written last, when all is known.
package final class XLSXFrontSheet {
  /// A line of the sheet.
  package enum Line {
    /// Large words above the others.
    case title(String)
    /// Words across all columns.
    case text(String)
    /// Cells, the first of which leads to a sheet if one is named.
    case row([String], sheet: String?)
    /// The names of what stands in the cells below.
    case header([String])
    /// Nothing.
    case blank
  }

  private unowned let writer: XLSXWriter
  private let index: Int
  private var row: UInt32 = 0

  /// Adds the sheet to a workbook that has none yet.
  ///
  /// - Parameters:
  ///   - name: the name of the sheet.
  ///   - writer: the workbook.
  /// - Throws: `OutputError` if there is no memory.
  package init(_ name: String, of writer: XLSXWriter) throws(OutputError) {
    self.writer = writer
    index = try writer.addSheet(name, hasHeader: false)
  }

  /// Writes the lines.
  ///
  /// - Parameters:
  ///   - lines: the lines.
  ///   - widths: how wide the columns are, in characters.
  /// - Throws: `OutputError` if they cannot be written.
  package func write(_ lines: [Line], widths: [Int]) throws(OutputError) {
    let sheet = writer.sheet(index)
    for (column, width) in widths.enumerated() {
      try writer.check(worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil))
    }
    for line in lines {
      switch line {
      case .title(let text):
        try writer.check(worksheet_set_row(sheet, row, XLSXFormats.titleHeight, nil))
        try cell(text, 0, writer.formats.title)
      case .text(let text): try cell(text, 0, nil)
      case .header(let names):
        for (column, name) in names.enumerated() { try cell(name, column, writer.formats.header) }
      case .row(let cells, let target): try cellsOfRow(cells, target)
      case .blank: break
      }
      row += 1
      if case .blank = line { continue }
      try writer.noteRow(ofSheet: index)
    }
  }

  private func cellsOfRow(_ cells: [String], _ target: String?) throws(OutputError) {
    for (column, text) in cells.enumerated() {
      if column == 0, let target {
        try writer.check(
          worksheet_write_url_opt(
            writer.sheet(index), row, 0, "internal:'\(target)'!A1", writer.formats.link, text, nil))
      } else if let number = Int(text), text == String(number) {
        try writer.check(
          worksheet_write_number(writer.sheet(index), row, UInt16(column), Double(number), writer.formats.count))
      } else {
        try cell(text, column, column == 0 ? writer.formats.strong : nil)
      }
    }
  }

  /// A string, and not a formula: a cell that starts with "=" stays text.
  private func cell(_ text: String, _ column: Int, _ format: XLSXFormats.Format?) throws(OutputError) {
    if text.isEmpty { return }
    let text = text.prefix(utf16: XLSXWriter.maximumCellLength)
    try writer.check(worksheet_write_string(writer.sheet(index), row, UInt16(column), text, format))
  }
}
