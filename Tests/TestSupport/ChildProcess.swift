import Foundation

// What glibc has and Swift's module of it does not show.
@_silgen_name("memfd_create") private func memfd_create(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32
@_silgen_name("posix_spawn_file_actions_addchdir_np") private func addChangeOfFolder(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> Int32
/// MFD_CLOEXEC
private let closesOnExec: UInt32 = 1

/// A program that runs, and is killed with what started it. (Foundation's `Process` lists the open files of the tests in a
/// way that crashes once in some thousand starts.)
public final class ChildProcess: @unchecked Sendable {
  /// How a program ended.
  public enum Ending: Equatable, Sendable {
    case exit(Int32), signal(Int32), hung

    /// The exit code; -1 if it did not exit by itself.
    public var status: Int32 { if case .exit(let code) = self { code } else { -1 } }
  }

  /// Its number.
  public let identifier: pid_t
  private let lock = NSLock()
  private var ended: Ending?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - arguments: what it is told.
  ///   - folder: where it runs; where the tests do without one.
  ///   - environment: what is added to the tests' own.
  ///   - descriptors: what it finds at numbers; nothing at those of standard input and outputs that are left out.
  /// - Throws: `POSIXError` where it cannot be started.
  public init(
    _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    descriptors: [(source: Int32, number: Int32)] = []
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let folder { _ = addChangeOfFolder(&actions, folder) }
    for number: Int32 in 0...2 where !descriptors.contains(where: { $0.number == number }) {
      posix_spawn_file_actions_addopen(&actions, number, "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0)
    }
    for (source, number) in descriptors { posix_spawn_file_actions_adddup2(&actions, source, number) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables =
      ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, words, variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOENT) }
    identifier = child
  }

  deinit {
    kill(SIGKILL)
    wait()
  }

  /// Whether it has not ended.
  public var isRunning: Bool { poll() == nil }

  /// Sends a signal, if it runs.
  public func kill(_ signal: Int32) {
    lock.withLock { if ended == nil { _ = Foundation.kill(identifier, signal) } }
  }

  /// Waits until it has ended; what takes longer is killed, and counts as hung.
  @discardableResult public func wait(seconds: Double = .infinity, whileRunning: () -> Void = {}) -> Ending {
    let start = ContinuousClock.now
    var pause: UInt32 = 200
    while true {
      if let ended = poll() { return ended }
      whileRunning()
      if start.duration(to: .now) > .seconds(min(seconds, 1e6)) {
        kill(SIGKILL)
        lock.withLock {
          var status: Int32 = 0
          if ended == nil { waitpid(identifier, &status, 0) }
          ended = .hung
        }
        return .hung
      }
      usleep(pause)
      pause = min(2000, pause + 100)
    }
  }

  private func poll() -> Ending? {
    lock.withLock {
      var status: Int32 = 0
      if ended == nil, waitpid(identifier, &status, WNOHANG) == identifier {
        let signal = status & 0x7F
        ended = signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
      }
      return ended
    }
  }
}

/// What a program reads or writes, kept in memory.
public struct MemoryFile: ~Copyable {
  /// Its number among the open files.
  public let descriptor: Int32

  /// A file with a content, to be read from its start.
  public init(_ content: [UInt8] = []) {
    descriptor = memfd_create("output", closesOnExec)
    if !content.isEmpty { _ = content.withUnsafeBytes { pwrite(descriptor, $0.baseAddress!, $0.count, 0) } }
  }

  deinit { close(descriptor) }

  /// All that it holds.
  public var content: [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = pread(descriptor, buffer.baseAddress! + count, size - count, off_t(count))
        if read <= 0 { return }
        count += read
      }
    }
  }
}
