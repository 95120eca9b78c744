/// FNV-1a, 64 bits: a hash that is the same in every run, which Swift's `Hasher` is not.
package struct FNV {
  /// The hash of what has been combined.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of nothing.
  package init() {}

  /// The hash of one text.
  package static func hash(_ text: String) -> UInt64 {
    var hash = FNV()
    hash.combine(text)
    return hash.value
  }

  /// Combines a text and its end.
  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    end()
  }

  /// Combines bytes and their end.
  package mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { combine(byte) }
    end()
  }

  /// Ends a text that has been combined byte by byte: no text has this byte.
  package mutating func end() { combine(0xFF) }

  /// Combines a byte.
  package mutating func combine(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
