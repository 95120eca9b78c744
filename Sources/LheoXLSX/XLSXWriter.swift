import CXLSXWriter
import Glibc
import LheoModel
import LheoOutput
import LheoTables

/// Writes tables into one Excel workbook: a sheet a table, in constant memory.
public final class XLSXWriter {
  /// The version of libxlsxwriter in use.
  public static var libraryVersion: String { lxw_version().map { String(cString: $0) } ?? "" }

  /// How many characters a cell may hold, as Excel counts them: in UTF-16.
  public static let maximumCellLength = 32_767

  /// Texts that were too long for their cells.
  public struct Cut: Sendable, Equatable {
    /// The table.
    public var table: String
    /// The column.
    public var column: String
    /// How many texts.
    public var count: Int
  }

  /// The texts that were too long so far, for each column that has some.
  public private(set) var cuts: [Cut] = []

  fileprivate let workbook: UnsafeMutablePointer<lxw_workbook>
  fileprivate let headerFormat: UnsafeMutablePointer<lxw_format>?
  fileprivate let dateFormat: UnsafeMutablePointer<lxw_format>?
  fileprivate let maximumRows: UInt32
  private let path: String
  private let name: String
  /// The sheets in their order, with how many rows each has.
  private var sheets: [(sheet: UnsafeMutablePointer<lxw_worksheet>, rows: Int)] = []
  private var isClosed = false

  /// A workbook at a path; `name` is the file that errors speak of.
  ///
  /// - Throws: `OutputError` if there is no memory.
  public convenience init(path: String, name: String) throws(OutputError) {
    try self.init(path: path, name: name, maximumRows: 1_048_576)
  }

  /// A workbook whose sheets have at most so many rows, the header included.
  init(path: String, name: String, maximumRows: UInt32) throws(OutputError) {
    self.path = path
    self.name = name
    self.maximumRows = maximumRows
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let workbook = workbook_new_opt(path, &options) else { throw OutputError(file: name, code: ENOMEM) }
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
    for (sheet, _) in sheets { try checkWaitingRows(of: sheet) }
    isClosed = true
    errno = 0
    try check(workbook_close(workbook))
    // libxlsxwriter does not look whether its temporary files took all that it wrote.
    for (index, (_, rows)) in sheets.enumerated() {
      guard try XLSXSheet(number: index + 1, in: path).isWhole(rows: rows) else {
        let folder = TemporaryFiles.folder
        throw OutputError(
          file: name,
          reason: "the rows did not find room in the folder for temporary files, \(folder). TMPDIR names another.")
      }
    }
  }

  /// A sink for one table, on a sheet of its own; on several where one cannot hold all rows.
  public func makeSheet() -> any TableSink { Sheet(self) }

  /// Fails as a call of libxlsxwriter has.
  fileprivate func check(_ result: lxw_error) throws(OutputError) {
    if result == LXW_NO_ERROR { return }
    if errno != 0 { throw OutputError(file: name, code: errno) }
    throw OutputError(file: name, reason: String(cString: lxw_strerror(result)))
  }

  /// Fails if rows that wait in a temporary file could not be written there.
  fileprivate func checkWaitingRows(of sheet: UnsafeMutablePointer<lxw_worksheet>) throws(OutputError) {
    guard let file = sheet.pointee.optimize_tmpfile else { return }
    errno = 0
    if fflush(file) == 0, ferror(file) == 0 { return }
    throw OutputError(file: TemporaryFiles.folder, code: errno == 0 ? ENOSPC : errno)
  }

  fileprivate func addSheet(_ name: String) throws(OutputError) -> Int {
    errno = 0
    guard let sheet = workbook_add_worksheet(workbook, name) else {
      throw OutputError(file: self.name, code: errno == 0 ? ENOMEM : errno)
    }
    sheets.append((sheet, 0))
    return sheets.count - 1
  }

  fileprivate func sheet(_ index: Int) -> UnsafeMutablePointer<lxw_worksheet> { sheets[index].sheet }

  fileprivate func noteRow(ofSheet index: Int) throws(OutputError) {
    sheets[index].rows += 1
    // Not each time, as it takes a call of the system.
    if sheets[index].rows % 10_000 == 0 { try checkWaitingRows(of: sheets[index].sheet) }
  }

  fileprivate func noteCut(_ table: String, _ column: String) {
    if let index = cuts.firstIndex(where: { $0.table == table && $0.column == column }) {
      cuts[index].count += 1
    } else {
      cuts.append(Cut(table: table, column: column, count: 1))
    }
  }
}

/// The sheets of one table.
private final class Sheet: TableSink {
  private let writer: XLSXWriter
  private var columns: [TableColumn] = []
  private var name = ""
  private var sheetCount = 0
  private var index = 0
  private var row: UInt32 = 0

  init(_ writer: XLSXWriter) { self.writer = writer }

  func begin(_ table: Table, columns: [TableColumn]) throws {
    self.columns = columns
    name = table.name
    try addSheet()
  }

  private func addSheet() throws(OutputError) {
    sheetCount += 1
    index = try writer.addSheet(sheetCount == 1 ? name : "\(name) (\(sheetCount))")
    let sheet = writer.sheet(index)
    worksheet_freeze_panes(sheet, 1, 0)
    try writer.check(worksheet_autofilter(sheet, 0, 0, writer.maximumRows - 1, UInt16(columns.count - 1)))
    for (index, column) in columns.enumerated() {
      let width = min(max(Double(column.name.count) + 3, column.valueType == .text ? 18 : 10), 40)
      try writer.check(worksheet_set_column(sheet, UInt16(index), UInt16(index), width, nil))
      try writer.check(worksheet_write_string(sheet, 0, UInt16(index), column.name, writer.headerFormat))
    }
    row = 0
    try writer.noteRow(ofSheet: index)
  }

  func write(_ cells: [[UInt8]]) throws {
    row += 1
    if row == writer.maximumRows {
      try addSheet()
      row = 1
    }
    let sheet = writer.sheet(index)
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      try writer.check(write(String(decoding: cell, as: UTF8.self), to: UInt16(index), of: sheet))
    }
    // A row without cells is not written.
    if cells.contains(where: { !$0.isEmpty }) { try writer.noteRow(ofSheet: index) }
  }

  private func write(
    _ text: String, to column: UInt16, of sheet: UnsafeMutablePointer<lxw_worksheet>
  ) -> lxw_error {
    switch columns[Int(column)].valueType {
    // Strings, and not formulas: a cell that starts with "=" stays text.
    case .number where text.utf8.count < 16:
      if let number = Int(text) { return worksheet_write_number(sheet, row, column, Double(number), nil) }
    case .date:
      if let date = PartialDate(text) ?? PartialDate(text.filter { $0 != "-" }), date.isComplete, date.year! >= 1900 {
        var value = lxw_datetime(
          year: Int32(date.year!), month: Int32(date.month!), day: Int32(date.day!), hour: 0, min: 0, sec: 0)
        return worksheet_write_datetime(sheet, row, column, &value, writer.dateFormat)
      }
    default: break
    }
    let fitting = text.prefix(utf16: XLSXWriter.maximumCellLength)
    if fitting.utf8.count < text.utf8.count { writer.noteCut(name, columns[Int(column)].name) }
    return worksheet_write_string(sheet, row, column, fitting, nil)
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
