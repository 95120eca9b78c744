import LheoModel

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
  /// Where the next line in the piece begins, less one; its end if there is none.
  private var newline = UnsafeRawPointer(bitPattern: 1)!
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
    newline = Self.newline(base, base + bytes.count)
  }

  /// What comes from here on starts at some place of the feed.
  mutating func move(to place: FeedChunk.Place) {
    counted = fed
    line = place.line
    column = place.column
  }

  /// Line and column at an offset.
  @inline(__always)
  mutating func position(at target: Int) -> (line: Int, column: Int) {
    if target > counted {
      if counted < pieceStart { countTail(upTo: min(target, pieceStart)) }
      if target > counted { count(upTo: target) }
    } else if target == longTag.offset {
      return (longTag.line, longTag.column)
    }
    return (line, column)
  }

  /// Gives elements, whose `line` and `column` hold how far from `base` their tags start, their lines and columns; a text
  /// gets those of the element it is in.
  mutating func resolve(_ nodes: UnsafeMutablePointer<ElementStorage.Node>, _ range: Range<Int>, base: Int) {
    for node in nodes + range.lowerBound..<nodes + range.upperBound {
      if node.pointee.code == ElementStorage.text {
        let parent = nodes + Int(node.pointee.parent)
        node.pointee.line = parent.pointee.line
        node.pointee.column = parent.pointee.column
      } else {
        let found = position(at: base &+ Int(node.pointee.column) &<< 32 &+ Int(node.pointee.line))
        node.pointee.line = UInt32(truncatingIfNeeded: found.line)
        node.pointee.column = UInt32(truncatingIfNeeded: found.column)
      }
    }
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
    guard counted < target else { return }
    let rest = UnsafeRawPointer(tail) + Self.tailSize - (pieceStart - counted)
    var place = FeedChunk.Place(offset: counted, line: line, column: column)
    place.advance(over: UnsafeRawBufferPointer(start: rest, count: target - counted))
    (counted, line, column) = (place.offset, place.line, place.column)
  }

  /// Counts on in the piece. Each of its line ends is looked for once.
  @inline(__always)
  private mutating func count(upTo target: Int) {
    var cursor = piece + (counted &- pieceStart)
    let end = piece + (target &- pieceStart)
    while newline < end {
      line &+= 1
      column = 1
      cursor = newline + 1
      newline = Self.newline(cursor, piece + (fed &- pieceStart))
    }
    column &+= characters(cursor, end - cursor)
    counted = target
  }

  /// The first line feed between two places, or the second of them.
  @inline(__always)
  private static func newline(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> UnsafeRawPointer {
    memchr(start, 0x0A, end - start).map { UnsafeRawPointer($0) } ?? end
  }

  /// How many characters there are in some bytes: continuation bytes of UTF-8 do not count.
  /// They are bytes of the piece.
  @inline(__always)
  private func characters(_ start: UnsafeRawPointer, _ count: Int) -> Int {
    var continuations = 0
    var cursor = start
    let end = start + count
    while end - cursor >= 8 {
      continuations &+= Self.continuations(cursor.loadUnaligned(as: UInt64.self))
      cursor += 8
    }
    if end > cursor {
      if end - piece >= 8 {
        let bytes = (end - 8).loadUnaligned(as: UInt64.self)
        continuations &+= Self.continuations(bytes &>> UInt64(truncatingIfNeeded: 64 &- 8 &* (end - cursor)))
      } else {
        while cursor < end {
          if cursor.load(as: UInt8.self) & 0xC0 == 0x80 { continuations &+= 1 }
          cursor += 1
        }
      }
    }
    return count &- continuations
  }

  @inline(__always)
  private static func continuations(_ bytes: UInt64) -> Int {
    let high = bytes & 0x8080_8080_8080_8080
    return high == 0 ? 0 : (high & ~(bytes &<< 1)).nonzeroBitCount
  }
}
