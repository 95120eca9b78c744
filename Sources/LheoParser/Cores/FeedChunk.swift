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
      let lineFeeds = bytes.count(of: 0x0A)
      if lineFeeds > 0 {
        line += lineFeeds
        column = 1
      }
      let lineStart = lineFeeds > 0 ? bytes.lastIndex(of: 0x0A)! + 1 : 0
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

extension UnsafeRawBufferPointer {
  /// How often a byte occurs.
  fileprivate func count(of byte: UInt8) -> Int {
    guard let bytes = baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    var total = 0
    var position = 0
    while position < count {
      // So few that a byte can count them: the compiler then looks at many of them at once.
      let end = Swift.min(position &+ 192, count)
      var found: UInt8 = 0
      while position < end {
        found &+= bytes[position] == byte ? 1 : 0
        position &+= 1
      }
      total &+= Int(found)
    }
    return total
  }
}
