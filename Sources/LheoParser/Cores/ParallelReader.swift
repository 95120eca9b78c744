import Dispatch
import LheoModel

extension FeedParser {
  /// Reads a whole feed on several cores. What `deliver` gets, and in which order, is the same for any number of them.
  ///
  /// The memory it takes is that of a few chunks of half a megabyte for each core, and their offers.
  ///
  /// - Parameters:
  ///   - input: the feed.
  ///   - limits: what the feed may ask of the parser.
  ///   - jobs: on how many cores offers are read; 1 for the thread of the caller alone.
  ///   - makeWork: makes what is done with each part of the feed beside reading it. It is called once on each of the
  ///     threads that read.
  ///   - deliver: receives each part, what the work gave, and how many bytes had been read by then, on the thread of the
  ///     caller. The part's buffer is valid during the call.
  /// - Throws: `FeedError` or what `deliver` throws, once all that was read before has been delivered.
  public static func forEachEvent<Result: Sendable>(
    of input: FeedInput, limits: ParserLimits = ParserLimits(), jobs: Int,
    work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    if jobs > 1 {
      try ParallelReader(input, limits: limits, jobs: jobs, makeWork: makeWork).run(deliver)
    } else {
      let parser = FeedParser(input, limits: limits)
      let work = makeWork()
      try parser.forEachEvent { try deliver($0, work($0), parser.bytesRead) }
    }
  }

  /// Reads a whole feed on the thread of the caller, and goes on after offers that cannot be read.
  ///
  /// - Parameters:
  ///   - input: the feed.
  ///   - limits: what the feed may ask of the parser.
  ///   - report: receives the offers that cannot be read, in their order among the parts.
  ///   - deliver: receives each part, and how many bytes had been read by then. The part's buffer is valid during the call.
  /// - Throws: `FeedError` where something outside offers cannot be read, or what `report` or `deliver` throws.
  public static func forEachEvent(
    of input: FeedInput, limits: ParserLimits = ParserLimits(), goingOnAfter report: (BrokenOffer) throws -> Void,
    deliver: (FeedEvent, Int) throws -> Void
  ) throws {
    try RecoveringReader(input, limits: limits).run(report, deliver)
  }

  /// Reads a whole feed on several cores, without doing anything else there.
  public static func forEachEvent(
    of input: FeedInput, limits: ParserLimits = ParserLimits(), jobs: Int, deliver: (FeedEvent, Int) throws -> Void
  ) throws {
    try forEachEvent(of: input, limits: limits, jobs: jobs, work: { { _ in } }) { event, _, bytesRead in
      try deliver(event, bytesRead)
    }
  }
}

/// Reads a feed chunk by chunk on several cores.
///
/// A chunk from the middle of a feed is parsed as a document of its own, between the tags that surround it. When the parser
/// comes to its end where it should, between two offers, then it is in the state that reading from the beginning would have
/// led to, and the next chunk may be believed as well. Where it does not, or anything else is unusual, the feed is read
/// from that chunk on as if there were no chunks. So errors are found and reported by one and the same parser.
struct ParallelReader<Result: Sendable> {
  /// More parts than this in a chunk are read one by one: each of them takes a buffer.
  private static var maximumPartCount: Int { 1024 }

  private let input: FeedInput
  private let limits: ParserLimits
  private let jobs: Int
  private let makeWork: @Sendable () -> (FeedEvent) -> Result
  private let pool = BufferPool()
  private let cutter: ChunkCutter

  init(
    _ input: FeedInput, limits: ParserLimits, jobs: Int, sizes: ChunkCutter.Sizes = .init(),
    makeWork: @escaping @Sendable () -> (FeedEvent) -> Result
  ) {
    self.input = input
    self.limits = limits
    self.jobs = jobs
    self.makeWork = makeWork
    cutter = ChunkCutter(UTF8Stream(input), sizes)
  }

  /// Reads the feed.
  ///
  /// - Returns: where reading it chunk by chunk ended, in bytes.
  @discardableResult
  func run(_ deliver: (FeedEvent, Result, Int) throws -> Void) throws -> Int {
    var frames = FrameTags()
    guard let first = cutter.nextChunk() else { return try readOn([], frames, deliver) }
    guard !first.isLast, let events = firstEvents(of: first) else { return try readOn([first], frames, deliver) }
    // Parsers of chunks know LHEO 2.3 only.
    if let root = events.first?.buffer, !root.dialect.isCurrent { return try readOn([first], frames, deliver) }
    let work = makeWork()
    for event in events {
      frames.note(event)
      try deliver(event, work(event), first.bytes.count)
    }
    pool.giveBack(events)

    let queue = startQueue(frames)
    defer { queue.abandon() }
    while let (chunk, parsed) = queue.next() {
      guard let parts = parsed.parts else { return try readOn([chunk] + queue.stop(), frames, deliver) }
      for (event, result) in parts { try deliver(event, result, chunk.start.offset + chunk.bytes.count) }
      pool.giveBack(parts.map(\.0))
      if chunk.isLast {
        _ = queue.stop()
        return chunk.start.offset + chunk.bytes.count
      }
    }
    return try readOn(queue.stop(), frames, deliver)
  }

  /// What a thread hands over with the buffers it has filled, none of which it keeps; no parts where a chunk is not to be
  /// read on its own.
  private struct ParsedChunk: @unchecked Sendable {
    let parts: [(FeedEvent, Result)]?
  }

  /// A queue of all chunks, with threads that parse them. The cutter is the queue's until it has stopped.
  private func startQueue(_ frames: FrameTags) -> OrderedQueue<FeedChunk, ParsedChunk> {
    let jobs = OrderedQueue<FeedChunk, ParsedChunk>.threadCount(jobs)
    let queue = OrderedQueue<FeedChunk, ParsedChunk>(limit: jobs + 2) { [cutter] in cutter.nextChunk() }
    let (name, limits, makeWork, pool) = (input.name, self.limits, self.makeWork, self.pool)
    for _ in 0..<jobs {
      queue.startThread {
        let work = makeWork()
        return { ParsedChunk(parts: Self.parts(of: $0, name, in: frames, limits, pool, work)) }
      }
    }
    return queue
  }

  /// The events of the first chunk; `nil` if it does not end between two offers.
  private func firstEvents(of chunk: FeedChunk) -> [FeedEvent]? {
    let parser = FeedParser(input.name, PieceList([chunk]), in: FrameTags(), from: chunk.start, limits: limits)
    parser.takeBuffers(from: pool)
    return parser.eventsOfFirstChunk()
  }

  /// The parts of a chunk with what the work gave, which is done while they are in the core's cache; `nil` if there is
  /// anything unusual about the chunk.
  private static func parts(
    of chunk: FeedChunk, _ name: String, in frames: FrameTags, _ limits: ParserLimits, _ pool: BufferPool,
    _ work: (FeedEvent) -> Result
  ) -> [(FeedEvent, Result)]? {
    let pieces = PieceList(chunk.isLast ? [chunk] : [chunk, frames.closing])
    let parser = FeedParser(name, pieces, in: frames, from: chunk.start, limits: limits)
    parser.takeBuffers(from: pool)
    var parts: [(event: FeedEvent, result: Result)] = []
    do {
      try parser.forEachEvent { event in
        if parts.count == maximumPartCount { throw Unusual() }
        parts.append((event, work(event)))
      }
      if !chunk.isLast {
        // The ends of the elements around the chunk were put there for the parser.
        parts.removeLast(frames.count)
        if !parts.allSatisfy(\.event.isElement) { throw Unusual() }
      }
      return parts
    } catch {
      pool.giveBack(parts.map(\.event))
      return nil
    }
  }

  /// Reads the rest of the feed on the thread of the caller: some chunks, and what the cutter has not cut.
  private func readOn(
    _ chunks: [FeedChunk], _ frames: FrameTags, _ deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws -> Int {
    let start = chunks.first?.start ?? cutter.place
    let pieces = PieceList(chunks, then: cutter)
    let parser = FeedParser(input.name, pieces, in: frames, from: start, limits: limits)
    let work = makeWork()
    try parser.forEachEvent { try deliver($0, work($0), parser.bytesRead) }
    return start.offset
  }
}

/// A chunk is not to be read on its own.
private struct Unusual: Error {}

extension FeedEvent {
  fileprivate var isElement: Bool {
    if case .element = self { true } else { false }
  }
}
