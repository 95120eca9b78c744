import LheoModel

/// A JSON document, its members in the order of the text.
indirect package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case list([JSONValue])
  case object([(key: String, value: JSONValue)])
}

/// A text is not JSON.
package struct JSONSyntaxError: Error {
  /// How many bytes stand before the mistake.
  package var offset: Int
  package var message: Text
}

/// Reads JSON (RFC 8259), at most 256 levels deep.
package struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private static let maximumDepth = 256

  /// Reads a document, which must be all of the text.
  package static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    parser.skipSpace()
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else {
      throw parser.error("il y a quelque chose après la fin", "something stands after the end")
    }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ french: Language.French, _ english: Language.English) -> JSONSyntaxError {
    JSONSyntaxError(offset: position, message: Text(french, english))
  }

  private mutating func skipSpace() {
    while let byte = current, byte.isXMLWhiteSpace { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard depth < Self.maximumDepth else {
      throw error("plus de \(Self.maximumDepth) niveaux", "more than \(Self.maximumDepth) levels")
    }
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try number()
    case nil: throw error("le texte finit trop tôt", "the text ends too early")
    default: throw error("une valeur est attendue", "a value is expected")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount where !take(word.utf8Start[index]) {
      throw error("\(word) est attendu", "\(word) is expected")
    }
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Double(text) != nil, text.first != "+", text.first != "." else {
      position = start
      throw error("\(text) n'est pas un nombre", "\(text) is not a number")
    }
    return .number(text)
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var members: [(String, JSONValue)] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("une clé est attendue", "a key is expected") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("« : » est attendu", "':' is expected") }
      skipSpace()
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("« , » ou « } » est attendu", "',' or '}' is expected") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list([]) }
    repeat {
      skipSpace()
      items.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("« , » ou « ] » est attendu", "',' or ']' is expected") }
    return .list(items)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        guard let valid = String(validating: text, as: UTF8.self) else {
          throw error("un texte n'est pas en UTF-8", "a text is not UTF-8")
        }
        return valid
      case UInt8(ascii: "\\"): text += try escape().utf8
      case 0..<0x20:
        throw error(
          "un caractère de contrôle doit être échappé dans un texte", "a control character in a text must be escaped")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw error("un texte ne finit pas", "a text does not end")
  }

  private mutating func escape() throws(JSONSyntaxError) -> String {
    position += 1
    guard let byte = current else { throw error("un texte ne finit pas", "a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"), UInt8(ascii: "f"):
      throw error("XML n'a pas ce caractère de contrôle", "XML does not have this control character")
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        unit = 0x10000 + (unit - 0xD800) << 10 + (try hexadecimal()) &- 0xDC00
      }
      guard let scalar = UnicodeScalar(unit) else {
        throw error("\\u ne donne pas de caractère", "\\u does not give a character")
      }
      guard scalar.value >= 0x20 || [0x09, 0x0A, 0x0D].contains(scalar.value), scalar.value & 0xFFFE != 0xFFFE else {
        throw error("\\u donne un caractère que XML n'a pas", "\\u gives a character that XML does not have")
      }
      return String(scalar)
    default: throw error("échappement inconnu", "unknown escape")
    }
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw error("quatre chiffres hexadécimaux sont attendus", "four hexadecimal digits are expected")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
