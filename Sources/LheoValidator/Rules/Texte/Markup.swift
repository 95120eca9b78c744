import LheoModel

/// Finds HTML in a text.
enum Markup {
  /// The first tag or entity, if there is one.
  static func first(in text: String) -> String? {
    text.withBytes { bytes in
      for (index, byte) in bytes.enumerated() where byte == 0x3C || byte == 0x26 {
        if let end = byte == 0x3C ? tagEnd(bytes, index) : entityEnd(bytes, index) {
          return String(decoding: bytes[index..<end], as: UTF8.self)
        }
      }
      return nil
    }
  }

  /// Where the tag ends that starts at `start`, if it is one of HTML.
  private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let nameStart = start + 1 < bytes.count && bytes[start + 1] == 0x2F ? start + 2 : start + 1
    let nameEnd = bytes[nameStart...].prefix(8).firstIndex { !$0.isLetterOrDigit } ?? bytes.count
    guard nameEnd < bytes.count, [0x20, 0x2F, 0x3E, 0x0A, 0x09].contains(bytes[nameEnd]),
      isTag(String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self).lowercased())
    else { return nil }
    guard let end = bytes[nameEnd...].prefix(200).firstIndex(of: 0x3E) else { return nil }
    // « a<b et c>d » is not a tag: what stands after the name of one has a value.
    let isBare = bytes[nameEnd..<end].allSatisfy { $0 <= 0x20 || $0 == 0x2F }
    return isBare || bytes[nameEnd..<end].contains(0x3D) ? end + 1 : nil
  }

  private static func isTag(_ name: String) -> Bool {
    HTMLTags.breaking.contains(name) || HTMLTags.inline.contains(name)
  }

  /// Where the entity ends that starts at `start`, if it is one of HTML.
  private static func entityEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let name = bytes[(start + 1)...].prefix(10).prefix { $0.isLetterOrDigit || $0 == 0x23 }
    let end = start + 1 + name.count
    guard !name.isEmpty, end < bytes.count, bytes[end] == 0x3B,
      name.first == 0x23 || HTMLEntities.character(named: name) != nil
    else { return nil }
    return end + 1
  }
}

extension UInt8 {
  /// Whether it is an ASCII letter or digit.
  var isLetterOrDigit: Bool {
    isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
