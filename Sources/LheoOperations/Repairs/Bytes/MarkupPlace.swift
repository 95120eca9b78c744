import LheoParser

/// Where in the markup a byte stands.
enum MarkupPlace {
  case text
  /// After `<`, and after `<!`.
  case opening, exclamation
  case tag
  /// In the value of an attribute.
  case quoted, singleQuoted
  case comment, characterData, instruction
  /// After anything else that `<!` begins, which is refused; it has no end here.
  case documentType

  /// Whether an ampersand begins a reference.
  var hasReferences: Bool { self == .text || self == .quoted || self == .singleQuoted }

  /// Which bytes must be looked at: a bit of `interests`; 0 for all.
  var interest: UInt16 {
    switch self {
    case .text: 1
    case .tag: 1 << 1
    case .quoted: 1 << 2
    case .singleQuoted: 1 << 3
    case .comment: 1 << 4
    case .characterData: 1 << 5
    case .instruction: 1 << 6
    case .documentType: 1 << 7
    case .opening, .exclamation: 0
    }
  }

  /// For each byte the places that it may end, or in which it may have to be repaired. It never changes.
  nonisolated(unsafe) static let interests: UnsafePointer<UInt16> = {
    let interests = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
    interests.initialize(repeating: 0, count: 256)
    // Characters that XML does not have, line ends, and the first byte of U+FFFE.
    for byte in 0..<0x20 where byte != 0x09 && byte != 0x0D { interests[byte] = .max }
    interests[0xEF] = .max
    let others: [(MarkupPlace, StaticString)] = [
      (.text, "<&"), (.tag, ">\"'"), (.quoted, "\"&"), (.singleQuoted, "'&"), (.comment, "->"), (.characterData, "]>"),
      (.instruction, "?>"),
    ]
    for (place, bytes) in others {
      for byte in bytes.description.utf8 { interests[Int(byte)] |= place.interest }
    }
    return UnsafePointer(interests)
  }()

  /// What follows `<!`, as numbers.
  static let commentName = number("--")
  static let characterDataName = number("[CDATA[")

  /// Whether a name after `<!` may become one of the two.
  static func isNameStart(_ name: UInt64) -> Bool {
    if name == commentName >> 8 { return true }
    var start = characterDataName >> 8
    while start != 0, start != name { start >>= 8 }
    return start != 0
  }

  private static func number(_ name: StaticString) -> UInt64 {
    name.description.utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the first byte is that is of interest.
  func endOfRun(from start: Int, _ interest: UInt16) -> Int {
    let interests = MarkupPlace.interests
    var index = start
    while index < count, interests[Int(self[index])] & interest == 0 { index &+= 1 }
    return index
  }
}

/// What stands between an ampersand and a semicolon.
extension [UInt8] {
  /// Whether a byte may come next.
  func mayGoOn(with byte: UInt8) -> Bool {
    guard let first else { return byte == 0x23 || Self.startsName(byte) }
    if first != 0x23 { return Self.startsName(byte) || Self.isDigit(byte) || byte == 0x2D || byte == 0x2E }
    if count == 1 { return byte == 0x78 || Self.isDigit(byte) }
    return Self.isDigit(byte) || isHexadecimal && (0x41...0x46 ~= byte || 0x61...0x66 ~= byte)
  }

  /// Whether it is complete.
  var isReference: Bool { first != 0x23 ? !isEmpty : count > (isHexadecimal ? 2 : 1) }

  /// The number of the character; `nil` for a name. Too large a number is some number that is too large.
  var characterNumber: UInt32? {
    guard first == 0x23 else { return nil }
    let isHexadecimal = self.isHexadecimal
    return dropFirst(isHexadecimal ? 2 : 1).reduce(0) { number, byte in
      let digit = UInt32(byte < 0x3A ? byte - 0x30 : (byte | 0x20) - 0x57)
      return Swift.min(0x11_0000, number * (isHexadecimal ? 16 : 10) + digit)
    }
  }

  private var isHexadecimal: Bool { count > 1 && self[1] == 0x78 && self[0] == 0x23 }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  /// Any byte beyond ASCII is taken for one of a letter.
  private static func startsName(_ byte: UInt8) -> Bool {
    0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x5F || byte == 0x3A || byte >= 0x80
  }
}
