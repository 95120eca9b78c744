import Glibc

/// Cuts a feed into chunks that end after an offer, as far as one can tell without parsing: after `</formation>`, with
/// whatever prefix.
///
/// That may be wrong in a comment, in character data or deep inside an extension. Whoever parses the chunk sees it there:
/// it does not end where it should.
final class ChunkCutter: PieceSource {
  /// How large chunks are, in bytes.
  struct Sizes {
    /// The first, which is read before any other.
    var first: Int
    /// Those that follow: enough for some dozens of offers, and little enough to stay in a core's cache.
    var usual: Int
    /// An offer that does not fit into this is not cut out.
    var largest: Int

    init(first: Int = 1 << 15, usual: Int = 1 << 19, largest: Int = 1 << 24) {
      (self.first, self.usual, self.largest) = (first, usual, largest)
    }
  }

  private let stream: any PieceSource
  private let sizes: Sizes
  /// Where the next chunk starts.
  private(set) var place = FeedChunk.Place()
  /// What follows the last chunk and has been read already.
  private var carried = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var carriedCount = 0
  private var isOver = false
  private var hasEnded = false
  private var failure: FeedError.Problem?
  private var size: Int

  init(_ stream: any PieceSource, _ sizes: Sizes) {
    self.stream = stream
    self.sizes = sizes
    size = sizes.first
  }

  deinit { carried.deallocate() }

  /// The next chunk; `nil` after the last, and where the feed cannot be cut, or read, any further: what is left is
  /// `next()`'s.
  func nextChunk() -> FeedChunk? {
    if hasEnded { return nil }
    defer { size = sizes.usual }
    var searched = 0
    while failure == nil {
      fill(upTo: size)
      if isOver, carriedCount <= size { return take(carriedCount, isLast: true) }
      let bytes = UnsafeRawBufferPointer(rebasing: carried[..<min(size, carriedCount)])
      if let end = bytes.lastOfferEnd(from: searched) { return take(end, isLast: false) }
      if failure != nil || size >= sizes.largest { break }
      // An end that is torn is found the next time.
      searched = max(0, bytes.count - 128)
      size *= 2
    }
    return nil
  }

  /// What comes after the last chunk, piece by piece.
  func next() throws(FeedError.Problem) -> UnsafeRawBufferPointer {
    if carriedCount > 0 {
      defer { carriedCount = 0 }
      return UnsafeRawBufferPointer(rebasing: carried[..<carriedCount])
    }
    if let failure { throw failure }
    return isOver ? UnsafeRawBufferPointer(start: nil, count: 0) : try stream.next()
  }

  private func fill(upTo size: Int) {
    while carriedCount < size, !isOver, failure == nil {
      do throws(FeedError.Problem) {
        let piece = try stream.next()
        if piece.isEmpty { isOver = true }
        append(piece)
      } catch {
        failure = error
      }
    }
  }

  private func append(_ piece: UnsafeRawBufferPointer) {
    guard let source = piece.baseAddress else { return }
    if carriedCount + piece.count > carried.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(carried.count * 2, carriedCount + piece.count), alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: carried[..<carriedCount]))
      carried.deallocate()
      carried = larger
    }
    memcpy(carried.baseAddress! + carriedCount, source, piece.count)
    carriedCount += piece.count
  }

  /// Makes a chunk of the first bytes, in the memory where they are.
  private func take(_ count: Int, isLast: Bool) -> FeedChunk {
    let rest = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(sizes.usual + (1 << 17), carriedCount - count), alignment: 16)
    rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: carried[count..<carriedCount]))
    let chunk = FeedChunk(owning: UnsafeRawBufferPointer(rebasing: carried[..<count]), start: place, isLast: isLast)
    carried = rest
    carriedCount -= count
    hasEnded = isLast
    place = chunk.end
    return chunk
  }
}

extension UnsafeRawBufferPointer {
  /// Where the last end tag of an offer ends, `</formation>` or `</prefix:formation>`, not before some place.
  func lastOfferEnd(from start: Int) -> Int? {
    let name = Array("formation>".utf8)
    var end = count
    while end >= start + name.count + 2 {
      if self[end - 1] == 0x3E, elementsEqual(name, endingAt: end), isEndTag(before: end - name.count) { return end }
      end -= 1
    }
    return nil
  }

  private func elementsEqual(_ name: [UInt8], endingAt end: Int) -> Bool {
    for index in name.indices where self[end - name.count + index] != name[index] { return false }
    return true
  }

  /// Whether `</` comes before, or `</` and a prefix.
  private func isEndTag(before name: Int) -> Bool {
    var start = name
    if start > 0, self[start - 1] == 0x3A {
      start -= 1
      while start > 0, name - start < 64, self[start - 1] > 0x2F { start -= 1 }
    }
    return start >= 2 && self[start - 1] == 0x2F && self[start - 2] == 0x3C
  }
}
