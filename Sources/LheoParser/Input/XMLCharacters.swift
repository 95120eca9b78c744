import CLibXML2

extension String {
  /// A text of libxml2; empty for none.
  init(xml text: UnsafePointer<xmlChar>?) {
    self = text.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
  }
}

extension String {
  /// A text of libxml2, as C has it; empty for none.
  init(xml text: UnsafePointer<CChar>?) {
    self.init(xml: UnsafeRawPointer(text)?.assumingMemoryBound(to: xmlChar.self))
  }
}

extension UnsafePointer<xmlChar> {
  var asCString: UnsafePointer<CChar> { UnsafeRawPointer(self).assumingMemoryBound(to: CChar.self) }
}

extension UInt32 {
  /// Whether XML has a character of that number.
  package var isCharacterOfXML: Bool {
    switch self {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The number of a character that XML does not have, and how many bytes it has; `nil` for any other.
  package func forbiddenCharacter(at index: Int) -> (number: UInt32, length: Int)? {
    let byte = self[index]
    if byte < 0x20 { return byte == 0x09 || byte == 0x0A || byte == 0x0D ? nil : (UInt32(byte), 1) }
    guard byte == 0xEF, index + 2 < count, self[index + 1] == 0xBF, self[index + 2] == 0xBE || self[index + 2] == 0xBF
    else { return nil }
    return (0xFFC0 | UInt32(self[index + 2] & 0x3F), 3)
  }

  /// Whether all is white space. XML has no other characters up to the space, so eight bytes at a time will do.
  @inline(__always)
  var isWhiteSpace: Bool {
    guard let base = baseAddress, count > 0 else { return true }
    if base.pointee > 0x20 { return false }
    let start = UnsafeRawPointer(base)
    guard count >= 8 else {
      for index in 1..<count where self[index] > 0x20 { return false }
      return true
    }
    var index = 0
    while index &+ 8 < count {
      if Self.hasMore(start.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return false }
      index &+= 8
    }
    return !Self.hasMore(start.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
  }

  /// Whether any of eight bytes is above the space.
  @inline(__always)
  private static func hasMore(_ bytes: UInt64) -> Bool {
    ((bytes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x5F5F_5F5F_5F5F_5F5F | bytes) & 0x8080_8080_8080_8080 != 0
  }
}
