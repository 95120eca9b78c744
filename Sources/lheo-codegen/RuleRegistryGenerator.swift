import Foundation

/// Writes the list of all rules from the files that hold them: a rule is a `static let` of `Rule` in a file under Rules.
struct RuleRegistryGenerator {
  let root: URL

  func file() throws -> GeneratedFile {
    let folder = root.appending(path: "Sources/LheoValidator/Rules")
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }.sorted()
    var lines = ["extension Rule {", "  /// All rules, by family.", "  public static let all: [Rule] = ["]
    for path in paths {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("  static let ") {
        let name = line.dropFirst(13).prefix { $0.isLetter || $0.isNumber }
        let value = line.dropFirst(13 + name.count)
        if value.hasPrefix(" = Rule(") || value.hasPrefix(" = creneau") { lines.append("    .\(name),") }
      }
    }
    lines += ["  ]", "}", ""]
    return GeneratedFile(
      path: "Sources/LheoValidator/Generated/RuleRegistry.swift", origin: "Sources/LheoValidator/Rules",
      content: lines.joined(separator: "\n"))
  }
}
