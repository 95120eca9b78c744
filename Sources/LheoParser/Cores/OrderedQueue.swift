import Dispatch
import LheoModel

/// Tasks that are worked on by several threads, with results that come out in the order of the tasks. A limited number of
/// them is on the way.
///
/// Whichever thread has nothing to do takes the next task itself, so whatever making it has brought into the cache of its
/// core is still there.
package final class OrderedQueue<Task: Sendable, Result: Sendable>: Sendable {
  private struct State {
    /// Results that have not been taken; none where work had been stopped.
    var done: [Int: (task: Task, result: Result?)] = [:]
    var startedCount = 0
    var takenCount = 0
    /// There are no more tasks.
    var isEmpty = false
    /// The consumer has stopped.
    var isStopped = false
  }

  private let nextTask: Locked<() -> Task?>
  private let state = Locked(State())
  private let hasRoom: DispatchSemaphore
  private let hasResult = DispatchSemaphore(value: 0)
  private let threads = DispatchGroup()

  /// A queue of tasks, at most `limit` of them on the way.
  ///
  /// - Parameter nextTask: makes the next task, `nil` at the end. It is called by one thread at a time, and not any more
  ///   once it has returned `nil`.
  package init(limit: Int, _ nextTask: @escaping () -> Task?) {
    self.nextTask = Locked(nextTask)
    // A semaphore may not end with less than it began with.
    hasRoom = DispatchSemaphore(value: 0)
    for _ in 0..<limit { hasRoom.signal() }
  }

  // MARK: The threads that work

  /// Starts a thread that works on tasks until there are no more; the queue waits for it when it stops.
  package func startThread(_ makeWork: @escaping @Sendable () -> (Task) -> Result) {
    let thread = Locked<(() -> Void)?> { self.work(makeWork()) }
    DispatchQueue(label: "work").async(group: threads) {
      // All that the thread holds goes before whoever waits for it goes on, and perhaps ends the process.
      thread.withLock { $0.take() }?()
    }
  }

  private func work(_ work: (Task) -> Result) {
    while let (number, task) = start() {
      let result = state.withLock { $0.isStopped } ? nil : work(task)
      state.withLock { $0.done[number] = (task, result) }
      hasResult.signal()
    }
  }

  /// The next task, once there is room for it; `nil` at the end.
  private func start() -> (number: Int, task: Task)? {
    hasRoom.wait()
    let next: (Int, Task)? = nextTask.withLock { nextTask in
      if state.withLock({ $0.isEmpty || $0.isStopped }) { return nil }
      let task = nextTask()
      return state.withLock { state in
        guard let task else {
          state.isEmpty = true
          return nil
        }
        state.startedCount += 1
        return (state.startedCount - 1, task)
      }
    }
    if next == nil {
      // Wake the other threads so that they stop, too.
      hasRoom.signal()
      hasResult.signal()
    }
    return next
  }

  // MARK: The thread that takes results

  /// The next task and its result, when it is there; `nil` when there are no more.
  package func next() -> (task: Task, result: Result)? {
    while true {
      let (found, isOver) = state.withLock { state in
        let found = state.done.removeValue(forKey: state.takenCount)
        if found != nil { state.takenCount += 1 }
        return (found, found == nil && state.isEmpty && state.takenCount == state.startedCount)
      }
      if let (task, result) = found {
        hasRoom.signal()
        // Without a result it has been stopped, and then nobody asks for the next.
        return result.map { (task, $0) }
      }
      if isOver { return nil }
      hasResult.wait()
    }
  }

  /// Ends all threads.
  ///
  /// - Returns: the tasks whose results have not been taken, in order.
  package func stop() -> [Task] {
    abandon()
    threads.wait()
    return state.withLock { $0.done.sorted { $0.key < $1.key }.map(\.value.task) }
  }

  /// Tells the threads that no more results are wanted; they end on their own.
  package func abandon() {
    state.withLock { $0.isStopped = true }
    hasRoom.signal()
  }
}

extension OrderedQueue {
  /// More threads than this gain nothing on any machine, and could exhaust it.
  static func threadCount(_ jobs: Int) -> Int { min(max(jobs, 1), 256) }
}

extension OrderedQueue where Task == Int {
  /// Calls `work` for the numbers below `count` on up to `jobs` threads, and `deliver` with the results in order, on the
  /// thread of the caller. At most two results a job wait for their turn.
  package static func run(
    _ count: Int, jobs: Int, work: @escaping (Int) -> Result, deliver: (Int, Result) -> Void
  ) {
    // It is called from several threads at once, and must not share mutable state.
    nonisolated(unsafe) let work = work
    var numbers = (0..<count).makeIterator()
    let jobs = threadCount(jobs)
    let queue = OrderedQueue(limit: jobs * 2) { numbers.next() }
    for _ in 0..<jobs { queue.startThread { work } }
    while let (number, result) = queue.next() { deliver(number, result) }
    _ = queue.stop()
  }
}
