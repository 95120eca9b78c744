#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Knows line and column at any byte of the feed, however large, by looking at every byte once.
///
/// Offsets count the bytes of the feed in UTF-8. A position may be asked for only at or after the one asked for before,
/// except for the beginning of a token that ran over the end of a piece, which `endPiece` remembers.
struct PositionTracker {
  private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
  private var pieceStart = 0
  /// How far lines and columns are counted.
  private var offset = 0
  private var line = 1
  private var column = 1
  /// Where the token begins that the last piece did not hold whole.
  private var pending = (offset: -1, line: 1, column: 1)

  /// How many bytes have come so far, this piece included.
  var fed: Int { pieceStart + piece.count }

  /// A new piece of the feed, valid until `endPiece`.
  mutating func begin(_ bytes: UnsafeRawBufferPointer) {
    piece = bytes
    pieceStart = offset
  }

  /// Line and column at an offset.
  @inline(__always)
  mutating func position(at target: Int) -> (line: Int, column: Int) {
    if target < offset {
      return target == pending.offset || target < pieceStart ? (pending.line, pending.column) : (line, column)
    }
    advance(to: target)
    return (line, column)
  }

  /// Ends the piece; the parser has consumed the feed up to `consumed`.
  mutating func endPiece(consumed: Int) {
    if consumed >= pieceStart && consumed < fed && consumed >= offset {
      advance(to: consumed)
      pending = (consumed, line, column)
    }
    advance(to: fed)
    piece = UnsafeRawBufferPointer(start: nil, count: 0)
    pieceStart = offset
  }

  @inline(__always)
  private mutating func advance(to target: Int) {
    guard let base = piece.baseAddress else { return }
    var cursor = base + (offset - pieceStart)
    let end = base + (min(target, fed) - pieceStart)
    while cursor < end, let newline = memchr(cursor, 0x0A, end - cursor) {
      line += 1
      column = 1
      cursor = UnsafeRawPointer(newline) + 1
    }
    // Characters, not bytes: continuation bytes of UTF-8 do not count.
    while cursor < end {
      if cursor.load(as: UInt8.self) & 0xC0 != 0x80 { column += 1 }
      cursor += 1
    }
    offset = max(offset, min(target, fed))
  }
}
