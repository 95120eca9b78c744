import Foundation

// What glibc has and Swift's module of it does not show.
@_silgen_name("pipe2") private func pipe2(_ ends: UnsafeMutablePointer<Int32>, _ flags: Int32) -> Int32

/// What a run of lheo-tool did.
public struct ToolRun: Sendable {
  /// How it ended.
  public var ending: ChildProcess.Ending
  /// What it wrote to standard output.
  public var output: [UInt8]
  /// What it wrote to standard error.
  public var errors: [UInt8]
  /// The most memory that it had, in bytes; 0 where that is not measured.
  public var memory: Int

  /// The exit code; -1 if it did not exit by itself.
  public var status: Int32 { ending.status }
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

  /// lheo-tool: the one that `LHEO_TOOL` names, or else that which is beside the tests' own program.
  public static let tool: String = {
    let named = ProcessInfo.processInfo.environment["LHEO_TOOL"] ?? ""
    return named.isEmpty ? besideTests("lheo-tool") : named
  }()

  /// A program that was built with the tests.
  public static func besideTests(_ name: String) -> String {
    let candidates =
      [Bundle.main.bundleURL] + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
      + [URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()]
    return candidates.map { $0.appending(path: name).path }.first(where: FileManager.default.isExecutableFile)
      ?? Repository.root.appending(path: ".build/debug/\(name)").path
  }

  /// No test finds the registers of who runs it, nor their language, unless it wants to.
  public static let environment = [
    "LHEO_REFERENCE": "", "XDG_DATA_HOME": "/nonexistent", "LHEO_LANG": "", "LC_ALL": "en_US.UTF-8",
  ]

  /// Runs the tool in a folder. What takes longer than the limit hangs, and is killed.
  public static func run(
    _ arguments: [String], in folder: String, input: Input = .nothing, environment own: [String: String] = [:],
    seconds: Double = 300, measuresMemory: Bool = false
  ) throws -> ToolRun {
    let output = MemoryFile()
    let errors = MemoryFile()
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
    // A crash is seen by its signal; a backtrace would take seconds. The target last: it may have the number of another.
    let child = try ChildProcess(
      tool, arguments, in: folder,
      environment: environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(own) { $1 },
      descriptors: [(output.descriptor, 1), (errors.descriptor, 2), (source, target)])
    close(source)
    feeder?.start()
    var memory = 0
    let ending = child.wait(seconds: seconds) {
      if measuresMemory { memory = max(memory, mostMemory(of: child.identifier)) }
    }
    feeder?.stop()
    return ToolRun(ending: ending, output: output.content, errors: errors.content, memory: memory)
  }

  /// The most memory that a process has had since it started its program.
  private static func mostMemory(of child: pid_t) -> Int {
    let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first { !$0.isEmpty }.flatMap { Int($0) } ?? 0) * 1024
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
