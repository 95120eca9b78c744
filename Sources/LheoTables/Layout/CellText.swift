import LheoModel

/// How a value of a feed is written in a cell, and read from it again.
enum CellText {
  /// What is done with values.
  enum Form: Equatable {
    /// They are written as they are.
    case asIs
    /// Dates are written as in ISO 8601 as far as they are known, anything else as it is.
    case isoDate
    /// Only whole numbers are written.
    case number
    /// Only days of the calendar are written, as in ISO 8601.
    case day
  }

  /// Appends the cell of a value without white space at its ends; nothing where the form has no place for it.
  static func append(_ value: UnsafeBufferPointer<UInt8>, as form: Form, to bytes: inout [UInt8]) {
    switch form {
    case .asIs: bytes += value
    case .isoDate:
      if let date = PartialDate(utf8: value) { bytes += date.isoText.utf8 } else { bytes += value }
    case .number: appendNumber(value, to: &bytes)
    case .day:
      guard let date = PartialDate(utf8: value), date.isComplete else { return }
      bytes += value[0..<4]
      bytes.append(UInt8(ascii: "-"))
      bytes += value[4..<6]
      bytes.append(UInt8(ascii: "-"))
      bytes += value[6..<8]
    }
  }

  /// Appends one more value to a cell that may hold several; nothing for white space only.
  static func appendNext(_ value: UnsafeBufferPointer<UInt8>, as form: Form, to cell: inout [UInt8]) {
    let value = value.trimmed
    if value.isEmpty { return }
    if !cell.isEmpty { cell.append(TableLayout.separator) }
    append(value, as: form, to: &cell)
  }

  /// A whole number of 64 bits, as databases have it.
  private static func appendNumber(_ value: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let digits = value.first == UInt8(ascii: "-") ? value.dropFirst() : value[...]
    if digits.count < 18, let first = digits.first, first != 0x30 || value.count == 1, digits.allSatisfy(\.isDigit) {
      bytes += value
    } else if let number = Int(String(decoding: value, as: UTF8.self)) {
      bytes += String(number).utf8
    }
  }

  /// Appends the value of a cell: dates as feeds have them, with `99` for what is not known; anything else as it is.
  static func appendValue(_ cell: UnsafeBufferPointer<UInt8>, isDate: Bool, to bytes: inout [UInt8]) {
    guard isDate, [4, 7, 10].contains(cell.count), isISODate(cell) else { return bytes += cell }
    bytes += cell.lazy.filter { $0 != UInt8(ascii: "-") }
    if cell.count < 10 { bytes += [0x39, 0x39] }
    if cell.count < 7 { bytes += [0x39, 0x39] }
  }

  private static func isISODate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.indices.allSatisfy { $0 == 4 || $0 == 7 ? cell[$0] == UInt8(ascii: "-") : cell[$0].isDigit }
  }

  /// Whether a value of a feed comes back from its cell as it was. Where several values share a cell, it must not hold
  /// what separates them.
  static func comesBack(_ value: UnsafeBufferPointer<UInt8>, as form: Form, isDate: Bool, separator: UInt8?) -> Bool {
    guard !value.isEmpty, value.trimmed.count == value.count else { return false }
    if let separator, value.contains(separator) { return false }
    if form == .asIs, !isDate { return true }
    var cell: [UInt8] = []
    append(value, as: form, to: &cell)
    var back: [UInt8] = []
    cell.withUnsafeBufferPointer { appendValue($0, isDate: isDate, to: &back) }
    return back.elementsEqual(value)
  }
}
