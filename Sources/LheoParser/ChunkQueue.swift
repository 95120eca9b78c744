import Dispatch

/// Chunks on their way from the feed to the threads that work on them, and on to the one that takes the results in order.
/// A limited number of them is on the way.
///
/// Whichever thread has nothing to do cuts the next chunk itself: it then has its bytes in the cache of its core, and no
/// thread waits for another that only cuts.
final class ChunkQueue<Result>: Sendable {
  private struct State {
    /// Results that have not been taken; none where the chunk is to be read again.
    var done: [Int: (chunk: FeedChunk, result: Result?)] = [:]
    var cutCount = 0
    var takenCount = 0
    /// No more chunks will be cut.
    var isCut = false
    /// Nobody wants results any more.
    var isStopped = false
  }

  private let cutter: Locked<ChunkCutter>
  private let state = Locked(State())
  private let hasRoom: DispatchSemaphore
  private let hasResult = DispatchSemaphore(value: 0)
  private let threads = DispatchGroup()

  /// A queue for at most `limit` chunks of a feed. The cutter is the queue's until it has stopped.
  init(_ cutter: ChunkCutter, limit: Int) {
    self.cutter = Locked(cutter)
    // A semaphore may not end with less than it began with.
    hasRoom = DispatchSemaphore(value: 0)
    for _ in 0..<limit { hasRoom.signal() }
  }

  // MARK: The threads that work

  /// Starts a thread that works on chunks until there are no more; the queue waits for it when it stops.
  func startThread(_ makeWork: @escaping @Sendable () -> (FeedChunk) -> Result?) {
    DispatchQueue(label: "parse").async(group: threads) {
      let work = makeWork()
      while let (number, chunk) = self.cut() {
        let result = self.state.withLock { $0.isStopped } ? nil : work(chunk)
        self.state.withLock { $0.done[number] = (chunk, result) }
        self.hasResult.signal()
      }
    }
  }

  /// The next chunk, once there is room for it; `nil` at the end.
  private func cut() -> (number: Int, chunk: FeedChunk)? {
    hasRoom.wait()
    let next: (Int, FeedChunk)? = cutter.withLock { cutter in
      if state.withLock({ $0.isCut || $0.isStopped }) { return nil }
      let chunk = cutter.nextChunk()
      return state.withLock { state in
        state.isCut = chunk?.isLast ?? true
        guard let chunk else { return nil }
        state.cutCount += 1
        return (state.cutCount - 1, chunk)
      }
    }
    if next == nil {
      // The other threads are to see it as well.
      hasRoom.signal()
      hasResult.signal()
    }
    return next
  }

  // MARK: The thread that takes results

  /// The next chunk and its result, when it is there; `nil` when there are no more.
  func next() -> (chunk: FeedChunk, result: Result?)? {
    while true {
      let (found, isOver) = state.withLock { state in
        let found = state.done.removeValue(forKey: state.takenCount)
        if found != nil { state.takenCount += 1 }
        return (found, found == nil && state.isCut && state.takenCount == state.cutCount)
      }
      if let found {
        hasRoom.signal()
        return found
      }
      if isOver { return nil }
      hasResult.wait()
    }
  }

  /// Ends all threads.
  ///
  /// - Returns: the chunk that was taken last, if it is given, and all that have not been taken, in order.
  func stop(before chunk: FeedChunk?) -> [FeedChunk] {
    abandon()
    threads.wait()
    return state.withLock { state in
      (chunk.map { [$0] } ?? []) + state.done.sorted { $0.key < $1.key }.map(\.value.chunk)
    }
  }

  /// Tells the threads that no more results are wanted; they end on their own.
  func abandon() {
    state.withLock { $0.isStopped = true }
    hasRoom.signal()
  }
}
