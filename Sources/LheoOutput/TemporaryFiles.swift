import Glibc
import LheoModel
import Synchronization

/// Names in C strings that a signal handler may read: it must not take locks or allocate.
private struct NameTable {
  var capacity: Int
  var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
}

/// The table in use. One that has become too small stays where it is, as the handler may be reading it.
nonisolated(unsafe) private let table = Atomic<UnsafeMutablePointer<NameTable>?>(nil)

/// The temporary files that exist, so that an interruption can remove them.
public enum TemporaryFiles {
  private struct State {
    /// Where in the table each name is.
    var slots: [String: Int] = [:]
    var freeSlots: [Int] = []
    /// Names that are not in the table any more, but which the handler may be reading.
    var retired: [UnsafeMutablePointer<CChar>] = []
    var fileCount = 0
  }

  private static let state = Locked(State())

  /// Creates a file in the folder of `path`, named after it; its name and descriptor, which is negative on failure.
  static func create(beside path: String, mode: mode_t) -> (String, Int32) {
    var base = path
    for _ in 0..<100 {
      let name = "\(base).\(getpid())-\(nextNumber()).tmp"
      // Remembered first: an interruption may come as soon as the file is there.
      remember(name)
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 { return (name, descriptor) }
      let code = errno
      forget(name)
      errno = code
      switch code {
      case EEXIST: continue
      case ENAMETOOLONG where base == path: base = FilePath.join(FilePath.folder(of: path), ".lheo-tool")
      default: return (name, descriptor)
      }
    }
    return (path, -1)
  }

  /// Whether a name is that of a temporary file whose process has been killed.
  static func isLeft(_ name: String) -> Bool {
    guard name.hasSuffix(".tmp"), let dot = name.dropLast(4).lastIndex(of: ".") else { return false }
    let numbers = name.dropLast(4)[dot...].dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    guard numbers.count == 2, let process = pid_t(numbers[0]), process > 0, Int(numbers[1]) != nil else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  private static func nextNumber() -> Int {
    state.withLock { state in
      state.fileCount += 1
      return state.fileCount - 1
    }
  }

  /// Remembers a file, or a folder, which an interruption removes if it is empty.
  static func remember(_ name: String) {
    state.withLock { state in
      if state.freeSlots.isEmpty { grow(&state) }
      guard let slot = state.freeSlots.popLast(), let table = table.load(ordering: .relaxed) else { return }
      state.slots[name] = slot
      table.pointee.names[slot] = strdup(name)
    }
  }

  static func forget(_ name: String) {
    state.withLock { state in
      guard let slot = state.slots.removeValue(forKey: name), let table = table.load(ordering: .relaxed) else { return }
      if let retired = table.pointee.names[slot] { state.retired.append(retired) }
      table.pointee.names[slot] = nil
      state.freeSlots.append(slot)
      if state.retired.count > 1000 {
        for name in state.retired.prefix(500) { free(name) }
        state.retired.removeFirst(500)
      }
    }
  }

  /// Puts a table of twice the size in the place of the one there is.
  private static func grow(_ state: inout State) {
    let old = table.load(ordering: .relaxed)?.pointee
    let count = old?.capacity ?? 0
    let capacity = max(64, count * 2)
    let names = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
    names.initialize(repeating: nil, count: capacity)
    if let old { names.update(from: old.names, count: count) }
    let new = UnsafeMutablePointer<NameTable>.allocate(capacity: 1)
    new.initialize(to: NameTable(capacity: capacity, names: names))
    table.store(new, ordering: .releasing)
    state.freeSlots = (count..<capacity).reversed()
  }

  /// The folder for temporary files, which the variable `TMPDIR` names.
  public static var folder: String { TemporaryFolder.path }

  static func remove(_ name: String) {
    unlink(name)
    forget(name)
  }

  /// From now on an interruption removes the temporary files and ends the process with 128 plus the signal: SIGINT,
  /// SIGTERM, SIGHUP (but where `nohup` has switched it off), SIGXCPU, and SIGPIPE, when the reader of an output has gone.
  /// A limit on the size of files is an error like a full disk.
  public static func removeOnSignals() {
    // The handler must not be the first to ask for it.
    _ = table.load(ordering: .relaxed)
    signal(SIGXFSZ, SIG_IGN)
    var numbers = [SIGINT, SIGTERM, SIGPIPE, SIGXCPU]
    let hangUp = signal(SIGHUP, SIG_IGN)
    if unsafeBitCast(hangUp, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) { numbers.append(SIGHUP) }
    // Some programs start others with signals blocked.
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    sigprocmask(SIG_UNBLOCK, &set, nil)
    for number in numbers {
      signal(number) { number in
        TemporaryFiles.removeAll()
        _exit(128 + number)
      }
    }
  }

  /// Removes all files, then the folders that are empty. It runs in the signal handler.
  private static func removeAll() {
    guard let table = table.load(ordering: .acquiring)?.pointee else { return }
    for slot in 0..<table.capacity {
      if let name = table.names[slot] { unlink(name) }
    }
    var hasRemoved = true
    while hasRemoved {
      hasRemoved = false
      for slot in 0..<table.capacity {
        if let name = table.names[slot], rmdir(name) == 0 { hasRemoved = true }
      }
    }
  }
}
