import CXLSXWriter
import Dispatch
import Glibc
import LheoModel
import LheoOutput
import LheoTables
import Synchronization

/// Writes tables into one Excel workbook: a sheet a table, in constant memory.
public final class XLSXWriter {
  /// The version of libxlsxwriter in use.
  public static var libraryVersion: String { lxw_version().map { String(cString: $0) } ?? "" }

  /// How many characters a cell may hold, as Excel counts them: in UTF-16.
  public static let maximumCellLength = 32_767

  /// How many addresses of a workbook may be clicked; later ones are texts. Excel takes 65,530 in a sheet, but each stays in
  /// memory until the end.
  public static let maximumLinks = 20_000

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

  let formats: XLSXFormats
  let maximumRows: UInt32
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let path: String
  private let name: String
  private var guide: XLSXGuide?
  private var tables: [XLSXTableSheets] = []
  /// The sheets in their order, with how many rows each has.
  private var sheets: [(sheet: UnsafeMutablePointer<lxw_worksheet>, rows: Int)] = []
  private var linkCount = 0
  private var isClosed = false

  /// A workbook at a path; `name` is the file that errors speak of. With a description, sheets are added that say what is in
  /// the workbook.
  ///
  /// - Throws: `OutputError` if there is no memory.
  public convenience init(path: String, name: String, description: XLSXDescription? = nil) throws(OutputError) {
    try self.init(path: path, name: name, description: description, maximumRows: 1_048_576)
  }

  /// A workbook whose sheets have at most so many rows, the header included.
  init(
    path: String, name: String, description: XLSXDescription? = nil, maximumRows: UInt32
  ) throws(OutputError) {
    self.path = path
    self.name = name
    self.maximumRows = maximumRows
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let workbook = workbook_new_opt(path, &options) else { throw OutputError(file: name, code: ENOMEM) }
    self.workbook = workbook
    formats = XLSXFormats(workbook)
    // First in the workbook, though it is written last.
    guide = try description.map { description throws(OutputError) in try XLSXGuide(description, self) }
  }

  // Frees it without writing: what is not closed is given up.
  deinit { if !isClosed { lxw_workbook_free(workbook) } }

  /// Rows of another feed follow.
  public func note(source: String) { guide?.description.sources.append(source) }

  /// Writes the file.
  ///
  /// - Throws: `OutputError` if it cannot be written.
  public func close() throws(OutputError) {
    for table in tables where table.table != nil { try table.finish() }
    try guide?.write(tables, cuts, to: self)
    for (sheet, _) in sheets { try checkWaitingRows(of: sheet) }
    isClosed = true
    errno = 0
    try check(workbook_close(workbook))
    // libxlsxwriter does not look whether its temporary files took all that it wrote.
    guard try areWhole() else {
      let folder = TemporaryFiles.folder
      throw OutputError(
        file: name,
        reason: Text(
          "les lignes n'ont pas trouvé de place dans le dossier des fichiers temporaires, \(folder). TMPDIR en nomme un autre.",
          "the rows did not find room in the folder for temporary files, \(folder). TMPDIR names another."))
    }
  }

  /// Whether all rows are in the file. The sheets are read on all cores, the largest first.
  private func areWhole() throws(OutputError) -> Bool {
    let path = path
    let expected = sheets.enumerated().map { (number: $0 + 1, rows: $1.rows) }.sorted { $0.rows > $1.rows }
    let result = Mutex<Result<Bool, OutputError>>(.success(true))
    DispatchQueue.concurrentPerform(iterations: expected.count) { index in
      let (number, rows) = expected[index]
      do throws(OutputError) {
        if try !XLSXSheet(number: number, in: path).isWhole(rows: rows) { result.withLock { $0 = .success(false) } }
      } catch {
        result.withLock { $0 = .failure(error) }
      }
    }
    return try result.withLock { $0 }.get()
  }

  /// A sink for one table, on a sheet of its own; on several where one cannot hold all rows.
  ///
  /// - Parameters:
  ///   - wrapsTexts: whether texts that are wider than their columns are broken into lines, to be read and printed.
  ///   - printedColumns: how many columns, the first ones, are on paper: all of many could not be read there.
  public func makeSheet(wrapsTexts: Bool = false, printedColumns: Int? = nil) -> any TableSink {
    let table = XLSXTableSheets(self, wrapsTexts: wrapsTexts, printedColumns: printedColumns)
    tables.append(table)
    return table
  }

  /// Fails as a call of libxlsxwriter has.
  func check(_ result: lxw_error) throws(OutputError) {
    if result == LXW_NO_ERROR { return }
    if errno != 0 { throw OutputError(file: name, code: errno) }
    throw OutputError(file: name, reason: Text(verbatim: String(cString: lxw_strerror(result))))
  }

  /// Fails if rows that wait in a temporary file could not be written there.
  private func checkWaitingRows(of sheet: UnsafeMutablePointer<lxw_worksheet>) throws(OutputError) {
    guard let file = sheet.pointee.optimize_tmpfile else { return }
    errno = 0
    if fflush(file) == 0, ferror(file) == 0 { return }
    throw .inTemporaryFolder(errno == 0 ? ENOSPC : errno)
  }
}

extension XLSXWriter {
  /// Adds a sheet; its place.
  func addSheet(_ name: String, hasHeader: Bool = true) throws(OutputError) -> Int {
    errno = 0
    guard let sheet = workbook_add_worksheet(workbook, name) else {
      throw OutputError(file: self.name, code: errno == 0 ? ENOMEM : errno)
    }
    XLSXLayout.setUpPage(of: sheet, repeatsHeader: hasHeader)
    sheets.append((sheet, 0))
    return sheets.count - 1
  }

  func sheet(_ index: Int) -> UnsafeMutablePointer<lxw_worksheet> { sheets[index].sheet }

  func writeHeader(
    _ columns: [(name: String, label: String)], _ kinds: [XLSXCell.Kind] = [], toSheet index: Int
  ) throws(OutputError) {
    let sheet = sheets[index].sheet
    // The lines of the label, and the name.
    try check(worksheet_set_row(sheet, 0, Double(13 * (XLSXLayout.labelLines + 1)), nil))
    for (column, (name, label)) in columns.enumerated() {
      let kind = column < kinds.count ? kinds[column] : .text
      try check(formats.writeHeader(name, label, kind, to: sheet, UInt16(column)))
    }
    try noteRow(ofSheet: index)
  }

  func finish(_ layout: XLSXLayout, ofSheet index: Int, rows: UInt32) throws(OutputError) {
    try check(layout.apply(to: sheets[index].sheet, rows: rows))
  }

  func noteRow(ofSheet index: Int) throws(OutputError) {
    sheets[index].rows += 1
    // Not each time, as it takes a call of the system.
    if sheets[index].rows % 10_000 == 0 { try checkWaitingRows(of: sheets[index].sheet) }
  }

  func noteCut(_ table: String, _ column: String) {
    if let index = cuts.firstIndex(where: { $0.table == table && $0.column == column }) {
      cuts[index].count += 1
    } else {
      cuts.append(Cut(table: table, column: column, count: 1))
    }
  }

  /// Whether another address may be clicked.
  func takeLink() -> Bool {
    linkCount += 1
    return linkCount <= Self.maximumLinks
  }
}
