import Foundation

/// Texts that were read and found right once. A change of them is to be read again: `make expected` writes them anew, and
/// `git diff` shows what has changed.
public enum Expected {
  private static let isRecording = ProcessInfo.processInfo.environment["LHEO_RECORD"] == "1"

  /// Where a text differs from the file of that name in `Tests/Expected`; `nil` if it does not.
  public static func difference(_ text: String, from name: String) -> String? {
    let file = Repository.root.appending(path: "Tests/Expected").appending(path: name)
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    if text == expected { return nil }
    if isRecording {
      try? FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      return (try? text.write(to: file, atomically: true, encoding: .utf8)) == nil ? "cannot write \(file.path)" : nil
    }
    return firstDifference(lines(expected), lines(text))
      + "\nIf that is right, run make expected and read what git diff Tests/Expected shows."
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func firstDifference(_ expected: [Substring], _ found: [Substring]) -> String {
    let line = zip(expected, found).prefix { $0 == $1 }.count
    func shown(_ lines: [Substring]) -> String { lines.dropFirst(line).prefix(3).joined(separator: "\n") }
    return "from line \(line + 1), expected:\n\(shown(expected))\nfound:\n\(shown(found))"
  }
}
