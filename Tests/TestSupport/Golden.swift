import Foundation
import Testing

/// Outputs that a person has looked at once. `LHEO_RENEW_GOLDEN=1 swift test --filter Golden` writes them anew; look at
/// what git says has changed before you commit it.
public enum Golden {
  private static let folder = Repository.root.appending(path: "Tests/Golden")

  /// Expects an output to be what it was when somebody looked at it; shows the difference.
  public static func expect(_ output: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    let golden = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["LHEO_RENEW_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try output.write(to: golden, atomically: true, encoding: .utf8)
    }
    guard (try? Data(contentsOf: golden)) != Data(output.utf8) else { return }
    let temporary = try TemporaryFolder()
    let actual = temporary.url.appending(path: name)
    try output.write(to: actual, atomically: true, encoding: .utf8)
    let difference = Program.run(URL(filePath: "/usr/bin/diff"), ["-u", golden.path, actual.path]).output
    Issue.record("Tests/Golden/\(name) differs:\n\(difference)", sourceLocation: sourceLocation)
  }

  /// JSON in an order and form that can be read and compared.
  public static func pretty(_ json: Any) throws -> String {
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try JSONSerialization.data(withJSONObject: json, options: options), as: UTF8.self) + "\n"
  }
}
