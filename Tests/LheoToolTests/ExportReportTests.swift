import Foundation
import TestSupport
import Testing

/// What is found in offers on their way into a feed is in reports, as of a feed.
@Suite struct ExportReportTests {
  let tool = Tool(speaking: "en")

  private static let files = [
    "html": "r.html", "json": "r.json", "ndjson": "r.ndjson", "sarif": "r.sarif", "junit": "r.junit", "csv": "r.csv",
    "markdown": "r.md", "concise": "r.txt", "statistics": "r.statistics", "text": "r.text", "xlsx": "r.xlsx",
    "html-by-organisme": "pages",
  ]

  private var reports: [String] { Self.files.flatMap { ["--report", "\($0.key)=\($0.value)"] } }

  /// Tables with a code that there is not, in the third row of recrutements.
  private func makeTables() throws {
    #expect(
      try tool.run("convert", Tool.fixture("valid/regional.xml"), "--to", "csv", "--all-tables", "-o", "t").status == 0)
    var lines = try tool.read("t/recrutements.csv").split(separator: "\n").map(String.init)
    let column = try #require(lines[0].split(separator: ",").firstIndex(of: "modalite"))
    var cells = lines[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[column] = "@@"
    lines[2] = cells.joined(separator: ",")
    try tool.write(lines.joined(separator: "\n"), to: "t/recrutements.csv")
  }

  @Test func everyFormatHasWhatIsFound() throws {
    try makeTables()
    let result = try tool.run(["export", "t", "-o", "feed.xml", "--as-of", "2026-11-24"] + reports)
    #expect(result.status == 1 && !tool.exists("feed.xml"), "\(result.errors)")
    for (format, file) in Self.files where !["xlsx", "html-by-organisme", "statistics"].contains(format) {
      // Summaries name rules.
      #expect(try tool.read(file).contains(format == "markdown" ? "`schema/" : "@@"), "\(format)")
    }
    #expect(try tool.read("r.json").contains(#""row":{"table":"recrutements.csv","line":3"#))
    #expect(try tool.read("r.txt").contains("t/recrutements.csv:3: error schema/"))
    #expect(tool.exists("r.xlsx") && tool.exists("pages/index.html"))
  }

  /// Reports also say what lets an offer pass.
  @Test func whatLetsAFeedPassIsInReportsOnly() throws {
    try makeTables()
    let never = ["--fail-on", "never", "--as-of", "2026-11-24", "-o", "feed.xml"]
    let result = try tool.run(["export", "t"] + never + ["--report", "text=r.text"])
    #expect(result.status == 0 && !result.errors.contains("@@") && tool.exists("feed.xml"), "\(result.errors)")
    #expect(try tool.read("r.text").contains("@@"))
  }

  /// Where the offers cannot be read, there is no feed and no report, whichever were there before.
  @Test func nothingIsReportedOfWhatCannotBeRead() throws {
    try tool.write("{\"numero\": ", to: "offers.ndjson")
    try tool.write("before", to: "r.json")
    let result = try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--report", "json=r.json")
    #expect(result.status == 2)
    #expect(try tool.read("r.json") == "before" && !tool.exists("feed.xml"))
  }

  @Test(arguments: [
    (["-o", "a", "--report", "text=a"], "The feed and a report"), (["-o", "-", "--report", "text=-"], "The feed and"),
    (["-o", "a", "--report", "text=b", "--report", "csv=b"], "Two reports"),
    (["-o", "a", "--report", "xlsx=-"], "xlsx is written to a file"),
    (["-o", "a", "--report", "html-by-organisme=-"], "writes a folder"),
    (["-o", "a", "--report", "text=offers.ndjson"], "take the place"),
  ]) func whatCannotBothBeWrittenIsRefused(_ options: [String], _ message: String) throws {
    try tool.write("{}", to: "offers.ndjson")
    let result = try tool.run(["export", "offers.ndjson"] + options)
    #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    #expect(try tool.read("offers.ndjson") == "{}" && !tool.exists("a") && !tool.exists("b"))
  }

  // MARK: Options that do nothing

  /// All options of the command with a value that fits.
  private static let options: [String: String] = [
    "--source": "a", "--drop-invalid": "", "--max-drop": "20%", "--report": "text=r", "--stamp": "",
    "--profile": "all", "--only": "adresse/*", "--ignore": "adresse/*", "--severity": "adresse/*=info",
    "--region": "28", "--as-of": "2026-11-24", "--fail-on": "never", "--audience": "form", "--color": "never",
    "--config": "lheo.toml", "--lang": "en", "--jobs": "1", "--quiet": "", "--verbose": "",
    "--max-offer-megabytes": "1", "--max-attributes": "100", "--indent": "2", "--encoding": "UTF-8", "--tva": "20",
    "--acces-handicapes": "0", "--langue": "FR", "--date": "2026-09-01", "--use-contact": "", "--transliterate": "",
    "--gaps": "text=g", "--to": "edof", "--output": "o", "--template": "t", "--example": "ndjson",
  ]

  @Test func theseAreAllOptions() throws {
    let help = try JSONSerialization.jsonObject(with: Data(tool.run("export", "--experimental-dump-help").output.utf8))
    let command = try #require((help as? [String: Any])?["command"] as? [String: Any])
    let arguments = try #require(command["arguments"] as? [[String: Any]])
    let names = arguments.flatMap { ($0["names"] as? [[String: Any]] ?? []).filter { $0["kind"] as? String == "long" } }
    let known = Set(names.compactMap { $0["name"] as? String }.map { "--" + $0 })
    #expect(known.subtracting(["--help", "--version"]) == Set(Self.options.keys))
  }

  @Test(arguments: [
    (["--template", "t"], ["--template", "--lang"]), (["--example", "ndjson"], ["--example", "--lang", "--output"]),
    (
      ["offers.ndjson", "--to", "edof", "-o", "edof"],
      [
        "--to", "--lang", "--output", "--source", "--tva", "--acces-handicapes", "--langue", "--date", "--use-contact",
        "--transliterate", "--gaps", "--indent", "--jobs", "--quiet", "--verbose", "--max-offer-megabytes",
        "--max-attributes",
      ]
    ),
  ]) func anOptionThatDoesNothingIsRefused(_ mode: [String], _ meant: [String]) throws {
    try tool.write("", to: "offers.ndjson")
    try tool.write("", to: "lheo.toml")
    for (option, value) in Self.options.sorted(by: { $0.key < $1.key }) where !meant.contains(option) {
      let result = try tool.run(["export"] + mode + [option] + (value.isEmpty ? [] : [value]))
      #expect(result.status == 64, "\(mode) \(option): \(result.errors)")
      #expect(!tool.exists("t") && !tool.exists("edof"), "\(option)")
    }
  }
}
