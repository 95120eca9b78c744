import CLibXML2
import LheoModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a feed consists of, in the order in which it is read.
public enum FeedEvent {
  /// The start of an element that surrounds offers: `lheo`, `offres`, `lheo-index`, `resumes-offres`,
  /// `resumes-organismes`, `lheo-plus`. The buffer holds it with its attributes and namespace declarations.
  case begin(ElementBuffer)
  /// A child of such an element, whole: a `formation`, an `extras`, a `resume-offre`, an
  /// `organisme-formation-responsable`, something that does not belong there, or text.
  case element(ElementBuffer)
  /// The end of an element that surrounds offers.
  case end(Element)
}

/// Reads a feed piece by piece through libxml2 and hands out one offer at a time.
///
/// The memory it takes is that of the largest offer. No document type, no entity beyond those of XML, no network: see
/// `FeedError` for what is refused. Not for use by several threads at once.
public final class FeedParser {
  /// The elements that surround offers. Their children are delivered one by one.
  public static let frameElements: Set<Element> = [
    .lheo, .offres, .lheoIndex, .resumesOffres, .resumesOrganismes, .lheoPlus,
  ]
  /// The elements that a feed may start with.
  public static let rootElements: Set<Element> = [.lheo, .lheoIndex, .lheoPlus]

  private static let pieceSize = 32768

  private let input: FeedInput
  private let limits: ParserLimits
  private var source: (any ByteSource)?
  private var transcoder: Transcoder?
  private var context: xmlParserCtxtPtr?
  private let state: UnsafeMutablePointer<SAXState>
  private var bytes: UnsafeMutableRawBufferPointer
  private var byteCount = 0
  private var delivered = 0
  private var started = false
  private var atEnd = false
  private var failure: FeedError?

  /// A parser for a feed. Nothing is read before the first call of `next`.
  public init(_ input: FeedInput, limits: ParserLimits = ParserLimits()) {
    self.input = input
    self.limits = limits
    state = .allocate(capacity: 1)
    state.initialize(to: SAXState(limits: limits))
    bytes = .allocate(byteCount: Self.pieceSize * 2, alignment: 16)
  }

  deinit {
    if let context { xmlFreeParserCtxt(context) }
    transcoder?.free()
    state.pointee.free()
    state.deinitialize(count: 1)
    state.deallocate()
    bytes.deallocate()
  }

  /// How many bytes have been read, uncompressed and in UTF-8.
  public var bytesRead: Int { state.pointee.tracker.fed }

  /// The prefix the feed gives to LHEO's elements; empty for none.
  public var prefix: String { state.pointee.rootPrefix }

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
        fail(error)
      }
    }
  }

  private func fail(_ problem: FeedError.Problem) {
    var error = FeedError(problem, file: input.name)
    switch problem {
    case .missing, .folder, .folderWithoutFeeds, .empty, .notXML, .cannotRead, .unknownEncoding, .corruptGzip,
      .truncatedGzip:
      break
    default:
      let position = state.pointee.failurePosition
      error.line = position.line
      error.column = position.column
    }
    failure = error
    atEnd = true
  }

  /// Reads and parses one piece.
  private func step() throws(FeedError.Problem) {
    if source == nil { source = try input.open() }
    let space = UnsafeMutableRawBufferPointer(rebasing: bytes[byteCount...])
    let count = try source!.read(into: space)
    byteCount += count
    let isLast = count == 0
    if !started {
      if !isLast && byteCount < 512 { return }
      try start()
    }
    let whole = UnsafeRawBufferPointer(rebasing: bytes[..<byteCount])
    if let transcoder {
      byteCount = 0
      var problem: FeedError.Problem?
      do throws(FeedError.Problem) {
        try transcoder.transcode(whole, isLast: isLast) { piece in
          if problem == nil { problem = self.parse(piece) }
        }
      } catch {
        throw problem ?? error
      }
      if let problem { throw problem }
      if isLast { try finish() }
      return
    }
    let cut = isLast ? byteCount : Self.cut(whole)
    if cut > 0, let problem = parse(UnsafeRawBufferPointer(rebasing: whole[..<cut])) { throw problem }
    memmove(bytes.baseAddress!, bytes.baseAddress! + cut, byteCount - cut)
    byteCount -= cut
    if isLast { try finish() }
  }

  /// Where to cut what was read so that no tag, and no character, is torn.
  private static func cut(_ bytes: UnsafeRawBufferPointer) -> Int {
    if let last = bytes.lastIndex(of: 0x3E) { return last + 1 }
    if bytes.count < pieceSize { return 0 }
    var end = bytes.count
    while end > 0, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
    return max(0, end - 1)
  }

  private func start() throws(FeedError.Problem) {
    started = true
    guard byteCount > 0 else { throw .empty }
    let detection = Transcoder.detect(UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
    if let encoding = detection.encoding { transcoder = try Transcoder(encoding: encoding) }
    memmove(bytes.baseAddress!, bytes.baseAddress! + detection.markLength, byteCount - detection.markLength)
    byteCount -= detection.markLength
    if transcoder == nil {
      let first = bytes[..<byteCount].first { !$0.isXMLWhiteSpace }
      guard let first else { throw .empty }
      guard first == 0x3C else { throw .notXML }
    }
    var handler = SAXState.handler
    context = xmlCreatePushParserCtxt(&handler, UnsafeMutableRawPointer(state), nil, 0, nil)
    guard let context else { throw .cannotRead("libxml2") }
    // NOENT makes libxml2 resolve &amp; and its like in attributes. There are no other entities to resolve: a document
    // type, which alone could declare them, is refused before it is read.
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOENT.rawValue
    xmlCtxtUseOptions(context, Int32(options))
    state.pointee.attach(context)
  }

  private func parse(_ piece: UnsafeRawBufferPointer) -> FeedError.Problem? {
    guard let context else { return nil }
    state.pointee.tracker.begin(piece)
    xmlParseChunk(context, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count), 0)
    return endPiece()
  }

  private func finish() throws(FeedError.Problem) {
    atEnd = true
    state.pointee.isAtEnd = true
    guard let context else { throw .empty }
    state.pointee.tracker.begin(UnsafeRawBufferPointer(start: nil, count: 0))
    xmlParseChunk(context, nil, 0, 1)
    if let problem = endPiece() { throw problem }
    if state.pointee.rootIsMissing { throw .truncated }
  }

  private func endPiece() -> FeedError.Problem? {
    let state = self.state
    if let problem = state.pointee.problem {
      if state.pointee.failurePosition.line == 0 { state.pointee.failurePosition = state.pointee.currentPosition }
      return problem
    }
    state.pointee.tracker.endPiece(consumed: state.pointee.consumed)
    return nil
  }
}
