extension String {
  /// Without white space at both ends.
  package var trimmed: String {
    withBytes { String(decoding: $0.trimmed, as: UTF8.self) }
  }

  /// At most 80 characters, on one line.
  package var shortened: String {
    if utf8.count <= 80, !mayHaveNewline { return self }
    let line = cut(to: 100).split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 80 ? line : line.prefix(79) + "…"
  }

  /// Whether there may be a line break, as in few texts.
  private var mayHaveNewline: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      switch byte {
      case 0x0A...0x0D: return true
      // U+0085, U+2028 and U+2029.
      case 0x85 where previous == 0xC2, 0xA8 where previous == 0x80, 0xA9 where previous == 0x80: return true
      default: previous = byte
      }
    }
    return false
  }

  /// At most that many characters, which is more than anybody reads in a message: a text of a hostile feed may have
  /// millions.
  package func cut(to count: Int) -> String { utf8.count <= count ? self : String(prefix(count)) }
}
