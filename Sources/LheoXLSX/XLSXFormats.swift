import CXLSXWriter

/// How cells look.
struct XLSXFormats {
  typealias Format = UnsafeMutablePointer<lxw_format>

  /// A column's label and name.
  let header: Format?
  /// Those above numbers and dates, aligned like them.
  let numberHeader: Format?
  let dateHeader: Format?
  /// A text in several lines, and what is beside one.
  let wrapped: Format?
  let top: Format?
  let topDate: Format?
  let date: Format?
  /// A date among texts.
  let leadingDate: Format?
  let link: Format?
  let title: Format?
  let strong: Format?
  /// A number with its thousands apart.
  let count: Format?

  /// How high the row of a title is: where texts are written row by row, not all programs find that out.
  static let titleHeight = 24.0

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    func format(_ change: (Format?) -> Void) -> Format? {
      let format = workbook_add_format(workbook)
      change(format)
      return format
    }
    func header(_ alignment: lxw_format_alignments) -> Format? {
      format {
        format_set_text_wrap($0)
        format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        format_set_align($0, UInt8(alignment.rawValue))
        format_set_bg_color($0, 0xE8EEF7)
        format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_bold($0)
        format_set_font_size($0, 9)
      }
    }
    self.header = header(LXW_ALIGN_LEFT)
    numberHeader = header(LXW_ALIGN_RIGHT)
    dateHeader = header(LXW_ALIGN_CENTER)
    wrapped = format {
      format_set_text_wrap($0)
      format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }
    top = format { format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)) }
    topDate = format {
      format_set_num_format($0, "dd/mm/yyyy")
      format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      format_set_align($0, UInt8(LXW_ALIGN_CENTER.rawValue))
    }
    date = format {
      format_set_num_format($0, "dd/mm/yyyy")
      // Else it would touch the text beside it.
      format_set_align($0, UInt8(LXW_ALIGN_CENTER.rawValue))
    }
    leadingDate = format {
      format_set_num_format($0, "dd/mm/yyyy")
      format_set_align($0, UInt8(LXW_ALIGN_LEFT.rawValue))
    }
    link = format {
      format_set_font_color($0, 0x0563C1)
      format_set_underline($0, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    }
    title = format {
      format_set_bold($0)
      format_set_font_size($0, 16)
    }
    strong = format { format_set_bold($0) }
    count = format {
      format_set_num_format($0, "#,##0")
      format_set_align($0, UInt8(LXW_ALIGN_RIGHT.rawValue))
      format_set_indent($0, 2)
    }
  }

  /// Writes the header of a column: its label and, below it in the same cell, its name.
  ///
  /// One row and one text, as filters and pivot tables take one row for the names of columns and want them to differ: the
  /// same label stands over several columns, and a second row would count as data, so that dates would be no dates there.
  func writeHeader(
    _ name: String, _ label: String, _ kind: XLSXCell.Kind = .text, to sheet: UnsafeMutablePointer<lxw_worksheet>,
    _ column: UInt16
  ) -> lxw_error {
    let format = kind == .number ? numberHeader : kind == .date ? dateHeader : header
    let text = label.isEmpty || label == name ? name : "\(label)\n\(name)"
    return worksheet_write_string(sheet, 0, column, text, format)
  }
}
