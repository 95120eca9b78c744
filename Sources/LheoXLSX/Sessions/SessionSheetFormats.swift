import CXLSXWriter

/// How the cells of the sheet of sessions look.
final class SessionSheetFormats {
  typealias Format = UnsafeMutablePointer<lxw_format>

  private let workbook: UnsafeMutablePointer<lxw_workbook>
  let title: Format?
  let strong: Format?
  let wrapped: Format?
  private let text: Format?
  private let date: Format?
  let plain: Format?

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    self.workbook = workbook
    func format(_ change: (Format?) -> Void) -> Format? {
      let format = workbook_add_format(workbook)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      change(format)
      return format
    }
    title = format {
      format_set_bold($0)
      format_set_font_size($0, 16)
    }
    strong = format { format_set_bold($0) }
    wrapped = format { format_set_text_wrap($0) }
    text = format {
      // Numbers stay as they are typed, with their zeros.
      format_set_num_format($0, "@")
      format_set_text_wrap($0)
    }
    date = format { format_set_num_format($0, "dd/mm/yyyy") }
    plain = format { _ in }
  }

  /// The format of the cells of a kind.
  func cell(_ kind: SheetColumn.Kind) -> Format? {
    switch kind {
    case .date: date
    case .hours, .amount, .decimal, .rate: plain
    default: text
    }
  }

  /// The colour of a level, `nil` for what only LHEO has.
  private static func colour(_ level: SheetColumn.Level?) -> UInt32 {
    switch level {
    case .organisme: 0xE3D9EE
    case .formation: 0xD9E6F5
    case .action: 0xDDEFD9
    case .session: 0xFCEBC8
    case nil: 0xE6E6E6
    }
  }

  /// What stands above the columns of a level.
  func group(_ level: SheetColumn.Level?) -> Format? {
    let format = workbook_add_format(workbook)
    format_set_bold(format)
    format_set_bg_color(format, Self.colour(level))
    format_set_left(format, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    return format
  }

  /// The header of a column.
  func header(_ level: SheetColumn.Level?, isMandatory: Bool) -> Format? {
    let format = workbook_add_format(workbook)
    format_set_text_wrap(format)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_bg_color(format, Self.colour(level))
    format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_font_size(format, 9)
    if isMandatory { format_set_bold(format) }
    return format
  }
}
