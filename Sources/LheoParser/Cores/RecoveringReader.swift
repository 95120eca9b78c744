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

  init(_ input: FeedInput, limits: ParserLimits, sizes: ChunkCutter.Sizes = .init(largest: 1 << 28)) {
    self.input = input
    self.limits = limits
    cutter = ChunkCutter(UTF8Stream(input), sizes)
  }

  /// Reads the feed on the thread of the caller.
  func run(_ report: (BrokenOffer) throws -> Void, _ deliver: (FeedEvent, Int) throws -> Void) throws {
    var frames = FrameTags()
    // What may have been cut in the wrong place.
    var carried: FeedChunk?
    while let next = cutter.nextChunk() {
      let chunk = carried.map { $0.followed(by: next) } ?? next
      carried = nil
      if let events = try? events(of: chunk, in: frames) {
        try hand(over: events, &frames, chunk.end.offset, deliver)
      } else {
        switch try salvage(chunk, &frames, report, deliver) {
        case .done: break
        case .unfinished(let piece): carried = piece
        case .outsideOffers(let pieces): return try readOn(pieces, frames, deliver)
        }
      }
      if chunk.isLast { return }
    }
    if let carried {
      guard carried.startsOffer else { return try readOn([carried], frames, deliver) }
      try report(try error(of: carried, in: frames))
    }
    // An offer that is larger than all chunks, or bytes that cannot be had.
    try readOn([], frames, deliver)
  }

  /// Reads on as if no offer were broken: what is wrong outside offers ends the feed.
  private func readOn(
    _ pieces: [FeedChunk], _ frames: FrameTags, _ deliver: (FeedEvent, Int) throws -> Void
  ) throws {
    let parser = FeedParser(
      input.name, PieceList(pieces, then: cutter), in: frames, from: pieces.first?.start ?? cutter.place,
      limits: limits)
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
      // What surrounds the offers is only known afterwards; then it must be all there is.
      let parser = FeedParser(input.name, PieceList([chunk]), in: frames, from: chunk.start, limits: limits)
      parser.takeBuffers(from: BufferPool())
      var inner = frames
      for event in try parser.eventsOfStart() { inner.note(event) }
      return try events(of: [chunk, inner.closing], in: frames, from: chunk.start, dropping: inner.count)
    }
    return try events(
      of: chunk.isLast ? [chunk] : [chunk, frames.closing], in: frames, from: chunk.start,
      dropping: chunk.isLast ? 0 : frames.count)
  }

  /// The events of some bytes, but for the ends of elements at their end.
  private func events(
    of chunks: [FeedChunk], in frames: FrameTags, from start: FeedChunk.Place, dropping count: Int
  ) throws -> [FeedEvent] {
    let parser = FeedParser(input.name, PieceList(chunks), in: frames, from: start, limits: limits)
    parser.takeBuffers(from: BufferPool())
    var events: [FeedEvent] = []
    try parser.forEachEvent { events.append($0) }
    events.removeLast(min(count, events.count))
    return events
  }

  /// What became of a chunk.
  private enum Salvage {
    case done
    /// The last piece cannot be read, but the cut after it may be wrong: in a comment, say.
    case unfinished(FeedChunk)
    /// From here on something outside offers is wrong.
    case outsideOffers([FeedChunk])
  }

  /// Reads a chunk offer by offer.
  private func salvage(
    _ chunk: FeedChunk, _ frames: inout FrameTags, _ report: (BrokenOffer) throws -> Void,
    _ deliver: (FeedEvent, Int) throws -> Void
  ) throws -> Salvage {
    var pieces = chunk.cutBeforeOffers(prefix: frames.prefix)[...]
    while let piece = pieces.popFirst() {
      if let events = try? events(of: piece, in: frames) {
        try hand(over: events, &frames, piece.end.offset, deliver)
        continue
      }
      let mayGoOn = pieces.isEmpty && !chunk.isLast && piece.bytes.count < Self.largestCarried
      guard piece.startsOffer else { return mayGoOn ? .unfinished(piece) : .outsideOffers([piece] + pieces) }
      // An element of that name in an extension.
      if let next = pieces.first, piece.offerEnd == nil {
        let both = piece.followed(by: next)
        if let events = try? events(of: both, in: frames) {
          pieces.removeFirst()
          try hand(over: events, &frames, both.end.offset, deliver)
          continue
        }
      }
      if mayGoOn { return .unfinished(piece) }
      if let rest = try salvageOffer(piece, &frames, report, deliver) { return .outsideOffers([rest] + pieces) }
    }
    return .done
  }

  /// Reads an offer and what comes after it, one of which cannot be read.
  ///
  /// - Returns: what comes after it, where that is what cannot be read.
  private func salvageOffer(
    _ piece: FeedChunk, _ frames: inout FrameTags, _ report: (BrokenOffer) throws -> Void,
    _ deliver: (FeedEvent, Int) throws -> Void
  ) throws -> FeedChunk? {
    let end = piece.offerEnd ?? (piece.isLast ? piece.bytes.firstPlace(of: frames.innermostEnd) : nil)
    let (offer, rest) = piece.cut(at: end ?? piece.bytes.count)
    switch Result(catching: { try events(of: offer, in: frames) }) {
    case .success(let events): try hand(over: events, &frames, offer.end.offset, deliver)
    case .failure(let error as FeedError): try report(BrokenOffer(error, bytes: offer.bytes))
    case .failure(let error): throw error
    }
    if rest.bytes.isEmpty {
      if piece.isLast { throw FeedError(.truncated, file: input.name) }
      return nil
    }
    guard let events = try? events(of: rest, in: frames) else { return rest }
    try hand(over: events, &frames, rest.end.offset, deliver)
    return nil
  }

  /// How many bytes may wait for what comes after them. Cuts are sought further on by then, so more than that is an offer
  /// that never ends.
  private static let largestCarried = 1 << 24
}

extension FeedChunk {
  /// Whether an offer starts with its first byte.
  fileprivate var startsOffer: Bool { bytes.isOfferStart(at: 0) }

  /// Where its offer ends; `nil` if it does not.
  fileprivate var offerEnd: Int? { bytes.firstOfferEnd }

  /// The pieces that start with an offer each, after one without.
  ///
  /// - Parameter prefix: that of offers. Where it is not known yet, an element of that name in an extension is taken for an
  ///   offer, too.
  fileprivate func cutBeforeOffers(prefix: [UInt8]?) -> [FeedChunk] {
    var place = start
    var pieces: [FeedChunk] = []
    func addPiece(upTo end: Int) {
      let piece = copy(of: (place.offset - start.offset)..<end, from: place, isLast: isLast && end == bytes.count)
      pieces.append(piece)
      place = piece.end
    }
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<") {
        if let end = bytes.endOfOpaque(at: index) {
          index = end
          continue
        }
        if index > 0, bytes.isOfferStart(at: index, prefix: prefix) { addPiece(upTo: index) }
      }
      index += 1
    }
    if !bytes.isEmpty { addPiece(upTo: bytes.count) }
    return pieces
  }

  /// One chunk of this and the one that comes after it.
  fileprivate func followed(by next: FeedChunk) -> FeedChunk {
    let both = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + next.bytes.count, alignment: 16)
    both.copyMemory(from: bytes)
    UnsafeMutableRawBufferPointer(rebasing: both[bytes.count...]).copyMemory(from: next.bytes)
    return FeedChunk(owning: UnsafeRawBufferPointer(both), start: start, isLast: next.isLast)
  }

  /// A copy of its start, and one of the rest.
  fileprivate func cut(at end: Int) -> (start: FeedChunk, rest: FeedChunk) {
    let start = copy(of: 0..<end, from: start, isLast: false)
    return (start, copy(of: end..<bytes.count, from: start.end, isLast: isLast))
  }

  /// A copy of a part of it, which starts at a place of the feed.
  private func copy(of range: Range<Int>, from place: Place, isLast: Bool) -> FeedChunk {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 16)
    copy.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
    return FeedChunk(owning: UnsafeRawBufferPointer(copy), start: place, isLast: isLast)
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

  /// Where the first end tag of an offer ends that is not in a comment or character data.
  fileprivate var firstOfferEnd: Int? {
    var index = 0
    while index < count {
      if self[index] == UInt8(ascii: "<") {
        if let end = endOfOpaque(at: index) {
          index = end
          continue
        }
        if index + 1 < count, self[index + 1] == UInt8(ascii: "/"), nameOfTag(at: index + 2)?.isOffer ?? false {
          return self[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
        }
      }
      index += 1
    }
    return nil
  }

  /// Whether the start tag of an offer starts at a place: with that prefix, or with whatever prefix.
  fileprivate func isOfferStart(at start: Int, prefix: [UInt8]? = nil) -> Bool {
    guard start < count, self[start] == UInt8(ascii: "<"), let name = nameOfTag(at: start + 1), name.isOffer else {
      return false
    }
    return prefix.map { name.prefix.elementsEqual($0) } ?? true
  }

  /// The name of a tag from its first character on.
  private func nameOfTag(at start: Int) -> (prefix: Slice<UnsafeRawBufferPointer>, isOffer: Bool)? {
    let limit = Swift.min(count, start + 80)
    guard let end = self[Swift.min(start, limit)..<limit].firstIndex(where: { $0 == 0x3E || $0 == 0x2F || $0 <= 0x20 })
    else { return nil }
    let name = self[start..<end]
    let colon = name.firstIndex(of: UInt8(ascii: ":"))
    let localName = colon.map { self[($0 + 1)..<end] } ?? name
    return (colon.map { self[start..<$0] } ?? self[start..<start], localName.elementsEqual("formation".utf8))
  }
}
