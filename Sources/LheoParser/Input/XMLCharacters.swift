import CLibXML2

extension String {
  /// A text of libxml2; empty for none.
  init(xml text: UnsafePointer<xmlChar>?) {
    self = text.map { String(decodingCString: $0, as: UTF8.self) } ?? ""
  }
}

extension UnsafePointer<xmlChar> {
  var asCString: UnsafePointer<CChar> { UnsafeRawPointer(self).assumingMemoryBound(to: CChar.self) }
}

extension UnsafeBufferPointer<UInt8> {
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
