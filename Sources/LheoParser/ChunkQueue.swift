import Dispatch

/// Chunks on their way from the thread that cuts a feed to those that work on them, and on to the one that takes the
/// results in order. A limited number of them is on the way.
final class ChunkQueue<Result>: Sendable {
  private struct State {
    /// Chunks that nobody works on yet.
    var waiting: [(number: Int, chunk: FeedChunk)] = []
    /// Results that have not been taken; none where the chunk is to be read again.
    var done: [Int: (chunk: FeedChunk, result: Result?)] = [:]
    var cutCount = 0
    var takenCount = 0
    /// No more chunks will be cut.
    var isCut = false
    /// Nobody wants results any more.
    var isStopped = false
  }

  private let state = Locked(State())
  private let hasRoom: DispatchSemaphore
  private let hasChunk = DispatchSemaphore(value: 0)
  private let hasResult = DispatchSemaphore(value: 0)
  private let threads = DispatchGroup()

  /// A queue for at most `limit` chunks.
  init(limit: Int) {
    hasRoom = DispatchSemaphore(value: 0)
    for _ in 0..<limit { hasRoom.signal() }
  }

  /// Starts a thread, which the queue waits for when it stops.
  func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
    DispatchQueue(label: name).async(group: threads, execute: body)
  }

  // MARK: The thread that cuts

  /// Puts chunks in as long as there are any and somebody wants them.
  func fill(from nextChunk: () -> FeedChunk?) {
    while true {
      hasRoom.wait()
      if state.withLock({ $0.isStopped }) { break }
      guard let chunk = nextChunk() else { break }
      state.withLock { state in
        state.waiting.append((state.cutCount, chunk))
        state.cutCount += 1
      }
      hasChunk.signal()
      if chunk.isLast { break }
    }
    state.withLock { $0.isCut = true }
    hasChunk.signal()
    hasResult.signal()
  }

  // MARK: The threads that work

  /// Works on chunks until there are no more.
  func workOff(_ work: (FeedChunk) -> Result?) {
    while true {
      hasChunk.wait()
      let (next, isStopped) = state.withLock { state in
        (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isStopped)
      }
      guard let (number, chunk) = next else {
        // The end: the next thread is to see it as well.
        hasChunk.signal()
        return
      }
      let result = isStopped ? nil : work(chunk)
      state.withLock { $0.done[number] = (chunk, result) }
      hasResult.signal()
    }
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
