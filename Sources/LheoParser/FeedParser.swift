import CLibXML2
import Glibc
import LheoModel

/// Reads a feed through libxml2 and hands out one offer at a time, to a handler (`forEachEvent`, the fastest) or on
/// demand (`next`).
///
/// The memory it takes is that of the largest offer. No document type, no entity beyond those of XML, no network: see
/// `FeedError` for what is refused. Not for use by several threads at once.
public final class FeedParser {
  private let name: String
  private let stream: any PieceSource
  /// The tags that the elements around a chunk start with, which come before the chunk.
  private let opening: FeedChunk?
  /// Where the feed or the chunk starts.
  private let start: FeedChunk.Place
  private var context: xmlParserCtxtPtr?
  private let state: UnsafeMutablePointer<SAXState>
  private var delivered = 0
  private var atEnd = false
  private var failure: FeedError?
  /// Where bytes come from that are pushed.
  private var pushed: PushedBytes?
  /// What of the current chunk libxml2 has not asked for yet.
  private var unread = UnsafeRawBufferPointer(start: nil, count: 0)

  /// A parser for a feed. Nothing is read before the first event is asked for.
  ///
  /// - Parameters:
  ///   - input: the feed.
  ///   - limits: what the feed may ask of the parser.
  public init(_ input: FeedInput, limits: ParserLimits = ParserLimits()) {
    name = input.name
    stream = UTF8Stream(input)
    opening = nil
    start = FeedChunk.Place()
    state = .allocate(capacity: 1)
    state.initialize(to: SAXState(limits: limits))
  }

  /// A parser for bytes that are pushed.
  convenience init(_ name: String, pushed: PushedBytes, limits: ParserLimits) {
    self.init(FeedInput(name: name) { pushed }, limits: limits)
    self.pushed = pushed
  }

  /// A parser that resumes inside some elements, at a given place. It emits no events for their starts.
  init(
    _ name: String, _ stream: any PieceSource, in frames: FrameTags, from start: FeedChunk.Place, limits: ParserLimits
  ) {
    self.name = name
    self.stream = stream
    self.start = start
    opening = frames.count > 0 ? frames.opening : nil
    state = .allocate(capacity: 1)
    state.initialize(to: SAXState(limits: limits))
    state.pointee.openingLines = frames.lines
  }

  deinit {
    if let context { xmlFreeParserCtxt(context) }
    state.pointee.free()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// How many bytes have been read, uncompressed and in UTF-8.
  public var bytesRead: Int { start.offset + max(0, state.pointee.tracker.fed - openingSize) }

  private var openingSize: Int { opening?.bytes.count ?? 0 }

  /// The prefix the feed gives to LHEO's elements; empty for none.
  public var prefix: String { state.pointee.rootPrefix }

  /// The dialect of the feed, once its root has been read.
  public var dialect: Dialect { state.pointee.dialect ?? .current }

  // MARK: On demand

  /// The next part of the feed; its buffer is valid until the next call. `nil` at the end of the feed.
  ///
  /// - Throws: `FeedError`, once all that was read before has been delivered.
  public func next() throws(FeedError) -> FeedEvent? {
    while true {
      if delivered < state.pointee.events.count {
        delivered += 1
        return state.pointee.events[delivered - 1]
      }
      state.pointee.recycleEvents()
      delivered = 0
      if let failure { throw failure }
      if atEnd { return nil }
      do throws(FeedError.Problem) {
        try step()
      } catch {
        if let pushed, pushed.isStarved { return nil }
        failure = located(error)
        atEnd = true
      }
    }
  }

  /// Pushes one chunk into libxml2.
  private func step() throws(FeedError.Problem) {
    let chunk = try nextPiece()
    if context == nil {
      LibXML2.isReady
      var handler = SAXState.handler
      context = xmlCreatePushParserCtxt(&handler, UnsafeMutableRawPointer(state), nil, 0, nil)
      try attach()
    }
    state.pointee.isAtEnd = chunk.isEmpty
    state.pointee.tracker.begin(chunk)
    state.pointee.handed = state.pointee.tracker.fed
    state.pointee.willHand(chunk, before: state.pointee.nextBytes)
    if let problem = state.pointee.problem { throw problem }
    xmlParseChunk(
      context, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count), chunk.isEmpty ? 1 : 0)
    if let problem = state.pointee.problem { throw problem }
    state.pointee.resolvePositions()
    state.pointee.tracker.endPiece(needed: state.pointee.consumed)
    if chunk.isEmpty {
      atEnd = true
      if state.pointee.rootIsMissing { throw .truncated }
      if state.pointee.hasUnparsedBytes { throw .contentAfterEnd(0) }
    }
  }

  /// Reads the first chunk of a feed; `nil` if it does not end between two offers.
  func eventsOfFirstChunk() -> [FeedEvent]? {
    do throws(FeedError.Problem) {
      try step()
    } catch {
      return nil
    }
    guard state.pointee.isBetweenOffers, state.pointee.consumed == bytesRead else { return nil }
    let events = state.pointee.events
    // libxml2 reports text at a different point when it is given the feed in pieces, so its position would not be the same.
    return events.contains { $0.buffer?.root.isText ?? false } ? nil : events
  }

  /// Reads what surrounds the offers of a feed and the offers after it, up to a place between two of them.
  ///
  /// - Throws: `FeedError` where the bytes do not end there.
  func eventsOfStart() throws -> [FeedEvent] {
    var events: [FeedEvent] = []
    do {
      try forEachEvent { events.append($0) }
    } catch let error as FeedError {
      // What surrounds the offers has not ended.
      guard error.problem == .truncated, !events.isEmpty, state.pointee.isBetweenOffers else { throw error }
    }
    return events
  }

  // MARK: To a handler

  /// Reads the whole feed and calls `body` with each of its parts; the part's buffer is valid during the call.
  ///
  /// - Throws: `FeedError` or what `body` throws, once all that was read before has been delivered.
  public func forEachEvent(_ body: (FeedEvent) throws -> Void) throws {
    var thrown: (any Error)?
    try withoutActuallyEscaping(body) { body in
      state.pointee.receiver = { event in
        do {
          try body(event)
          return true
        } catch {
          thrown = error
          return false
        }
      }
      defer { state.pointee.receiver = nil }
      do throws(FeedError.Problem) {
        try pullAll()
      } catch {
        throw thrown ?? located(error)
      }
      if let thrown { throw thrown }
    }
  }

  /// Lets libxml2 read the feed from its beginning to its end.
  private func pullAll() throws(FeedError.Problem) {
    guard context == nil else {
      throw .cannotRead(Text("le flux est déjà en cours de lecture", "the feed is being read already"))
    }
    unread = try nextPiece()
    state.pointee.tracker.begin(unread)
    LibXML2.isReady
    var handler = SAXState.handler
    context = xmlCreateIOParserCtxt(
      &handler, UnsafeMutableRawPointer(state),
      { parser, target, count in
        Unmanaged<FeedParser>.fromOpaque(parser!).takeUnretainedValue().hand(target!, Int(count))
      }, nil, Unmanaged.passUnretained(self).toOpaque(), XML_CHAR_ENCODING_UTF8)
    try attach()
    xmlParseDocument(context)
    atEnd = true
    if let problem = state.pointee.problem { throw problem }
    if state.pointee.rootIsMissing { throw .truncated }
    // libxml2 takes a zero byte after the root for the end.
    if state.pointee.hasUnparsedBytes || !unread.isEmpty {
      throw .contentAfterEnd(0)
    }
  }

  /// Hands libxml2 the next bytes; how many, 0 at the end, -1 on failure. It gets as many as it asks for: with fewer,
  /// libxml2 would take the end of what it has for the end of the feed, in the middle of a name or a character.
  private func hand(_ target: UnsafeMutablePointer<CChar>, _ count: Int) -> Int32 {
    // What libxml2 holds and where it is in it does not change before it gets the bytes.
    let nextBytes = state.pointee.nextBytes
    var filled = 0
    do throws(FeedError.Problem) {
      while filled < count, try hasUnread() {
        let part = min(count - filled, unread.count)
        state.pointee.willHand(UnsafeRawBufferPointer(rebasing: unread[..<part]), before: nextBytes)
        if state.pointee.problem != nil { return -1 }
        memcpy(target + filled, unread.baseAddress!, part)
        unread = UnsafeRawBufferPointer(rebasing: unread[part...])
        filled += part
      }
    } catch {
      state.pointee.problem = error
      return -1
    }
    state.pointee.handed += filled
    return Int32(filled)
  }

  /// Whether there are bytes to hand over; fetches the next ones if needed.
  private func hasUnread() throws(FeedError.Problem) -> Bool {
    if unread.isEmpty, !state.pointee.isAtEnd {
      state.pointee.resolvePositions()
      state.pointee.tracker.endPiece(needed: state.pointee.lastTagStart)
      unread = try nextPiece()
      state.pointee.tracker.begin(unread)
      state.pointee.isAtEnd = unread.isEmpty
    }
    return !unread.isEmpty
  }

  /// Buffers are taken from the pool, and whoever has got them gives them back.
  func takeBuffers(from pool: BufferPool) { state.pointee.pool = pool }

  // MARK: Both

  /// The next bytes for libxml2: the opening first, if there is one.
  private func nextPiece() throws(FeedError.Problem) -> UnsafeRawBufferPointer {
    let fed = state.pointee.tracker.fed
    if let opening, fed < openingSize { return opening.bytes }
    let piece = try stream.next()
    if fed == openingSize {
      state.pointee.tracker.move(to: start)
      // Only messages of libxml2 have its own line numbers.
      context?.pointee.input?.pointee.line = Int32(truncatingIfNeeded: start.line)
    }
    return piece
  }

  private func attach() throws(FeedError.Problem) {
    guard let context else { throw .cannotRead(Text(verbatim: "libxml2")) }
    // NOENT makes libxml2 resolve &amp; and its like in attributes. There are no other entities to resolve: a document
    // type, which alone could declare them, is refused before it is read.
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOENT.rawValue
    xmlCtxtUseOptions(context, Int32(options))
    state.pointee.attach(context)
  }

  private func located(_ problem: FeedError.Problem) -> FeedError {
    var error = FeedError(problem, file: name)
    switch problem {
    case .missing, .folder, .folderWithoutFeeds, .empty, .notXML, .cannotRead, .unknownEncoding, .corruptGzip,
      .truncatedGzip, .archiveWithoutFeeds, .archiveInArchive, .archive, .corruptArchive:
      break
    default:
      var position = state.pointee.failurePosition
      if position.line == 0 { position = state.pointee.currentPosition }
      error.line = position.line
      error.column = position.column
    }
    return error
  }
}
