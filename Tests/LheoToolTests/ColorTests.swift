import Foundation
import TestSupport
import Testing

/// `--color always` colours what has colours, wherever it goes, and is refused where nothing has; no output that is not a
/// terminal is coloured without it.
@Suite struct ColorTests {
  let tool = Tool(speaking: "en")

  private static let red = "\u{1B}[1;31m"
  private static let coloured = ["text", "statistics"]
  private static let others = [
    "html": "r", "json": "r", "ndjson": "r", "sarif": "r", "junit": "r", "csv": "r", "csv-excel": "r", "markdown": "r",
    "concise": "r", "xlsx": "r.xlsx", "html-by-organisme": "pages",
  ]
  private static let faulty = ["validate", Tool.fixture("invalid/schema-format--date.xml"), "--as-of", "2026-11-24"]

  @Test func theseAreAllFormats() throws {
    let refused = try tool.run(Self.faulty + ["--format", "zzz"]).errors
    for format in Self.coloured + Self.others.keys { #expect(refused.contains(format), "\(refused)") }
  }

  @Test(arguments: coloured) func reportsWithColoursTakeThem(_ format: String) throws {
    let always = try tool.run(Self.faulty + ["--format", format, "--color", "always"])
    #expect(always.status == 1 && always.output.contains(Self.red), "\(always.errors)")
    #expect(try tool.run(Self.faulty + ["--format", format, "--color", "always", "-o", "r"]).status == 1)
    #expect(try tool.read("r") == always.output)
    let plain = try tool.run(Self.faulty + ["--format", format])
    #expect(!plain.output.contains("\u{1B}"))
    #expect(always.output.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == plain.output)
    #expect(try tool.run(Self.faulty + ["--format", format, "--color", "never"]).output == plain.output)
  }

  @Test(arguments: others.sorted { $0.key < $1.key }) func reportsWithoutColoursRefuseThem(
    _ format: String, _ path: String
  ) throws {
    let result = try tool.run(Self.faulty + ["--format", format, "--color", "always", "-o", path])
    #expect(result.status == 64 && result.errors.contains("--color always changes nothing in \(format)"))
    #expect(!tool.exists(path))
    for choice in ["never", "auto"] {
      #expect(try tool.run(Self.faulty + ["--format", format, "--color", choice, "-o", path]).status == 1)
    }
    // Where one of two reports has colours, they are of use.
    let both = ["--report", "\(format)=two-\(path)", "--report", "text=-", "--color", "always"]
    #expect(try tool.run(Self.faulty + both).output.contains(Self.red))
  }

  @Test func repairsHaveNoColoursWithoutDifferences() throws {
    for options in [[], ["--dry-run"], ["--list"]] {
      let result = try tool.run(["fix", Self.faulty[1], "--color", "always"] + options)
      #expect(result.status == 64 && result.errors.contains("--color always requires --diff"), "\(result.errors)")
    }
  }

  /// What an export reports on standard error, and nothing that offers hold steers the terminal there.
  @Test func findingsOfAnExportAreColoured() throws {
    try tool.write(
      try tool.run("convert", Tool.fixture("valid/regional.xml"), "--to", "ndjson").output
        .replacing(#/"parcours-de-formation":"[0-9]+"/#, with: #""parcours-de-formation":"\u009b31m\u202ex""#),
      to: "offers.ndjson")
    let export = ["export", "offers.ndjson", "-o", "feed.xml"]
    #expect(try !tool.run(export).errors.contains("\u{1B}"))
    let result = try tool.run(export + ["--color", "always"])
    #expect(result.status == 1 && result.errors.contains(Self.red), "\(result.errors)")
    let plain = result.errors.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    #expect(!plain.contains("\u{1B}") && !plain.contains("\u{202E}") && !plain.contains("\u{9B}"))
  }
}
