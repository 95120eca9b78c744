import LheoModel

/// What a postcode or an INSEE code looks like, read once for all rules on addresses.
struct LocationCode {
  /// Whether it has five characters, white space included; other lengths are the schema's.
  private(set) var hasFiveCharacters = false
  /// Whether it is five letters or digits, white space around them aside.
  private(set) var isAlphanumeric = false
  /// The number, if all characters are digits.
  private(set) var number: Int?

  /// A code that is not there.
  init() {}

  init(_ text: String) {
    text.withBytes { bytes in
      hasFiveCharacters = bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } == 5
      let code = bytes.trimmed
      isAlphanumeric = code.count == 5 && code.allSatisfy(\.isLetterOrDigit)
      if isAlphanumeric {
        number = code.reduce(0) { number, byte in
          number.flatMap { byte.isDigit ? $0 * 10 + Int(byte - 0x30) : nil }
        }
      }
    }
  }

  /// Whether it is 00000.
  var isZero: Bool { number == 0 }

  /// Whether France Travail can place the address by it.
  var isUsable: Bool { isAlphanumeric && !isZero }
}
