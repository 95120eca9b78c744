import Foundation
import TestSupport
import Testing

/// Validating with the reference database.
@Suite struct ReferenceValidationTests {
  let tool = Tool()
  private let registers = Repository.fixture("registers").path
  private let feed = Repository.fixture("valid/regional.xml").path
  private let day = ["--as-of", "2026-11-26", "--fail-on", "never"]

  private func load(_ database: String) throws {
    let run = try tool.run("reference", "import", registers, "--reference", tool.path(database), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
  }

  private func validate(_ arguments: String..., environment: [String: String] = [:]) throws -> Tool.Result {
    try tool.run(["validate", feed] + day + arguments, environment: environment)
  }

  @Test func registersAreAsked() throws {
    try load("r.sqlite")
    let path = tool.path("r.sqlite")
    let run = try validate("--profile", "all", "--reference", path)
    #expect(run.status == 0, "\(run.errors)")
    let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("certification/inconnue") && text.contains("selon le RNCP, données du 24/11/2026"))
    #expect(text.contains("Référentiels : \(path) (rncp 24/11/2026,"))
    #expect(text.contains("Non vérifié, il manque :") && text.contains("le ROME ("))
    let without = try validate("--profile", "all").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(!without.contains("certification/inconnue") && without.contains("le RNCP ou le répertoire"))
  }

  /// The database is found where `reference import` puts it.
  @Test func theDatabaseIsFoundWhereItIs() throws {
    try load("r.sqlite")
    func asks(_ arguments: String..., environment: [String: String] = [:]) throws -> Bool {
      try tool.run(["validate", feed, "--profile", "certification"] + day + arguments, environment: environment)
        .output.contains("certification/inconnue")
    }
    #expect(try !asks())
    #expect(try asks(environment: ["LHEO_REFERENCE": tool.path("r.sqlite")]))
    try tool.write("reference = \"r.sqlite\"\n", to: "other.toml")
    #expect(try asks("--config", "other.toml"))
    let data = tool.folder.appending(path: "data/lheo-tool")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: tool.path("r.sqlite"), toPath: data.appending(path: "reference.sqlite").path)
    #expect(try asks(environment: ["XDG_DATA_HOME": tool.path("data")]))
  }

  @Test func aDatabaseThatIsNamedMustBeThere() throws {
    let missing = try validate("--reference", "nothing")
    #expect(missing.status == 2 && missing.errors.contains("nothing") && missing.output.isEmpty)
    try tool.write("no database", to: "text")
    #expect(try validate("--reference", "text", "-o", "report.txt").status == 2)
    #expect(!tool.exists("report.txt"))
  }

  /// Nobody takes the silence of a rule for a good feed.
  @Test func aRuleByItselfNeedsItsRegister() throws {
    let run = try validate("--only", "certification/inconnue", "--lang", "en")
    #expect(run.status == 64 && run.errors.contains("certification/inconnue needs --reference with rncp, rs"))
  }

  @Test func reportsNameTheDatabase() throws {
    try load("r.sqlite")
    let path = tool.path("r.sqlite")
    let formats = [
      "concise", "csv", "csv-excel", "html", "json", "junit", "markdown", "ndjson", "sarif", "statistics", "text",
    ]
    let requests = formats.flatMap { ["--report", "\($0)=out.\($0)"] } + ["--report", "html-by-organisme=pages"]
    #expect(try tool.run(["validate", feed, "--profile", "all", "--reference", path] + day + requests).status == 0)
    for format in formats {
      let text = try String(contentsOfFile: tool.path("out.\(format)"), encoding: .utf8)
      #expect(text.contains("r.sqlite"), "\(format)")
    }
    let pages = try FileManager.default.contentsOfDirectory(atPath: tool.path("pages")).filter { $0.hasSuffix(".html") }
    #expect(pages.count > 1)
    for page in pages {
      let text = try String(contentsOfFile: tool.path("pages/\(page)"), encoding: .utf8)
      // Whoever gets a page need not know where the database is.
      #expect(text.contains("r.sqlite (rncp") && (page == "index.html") == text.contains(path), "\(page)")
    }
    let suite = try tool.read("out.junit")
    #expect(suite.contains("errors=\"0\">\n  <properties>\n    <property name=\"reference\" value=\"\(path)\"/>\n"))
    #expect(suite.contains("    <property name=\"reference.rncp\" value=\"2026-11-24\"/>\n"))
    let first = try tool.read("out.ndjson").split(separator: "\n").first.map { Data($0.utf8) }
    let line = try JSONSerialization.jsonObject(with: #require(first)) as? [String: Any]
    #expect((line?["reference"] as? [String: Any])?["path"] as? String == path)
    let rows = try tool.read("out.csv").split(separator: "\r\n").flatMap { $0.split(separator: "\n") }
    #expect(rows.first?.hasSuffix(",source,reference") == true)
    let data = Data(try String(contentsOfFile: tool.path("out.json"), encoding: .utf8).utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let reference = try #require(json["reference"] as? [String: Any])
    #expect(reference["path"] as? String == path)
    #expect((reference["registers"] as? [[String: String]])?.first == ["register": "rncp", "day": "2026-11-24"])
    let notChecked = try #require(json["notChecked"] as? [[String: Any]])
    #expect(notChecked.contains { $0["rule"] as? String == "domaine/rome-inconnu" })
    #expect(!notChecked.contains { $0["rule"] as? String == "certification/inconnue" })
  }
}
