import LheoModel

/// Reads a feed whose bytes come piece by piece, as from a socket: nothing waits for bytes that are not there.
///
/// ```swift
/// let feed = PushedFeed(name: "upload")
/// for try await chunk in body { try feed.push(chunk) { event in … } }
/// try feed.finish { event in … }
/// ```
///
/// What it gives is what `FeedParser` gives, however the bytes are cut; gzip is recognised. Not for use by several threads
/// at once.
public final class PushedFeed {
  private let bytes = PushedBytes()
  private let parser: FeedParser

  /// A feed of which no byte has come yet.
  ///
  /// - Parameters:
  ///   - name: the name that errors use.
  ///   - limits: what the feed may ask of the parser.
  public init(name: String, limits: ParserLimits = ParserLimits()) {
    parser = FeedParser(name, pushed: bytes, limits: limits)
  }

  /// How many bytes have been read, uncompressed and in UTF-8.
  public var bytesRead: Int { parser.bytesRead }

  /// Takes the next bytes.
  ///
  /// - Parameters:
  ///   - more: the bytes.
  ///   - body: receives each part of the feed that is complete by now, once the first 512 bytes have come; the part's buffer is valid during the call.
  /// - Throws: `FeedError` or what `body` throws, once all that came before has been delivered.
  public func push(_ more: some Sequence<UInt8>, _ body: (FeedEvent) throws -> Void) throws {
    precondition(!bytes.isOver, "bytes were pushed after the end of the feed")
    bytes.append(more)
    // Four bytes show how the feed is compressed.
    if bytes.count >= 4 { try deliver(body) }
  }

  /// There are no more bytes.
  ///
  /// - Throws: as `push` does, also where the feed is not complete.
  public func finish(_ body: (FeedEvent) throws -> Void) throws {
    bytes.isOver = true
    try deliver(body)
  }

  private func deliver(_ body: (FeedEvent) throws -> Void) throws {
    while let event = try parser.next() { try body(event) }
  }
}

/// Bytes that have been pushed and not been read yet.
final class PushedBytes: ByteSource, @unchecked Sendable {
  private var bytes: [UInt8] = []
  private var position = 0
  /// How many bytes have come.
  private(set) var count = 0
  /// Whether no more come.
  var isOver = false
  /// Whether the last reading found nothing, and more may come.
  private(set) var isStarved = false

  func append(_ more: some Sequence<UInt8>) {
    let before = bytes.count
    bytes += more
    count += bytes.count - before
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    let rest = bytes[position...].prefix(buffer.count)
    isStarved = rest.isEmpty && !isOver
    // It is not reported: whoever asked waits for more.
    if isStarved { throw .cannotRead(.empty) }
    buffer.copyBytes(from: rest)
    position += rest.count
    if position == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      position = 0
    }
    return rest.count
  }
}
