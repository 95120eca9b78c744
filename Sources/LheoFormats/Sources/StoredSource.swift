import LheoModel
import LheoParser
import LheoPipeline
import LheoTables

/// A source of offers in tables.
protocol StoredSource: OfferSource {
  /// Opens the tables.
  func open() throws -> any StoredParts
}

extension StoredSource {
  /// The size in bytes, where it is known beforehand.
  public var size: Int? { nil }

  /// Delivers the parts of the feed. Rows are read by one thread at a time; offers are put together on all.
  public func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    let parts = try open()
    if jobs == 1 { return try forEachPart(parts, makeWork(), deliver) }
    let reader = PartReader(parts)
    let queue = OrderedQueue<[StoredPart], Worked<Result>>(limit: jobs + 2) { reader.next() }
    let assemblers = AssemblerMaker(parts: parts)
    let pool = BufferPool()
    for _ in 0..<jobs {
      queue.startThread {
        let (work, assembler) = (makeWork(), assemblers.make())
        return { Worked($0, assembler, pool, work) }
      }
    }
    defer { _ = queue.stop() }
    while let (_, worked) = queue.next() {
      for (event, result) in worked.parts { try deliver(event, result, 0) }
      pool.giveBack(worked.parts.map(\.0))
      if let orphan = worked.orphan { throw parts.error(orphan) }
    }
    if let error = reader.error { throw error }
    try parts.requireAnswers()
  }

  private func forEachPart<Result>(
    _ parts: any StoredParts, _ work: (FeedEvent) -> Result, _ deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    let assembler = parts.makeAssembler()
    let buffer = ElementBuffer()
    while true {
      let next = try parts.next(1)
      if next.isEmpty { return try parts.requireAnswers() }
      for part in next {
        let event: FeedEvent
        do { event = try assembler.event(of: part, buffer) } catch { throw parts.error(error) }
        try deliver(event, work(event), 0)
      }
    }
  }
}

/// What a thread made of some parts, and hands over with the buffers that it filled.
private struct Worked<Result: Sendable>: @unchecked Sendable {
  var parts: [(FeedEvent, Result)] = []
  /// Why the parts end here.
  var orphan: OfferAssembler.Orphan?

  init(_ stored: [StoredPart], _ assembler: OfferAssembler, _ pool: BufferPool, _ work: (FeedEvent) -> Result) {
    for part in stored {
      do throws(OfferAssembler.Orphan) {
        let event = try assembler.event(of: part, pool.take())
        parts.append((event, work(event)))
      } catch {
        orphan = error
        return
      }
    }
  }
}

/// Reads parts for whichever thread asks; the queue sees to it that one at a time does.
private final class PartReader: @unchecked Sendable {
  private let parts: any StoredParts
  private(set) var error: (any Error)?

  /// Enough that handing over does not count, and few enough for the memory.
  private static let count = 32

  init(_ parts: any StoredParts) { self.parts = parts }

  func next() -> [StoredPart]? {
    do {
      let next = try parts.next(Self.count)
      return next.isEmpty ? nil : next
    } catch {
      self.error = error
      return nil
    }
  }
}

/// Makes assemblers on any thread: all that they share is never changed.
private struct AssemblerMaker: @unchecked Sendable {
  let parts: any StoredParts

  func make() -> OfferAssembler { parts.makeAssembler() }
}
