import CXLSXWriter
import Glibc
import LheoModel
import LheoOutput

/// Writes the workbook in which a training body keeps its sessions: an empty sheet with a column for each thing to say, lists
/// of codes and help in its cells; an example; what each column is, and what the codes mean.
///
/// ```swift
/// try SessionSheetWriter.write(to: "edof.xlsx", name: "edof.xlsx")
/// ```
public struct SessionSheetWriter {
  typealias Sheet = UnsafeMutablePointer<lxw_worksheet>

  /// In how many rows cells have lists and help.
  static let preparedRows: UInt32 = 2_000
  /// The rows above those of sessions: what columns say something of, and their headers.
  static let headerRows: UInt32 = 2

  let workbook: UnsafeMutablePointer<lxw_workbook>
  let formats: SessionSheetFormats
  private let name: String
  /// By table of codes, where in the workbook its choices are.
  private var choices: [String: String] = [:]

  /// Writes the workbook.
  ///
  /// - Parameters:
  ///   - path: where it is written.
  ///   - name: the file that errors speak of.
  ///   - rows: sessions that are in it already, as somebody would type them: by the name of the column.
  ///   - command: what the first sheet says is to be run to make the file for the portal.
  /// - Throws: `OutputError` where it cannot be written.
  public static func write(
    to path: String, name: String, rows: [[String: String]] = [], command: String? = nil
  ) throws(OutputError) {
    guard let workbook = workbook_new(path) else { throw OutputError(file: name, code: ENOMEM) }
    var writer = SessionSheetWriter(workbook: workbook, formats: SessionSheetFormats(workbook), name: name)
    do {
      try writer.writeSheets(rows, command)
    } catch {
      lxw_workbook_free(workbook)
      throw error
    }
    errno = 0
    try writer.check(workbook_close(workbook))
  }

  private init(workbook: UnsafeMutablePointer<lxw_workbook>, formats: SessionSheetFormats, name: String) {
    self.workbook = workbook
    self.formats = formats
    self.name = name
  }

  private mutating func writeSheets(_ rows: [[String: String]], _ command: String?) throws(OutputError) {
    let front = try add("Lisez-moi")
    let sessions = try add(SessionSheet.name)
    let example = try add(SessionSheet.exampleName)
    let columns = try add("Colonnes")
    let codes = try add("Codes")
    try writeFront(command, on: front)
    choices = try writeCodes(on: codes)
    try writeHeader(on: sessions)
    try prepareCells(on: sessions)
    for (number, row) in rows.enumerated() { try write(row, Self.headerRows + UInt32(number), on: sessions) }
    try writeHeader(on: example)
    for (number, row) in SessionSheet.exampleRows.enumerated() {
      try check(worksheet_set_row(example, Self.headerRows + UInt32(number), 45, nil))
      try write(row, Self.headerRows + UInt32(number), on: example)
    }
    worksheet_set_tab_color(sessions, 0x1F5FA8)
    try writeColumns(on: columns)
  }

  /// Fails as a call of libxlsxwriter has.
  func check(_ result: lxw_error) throws(OutputError) {
    if result == LXW_NO_ERROR { return }
    if errno != 0 { throw OutputError(file: name, code: errno) }
    throw OutputError(file: name, reason: Text(verbatim: String(cString: lxw_strerror(result))))
  }

  private func add(_ title: String) throws(OutputError) -> Sheet {
    guard let sheet = workbook_add_worksheet(workbook, title) else { throw OutputError(file: name, code: ENOMEM) }
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    return sheet
  }

  // MARK: The sheet of sessions

  private func writeHeader(on sheet: Sheet) throws(OutputError) {
    try check(worksheet_set_row(sheet, 0, 18, nil))
    try check(worksheet_set_row(sheet, 1, 54, nil))
    for group in SessionSheet.groups {
      let (first, last) = (UInt16(group.columns.lowerBound), UInt16(group.columns.upperBound - 1))
      let format = formats.group(group.isForLheo ? nil : group.level)
      if first == last {
        try check(worksheet_write_string(sheet, 0, first, group.label, format))
      } else {
        try check(worksheet_merge_range(sheet, 0, first, 0, last, group.label, format))
      }
    }
    for (number, column) in SessionSheet.columns.enumerated() {
      let place = UInt16(number)
      try check(worksheet_set_column(sheet, place, place, column.width, formats.cell(column.kind)))
      let format = formats.header(column.need == .lheo ? nil : column.level, isMandatory: column.need == .mandatory)
      try check(worksheet_write_string(sheet, 1, place, column.header, format))
      var options = lxw_comment_options()
      options.width = 260
      options.height = 120
      try check(worksheet_write_comment_opt(sheet, 1, place, column.comment, &options))
    }
    // The number and the title of the offer stay in sight.
    worksheet_freeze_panes(sheet, Self.headerRows, 3)
    worksheet_repeat_rows(sheet, 0, 1)
    worksheet_repeat_columns(sheet, 1, 2)
    _ = worksheet_ignore_errors(
      sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A3:\(SessionSheet.lastColumn)\(Self.preparedRows + 2)")
  }

  /// Gives each cell its list, and the help that is shown when one types in it.
  private func prepareCells(on sheet: Sheet) throws(OutputError) {
    for (number, column) in SessionSheet.columns.enumerated() {
      let list = column.codes.flatMap { choices[$0.listKey] }
      try SheetValidation(column, list: list).apply { validation throws(OutputError) in
        try check(
          worksheet_data_validation_range(
            sheet, Self.headerRows, UInt16(number), Self.headerRows + Self.preparedRows - 1, UInt16(number), validation)
        )
      }
    }
  }

  private func write(_ row: [String: String], _ number: UInt32, on sheet: Sheet) throws(OutputError) {
    for (place, column) in SessionSheet.columns.enumerated() {
      guard let text = row[column.name], !text.isEmpty else { continue }
      try check(write(text, of: column, number, UInt16(place), on: sheet))
    }
  }

  /// Writes a cell as a spreadsheet would keep what somebody typed.
  private func write(
    _ text: String, of column: SheetColumn, _ row: UInt32, _ place: UInt16, on sheet: Sheet
  ) -> lxw_error {
    switch column.kind {
    case .date:
      if let code = try? SheetValue.text(of: .text(text), as: .date), let day = PartialDate(code), let year = day.year,
        year >= 1900
      {
        var value = lxw_datetime(
          year: Int32(year), month: Int32(day.month!), day: Int32(day.day!), hour: 0, min: 0, sec: 0)
        return worksheet_write_datetime(sheet, row, place, &value, nil)
      }
    case .hours, .amount, .decimal, .rate:
      if text.utf8.count < 15, let number = Double(text.replacing(",", with: ".")) {
        return worksheet_write_number(sheet, row, place, number, nil)
      }
    case .code(let table):
      if let entry = table.entries.first(where: { $0.code == text }) {
        return worksheet_write_string(sheet, row, place, SheetColumn.choice(entry), nil)
      }
    default: break
    }
    // A string, and not a formula: a cell that starts with "=" stays text.
    return worksheet_write_string(sheet, row, place, text, nil)
  }
}

extension SheetColumn {
  /// How wide the column is, in characters.
  fileprivate var width: Double {
    switch kind {
    case .text: maximumLength.map { $0 > 300 ? 40 : 24 } ?? 24
    case .code, .codes, .mail, .web, .lines: 24
    case .digits, .phone: 18
    case .date, .dates, .hours, .amount, .decimal, .rate: 14
    }
  }

  /// What the comment of the header says.
  fileprivate var comment: String {
    var parts = [label, help]
    switch need {
    case .mandatory: parts.append("Obligatoire pour EDOF.")
    case .oneOf: parts.append("Une colonne marquée (*) est obligatoire, pas toutes.")
    case .optional: parts.append("Facultatif.")
    case .lheo: parts.append("EDOF ne le prend pas ; un flux LHEO le demande.")
    }
    if let maximumLength { parts.append("\(maximumLength) caractères au plus.") }
    parts.append("LHEO : \(name)")
    return parts.map(InFrench.set).joined(separator: "\n")
  }
}
