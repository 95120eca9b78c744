import Foundation

// What glibc has and Swift's module of it does not show.
@_silgen_name("pipe2") private func pipe2(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32
@_silgen_name("memfd_create") private func memfd_create(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32
@_silgen_name("posix_spawn_file_actions_addchdir_np") private func addChangeOfFolder(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> Int32
/// MFD_CLOEXEC
private let closesOnExec: UInt32 = 1

/// What a run of lheo-tool did.
public struct ToolRun: Sendable {
  /// How it ended.
  public enum Ending: Equatable, Sendable { case exit(Int32), signal(Int32), hung }

  /// How it ended.
  public var ending: Ending
  /// What it wrote to standard output.
  public var output: [UInt8]
  /// What it wrote to standard error.
  public var errors: [UInt8]
  /// The most memory that it had, in bytes; 0 where that is not measured.
  public var memory: Int

  /// The exit code; -1 if it did not exit by itself.
  public var status: Int32 { if case .exit(let code) = ending { code } else { -1 } }
  /// Standard output as text.
  public var outputText: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Where a program's input comes from.
  public enum Input: Sendable {
    /// There is none.
    case nothing
    /// Pieces, each read before the next one comes. The descriptor is 0, or one of a process substitution.
    case pieces([[UInt8]], descriptor: Int32)
    /// Pieces that a named pipe gives.
    case namedPipe([[UInt8]], path: String)
  }

  /// lheo-tool, which stands beside the tests' own program.
  public static let tool: String = {
    let candidates =
      [Bundle.main.bundleURL] + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
      + [URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()]
    return candidates.map { $0.appending(path: "lheo-tool").path }.first(where: FileManager.default.isExecutableFile)
      ?? Repository.root.appending(path: ".build/debug/lheo-tool").path
  }()

  /// Runs the tool in a folder. What takes longer than the limit hangs, and is killed.
  public static func run(
    _ arguments: [String], in folder: String, input: Input = .nothing, seconds: Double = 300,
    measuresMemory: Bool = false
  ) throws -> ToolRun {
    let output = memfd_create("stdout", closesOnExec)
    let errors = memfd_create("stderr", closesOnExec)
    defer { for descriptor in [output, errors] { close(descriptor) } }
    var source = open("/dev/null", O_RDONLY | O_CLOEXEC)
    var target: Int32 = 0
    var feeder: PipeFeeder?
    switch input {
    case .nothing: break
    case .pieces(let pieces, let descriptor):
      var ends: [Int32] = [0, 0]
      guard pipe2(&ends, O_CLOEXEC) == 0 else { throw POSIXError(.EMFILE) }
      close(source)
      source = ends[0]
      target = descriptor
      feeder = PipeFeeder(pieces, .descriptor(ends[1]))
    case .namedPipe(let pieces, let path):
      guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.EEXIST) }
      feeder = PipeFeeder(pieces, .path(path))
    }
    let child = try spawn(arguments, in: folder, source: source, as: target, output, errors)
    close(source)
    feeder?.start()
    let (ending, memory) = wait(for: child, seconds: seconds, measuresMemory)
    feeder?.stop()
    return ToolRun(ending: ending, output: contents(output), errors: contents(errors), memory: memory)
  }

  private static func spawn(
    _ arguments: [String], in folder: String, source: Int32, as target: Int32, _ output: Int32, _ errors: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    _ = addChangeOfFolder(&actions, folder)
    if target != 0 { posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) }
    // The target last: it may have the number of one of the others.
    for (from, to) in [(output, 1), (errors, 2), (source, target)] {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ([tool] + arguments).map { strdup($0) } + [nil]
    // A crash is seen by its signal; a backtrace would take seconds.
    let environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, tool, &actions, &attributes, words, variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOENT) }
    return child
  }

  private static func wait(for child: pid_t, seconds: Double, _ measuresMemory: Bool) -> (Ending, memory: Int) {
    let end = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    var memory = 0
    var pause: UInt32 = 200
    while waitpid(child, &status, WNOHANG) == 0 {
      if measuresMemory { memory = max(memory, mostMemory(of: child)) }
      if Date() > end {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        return (.hung, 0)
      }
      usleep(pause)
      pause = min(2000, pause + 100)
    }
    let signal = status & 0x7F
    return (signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal), memory)
  }

  /// The most memory that a process has had since it started its program.
  private static func mostMemory(of child: pid_t) -> Int {
    let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first { !$0.isEmpty }.flatMap { Int($0) } ?? 0) * 1024
  }

  private static func contents(_ descriptor: Int32) -> [UInt8] {
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

/// Writes pieces into a pipe, each when the one before has been read.
private final class PipeFeeder: @unchecked Sendable {
  enum Pipe { case descriptor(Int32), path(String) }

  private let pieces: [[UInt8]]
  private let pipe: Pipe
  private let finished = DispatchSemaphore(value: 0)
  private let lock = NSLock()
  private var isStopped = false

  init(_ pieces: [[UInt8]], _ pipe: Pipe) {
    self.pieces = pieces
    self.pipe = pipe
    signal(SIGPIPE, SIG_IGN)
  }

  func start() {
    Thread.detachNewThread { [self] in
      if let descriptor = openPipe() {
        for piece in pieces where !write(piece, descriptor) { break }
        close(descriptor)
      }
      finished.signal()
    }
  }

  /// The reader is gone.
  func stop() {
    lock.withLock { isStopped = true }
    finished.wait()
  }

  private var mustStop: Bool { lock.withLock { isStopped } }

  private func openPipe() -> Int32? {
    switch pipe {
    case .descriptor(let descriptor):
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      return descriptor
    case .path(let path):
      while !mustStop {
        let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        if descriptor >= 0 { return descriptor }
        usleep(300)
      }
      return nil
    }
  }

  /// Writes a piece and waits until it has been read; false if nobody reads any more.
  private func write(_ piece: [UInt8], _ descriptor: Int32) -> Bool {
    var written = 0
    while written < piece.count {
      let count = piece.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress! + written, piece.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EAGAIN || mustStop {
        return false
      } else {
        usleep(50)
      }
    }
    var unread: Int32 = 1
    var rounds = 0
    while !mustStop {
      guard ioctl(descriptor, UInt(FIONREAD), &unread) == 0 else { return false }
      if unread == 0 { return true }
      rounds += 1
      if rounds > 20 { usleep(20) } else { sched_yield() }
    }
    return false
  }
}
