import LheoModel

/// Reads a feed and goes on after offers that cannot be read.
///
/// The feed is read chunk by chunk, as by several cores. A chunk that cannot be read is cut before each offer, as far as one
/// can tell without parsing, and the offers are read one by one; each that cannot is reported. What is wrong outside offers
/// ends the reading as ever.
struct RecoveringReader {
  private let input: FeedInput
  private let limits: ParserLimits
  private let cutter: ChunkCutter

  init(_ input: FeedInput, limits: ParserLimits, sizes: ChunkCutter.Sizes = .init()) {
    self.input = input
    self.limits = limits
    cutter = ChunkCutter(UTF8Stream(input), sizes)
  }

  /// Reads the feed on the thread of the caller.
  func run(_ report: (BrokenOffer) -> Void, _ deliver: (FeedEvent, Int) throws -> Void) throws {
    var frames = FrameTags()
    // What may have been cut in the wrong place.
    var carried: FeedChunk?
    while let next = cutter.nextChunk() {
      let chunk = carried.map { $0.followed(by: next) } ?? next
      carried = nil
      if let events = try? events(of: chunk, in: frames) {
        try hand(over: events, &frames, chunk.end.offset, deliver)
      } else {
        carried = try salvage(chunk, &frames, report, deliver)
      }
      if chunk.isLast { return }
    }
    if let carried { report(try error(of: carried, in: frames)) }
    // An offer that is larger than all chunks, or bytes that cannot be had.
    let parser = FeedParser(input.name, cutter, in: frames, from: cutter.place, limits: limits)
    try parser.forEachEvent { try deliver($0, parser.bytesRead) }
  }

  /// Why an offer cannot be read.
  private func error(of piece: FeedChunk, in frames: FrameTags) throws -> BrokenOffer {
    do {
      _ = try events(of: piece, in: frames)
    } catch let error as FeedError {
      return BrokenOffer(error, bytes: piece.bytes)
    }
    return BrokenOffer(FeedError(.truncated, file: input.name, line: piece.start.line), bytes: piece.bytes)
  }

  private func hand(
    over events: [FeedEvent], _ frames: inout FrameTags, _ offset: Int, _ deliver: (FeedEvent, Int) throws -> Void
  ) throws {
    for event in events {
      frames.note(event)
      try deliver(event, offset)
    }
  }

  /// The events of a stretch of the feed that ends between two offers, or with the feed.
  private func events(of chunk: FeedChunk, in frames: FrameTags) throws -> [FeedEvent] {
    if frames.count == 0, !chunk.isLast {
      // What surrounds the offers is only known afterwards.
      let parser = FeedParser(input.name, PieceList([chunk]), in: frames, from: chunk.start, limits: limits)
      parser.takeBuffers(from: BufferPool())
      return try parser.eventsOfStart()
    }
    let pieces = PieceList(chunk.isLast ? [chunk] : [chunk, frames.closing])
    let parser = FeedParser(input.name, pieces, in: frames, from: chunk.start, limits: limits)
    parser.takeBuffers(from: BufferPool())
    var events: [FeedEvent] = []
    try parser.forEachEvent { events.append($0) }
    if !chunk.isLast { events.removeLast(min(frames.count, events.count)) }
    return events
  }

  /// Reads a chunk offer by offer.
  ///
  /// - Returns: the last piece, where it cannot be read and the cut after it may be wrong: in a comment, say.
  private func salvage(
    _ chunk: FeedChunk, _ frames: inout FrameTags, _ report: (BrokenOffer) -> Void,
    _ deliver: (FeedEvent, Int) throws -> Void
  ) throws -> FeedChunk? {
    let pieces = chunk.cutBeforeOffers()
    for (number, piece) in pieces.enumerated() {
      let found = Result { try events(of: piece, in: frames) }
      if case .success(let events) = found {
        try hand(over: events, &frames, piece.end.offset, deliver)
        continue
      }
      // Outside offers nothing can be left out.
      guard piece.startsOffer, case .failure(let error as FeedError) = found, error.problem != .documentType else {
        _ = try found.get()
        continue
      }
      if number == pieces.count - 1, !chunk.isLast, piece.bytes.count < Self.largestCarried { return piece }
      report(BrokenOffer(error, bytes: piece.bytes))
      // After the last offer the elements around it end.
      if piece.isLast {
        guard let rest = piece.afterOffer(in: frames) else { throw FeedError(.truncated, file: input.name) }
        try hand(over: try events(of: rest, in: frames), &frames, rest.end.offset, deliver)
      }
    }
    return nil
  }

  /// What is larger has been cut in the right place.
  private static let largestCarried = 1 << 24
}

extension FeedChunk {
  /// Whether an offer starts with its first byte.
  fileprivate var startsOffer: Bool { bytes.isOfferStart(at: 0) }

  /// The pieces that start with an offer each, after one without.
  fileprivate func cutBeforeOffers() -> [FeedChunk] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        if let end = bytes.endOfOpaque(at: index) {
          index = end
          continue
        }
        if index > 0, bytes.isOfferStart(at: index) { starts.append(index) }
      }
      index += 1
    }
    var place = start
    return starts.indices.compactMap { number in
      let end = number + 1 < starts.count ? starts[number + 1] : bytes.count
      let piece = UnsafeRawBufferPointer(rebasing: bytes[starts[number]..<end])
      defer { place.advance(over: piece) }
      if piece.isEmpty { return nil }
      return FeedChunk(piece, from: place, isLast: isLast && end == bytes.count)
    }
  }

  /// One chunk of this and the one that comes after it.
  fileprivate func followed(by next: FeedChunk) -> FeedChunk {
    let both = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + next.bytes.count, alignment: 16)
    both.copyMemory(from: bytes)
    UnsafeMutableRawBufferPointer(rebasing: both[bytes.count...]).copyMemory(from: next.bytes)
    return FeedChunk(owning: UnsafeRawBufferPointer(both), start: start, isLast: next.isLast)
  }

  /// What comes after the end of its offer or, where that is not there, from the end of the element around it on; `nil` if
  /// neither is there.
  fileprivate func afterOffer(in frames: FrameTags) -> FeedChunk? {
    guard let end = bytes.lastOfferEnd(from: 0) ?? bytes.firstPlace(of: frames.innermostEnd) else { return nil }
    var place = start
    place.advance(over: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    return FeedChunk(UnsafeRawBufferPointer(rebasing: bytes[end...]), from: place, isLast: isLast)
  }

  /// A copy of a part of a chunk.
  private convenience init(_ bytes: UnsafeRawBufferPointer, from start: Place, isLast: Bool) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyMemory(from: bytes)
    self.init(owning: UnsafeRawBufferPointer(copy), start: start, isLast: isLast)
  }
}

extension UnsafeRawBufferPointer {
  /// Where a comment or character data ends that starts at a place, if it does so here: no tag is in it. One that does not
  /// end is all that follows.
  fileprivate func endOfOpaque(at start: Int) -> Int? {
    let rest = UnsafeRawBufferPointer(rebasing: self[start...])
    for (opening, closing) in [("<!--", "-->"), ("<![CDATA[", "]]>")] where rest.starts(with: opening.utf8) {
      return rest.firstPlace(of: Array(closing.utf8)).map { start + $0 + closing.utf8.count } ?? count
    }
    return nil
  }

  /// Where some bytes first occur.
  fileprivate func firstPlace(of bytes: [UInt8]) -> Int? {
    guard let first = bytes.first, count >= bytes.count else { return nil }
    return (0...(count - bytes.count)).first { start in
      self[start] == first && self[start..<(start + bytes.count)].elementsEqual(bytes)
    }
  }

  /// Whether the start tag of an offer starts at a place, with whatever prefix.
  fileprivate func isOfferStart(at start: Int) -> Bool {
    guard start < count, self[start] == UInt8(ascii: "<") else { return false }
    let name = Array("formation".utf8)
    var position = start + 1
    var nameStart = position
    while position < count, position - start < 80 {
      let byte = self[position]
      if byte == UInt8(ascii: ":") { nameStart = position + 1 }
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte <= 0x20 { break }
      position += 1
    }
    return position < count && self[nameStart..<position].elementsEqual(name)
  }
}
