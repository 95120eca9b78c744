/// The bytes of a feed in UTF-8, piece by piece; no piece tears a character or a line end.
protocol PieceSource: AnyObject {
  /// The next piece, valid until the next call; empty at the end.
  func next() throws(FeedError.Problem) -> UnsafeRawBufferPointer
}

extension UTF8Stream: PieceSource {}

/// Pieces that are there already, and what comes after them.
final class PieceList: PieceSource {
  private let chunks: [FeedChunk]
  private var position = 0
  private let rest: (any PieceSource)?

  init(_ chunks: [FeedChunk], then rest: (any PieceSource)? = nil) {
    self.chunks = chunks.filter { !$0.bytes.isEmpty }
    self.rest = rest
  }

  func next() throws(FeedError.Problem) -> UnsafeRawBufferPointer {
    if position < chunks.count {
      position += 1
      return chunks[position - 1].bytes
    }
    return try rest?.next() ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }
}
