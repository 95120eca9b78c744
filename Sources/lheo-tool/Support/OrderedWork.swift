import Dispatch
import LheoParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Work on several cores whose results come out in order, with few of them waiting at a time.
enum OrderedWork {
  /// Calls `work` for the numbers below `count` on up to `jobs` threads, and `deliver` with the results in order, on the
  /// thread of the caller. At most two results a job wait for their turn.
  static func run<Result: Sendable>(
    _ count: Int, jobs: Int, work: @escaping (Int) -> Result, deliver: (Int, Result) -> Void
  ) {
    // The closure is called from several threads at once; it must not share mutable state, as the commands' do not.
    nonisolated(unsafe) let work = work
    let slots = DispatchSemaphore(value: jobs * 2)
    let running = DispatchSemaphore(value: jobs)
    let queue = DispatchQueue(label: "work", attributes: .concurrent)
    let results = Results<Result>()
    let feeder = DispatchQueue(label: "feeder")
    feeder.async {
      for index in 0..<count {
        slots.wait()
        running.wait()
        queue.async {
          results.put(work(index), at: index)
          running.signal()
        }
      }
    }
    for index in 0..<count {
      deliver(index, results.take(index))
      slots.signal()
    }
  }

  /// Results that wait for their turn.
  private final class Results<Result: Sendable>: Sendable {
    private let waiting = Locked<[Int: Result]>([:])
    private let arrival = DispatchSemaphore(value: 0)

    func put(_ result: Result, at index: Int) {
      waiting.withLock { $0[index] = result }
      arrival.signal()
    }

    func take(_ index: Int) -> Result {
      while true {
        if let result = waiting.withLock({ $0.removeValue(forKey: index) }) { return result }
        arrival.wait()
      }
    }
  }
}

/// The machine.
enum ProcessInfo {
  /// A variable of the environment; `nil` where it is not set or empty.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
