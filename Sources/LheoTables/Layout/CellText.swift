import LheoModel

/// How a value of a feed is written in a cell, and read from it again.
package enum CellText {
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

  /// Appends one more value to a cell, from `start` on, that may hold several; nothing for white space only.
  static func appendNext(
    _ value: UnsafeBufferPointer<UInt8>, as form: Form, to bytes: inout [UInt8], from start: Int = 0
  ) {
    let value = value.trimmed
    if value.isEmpty { return }
    if bytes.count > start { bytes.append(TableLayout.separator) }
    append(value, as: form, to: &bytes)
  }

  /// The whole number of 64 bits that a cell holds; `nil` if it holds something else.
  package static func wholeNumber(_ cell: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard isPlainNumber(cell) else {
      return cell.isEmpty ? nil : Int64(String(decoding: cell, as: UTF8.self))
    }
    let isNegative = cell[0] == UInt8(ascii: "-")
    var number: Int64 = 0
    for digit in isNegative ? cell.dropFirst() : cell[...] { number = number * 10 + Int64(digit - 0x30) }
    return isNegative ? -number : number
  }

  /// Whether a number is short, and written as databases write it.
  private static func isPlainNumber(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let digits = value.first == UInt8(ascii: "-") ? value.dropFirst() : value[...]
    guard digits.count < 18, let first = digits.first, first != 0x30 || value.count == 1 else { return false }
    return digits.allSatisfy(\.isDigit)
  }

  /// A whole number of 64 bits, as databases have it.
  private static func appendNumber(_ value: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    if isPlainNumber(value) {
      bytes += value
    } else if let number = Int(String(decoding: value, as: UTF8.self)) {
      bytes += String(number).utf8
    }
  }

  /// Appends the value of a cell: dates as feeds have them, with `99` for what is not known; anything else as it is.
  static func appendValue(_ cell: UnsafeBufferPointer<UInt8>, isDate: Bool, to bytes: inout [UInt8]) {
    guard isDate, PartialDate.hasISOForm(cell) else { return bytes += cell }
    bytes += cell.lazy.filter { $0 != UInt8(ascii: "-") }
    if cell.count < 10 { bytes += [0x39, 0x39] }
    if cell.count < 7 { bytes += [0x39, 0x39] }
  }

  /// Whether a value of a feed comes back from its cell as it was. Where several values share a cell, it must not hold
  /// what separates them.
  static func comesBack(_ value: UnsafeBufferPointer<UInt8>, as form: Form, isDate: Bool, separator: UInt8?) -> Bool {
    guard !value.isEmpty, value.trimmed.count == value.count else { return false }
    if let separator, value.contains(separator) { return false }
    switch form {
    case .asIs where !isDate || !PartialDate.hasISOForm(value): return true
    case .number where !isDate && isPlainNumber(value): return true
    case .day where isDate, .isoDate where isDate:
      if let date = PartialDate(utf8: value), date.isComplete { return true }
    default: break
    }
    var cell: [UInt8] = []
    append(value, as: form, to: &cell)
    var back: [UInt8] = []
    cell.withUnsafeBufferPointer { appendValue($0, isDate: isDate, to: &back) }
    return back.elementsEqual(value)
  }
}
