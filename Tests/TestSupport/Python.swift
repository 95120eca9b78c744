import Foundation

/// Python with the packages that analysts use, to read what the toolkit writes as they would.
public enum Python {
  private static let packages = ["openpyxl==3.1.5", "pandas>=2,<4", "frictionless>=5.18,<6", "xmlschema>=4,<5"]

  /// Whether they are there. They are installed into `.build` at the first use; without network tests skip.
  public static let isAvailable: Bool = {
    if FileManager.default.fileExists(atPath: ready.path) { return true }
    guard let python = find("python3") else { return false }
    guard run(python, ["-m", "venv", folder.path]).status == 0,
      run(executable, ["-m", "pip", "install", "-q", "--disable-pip-version-check"] + packages).status == 0
    else { return false }
    return FileManager.default.createFile(atPath: ready.path, contents: nil)
  }()

  private static let folder = Repository.root.appending(path: ".build/python")
  private static let ready = folder.appending(path: "ready")
  private static let executable = folder.appending(path: "bin/python")

  /// Runs a script; what it prints, or what went wrong.
  public static func run(_ script: String, _ arguments: String...) -> (status: Int32, output: String) {
    run(executable, ["-c", script] + arguments)
  }

  /// A program on the search path.
  public static func find(_ name: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Runs a program; what it prints on both outputs.
  public static func run(_ program: URL, _ arguments: [String]) -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return (-1, "cannot run \(program.path)") }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
