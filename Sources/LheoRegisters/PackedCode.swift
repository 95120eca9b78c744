import LheoModel

/// A code of at most twelve letters and digits as a number: cheap to look up, and no other code has the same.
///
/// Small letters count as capitals, and white space around the code does not count.
public struct PackedCode: Hashable, Sendable, CustomStringConvertible {
  let value: UInt64

  /// The code of a text; `nil` where it has other characters, none or too many.
  public init?(_ text: String) {
    guard let code = text.withBytes({ PackedCode($0) }) else { return nil }
    self = code
  }

  /// The code of bytes.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let bytes = bytes.trimmed
    guard (1...12).contains(bytes.count) else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      switch byte {
      case 0x30...0x39: value = value * 37 + UInt64(byte - 0x30) + 1
      case 0x41...0x5A: value = value * 37 + UInt64(byte - 0x41) + 11
      case 0x61...0x7A: value = value * 37 + UInt64(byte - 0x61) + 11
      default: return nil
      }
    }
    self.value = value
  }

  /// The code, in capitals.
  public var description: String {
    var rest = value
    var bytes: [UInt8] = []
    while rest > 0 {
      let digit = UInt8(rest % 37)
      bytes.append(digit > 10 ? digit + 0x36 : digit + 0x2F)
      rest /= 37
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }
}

/// The number of an establishment (SIRET): the nine digits of its company (SIREN) and five of its own.
public struct Siret: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The number.
  public let number: UInt64

  /// Reads 14 digits, spaces between them allowed; whether the last is right is not looked at.
  public init?(_ text: String) {
    guard let siret = text.withBytes({ Siret($0) }) else { return nil }
    self = siret
  }

  /// Reads bytes.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var (number, count) = (0 as UInt64, 0)
    for byte in bytes.trimmed where byte != 0x20 {
      guard byte.isDigit, count < 14 else { return nil }
      number = number * 10 + UInt64(byte - 0x30)
      count += 1
    }
    guard count == 14, number > 0 else { return nil }
    self.number = number
  }

  package init(number: UInt64) { self.number = number }

  /// The company, nine digits.
  public var siren: UInt64 { number / 100_000 }

  /// Whether the last digit is right. La Poste's establishments have a rule of their own.
  public var isRight: Bool {
    var (rest, sum, plain) = (number, 0, 0)
    for index in 0..<14 {
      let digit = Int(rest % 10)
      let value = index % 2 == 1 ? digit * 2 : digit
      sum += value > 9 ? value - 9 : value
      plain += digit
      rest /= 10
    }
    return sum % 10 == 0 || siren == 356_000_000 && plain % 5 == 0
  }

  /// The 14 digits.
  public var description: String { Self.digits(number, 14) }

  /// A company's nine digits.
  package static func siren(_ number: UInt64) -> String { digits(number, 9) }

  private static func digits(_ number: UInt64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// By number: establishments of one company stand together.
  public static func < (left: Siret, right: Siret) -> Bool { left.number < right.number }
}
