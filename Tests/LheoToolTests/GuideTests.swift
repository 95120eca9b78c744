import Foundation
import TestSupport
import Testing

/// What the guides say beside the main things.
@Suite struct GuideTests {
  let tool = Tool()
  private let minimal = Tool.fixture("valid/minimal.xml")

  private func text() throws -> String { try String(contentsOfFile: minimal, encoding: .utf8) }

  private func shell(_ script: String) -> (status: Int32, output: String) {
    Program.run(
      URL(filePath: "/bin/bash"), ["-c", "cd '\(tool.folder.path)' && { \(script); }", Tool.executable.path],
      environment: ["LC_ALL": "en_US.UTF-8", "LHEO_LANG": ""])
  }

  // MARK: validate

  /// Where the machine stands does not matter.
  @Test(arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]) func todayIsThatOfParis(zone: String) throws {
    func today() throws -> String {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = try #require(TimeZone(identifier: "Europe/Paris"))
      let day = calendar.dateComponents([.year, .month, .day], from: Date())
      return String(format: "\"asOf\":\"%04d-%02d-%02d\"", day.year!, day.month!, day.day!)
    }
    let before = try today()
    let result = try tool.run("validate", minimal, "--format", "json", environment: ["TZ": zone])
    #expect(try result.output.contains(before) || result.output.contains(today()))
  }

  /// Each key of the JSON report has a word in the guide.
  @Test func theKeysOfTheReportAreInTheGuide() throws {
    let page = try String(contentsOf: Repository.root.appending(path: "docs/validate.md"), encoding: .utf8)
    let section = page.components(separatedBy: "## The JSON report")[1].components(separatedBy: "\n## ")[0]
    func keys(_ value: Any, _ open: Bool) -> Set<String> {
      if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(keys($1, open)) } }
      guard let object = value as? [String: Any] else { return [] }
      return object.reduce(into: []) { found, member in
        // The reasons are listed by `validate`, in the language of the report.
        if open { found.insert(member.key) }
        found.formUnion(keys(member.value, member.key != "positioning" && open))
      }
    }
    let feeds = ["invalid/schema-format--date.xml", "valid/minimal.xml", "unreadable/truncated.xml"].map(Tool.fixture)
    #expect(try tool.run(["validate", "--format", "json", "-o", "one.json"] + feeds).status == 2)
    let second = [
      "validate", "--format", "json", "--baseline", "one.json", "--max-findings", "1", "--only", "schema/*",
    ]
    let found = try [tool.read("one.json"), tool.run(second + feeds).output].map {
      keys(try JSONSerialization.jsonObject(with: Data($0.utf8)), true)
    }
    #expect(found[0].count > 30 && found[1].contains("unchecked") && found[1].contains("known"))
    for key in found[0].union(found[1]) { #expect(section.contains("`\(key)`"), "\(key)") }
  }

  @Test func thePageDrawsHowFindingsWent() throws {
    for day in ["2026-11-22", "2026-11-23"] {
      #expect(try tool.run("validate", minimal, "--as-of", day, "--format", "json", "-o", "\(day).json").status == 1)
    }
    let page = try tool.run(
      "validate", minimal, "--as-of", "2026-11-24", "--format", "html", "--baseline", "2026-11-22.json", "--baseline",
      "2026-11-23.json"
    ).output
    #expect(page.contains("<svg class=\"trend\""))
    let line = try #require(page.firstMatch(of: /<polyline class="error" points="([^"]+)"/))
    #expect(line.1.split(separator: " ").count == 3)
    let one = try tool.run("validate", minimal, "--format", "html").output
    #expect(!one.contains("<svg class=\"trend\""))
  }

  // MARK: Terminals

  /// `script` makes a terminal.
  @Test(.needs("script")) func progressAndColoursAreForTerminals() throws {
    // A feed that takes its time, whatever the machine.
    #expect(try tool.run("generate-feed", "--megabytes", "3", "-o", "in.xml").status == 0)
    let slow =
      "mkfifo pipe; (head -c 1500000 in.xml; sleep 1.5; tail -c +1500001 in.xml) > pipe & "
      + "unset NO_COLOR; @; wait; rm pipe"
    func slowly(_ call: String) -> String { shell(slow.replacing("@", with: call)).output }
    let command = "$0 validate pipe --fail-on never -o out"
    #expect(slowly("script -qec \"\(command)\" /dev/null").contains("\r\u{1B}[Kpipe\u{A0}: "))
    #expect(!slowly("script -qec \"\(command) --quiet\" /dev/null").contains("pipe\u{A0}: "))
    #expect(!slowly("\(command) 2>&1").contains("pipe\u{A0}: "))
    let report = "$0 validate '\(minimal)' --fail-on never"
    #expect(shell("unset NO_COLOR; script -qec \"\(report)\" /dev/null").output.contains("\u{1B}[1m"))
    #expect(!shell("NO_COLOR=1 script -qec \"\(report)\" /dev/null").output.contains("\u{1B}"))
    #expect(!shell(report).output.contains("\u{1B}"))
  }

  // MARK: export and upgrade

  @Test func findingsOfAFolderNameTheRowOfTheOffer() throws {
    let regional = Tool.fixture("valid/regional.xml")
    #expect(try tool.run("convert", regional, "--to", "csv", "--all-tables", "-o", "t").status == 0)
    var rows = try tool.read("t/sessions.csv").components(separatedBy: "\n")
    let row = try #require(rows.firstIndex { $0.hasPrefix("f5,") && $0.contains(",2028-05-02,") })
    rows[row] = rows[row].replacing(",2028-05-02,", with: ",demain,")
    try tool.write(rows.joined(separator: "\n"), to: "t/sessions.csv")
    let result = try tool.run("export", "t", "-o", "o.xml", "--profile", "none", "--lang", "en")
    #expect(result.status == 1 && !tool.exists("o.xml"))
    let formations = try tool.read("t/formations.csv").split(separator: "\n")
    let number = String(try #require(formations.first { $0.hasPrefix("f5,") }).split(separator: ",")[1])
    #expect(
      result.errors.contains("Offer \(number) ") && result.errors.contains("sessions.csv, row \(row + 1), action "),
      "\(result.errors)")
    #expect(result.errors.contains("session "))
  }

  @Test(arguments: ["2.2", "2.2.1"]) func olderFeedsBecome23(version: String) throws {
    try tool.write(
      try text().replacing("http://lheo.gouv.fr/2.3", with: "http://www.lheo.org/\(version)"), to: "old.xml")
    #expect(try tool.run("upgrade", "old.xml", "-o", "new.xml").status == 0)
    #expect(canonical(Array(try tool.read("new.xml").utf8)) == canonical(Array(try text().utf8)))
  }

  @Test(arguments: [
    "select in.xml --numero 14_1F -o out.xml",
    "convert in.xml --to lheo --where 'formation/@numero = 14_1F' -o out.xml",
    "split in.xml --offers 1 -o out",
  ]) func referencesThatLeadOutAreLeftOutWithANotice(command: String) throws {
    let parts = try text().components(separatedBy: "<formation ")
    let offer = parts[1].components(separatedBy: "</formation>")
    let first = offer[0].replacing("<certifiante>", with: "<certifiante idref=\"x\">")
    let second = "id=\"x\" " + offer[0].replacing("\"14_1", with: "\"14_2")
    let feed = parts[0] + [first, second].map { "<formation \($0)</formation>" }.joined() + offer[1]
    try tool.write(feed, to: "in.xml")
    let result = shell("$0 \(command)")
    #expect(result.status == 0 && result.output.contains("references (idref)"), "\(result.output)")
    #expect(!shell("cat out.xml out/* 2>/dev/null").output.contains("idref"))
    #expect(try tool.run("validate", "--profile", "none", tool.exists("out") ? "out" : "out.xml").status == 0)
  }

  // MARK: Editors

  /// The catalogue leads to the schema, which documents each element in French.
  @Test func editorsGetTheSchemaWithLabels() throws {
    let catalogue = Repository.root.appending(path: "Schemas/catalog.xml")
    let text = try String(contentsOf: catalogue, encoding: .utf8)
    let entry = try #require(text.firstMatch(of: /<uri name="http:\/\/lheo\.gouv\.fr\/2\.3" uri="([^"]+)"/))
    let schema = try String(
      contentsOf: catalogue.deletingLastPathComponent().appending(path: String(entry.1)), encoding: .utf8)
    #expect(schema.contains("targetNamespace=\"http://lheo.gouv.fr/2.3\""))
    let elements = schema.matches(of: /<xs:element name=/).count
    #expect(elements > 150 && schema.matches(of: /<xs:documentation[ >]/).count >= elements)
  }
}
