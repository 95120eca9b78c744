import Foundation

/// Other programs of this machine.
public enum Program {
  /// A program on the search path.
  public static func find(_ name: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Runs a program; what it prints on both outputs.
  public static func run(
    _ program: URL, _ arguments: [String], environment: [String: String] = [:]
  ) -> (status: Int32, output: String) {
    let output = MemoryFile()
    guard
      let process = try? ChildProcess(
        program.path, arguments, environment: environment,
        descriptors: [(output.descriptor, 1), (output.descriptor, 2)])
    else { return (-1, "cannot run \(program.path)") }
    let ending = process.wait()
    return (ending.status, String(decoding: output.content, as: UTF8.self))
  }
}
