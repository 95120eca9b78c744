import CXLSXWriter
import LheoTables

/// How wide the columns of a sheet are, and how it is filtered and printed.
///
/// All of this stands before the rows in a workbook and is written after them, so it may depend on all of them.
struct XLSXLayout {
  private static let narrowest = 8
  /// Lines of a label above the name: more than one, as a label is longer than most of what stands below it.
  static let labelLines = 3

  /// The longest text of each column, as far as it matters.
  private var lengths: [Int]
  private let headers: [Int]

  private let widest: Int
  private let printedColumns: Int

  /// The columns of a sheet; none is wider than so many characters, unless its header is. The first ones are printed, or all.
  init(_ columns: [(name: String, label: String)], widest: Int = 40, printedColumns: Int? = nil) {
    self.widest = widest
    self.printedColumns = min(printedColumns ?? columns.count, columns.count)
    lengths = columns.map { _ in 0 }
    headers = columns.map { name, label in
      // The button of the filter hides the end of the name.
      max(Self.width(ofLabel: label), name.count * 9 / 10 + 3)
    }
  }

  /// How wide a label is that is broken between words.
  private static func width(ofLabel label: String) -> Int {
    let longest = label.split(separator: " ").map(\.count).max() ?? 0
    return (longest...).first { lines(of: label.utf8, width: $0) <= labelLines }!
  }

  /// How many lines a text takes that is broken between words, in a column of so many characters.
  static func lines(of text: some Collection<UInt8>, width: Int) -> Int {
    var (lines, used, word) = (1, 0, 0)
    // What goes on a character has no width.
    for byte in text where byte & 0xC0 != 0x80 {
      if byte == UInt8(ascii: "\n") {
        (lines, used, word) = (lines + 1, 0, 0)
        continue
      }
      used += 1
      word = byte == UInt8(ascii: " ") ? 0 : word + 1
      guard used > width, word > 0 else { continue }
      // The word goes to the next line; what fills a line is broken.
      word = word > width ? 1 : word
      (lines, used) = (lines + 1, word)
    }
    return lines
  }

  /// The height of a row with so many lines, in points; none is higher than a sheet lets it be.
  static func height(ofLines lines: Int) -> Double { min(15 * Double(lines), 409) }

  /// A text is in a column.
  mutating func note(_ text: some Collection<UInt8>, in column: Int) {
    guard text.count > lengths[column], lengths[column] < widest else { return }
    // What goes on a character has no width.
    lengths[column] = max(lengths[column], text.count { $0 & 0xC0 != 0x80 })
  }

  /// Puts it on a sheet with so many rows, the header included.
  func apply(to sheet: UnsafeMutablePointer<lxw_worksheet>, rows: UInt32) -> lxw_error {
    for (column, (length, header)) in zip(lengths, headers).enumerated() {
      let width = max(min(length + 1, widest), header, Self.narrowest)
      let result = worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil)
      if result != LXW_NO_ERROR { return result }
    }
    let (lastRow, lastColumn) = (max(rows, 1) - 1, UInt16(max(lengths.count, 1) - 1))
    // Numbers of bodies and postcodes are texts, which Excel would mark as mistakes.
    if lastRow > 0 {
      _ = worksheet_ignore_errors(
        sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), Self.range(to: lastRow, lastColumn))
    }
    // Without it, what a cell of the last column cannot show would make the page wider; and it leaves out columns.
    let result = worksheet_print_area(sheet, 0, 0, lastRow, UInt16(max(printedColumns, 1) - 1))
    return result == LXW_NO_ERROR ? worksheet_autofilter(sheet, 0, 0, lastRow, lastColumn) : result
  }

  private static func range(to row: UInt32, _ column: UInt16) -> String {
    var text = [CChar](repeating: 0, count: 64)
    lxw_rowcol_to_range(&text, 1, 0, row, column)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Says how a sheet is printed: across, on A4, one page wide, with its name and the number of the page.
  static func setUpPage(of sheet: UnsafeMutablePointer<lxw_worksheet>, repeatsHeader: Bool) {
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_set_margins(sheet, 0.4, 0.4, 0.4, 0.6)
    worksheet_set_footer(sheet, "&L&A&RPage &P / &N")
    if repeatsHeader {
      worksheet_repeat_rows(sheet, 0, 0)
      worksheet_freeze_panes(sheet, 1, 0)
    }
  }
}
