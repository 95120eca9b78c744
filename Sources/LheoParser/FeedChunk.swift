#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stretch of a feed in memory, and where in the feed it starts.
final class FeedChunk: @unchecked Sendable {
  /// A place in a feed.
  struct Place {
    /// How many bytes of UTF-8 come before.
    var offset = 0
    var line = 1
    var column = 1

    /// Goes on over some bytes. Bytes that continue a character do not count for the column.
    mutating func advance(over bytes: UnsafeRawBufferPointer) {
      guard let base = bytes.baseAddress else { return }
      var lineStart = 0
      while let newline = memchr(base + lineStart, 0x0A, bytes.count - lineStart) {
        line += 1
        column = 1
        lineStart = UnsafeRawPointer(newline) - base + 1
      }
      for byte in bytes[lineStart...] where byte & 0xC0 != 0x80 { column += 1 }
      offset += bytes.count
    }
  }

  let bytes: UnsafeRawBufferPointer
  let start: Place
  /// Whether the feed ends with it.
  let isLast: Bool

  /// Takes memory that has been allocated, and frees it in the end.
  init(owning bytes: UnsafeRawBufferPointer, start: Place, isLast: Bool) {
    self.bytes = bytes
    self.start = start
    self.isLast = isLast
  }

  /// A copy of some bytes.
  convenience init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyBytes(from: bytes)
    self.init(owning: UnsafeRawBufferPointer(copy), start: Place(), isLast: false)
  }

  deinit { bytes.deallocate() }

  /// Where the feed goes on after it.
  var end: Place {
    var end = start
    end.advance(over: bytes)
    return end
  }
}
