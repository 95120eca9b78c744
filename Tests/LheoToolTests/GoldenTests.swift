import Foundation
import TestSupport
import Testing

/// What reports look like to people and programs: each has been looked at once, and is compared with that.
@Suite struct GoldenTests {
  let tool = Tool()

  /// An offer with findings of all severities, one that the schema refuses, and a feed that breaks off.
  private static let feeds = ["valid/minimal.xml", "invalid/schema-format--date.xml", "unreadable/truncated.xml"]
    .map { "Fixtures/" + $0 }

  init() throws {
    try FileManager.default.createSymbolicLink(
      at: tool.folder.appending(path: "Fixtures"), withDestinationURL: Repository.root.appending(path: "Fixtures"))
  }

  private func validate(_ format: String, _ language: String) throws -> String {
    let arguments = [
      "validate", "--profile", "all", "--as-of", "2026-11-24", "--lang", language, "--format", format, "--color",
      "never",
    ]
    let result = try tool.run(arguments + Self.feeds)
    #expect(result.status == 2)
    return result.output
  }

  @Test(arguments: ["text", "markdown", "csv", "csv-excel", "junit", "ndjson"], ["fr", "en"])
  func reports(_ format: String, _ language: String) throws {
    try Golden.expect(try validate(format, language), "validate.\(format).\(language)")
  }

  @Test func theJSONReport() throws {
    var report = try #require(
      try JSONSerialization.jsonObject(with: Data(try validate("json", "fr").utf8)) as? [String: Any])
    // Another one with each word of a rule.
    let ruleSet = try #require(report.removeValue(forKey: "ruleSet") as? [String: Any])
    #expect(Set(ruleSet.keys) == ["lheo", "count", "fingerprint"])
    try Golden.expect(try Golden.pretty(report), "validate.json")
  }

  /// Without the rules, which are those of docs/rules.md.
  @Test func theSARIFReport() throws {
    var log = try #require(
      try JSONSerialization.jsonObject(with: Data(try validate("sarif", "fr").utf8)) as? [String: Any])
    var runs = try #require(log["runs"] as? [[String: Any]])
    var tool = try #require(runs[0]["tool"] as? [String: [String: Any]])
    let rules = try #require(tool["driver"]?["rules"] as? [[String: Any]])
    tool["driver"]?["rules"] = rules.filter { ["schema/valeur", "texte/html"].contains($0["id"] as? String ?? "") }
    runs[0]["tool"] = tool
    log["runs"] = runs
    try Golden.expect(try Golden.pretty(log), "validate.sarif")
  }

  /// The model is generated from the schema of SARIF 2.1.0: no other keys, lines and columns from 1.
  @Test(.needsPython) func sarifIsWhatItsSchemaAllows() throws {
    try tool.write(try validate("sarif", "en"), to: "report.sarif")
    try tool.write("<lheo/>", to: "empty.xml")
    _ = try tool.run("validate", "--format", "sarif", "-o", "none.sarif", "empty.xml", "absent.xml")
    _ = try tool.run(
      "validate", "--profile", "all", "--format", "sarif", "-o", "clean.sarif", Tool.fixture("valid/regional.xml"))
    for name in ["report.sarif", "none.sarif", "clean.sarif"] {
      let script = """
        import sys
        from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log
        Log.model_validate_json(open(sys.argv[1], encoding="utf-8").read())
        """
      let result = Python.run(script, tool.path(name))
      #expect(result.status == 0, "\(name): \(result.output)")
    }
  }

  @Test(arguments: ["fr", "en"]) func inspections(_ language: String) throws {
    let result = try tool.run(
      "inspect", "--as-of", "2026-11-24", "--lang", language, "Fixtures/valid/minimal.xml",
      "Fixtures/valid/regional.xml",
      "Fixtures/unreadable/truncated.xml")
    #expect(result.status == 2)
    try Golden.expect(result.output, "inspect.text.\(language)")
    try Golden.expect(result.errors, "inspect.errors.\(language)")
  }

  @Test func theJSONInspection() throws {
    let result = try tool.run(
      "inspect", "--as-of", "2026-11-24", "--format", "json", "Fixtures/valid/minimal.xml",
      "Fixtures/valid/regional.xml",
      "Fixtures/unreadable/truncated.xml")
    let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    try Golden.expect(try Golden.pretty(report), "inspect.json")
  }
}
