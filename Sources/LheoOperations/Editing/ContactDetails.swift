import LheoModel

/// E-mail addresses and French telephone numbers in free text.
enum ContactDetails {
  /// What was found.
  enum Kind { case courriel, telephone }

  /// The text with each of them replaced; `nil` if there are none.
  static func replaced(in text: String, by replacement: (Kind, String) -> String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "@") || $0.isDigit }) else { return nil }
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index < bytes.count {
      guard let (kind, range) = found(in: bytes, at: index, notBefore: copied) else {
        index += 1
        continue
      }
      result += bytes[copied..<range.lowerBound]
      result += replacement(kind, String(decoding: bytes[range], as: UTF8.self)).utf8
      copied = range.upperBound
      index = copied
    }
    return copied == 0 ? nil : String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private static func found(in bytes: [UInt8], at index: Int, notBefore start: Int) -> (Kind, Range<Int>)? {
    if bytes[index] == UInt8(ascii: "@") {
      return address(in: bytes, at: index, notBefore: start).map { (.courriel, $0) }
    }
    return telephone(in: bytes, at: index).map { (.telephone, $0) }
  }

  private static func address(in bytes: [UInt8], at sign: Int, notBefore start: Int) -> Range<Int>? {
    var first = sign
    while first > start, bytes[first - 1].isInAddress { first -= 1 }
    var end = sign + 1
    while end < bytes.count, bytes[end].isInHost { end += 1 }
    while end > sign + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let host = bytes[(sign + 1)..<end]
    return first < sign && host.contains(UInt8(ascii: ".")) ? first..<end : nil
  }

  /// `0` and nine digits, or `+33` and nine, with spaces, dots, dashes or slashes between them.
  private static func telephone(in bytes: [UInt8], at start: Int) -> Range<Int>? {
    if start > 0, bytes[start - 1].isDigit || bytes[start - 1] == UInt8(ascii: "+") { return nil }
    let rest = bytes[start...]
    let needed: Int
    if rest.starts(with: "+33".utf8) {
      needed = 11
    } else if rest.starts(with: "0033".utf8) {
      needed = 13
    } else if bytes[start] == UInt8(ascii: "0") {
      needed = 10
    } else {
      return nil
    }
    var digits = 0
    var index = start
    var end = start
    while index < bytes.count, digits < needed {
      if bytes[index].isDigit {
        digits += 1
        end = index + 1
      } else if !bytes[index].isBetweenDigits {
        break
      }
      index += 1
    }
    let goesOn = end < bytes.count && bytes[end].isDigit
    return digits == needed && !goesOn ? start..<end : nil
  }
}

extension UInt8 {
  fileprivate var isInHost: Bool { isLetter || isDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: "-") }

  fileprivate var isInAddress: Bool { isInHost || self >= 0x80 || "_%+".utf8.contains(self) }

  private var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  /// A no-break space is C2 A0 in UTF-8, a narrow one E2 80 AF.
  fileprivate var isBetweenDigits: Bool {
    " .-/+()".utf8.contains(self) || [0xC2, 0xA0, 0xE2, 0x80, 0xAF].contains(self)
  }
}
