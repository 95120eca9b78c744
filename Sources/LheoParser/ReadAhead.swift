import Dispatch
import LheoModel

extension FeedParser {
  /// Reads the whole feed on a thread of its own, ahead of `body`, which is called on the caller's thread with each part
  /// and how many bytes had been read by then. What `body` gets is the same as from `forEachEvent`.
  ///
  /// At most 64 parts or 32 MB wait, so memory is bounded; a part's buffer is valid during the call.
  ///
  /// - Throws: `FeedError` or what `body` throws, once all that was read before has been delivered.
  public func forEachEventAhead(_ body: (FeedEvent, Int) throws -> Void) throws {
    let queue = EventQueue()
    // The parser is used by the reading thread alone until that has ended.
    nonisolated(unsafe) let parser = self
    parser.keepBuffers(for: queue)
    DispatchQueue.global().async {
      do {
        try parser.forEachEvent { event in
          if !queue.put(event, bytesRead: parser.bytesRead) { throw Abandoned() }
        }
        queue.end(nil)
      } catch {
        queue.end(error)
      }
    }
    // Whatever happens, the reading thread is done with the parser before the caller goes on.
    defer { queue.waitForEnd() }
    do {
      while let (event, bytesRead) = try queue.next() {
        try body(event, bytesRead)
        queue.giveBack(event)
      }
    } catch {
      queue.abandon()
      throw error
    }
  }
}

/// Nobody wants the rest of the feed.
private struct Abandoned: Error {}

/// Parts of a feed on their way from the thread that reads to the one that works, and buffers on their way back.
final class EventQueue: Sendable {
  private struct State {
    var events: [(event: FeedEvent, bytesRead: Int)] = []
    var first = 0
    var waitingBytes = 0
    var spares: [ElementBuffer] = []
    var isAbandoned = false
    var hasEnded = false
    var error: (any Error)?

    var count: Int { events.count - first }
  }

  private static let maximumCount = 64
  private static let maximumBytes = 32 << 20

  private let state = Locked(State())
  private let hasRoom = DispatchSemaphore(value: 0)
  private let hasEvent = DispatchSemaphore(value: 0)
  private let isOver = DispatchSemaphore(value: 0)

  /// Adds a part, when there is room; whether more are wanted.
  func put(_ event: FeedEvent, bytesRead: Int) -> Bool {
    let size = event.size
    while true {
      let (isWanted, isIn) = state.withLock { state in
        if state.isAbandoned { return (false, true) }
        // One part, however large, can always wait.
        guard state.count == 0 || state.count < Self.maximumCount && state.waitingBytes + size <= Self.maximumBytes
        else {
          return (true, false)
        }
        state.events.append((event, bytesRead))
        state.waitingBytes += size
        return (true, true)
      }
      if isIn {
        hasEvent.signal()
        return isWanted
      }
      hasRoom.wait()
    }
  }

  /// The next part, when it is there; `nil` at the end of the feed.
  func next() throws -> (event: FeedEvent, bytesRead: Int)? {
    while true {
      let found = try state.withLock { state -> (event: FeedEvent, bytesRead: Int)? in
        guard state.count > 0 else {
          if let error = state.error { throw error }
          return nil
        }
        let next = state.events[state.first]
        state.first += 1
        state.waitingBytes -= next.event.size
        if state.first == state.events.count {
          state.events.removeAll(keepingCapacity: true)
          state.first = 0
        }
        return next
      }
      if let found {
        hasRoom.signal()
        return found
      }
      if state.withLock({ $0.hasEnded && $0.count == 0 }) { return nil }
      hasEvent.wait()
    }
  }

  /// The reading thread has come to the end, or to an error.
  func end(_ error: (any Error)?) {
    state.withLock {
      $0.hasEnded = true
      $0.error = error
    }
    hasEvent.signal()
    isOver.signal()
  }

  /// No more parts are wanted.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    hasRoom.signal()
  }

  func waitForEnd() { isOver.wait() }

  /// The buffer of a part may be used again.
  func giveBack(_ event: FeedEvent) {
    switch event {
    case .begin(let buffer), .element(let buffer):
      buffer.reset()
      state.withLock { if $0.spares.count < Self.maximumCount { $0.spares.append(buffer) } }
    case .end: break
    }
  }

  /// A buffer that has been given back.
  func takeSpare() -> ElementBuffer? { state.withLock { $0.spares.popLast() } }
}

extension FeedEvent {
  /// Bytes of text and attributes.
  fileprivate var size: Int {
    switch self {
    case .begin(let buffer), .element(let buffer): buffer.storage.pointee.byteCount
    case .end: 0
    }
  }
}
