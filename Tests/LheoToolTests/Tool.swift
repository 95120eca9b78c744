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

  private let temporary = try! TemporaryFolder()
  private let variables: [String: String]

  /// A tool that speaks a language whatever it writes; without one, as it does where nobody has chosen.
  init(speaking language: String = "") { variables = ToolRun.environment.merging(["LHEO_LANG": language]) { $1 } }

  /// What makes a run speak English whatever it writes.
  static let english = ["LHEO_LANG": "en"]

  static let executable = URL(filePath: ToolRun.tool)

  func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
    let input = MemoryFile([UInt8](input.utf8))
    let output = MemoryFile()
    let errors = MemoryFile()
    let process = try ChildProcess(
      ToolRun.tool, arguments, in: folder.path, environment: variables.merging(environment) { $1 },
      descriptors: [(input.descriptor, 0), (output.descriptor, 1), (errors.descriptor, 2)])
    // A tool that hangs fails its test.
    let ending = process.wait(seconds: 120)
    return Result(
      status: ending.status, output: String(decoding: output.content, as: UTF8.self),
      errors: String(decoding: errors.content, as: UTF8.self))
  }

  /// Starts the tool and does not wait for it. It is killed when nobody holds it any more.
  func start(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(ToolRun.tool, arguments, in: folder.path)
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
