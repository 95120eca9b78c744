import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let slots = 64
/// Names in C strings that a signal handler may read: it must not take locks or allocate.
nonisolated(unsafe) private let names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
  let names = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: slots)
  names.initialize(repeating: nil, count: slots)
  return names
}()

/// The temporary files that exist, so that an interruption can remove them.
public enum TemporaryFiles {
  private static let lock = Mutex(())

  /// Creates a file in the folder of `path`, named after it; its name and descriptor, which is negative on failure.
  static func create(beside path: String, mode: mode_t) -> (String, Int32) {
    for attempt in 0..<100 {
      let name = "\(path).\(getpid())-\(attempt).tmp"
      // Remembered first: an interruption may come as soon as the file is there.
      remember(name)
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 { return (name, descriptor) }
      let code = errno
      forgetLast(name)
      errno = code
      if code != EEXIST { return (name, descriptor) }
    }
    return (path, -1)
  }

  private static func remember(_ name: String) {
    lock.withLock { _ in
      for slot in 0..<slots where names[slot] == nil {
        names[slot] = strdup(name)
        return
      }
    }
  }

  /// Forgets a name, which may be there twice when another output of this process has it: only the latest goes.
  private static func forgetLast(_ name: String) {
    lock.withLock { _ in
      if let slot = (0..<slots).last(where: { isName(name, at: $0) }) { clear(slot) }
    }
  }

  static func forget(_ name: String) {
    lock.withLock { _ in
      for slot in 0..<slots where isName(name, at: slot) { clear(slot) }
    }
  }

  private static func isName(_ name: String, at slot: Int) -> Bool {
    names[slot].map { String(cString: $0) == name } ?? false
  }

  private static func clear(_ slot: Int) {
    let found = names[slot]
    names[slot] = nil
    free(found)
  }

  static func remove(_ name: String) {
    unlink(name)
    forget(name)
  }

  /// From now on SIGINT, SIGTERM and SIGHUP remove the temporary files and end the process with 128 plus the signal.
  public static func removeOnSignals() {
    _ = names
    // Some programs start others with signals blocked.
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, number) }
    sigprocmask(SIG_UNBLOCK, &set, nil)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        for slot in 0..<slots {
          if let name = names[slot] { unlink(name) }
        }
        _exit(128 + number)
      }
    }
  }
}
