import Foundation
import TestSupport
import Testing

@Suite struct ReportCommandTests {
  let tool = Tool()

  private func validate(_ arguments: String...) throws -> Tool.Result {
    try tool.run(["validate", "--profile", "none", "--as-of", "2026-11-24"] + arguments)
  }

  @Test func oneRunWritesAllFormats() throws {
    let formats = ["text", "json", "ndjson", "sarif", "junit", "html", "csv", "csv-excel", "markdown"]
    let result = try validate(
      [Tool.fixture("invalid/schema-format--date.xml")]
        + formats.flatMap { ["--report", "\($0)=\(tool.path("report.\($0)"))"] })
    #expect(result.status == 1)
    for format in formats {
      let text = try String(contentsOfFile: tool.path("report.\(format)"), encoding: .utf8)
      #expect(text.contains("01/09/2027"), "\(format)")
    }
  }

  private func validate(_ arguments: [String]) throws -> Tool.Result {
    try tool.run(["validate", "--profile", "none", "--as-of", "2026-11-24"] + arguments)
  }

  /// The JSON report says by what the feed is known again, and is the same whenever the same is asked.
  @Test(.needs("sha256sum"), arguments: ["feed.xml", "feed.xml.gz", "-"])
  func theReportSaysWhatWasRead(_ name: String) throws {
    let feed = try String(contentsOfFile: Tool.fixture("valid/regional.xml"), encoding: .utf8)
    try tool.write(feed, to: "feed.xml")
    #expect(try tool.run("format", "feed.xml", "-o", "feed.xml.gz").status == 0)
    let stored = name == "-" ? "feed.xml" : name
    let program = try #require(Program.find("sha256sum"))
    let expected = String(Program.run(program, [tool.path(stored)]).output.prefix(64))
    let size = try FileManager.default.attributesOfItem(atPath: tool.path(stored))[.size] as? Int
    var reports: Set<String> = []
    for jobs in ["1", "1", "2", "3"] {
      let report = try tool.run(
        ["validate", name, "--profile", "all", "--as-of", "2026-11-24", "--format", "json", "--jobs", jobs],
        input: name == "-" ? feed : "")
      reports.insert(report.output)
    }
    let report = try #require(reports.first)
    #expect(reports.count == 1)
    #expect(report.contains("\"size\":\(size ?? 0),\"sha256\":\"\(expected)\""), "\(report.prefix(3000))")
    #expect(report.contains("\"ruleSet\":{\"lheo\":\"2.3\""))
  }

  /// What several feeds come to is the sum of what each comes to, those among them that cannot be read.
  @Test func theTotalIsTheSum() throws {
    func report(_ feeds: [String]) throws -> [String: Any] {
      let result = try tool.run(["validate", "--format", "json", "--as-of", "2026-11-24"] + feeds)
      return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }
    let folders = ["valid", "invalid", "unreadable", "edof"].map(Tool.fixture)
    let document = try report(folders)
    let files = try #require(document["files"] as? [[String: Any]])
    let total = try #require(document["total"] as? [String: Any])
    #expect(total["feeds"] as? Int == files.count && files.count > 30)
    #expect(total["unreadable"] as? Int == files.count { $0["readable"] as? Bool == false })
    func sum(_ group: String, _ key: String) -> Int {
      files.map { ($0[group] as? [String: Any])?[key] as? Int ?? 0 }.reduce(0, +)
    }
    for severity in ["error", "warning", "info"] {
      #expect((total["severities"] as? [String: Int])?[severity] == sum("severities", severity))
    }
    let withErrors = files.count { ($0["severities"] as? [String: Int])?["error"] ?? 0 > 0 }
    #expect(total["withErrors"] as? Int == withErrors && withErrors > 20)
    for key in ["sessions", "possible", "over"] {
      #expect((total["positioning"] as? [String: Any])?[key] as? Int == sum("positioning", key))
    }
    func verdicts(_ document: [String: Any]) -> [String: [Int]] {
      var found: [String: [Int]] = [:]
      for verdict in document["verdicts"] as? [[String: Any]] ?? [] {
        found[verdict["partner"] as? String ?? ""] = ["sessions", "possible"].map { verdict[$0] as? Int ?? -1 }
      }
      return found
    }
    let summed = files.map(verdicts).reduce([:]) { $0.merging($1) { zip($0, $1).map(+) } }
    #expect(verdicts(total) == summed && summed.count == 4)
    #expect(try report([Tool.fixture("valid/regional.xml")])["total"] == nil, "of one feed it is said already")
  }

  /// A feed of which all sessions are over has no verdict; each report for people says so, also beside feeds that have one.
  @Test(arguments: ["text", "markdown", "html"]) func sessionsThatAreOverAreNamed(_ format: String) throws {
    let over = ["validate", Tool.fixture("valid/minimal.xml"), "--as-of", "2031-01-01", "--format", format]
    let sentence = "France Travail\u{A0}: aucune session à venir, 1 session terminée."
    #expect(try tool.run(over).output.contains(sentence))
    #expect(try tool.run(over + ["--lang", "en"]).output.contains("no session to come, 1 session is over."))
    #expect(
      try tool.run(over.map { $0 == "2031-01-01" ? "2026-11-24" : $0 }).output.contains("aucune session") == false)
    let mixed = try tool.run(over + [Tool.fixture("edof/catalogue.xml"), "--profile", "edof"]).output
    // Text has it of the feed and of all feeds.
    #expect(mixed.components(separatedBy: sentence).count - 1 == (format == "text" ? 2 : 1))
  }

  @Test func withABaselineOnlyWhatIsNewFails() throws {
    let old = Tool.fixture("invalid/schema-format--date.xml")
    let new = Tool.fixture("invalid/schema-longueur--vide.xml")
    let baseline = tool.path("before.json")
    #expect(try validate(old, "--format", "json", "-o", baseline).status == 1)

    let same = try validate(old, "--baseline", baseline)
    #expect(same.status == 0)
    #expect(same.output.contains("Erreurs\u{A0}: 0 nouvelle, 1 connue depuis le 24/11/2026, 0 réparée."))
    #expect(same.output.contains("rien de nouveau") && !same.output.contains("rien à signaler"))

    let both = try validate(old, new, "--baseline", baseline, "--lang", "en")
    #expect(both.status == 1)
    #expect(both.output.contains("schema/longueur") && !both.output.contains("schema/format"))

    let repaired = try validate(new, "--baseline", baseline, "--format", "json")
    #expect(repaired.status == 1)
    #expect(
      repaired.output.contains(
        "\"baseline\":{\"asOf\":\"2026-11-24\",\"known\":0,\"repaired\":[{\"rule\":\"schema/format\""))
  }

  /// An option that would change nothing is refused, and so is a language that we do not speak, by every command.
  @Test func nothingIsIgnoredInSilence() throws {
    let feed = Tool.fixture("valid/minimal.xml")
    try tool.write("Bonjour.", to: "intro.txt")
    for format in ["text", "csv", "json", "markdown"] {
      #expect(try tool.run("validate", feed, "--format", format, "--intro", "intro.txt").status == 64, "\(format)")
    }
    for format in ["statistics", "markdown"] {
      #expect(try tool.run("validate", feed, "--format", format, "--max-findings", "3").status == 64, "\(format)")
    }
    for format in ["statistics", "markdown", "json", "ndjson"] {
      #expect(try tool.run("validate", feed, "--format", format, "--audience", "xml").status == 64, "\(format)")
    }
    try tool.write("audience = \"form\"\n", to: "lheo.toml")
    #expect(try tool.run("validate", feed, "--format", "json").status != 64, "it is for the formats that depend on it")
    try tool.write("lang = \"de\"\n", to: "lheo.toml")
    for arguments in [["validate", feed], ["rules"], ["tables"], ["inspect", feed], ["format", feed, "-o", "a.xml"]] {
      let result = try tool.run(arguments)
      #expect(result.status == 64 && result.errors.contains("lheo.toml"), "\(arguments)")
    }
    #expect(try tool.run("doctor").status == 2, "it is what is wrong")
  }

  @Test func pagesBeginWithALetter() throws {
    try tool.write(
      """
      [letter]
      sender = "Carif <b>"
      intro = "Première ligne.\\nSeconde ligne."
      answer-by = "2026-12-02"
      contact = "offre@carif.example"
      logo = "logo.svg"
      """, to: "lheo.toml")
    try tool.write("<svg xmlns='http://www.w3.org/2000/svg'/>", to: "logo.svg")
    try tool.write("Un autre texte.", to: "intro.txt")
    let feed = Tool.fixture("valid/minimal.xml")
    let page = try tool.run("validate", feed, "--format", "html").output
    for part in [
      "Carif &lt;b&gt; ·", "<p>Première ligne.</p>", "<p>Seconde ligne.</p>", "avant le 02/12/2026",
      "<a href=\"mailto:offre@carif.example?subject=", "src=\"data:image/svg+xml;base64,",
    ] { #expect(page.contains(part), "\(part)") }
    let other = try tool.run("validate", feed, "--format", "html", "--intro", "intro.txt").output
    #expect(other.contains("<p>Un autre texte.</p>") && !other.contains("Première"))
    #expect(try tool.run("validate", feed, "--format", "html", "--intro", "absent.txt").status == 2)
    for wrong in ["answer-by = \"demain\"", "sendr = \"x\"", "logo = \"a.exe\"", "logo = \"a.png\""] {
      try tool.write("[letter]\n\(wrong)\n", to: "lheo.toml")
      #expect(try tool.run("validate", feed).status == 64, "\(wrong)")
    }
  }

  /// Every night's report is the next night's baseline; the feed's name may change.
  @Test func nightsFollowEachOther() throws {
    let text = try String(contentsOfFile: Tool.fixture("invalid/schema-format--date.xml"), encoding: .utf8)
    let twice = text.replacing("<fin>20280630", with: "<fin>demain")
    let good = text.replacing("01/09/2027", with: "20270901")
    let nights = [
      (text, 1, "\"files\""), (twice, 1, "\"known\":1,\"repaired\":[]"), (twice, 0, "\"known\":2,\"repaired\":[]"),
      (good, 0, "\"known\":0,\"repaired\":[{"), (twice, 1, "\"known\":0,\"repaired\":[]"),
    ]
    for (night, (feed, status, expected)) in nights.enumerated() {
      try tool.write(feed, to: "\(night).xml")
      let baseline = night == 0 ? [] : ["--baseline", "\(night - 1).json"]
      let result = try validate(["\(night).xml", "--report", "json=\(night).json", "--quiet"] + baseline)
      #expect(result.status == status, "night \(night)")
      #expect(try tool.read("\(night).json").contains(expected), "night \(night)")
    }
    // A night on which the feed cannot be read forgets nothing.
    try tool.write(String(twice.prefix(400)), to: "4.xml")
    #expect(try validate(["4.xml", "--report", "json=5.json", "--baseline", "4.json", "--quiet"]).status == 2)
    #expect(try tool.read("5.json").contains("\"repaired\":[],\"unchecked\":[{\"file\":\"4.xml\""))
    try tool.write(twice, to: "4.xml")
    #expect(try validate(["4.xml", "--baseline", "5.json"]).status == 0)
  }

  @Test func whatWasNotCheckedIsNotRepaired() throws {
    let feed = Tool.fixture("invalid/schema-format--date.xml")
    let baseline = tool.path("before.json")
    _ = try validate(feed, "--format", "json", "-o", baseline)
    let ignored = try validate(Tool.fixture("valid/minimal.xml"), "--ignore", "schema/format", "--baseline", baseline)
    #expect(!ignored.output.contains("✓"))
  }

  @Test func aBaselineThatIsNoReportIsRefused() throws {
    let feed = Tool.fixture("valid/minimal.xml")
    let missing = try validate(feed, "--baseline", tool.path("absent.json"), "--lang", "en")
    #expect(missing.status == 2 && missing.errors.contains("absent.json: the earlier report cannot be read"))
    let wrong = try validate(feed, "--baseline", feed, "--lang", "en")
    #expect(wrong.status == 2 && wrong.errors.contains("not a report of findings in JSON"))
  }

  @Test func eachTrainingBodyGetsAPageOfItsOwn() throws {
    let folder = tool.path("pages")
    let result = try tool.run(
      "validate", "--profile", "all", "--as-of", "2026-11-24", "--report", "html-by-organisme=\(folder)",
      Tool.fixture("valid/regional.xml"), Tool.fixture("invalid/schema-format--date.xml"))
    #expect(result.status == 1)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
    let index = try String(contentsOfFile: folder + "/index.html", encoding: .utf8)
    #expect(files.count > 1)
    for file in files where file != "index.html" && !file.hasPrefix(".") {
      #expect(index.contains("href=\"\(file)\""))
      let page = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      #expect(page.contains(String(file.prefix(14))) && page.hasSuffix("</html>\n"))
    }
    let page = try String(contentsOfFile: folder + "/90000000100009.html", encoding: .utf8)
    #expect(page.contains("01/09/2027"))
  }

  @Test func aFolderOfPagesNeedsAName() throws {
    #expect(try validate("--format", "html-by-organisme", Tool.fixture("valid/minimal.xml")).status == 64)
    #expect(try validate("--report", "html-by-organisme=-", Tool.fixture("valid/minimal.xml")).status == 64)
  }
}
