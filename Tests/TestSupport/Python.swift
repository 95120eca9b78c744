import Foundation

/// Python with the packages that analysts use, to read what the toolkit writes as they would.
public enum Python {
  private static let packages = [
    "openpyxl==3.1.5", "pandas>=2,<4", "frictionless>=5.18,<6", "xmlschema>=4,<5", "pydantic-sarif==0.1.1",
    "lxml>=5.4,<7", "duckdb>=1.3,<3", "jsonschema>=4.20,<5", "markdown-it-py>=3,<5",
  ]

  /// Whether they are there. They are installed into `.build` at the first use; without network tests skip.
  public static let isAvailable: Bool = {
    let list = Data(packages.joined(separator: " ").utf8)
    if (try? Data(contentsOf: ready)) == list { return true }
    guard let python = Program.find("python3") else { return false }
    guard Program.run(python, ["-m", "venv", folder.path]).status == 0,
      Program.run(executable, ["-m", "pip", "install", "-q", "--disable-pip-version-check"] + packages).status == 0
    else { return false }
    return FileManager.default.createFile(atPath: ready.path, contents: list)
  }()

  private static let folder = Repository.root.appending(path: ".build/python")
  private static let ready = folder.appending(path: "ready")
  /// The interpreter.
  public static let executable = folder.appending(path: "bin/python")

  /// Runs a script; what it prints, or what went wrong.
  public static func run(_ script: String, _ arguments: String...) -> (status: Int32, output: String) {
    Program.run(executable, ["-c", script] + arguments)
  }
}
