#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Knows line and column at any byte of the feed, however large, by looking at every byte once.
///
/// Offsets count the bytes of the feed in UTF-8. A position may be asked for only at or after the one asked for before.
struct PositionTracker {
  private static let tailSize = 1 << 14

  /// How far lines and columns are counted.
  private var counted = 0
  private var line = 1
  private var column = 1
  /// The current piece.
  private var piece = UnsafeRawPointer(bitPattern: 1)!
  private var pieceStart = 0
  /// How many bytes have come so far, the piece included.
  private(set) var fed = 0
  /// What of the pieces before was not counted yet: it ends where the piece starts.
  private let tail = UnsafeMutableRawPointer.allocate(byteCount: tailSize, alignment: 16)
  /// A tag that began so long ago that more than the tail has been counted since.
  private var longTag = (offset: -1, line: 1, column: 1)

  func free() { tail.deallocate() }

  /// A new piece of the feed, valid until `endPiece`.
  mutating func begin(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    piece = base
    pieceStart = fed
    fed += bytes.count
  }

  /// Line and column at an offset.
  @inline(__always)
  mutating func position(at target: Int) -> (line: Int, column: Int) {
    if counted < pieceStart || target < counted {
      if target < counted { return target == longTag.offset ? (longTag.line, longTag.column) : (line, column) }
      countTail(upTo: min(target, pieceStart))
    }
    if target > counted { count(piece + (counted &- pieceStart), target &- counted) }
    return (line, column)
  }

  /// Ends the piece. No position before `needed` will be asked for any more.
  mutating func endPiece(needed: Int) {
    _ = position(at: max(counted, min(needed, fed)))
    let tailStart = max(counted, fed - Self.tailSize)
    if tailStart > counted {
      longTag = (counted, line, column)
      _ = position(at: tailStart)
    }
    let length = fed - tailStart
    let kept = min(length, max(0, pieceStart - tailStart))
    // What is kept of the tail before moves to its front, what is kept of the piece comes behind it.
    if kept > 0 { memmove(tail, tail + Self.tailSize - kept, kept) }
    memcpy(tail + kept, piece + (fed - pieceStart - (length - kept)), length - kept)
    memmove(tail + Self.tailSize - length, tail, length)
    pieceStart = fed
  }

  private mutating func countTail(upTo target: Int) {
    if counted < target { count(UnsafeRawPointer(tail) + Self.tailSize - (pieceStart - counted), target - counted) }
  }

  @inline(__always)
  private mutating func count(_ start: UnsafeRawPointer, _ count: Int) {
    var cursor = start
    let end = start + count
    while cursor < end, let newline = memchr(cursor, 0x0A, end - cursor) {
      line &+= 1
      column = 1
      cursor = UnsafeRawPointer(newline) + 1
    }
    if cursor < end { column &+= Self.characters(cursor, end - cursor) }
    counted &+= count
  }

  /// How many characters there are in some bytes: continuation bytes of UTF-8 do not count.
  @inline(__always)
  private static func characters(_ start: UnsafeRawPointer, _ count: Int) -> Int {
    var continuations = 0
    var index = 0
    while index &+ 8 <= count {
      let bytes = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      continuations &+= ((bytes &>> 7) & (~bytes &>> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
      index &+= 8
    }
    while index < count {
      if start.load(fromByteOffset: index, as: UInt8.self) & 0xC0 == 0x80 { continuations &+= 1 }
      index &+= 1
    }
    return count &- continuations
  }
}
