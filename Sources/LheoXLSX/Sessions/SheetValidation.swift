import CXLSXWriter
import LheoModel
import LheoOutput

/// What a spreadsheet says and allows while somebody types in a column.
struct SheetValidation {
  private let column: SheetColumn
  /// The cells with the choices.
  private let list: String?

  /// How long titles and messages may be.
  private static let titleLength = 32
  private static let messageLength = 255

  init(_ column: SheetColumn, list: String?) {
    self.column = column
    self.list = list
  }

  /// Calls `body` with the rules as libxlsxwriter takes them.
  func apply(_ body: (UnsafeMutablePointer<lxw_data_validation>) throws(OutputError) -> Void) throws(OutputError) {
    var texts = [column.label.cut(to: Self.titleLength - 2), message, "À vérifier", repair].map { $0.copied }
    let formula = list.map { $0.copied }
    defer {
      for text in texts { text.deallocate() }
      formula?.deallocate()
    }
    var validation = lxw_data_validation()
    validation.input_title = texts[0]
    validation.input_message = texts[1]
    validation.error_title = texts[2]
    validation.error_message = texts[3]
    validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
    // A code alone is right, too, and so are several.
    validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
    validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    switch column.kind {
    case .code, .codes:
      guard let formula else { break }
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = formula
      if case .codes = column.kind { validation.show_error = UInt8(LXW_VALIDATION_OFF.rawValue) }
    case .date:
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN.rawValue)
      validation.value_datetime = lxw_datetime(year: 1990, month: 1, day: 1, hour: 0, min: 0, sec: 0)
    case .hours: setMinimum(LXW_VALIDATION_TYPE_INTEGER, &validation)
    case .amount: setMinimum(LXW_VALIDATION_TYPE_DECIMAL, &validation)
    case .text, .mail, .web:
      guard let maximum = column.maximumLength else { break }
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO.rawValue)
      validation.value_number = Double(maximum)
    default: break
    }
    try body(&validation)
    texts.removeAll()
  }

  private func setMinimum(_ type: lxw_validation_types, _ validation: inout lxw_data_validation) {
    validation.validate = UInt8(type.rawValue)
    validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
    validation.value_number = 0
  }

  private var message: String {
    let length = column.maximumLength.map { " \($0) caractères au plus." } ?? ""
    return (column.help + length).cut(to: Self.messageLength)
  }

  private var repair: String {
    let text =
      switch column.kind {
      case .code, .codes: "Choisissez dans la liste, ou écrivez le code seul."
      case .date: "Écrivez une date comme 01/09/2026."
      case .hours: "Écrivez des heures entières."
      case .amount: "Écrivez un montant comme 1200,50."
      default: "EDOF prend \(column.maximumLength ?? 0) caractères au plus."
      }
    return text
  }
}

extension String {
  /// The text as C has it.
  fileprivate var copied: UnsafeMutablePointer<CChar> {
    let bytes = utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    return copy
  }
}
