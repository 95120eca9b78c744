import Glibc
import LheoModel

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

  /// What comes from here on starts at some place of the feed.
  mutating func move(to place: FeedChunk.Place) {
    counted = fed
    line = place.line
    column = place.column
  }

  /// Line and column at an offset.
  mutating func position(at target: Int) -> (line: Int, column: Int) {
    if target > counted {
      if counted < pieceStart {
        advance(to: min(target, pieceStart), from: UnsafeRawPointer(tail) + Self.tailSize - (pieceStart - counted))
      }
      if target > counted { advance(to: target, from: piece + (counted - pieceStart)) }
    } else if target == longTag.offset {
      return (longTag.line, longTag.column)
    }
    return (line, column)
  }

  /// Gives elements, of which `line` says on which line their tags start and `column` at which offset (its last 32 bits),
  /// their columns; a text gets line and column of the element it is in.
  mutating func resolve(_ nodes: UnsafeMutablePointer<ElementStorage.Node>, _ range: Range<Int>) {
    for node in nodes + range.lowerBound..<nodes + range.upperBound {
      if node.pointee.code == ElementStorage.text {
        let parent = nodes + Int(node.pointee.parent)
        node.pointee.line = parent.pointee.line
        node.pointee.column = parent.pointee.column
        continue
      }
      let offset = fed &- Int(UInt32(truncatingIfNeeded: fed) &- node.pointee.column)
      if counted >= pieceStart, offset >= counted {
        count(upTo: offset, onLine: Int(node.pointee.line))
        node.pointee.column = UInt32(truncatingIfNeeded: column)
      } else {
        let found = position(at: offset)
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
      // A tag that goes on since an earlier piece is remembered already.
      if needed >= counted { longTag = (counted, line, column) }
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

  private mutating func advance(to target: Int, from start: UnsafeRawPointer) {
    var place = FeedChunk.Place(offset: counted, line: line, column: column)
    place.advance(over: UnsafeRawBufferPointer(start: start, count: target - counted))
    (counted, line, column) = (place.offset, place.line, place.column)
  }

  /// Counts on in the piece to a place of which the line is known: only its own line is left to be looked at.
  @inline(__always)
  private mutating func count(upTo target: Int, onLine targetLine: Int) {
    let start = piece + (counted &- pieceStart)
    let end = piece + (target &- pieceStart)
    counted = target
    if targetLine == line {
      column &+= characters(start, end - start)
    } else {
      line = targetLine
      let (lineStart, isASCII) = Self.lineStart(before: end, notBefore: start)
      column = 1 &+ (isASCII ? end - lineStart : characters(lineStart, end - lineStart))
    }
  }

  /// Where the line starts that a place is on, or the other place if that is on the same line; and whether all in between
  /// is ASCII.
  @inline(__always)
  private static func lineStart(
    before place: UnsafeRawPointer, notBefore start: UnsafeRawPointer
  ) -> (UnsafeRawPointer, isASCII: Bool) {
    var cursor = place
    var seen: UInt64 = 0
    while cursor - start >= 8 {
      let bytes = UInt64(littleEndian: (cursor - 8).loadUnaligned(as: UInt64.self))
      let others = bytes ^ 0x0A0A_0A0A_0A0A_0A0A
      // The high bit of each byte that is a line feed.
      let lineFeeds = ~((others & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F | others | 0x7F7F_7F7F_7F7F_7F7F)
      if lineFeeds != 0 {
        let after = lineFeeds.leadingZeroBitCount
        seen |= bytes & ~(UInt64.max >> UInt64(after))
        return (cursor - after / 8, seen & 0x8080_8080_8080_8080 == 0)
      }
      seen |= bytes
      cursor -= 8
    }
    while cursor > start, (cursor - 1).load(as: UInt8.self) != 0x0A { cursor -= 1 }
    return (cursor, false)
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
