import CXLSXWriter
import LheoModel
import LheoOutput

/// Writes tables into one Excel workbook: a sheet a table, in constant memory.
public final class XLSXWriter {
  private static let maximumRows: UInt32 = 1_048_576
  private static let maximumCellLength = 32_767

  fileprivate let workbook: UnsafeMutablePointer<lxw_workbook>
  fileprivate let headerFormat: UnsafeMutablePointer<lxw_format>?
  fileprivate let dateFormat: UnsafeMutablePointer<lxw_format>?
  private let name: String
  private var isClosed = false

  /// A workbook at a path; `name` is the file that errors speak of.
  ///
  /// - Throws: `OutputError` if there is no memory.
  public init(path: String, name: String) throws(OutputError) {
    self.name = name
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let workbook = workbook_new_opt(path, &options) else { throw OutputError(file: name, code: 12) }
    self.workbook = workbook
    headerFormat = workbook_add_format(workbook)
    format_set_bold(headerFormat)
    dateFormat = workbook_add_format(workbook)
    format_set_num_format(dateFormat, "yyyy-mm-dd")
  }

  // Frees it without writing: what is not closed is given up.
  deinit { if !isClosed { lxw_workbook_free(workbook) } }

  /// Writes the file.
  ///
  /// - Throws: `OutputError` if it cannot be written.
  public func close() throws(OutputError) {
    isClosed = true
    if workbook_close(workbook) != LXW_NO_ERROR { throw OutputError(file: name, code: 28) }
  }

  /// A sink for one table, on a sheet of its own; on several where one cannot hold all rows.
  public func makeSheet() -> any TableSink { Sheet(self) }

  private final class Sheet: TableSink {
    private let writer: XLSXWriter
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var columns: [TableColumn] = []
    private var name = ""
    private var sheetCount = 0
    private var row: UInt32 = 0

    init(_ writer: XLSXWriter) { self.writer = writer }

    func begin(_ table: Table, columns: [TableColumn]) {
      self.columns = columns
      name = table.name
      addSheet()
    }

    private func addSheet() {
      sheetCount += 1
      sheet = workbook_add_worksheet(writer.workbook, sheetCount == 1 ? name : "\(name) (\(sheetCount))")
      worksheet_freeze_panes(sheet, 1, 0)
      worksheet_autofilter(sheet, 0, 0, XLSXWriter.maximumRows - 1, UInt16(columns.count - 1))
      for (index, column) in columns.enumerated() {
        let width = min(max(Double(column.name.count) + 3, column.valueType == .text ? 18 : 10), 40)
        worksheet_set_column(sheet, UInt16(index), UInt16(index), width, nil)
        worksheet_write_string(sheet, 0, UInt16(index), column.name, writer.headerFormat)
      }
      row = 0
    }

    func write(_ cells: [[UInt8]]) {
      row += 1
      if row == XLSXWriter.maximumRows {
        addSheet()
        row = 1
      }
      for (index, cell) in cells.enumerated() where !cell.isEmpty {
        let text = String(decoding: cell, as: UTF8.self)
        let column = UInt16(index)
        switch columns[index].valueType {
        // Strings, and not formulas: a cell that starts with "=" stays text.
        case .number where text.utf8.count < 16:
          if let number = Int(text) {
            worksheet_write_number(sheet, row, column, Double(number), nil)
          } else {
            worksheet_write_string(sheet, row, column, text, nil)
          }
        case .date:
          if let date = PartialDate(text) ?? PartialDate(text.filter { $0 != "-" }), date.isComplete, date.year! >= 1900
          {
            var value = lxw_datetime(
              year: Int32(date.year!), month: Int32(date.month!), day: Int32(date.day!), hour: 0, min: 0, sec: 0)
            worksheet_write_datetime(sheet, row, column, &value, writer.dateFormat)
          } else {
            worksheet_write_string(sheet, row, column, text, nil)
          }
        default:
          worksheet_write_string(
            sheet, row, column,
            String(String.UnicodeScalarView(text.unicodeScalars.prefix(XLSXWriter.maximumCellLength))), nil)
        }
      }
    }
  }
}
