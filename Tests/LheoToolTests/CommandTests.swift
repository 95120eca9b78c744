import Foundation
import TestSupport
import Testing

@Suite struct ValidateTests {
  let tool = Tool()

  @Test func aGoodFeedExitsWith0() throws {
    let result = try tool.run("validate", "--as-of", "2026-11-24", Tool.fixture("valid/regional.xml"))
    #expect(result.status == 0)
    #expect(result.output.contains("30 formations"))
    #expect(result.output.contains("rien à signaler"))
    #expect(result.errors.isEmpty)
  }

  @Test func findingsExitWith1() throws {
    let result = try tool.run("validate", "--profile", "none", Tool.fixture("invalid/schema-format--date.xml"))
    #expect(result.status == 1)
    #expect(result.output.contains("ligne 33"))
    #expect(result.output.contains("«\u{A0}01/09/2027\u{A0}»"))
    #expect(result.output.contains("Offre 14_1F «\u{A0}Développeur web\u{A0}»"))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func theThresholdCanBeChanged() throws {
    #expect(try tool.run("validate", "--fail-on", "never", Tool.fixture("invalid/schema-format--date.xml")).status == 0)
  }

  @Test func anUnreadableFeedExitsWith2AndTheOthersAreStillReported() throws {
    let result = try tool.run(
      "validate", "--profile", "none", "--format", "json", Tool.fixture("unreadable/truncated.xml"), "absent.xml",
      Tool.fixture("invalid/schema-valeur--modalites-enseignement.xml"))
    #expect(result.status == 2)
    let report = try JSONDecoder().decode(JSONReport.self, from: Data(result.output.utf8))
    #expect(report.version == 2)
    #expect(report.files.map(\.readable) == [false, false, true])
    #expect(report.files[0].error?.line == 28)
    #expect(report.files[1].error?.message.contains("n'existe pas") == true)
    #expect(report.files[2].findings.map(\.rule) == ["schema/valeur"])
    #expect(report.files[2].findings[0].path == "/lheo/offres/formation[1]/action[1]/modalites-enseignement")
    #expect(report.files[2].findings[0].value == "3")
    #expect(report.files[2].counts.formations == 1)
    #expect(result.errors.contains("truncated.xml:28:"))
  }

  @Test func everyInvalidFixtureBreaksTheRuleItIsNamedAfter() throws {
    let feeds = Repository.feeds("invalid").map(\.path)
    let result = try tool.run(["validate", "--profile", "none", "--format", "ndjson"] + feeds)
    #expect(result.status == 1)
    let findings = try result.output.split(separator: "\n").map {
      try JSONDecoder().decode(JSONReport.Finding.self, from: Data($0.utf8))
    }
    #expect(findings.count == feeds.count)
    for finding in findings {
      let name = URL(filePath: finding.file!).lastPathComponent
      #expect(name.hasPrefix(finding.rule.replacing("/", with: "-")), "\(name): \(finding.rule)")
      #expect(!finding.fix.isEmpty && !finding.message.isEmpty && !finding.source.isEmpty)
    }
  }

  @Test func outputIsTheSameForAnyNumberOfJobs() throws {
    let feeds = (Repository.feeds("invalid") + Repository.feeds("unreadable") + Repository.feeds("valid")).map(\.path)
    let one = try tool.run(["validate", "--as-of", "2026-11-24", "--jobs", "1"] + feeds)
    let many = try tool.run(["validate", "--as-of", "2026-11-24", "--jobs", "4"] + feeds)
    #expect(one.status == 2 && many.status == 2)
    #expect(one.output == many.output)
    #expect(one.output.contains("truncated.xml"))
  }

  @Test func messagesCanBeEnglish() throws {
    let result = try tool.run(
      "validate", "--profile", "none", "--lang", "en", Tool.fixture("invalid/schema-longueur--vide.xml"))
    #expect(result.output.contains("is empty"))
    #expect(result.output.contains("line 10"))
  }

  @Test func standardInputAndFoldersAreRead() throws {
    let feed = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    #expect(try tool.run("validate", "--profile", "none", "-", input: feed).status == 0)
    #expect(try tool.run("validate", "--profile", "none", Repository.fixture("valid").path).status == 0)
    #expect(try tool.run("validate", tool.folder.path).status == 2)
  }

  @Test func severalReportsAreWrittenAtOnce() throws {
    let result = try tool.run(
      "validate", "--profile", "none", Tool.fixture("invalid/schema-format--date.xml"), "--report", "json=r.json",
      "--report", "text=-")
    #expect(result.output.contains("ERREUR"))
    #expect(try tool.read("r.json").contains("\"schema/format\""))
  }

  @Test func findingsShownAreLimitedButTotalsAreTrue() throws {
    let feed = try String(contentsOfFile: Tool.fixture("invalid/schema-format--date.xml"), encoding: .utf8)
    try tool.write(feed.replacing("<fin>20280630", with: "<fin>x"), to: "two.xml")
    let result = try tool.run("validate", "--profile", "none", "--max-findings", "1", "two.xml")
    #expect(result.output.contains("et 1 autre constat, non affiché ("))
    #expect(result.output.contains("2 erreurs"))
  }

  @Test func aFeedCannotSteerTheTerminal() throws {
    let feed = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    let hostile = feed.replacing("Développeur web", with: "\u{9B}31m\u{202E}web").replacing(
      "<fin>20280630", with: "<fin>\u{85}\u{9D}")
    try tool.write(hostile, to: "hostile.xml")
    let output = try tool.run("validate", "--profile", "none", "hostile.xml").output
    #expect(output.contains("web"))
    for scalar in output.unicodeScalars where scalar != "\n" {
      #expect(!(scalar.properties.generalCategory == .control || scalar.value == 0x202E), "\(scalar.value)")
    }
  }

  @Test(arguments: [
    ["validate"], ["validate", "--nope", "x"], ["nope"], ["validate", "x", "--fail-on", "sometimes"],
    ["convert", "x", "--to", "csv", "--table", "session"],
  ])
  func wrongUsageExitsWith64(arguments: [String]) throws { #expect(try tool.run(arguments).status == 64) }
}

@Suite struct RulesTests {
  let tool = Tool()

  private func validate(_ arguments: String...) throws -> Tool.Result {
    try tool.run(["validate", "--as-of", "2026-11-24", Tool.fixture("valid/minimal.xml")] + arguments)
  }

  /// All profiles together are what there is without one; each is a part of it.
  @Test func rulesAreListedByProfile() throws {
    func ids(_ options: String...) throws -> [String] {
      let data = Data(try tool.run(["rules", "--format", "json"] + options).output.utf8)
      let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      return try #require(document["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    }
    let all = try ids()
    #expect(try all.count > 200 && ids("--profile", "all") == all)
    let parts = try [
      "schema", "france-travail", "apprentissage", "certification", "habilitation", "carif", "qualite", "edof",
    ]
    .flatMap { try ids("--profile", $0) }
    #expect(parts.sorted() == all.sorted())
  }

  @Test func theRulesOfFranceTravailAreTheDefault() throws {
    let result = try validate()
    #expect(result.status == 1)
    #expect(result.output.contains("recrutement/modalite-absente"))
    #expect(result.output.contains("France Travail\u{A0}: positionnement en ligne possible pour 0 session sur 1."))
    #expect(result.output.contains("1  session sans modalité de positionnement"))
    #expect(!result.output.contains("financement/absent"))
  }

  @Test func theRegionalFixtureIsClean() throws {
    let result = try tool.run(
      "validate", "--profile", "all", "--region", "28", "--as-of", "2026-11-24", "--fail-on", "warning",
      Tool.fixture("valid/regional.xml"))
    #expect(result.status == 0, "\(result.output.suffix(400))")
  }

  @Test func rulesAreChosenOnTheCommandLine() throws {
    #expect(try validate("--ignore", "recrutement/*").status == 0)
    #expect(try validate("--severity", "recrutement/modalite-absente=info").status == 0)
    #expect(try validate("--only", "financement/*").output.contains("financement/absent"))
    #expect(try validate("--profile", "carif,qualite").output.contains("financement/absent"))
    let wrong = try validate("--ignore", "recrutement/modalite-absent")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("Did you mean 'recrutement/modalite-absente'?"))
    #expect(try validate("--profile", "france-travaill").errors.contains("Did you mean 'france-travail'?"))
    #expect(try validate("--region", "99").status == 64)
  }

  @Test func rulesAreChosenInAFile() throws {
    try tool.write(
      "profile = \"carif\"\nfail-on = \"never\"\n[severity]\n\"financement/*\" = \"error\"\n", to: "lheo.toml")
    let result = try validate()
    #expect(result.status == 0)
    #expect(result.output.contains("ERREUR ligne 21, action 14_1A  financement/absent"))
    #expect(try validate("--profile", "none").output.contains("rien à signaler"))
    try tool.write("profil = \"carif\"", to: "other.toml")
    let wrong = try validate("--config", "other.toml")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("Did you mean 'profile'?"))
    try tool.write("profile = [", to: "broken.toml")
    #expect(try validate("--config", "broken.toml").status == 64)
    #expect(try validate("--config", "absent.toml").status == 64)
  }

  @Test func rulesExplainThemselves() throws {
    #expect(try tool.run("explain", "recrutement/rdvi-places").output.contains("nb-places = 300"))
    #expect(
      try tool.run("explain", "recrutement/rdvi-places", "--lang", "en").output.contains("Individual appointment"))
    #expect(
      try tool.run("explain", "recrutement/rdvi-place").errors.contains("Did you mean 'recrutement/rdvi-places'?"))
    #expect(
      try tool.run("rules", "--family", "adresse", "--severity", "error").output.contains("adresse/codepostal-zero"))
    let json = try tool.run("rules", "--format", "json").output
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: Any])
  }

  /// The pages in docs/ are those that the tool writes: `make docs` renews them.
  @Test(arguments: [("en", "docs/rules.md"), ("fr", "docs/fr/regles.md")]) func pagesAreCurrent(
    language: String, path: String
  ) throws {
    let page = try tool.run("rules", "--format", "markdown", "--lang", language).output
    #expect(try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8) == page)
  }

  @Test func anExportFollowsTheRules() throws {
    #expect(try tool.run("convert", Tool.fixture("valid/minimal.xml"), "--to", "ndjson", "-o", "o.ndjson").status == 0)
    let refused = try tool.run("export", "o.ndjson", "-o", "f.xml", "--as-of", "2026-11-24")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("recrutement/modalite-absente"))
    #expect(try tool.run("export", "o.ndjson", "-o", "f.xml", "--profile", "none").status == 0)
  }
}

@Suite struct ExplanationTests {
  let tool = Tool()

  @Test func elementsExplainThemselves() throws {
    let text = try tool.run("schema", "etat-recrutement").output
    #expect(text.contains("État du recrutement"))
    #expect(text.contains("1   ouvert"))
    #expect(try tool.run("schema").output.split(separator: "\n").count == 170)
    #expect(try tool.run("schema", "sesion").errors.contains("Did you mean 'session'?"))
    for format in ["text", "json", "markdown"] {
      #expect(try tool.run("schema", "session", "--format", format).output.contains("periode"))
    }
  }

  @Test func repairsWithoutARuleExplainThemselves() throws {
    let text = try tool.run("explain", "ordre/datemaj").output
    #expect(text.contains("Met la date de mise à jour") && text.contains("aucune règle ne porte ce nom"))
    #expect(try tool.run("explain", "xml/encodage", "--lang", "en").output.contains("on request only"))
    for format in ["json", "markdown"] {
      #expect(try tool.run("explain", "ordre/espaces", "--format", format).output.contains("ordre/espaces"))
    }
    #expect(try tool.run("explain", "ordre/nope").status == 64)
  }

  @Test func tablesExplainThemselves() throws {
    #expect(try tool.run("tables").output.contains("sessions"))
    #expect(try tool.run("tables", "sessions").output.contains("session/periode/debut"))
    let json = try tool.run("tables", "--format", "json").output
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: Any])
  }

  @Test func helpIsThere() throws {
    for command in ["validate", "convert", "export", "tables", "schema"] {
      let result = try tool.run(command, "--help")
      #expect(result.status == 0)
      #expect(result.output.contains("EXAMPLES"))
    }
  }
}

/// The JSON report, as a consumer would decode it.
struct JSONReport: Decodable {
  struct File: Decodable {
    struct Failure: Decodable {
      var message: String
      var line: Int?
    }
    struct Counts: Decodable { var formations: Int }
    var file: String
    var readable: Bool
    var error: Failure?
    var counts: Counts
    var findings: [Finding]
  }
  struct Finding: Decodable {
    var file: String?
    var rule: String
    var message: String
    var fix: String
    var value: String?
    var path: String
    var line: Int
    var source: String
  }
  var version: Int
  var files: [File]
}
