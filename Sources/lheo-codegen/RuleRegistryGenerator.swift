import Foundation

/// Writes the list of all rules from the files that hold them: a rule is a `static let` that is not private, in an
/// extension of `Rule` in a file under Rules, whatever makes it. Anything else that stands there does not compile.
struct RuleRegistryGenerator {
  let root: URL

  func file() throws -> GeneratedFile {
    let folder = root.appending(path: "Sources/LheoValidator/Rules")
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }.sorted()
    var lines = ["extension Rule {", "  /// All rules, by family.", "  public static let all: [Rule] = ["]
    for path in paths {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      var isInRule = false
      for line in text.split(separator: "\n") {
        if line.hasPrefix("extension ") { isInRule = line.hasPrefix("extension Rule {") }
        guard isInRule, line.hasPrefix("  static let ") else { continue }
        lines.append("    .\(line.dropFirst(13).prefix { $0.isLetter || $0.isNumber }),")
      }
    }
    lines += ["  ]", "}", ""]
    return GeneratedFile(
      path: "Sources/LheoValidator/Generated/RuleRegistry.swift", origin: "Sources/LheoValidator/Rules",
      content: lines.joined(separator: "\n"))
  }
}
