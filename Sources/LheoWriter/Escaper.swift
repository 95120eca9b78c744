import LheoOutput

/// Writes text and attribute values so that reading them gives the same characters again.
struct Escaper {
  private let sink: ByteSink
  private let encoding: FeedEncoding
  /// For each byte, whether it needs care: bit 0 in text, bit 1 in attribute values.
  private let special: [UInt8]

  init(_ sink: ByteSink, encoding: FeedEncoding) {
    self.sink = sink
    self.encoding = encoding
    var special = [UInt8](repeating: 0, count: 256)
    for control in 0..<0x20 { special[control] = 3 }
    special[0x09] = 2
    special[0x0A] = 2
    special[0x22] = 2
    special[0x26] = 3
    special[0x3C] = 3
    special[0x3E] = 3
    // Of U+FFFE and U+FFFF, which XML does not have, only the first byte is known here.
    special[0xEF] = 3
    if encoding == .latin1 { for byte in 0x80...0xFF { special[byte] = 3 } }
    self.special = special
  }

  /// Writes text.
  func text(_ text: UnsafeBufferPointer<UInt8>) { write(text, mask: 1) }

  /// Writes an attribute's value; line breaks and tabs become references, since XML would turn them into spaces.
  func attribute(_ value: UnsafeBufferPointer<UInt8>) { write(value, mask: 2) }

  /// Writes an attribute's value.
  func attribute(_ value: String) {
    value.withBytes { attribute($0) }
  }

  /// Writes a name.
  func name(_ name: String) { encoding.bytes(ofName: name).withUnsafeBufferPointer { sink.append($0) } }

  private func write(_ text: UnsafeBufferPointer<UInt8>, mask: UInt8) {
    var start = 0
    var index = 0
    special.withUnsafeBufferPointer { special in
      while index < text.count {
        if special[Int(text[index])] & mask == 0 {
          index += 1
          continue
        }
        sink.append(UnsafeBufferPointer(rebasing: text[start..<index]))
        index += escape(text, at: index)
        start = index
      }
    }
    sink.append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Writes the character at `index`; how many bytes it has.
  private func escape(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0x22: sink.append("&quot;" as StaticString)
    case 0x26: sink.append("&amp;" as StaticString)
    case 0x3C: sink.append("&lt;" as StaticString)
    case 0x3E: sink.append("&gt;" as StaticString)
    case 0x09, 0x0A, 0x0D: reference(UInt32(text[index]))
    // XML has no other control characters, not even as references.
    case 0..<0x20: sink.append("\u{FFFD}" as StaticString)
    default: return beyondASCII(text, at: index)
    }
    return 1
  }

  private func beyondASCII(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = text[index]
    let length = min(first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4, text.count - index)
    var scalar = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<max(1, length) { scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F) }
    if scalar == 0xFFFE || scalar == 0xFFFF {
      if encoding == .latin1 { reference(0xFFFD) } else { sink.append("\u{FFFD}" as StaticString) }
    } else if encoding == .utf8 {
      sink.append(UnsafeBufferPointer(rebasing: text[index..<index + length]))
    } else if scalar < 256 {
      sink.append(UInt8(scalar))
    } else {
      reference(scalar)
    }
    return length
  }

  private func reference(_ scalar: UInt32) {
    sink.append("&#" as StaticString)
    sink.append(String(scalar))
    sink.append(0x3B)
  }
}
