import Foundation
import TestSupport

/// Runs lheo-tool as a user would.
struct Tool {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The folder it runs in, which is removed with the tool.
  var folder: URL { temporary.url }

  private let running = RunningProcesses()
  private let temporary = try! TemporaryFolder()

  static let executable: URL = {
    // The tests' own binary stands in the same folder as lheo-tool.
    let candidates =
      [Bundle.main.bundleURL] + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
      + [URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()]
    return candidates.map { $0.appending(path: "lheo-tool") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    } ?? Repository.root.appending(path: ".build/debug/lheo-tool")
  }()

  func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let inputFile = folder.appending(path: ".stdin-\(UUID().uuidString)")
    let outputFile = folder.appending(path: ".stdout-\(UUID().uuidString)")
    let errorFile = folder.appending(path: ".stderr-\(UUID().uuidString)")
    for url in [inputFile, outputFile, errorFile] {
      try Data(url == inputFile ? Data(input.utf8) : Data()).write(to: url)
    }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    // A tool that hangs fails its test.
    let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: watchdog)
    process.waitUntilExit()
    watchdog.cancel()
    defer { for url in [inputFile, outputFile, errorFile] { try? FileManager.default.removeItem(at: url) } }
    return Result(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }

  /// Starts the tool and does not wait for it. It is killed when the test is over.
  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    running.add(process)
    return process
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }

  static func fixture(_ name: String) -> String { Repository.fixture(name).path }
}

/// Processes that end with what started them.
private final class RunningProcesses {
  private var all: [Process] = []

  func add(_ process: Process) { all.append(process) }

  deinit {
    for process in all where process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }
}
