import Foundation
import LheoOutput
import LheoParser
import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

/// Text that tries to break out of every format at once.
private let hostile = "=<script>alert(1)</script>]]>\"'&\u{1B}[31m\n| `a` \u{202E}\u{FFFE}"

private func finding(
  _ rule: String = "texte/html", _ severity: Severity = .error, formation: String? = "14_1F", value: String? = nil,
  line: Int = 12, siret: String? = "90000000100009"
) -> Finding {
  Finding(
    rule: rule, severity: severity, message: "Faux.", fix: "Corrigez.", formFix: "Corrigez le champ.", value: value,
    element: "contenu-formation",
    path: "/lheo/offres/formation[3]/contenu-formation", line: line, column: 5, formation: formation,
    intitule: "CAP photographe",
    organisme: siret.map { OrganismeContext(siret: $0, nom: "Centre Alpha", courriel: "a@example.org") },
    source: "Guide")
}

private func hostileFinding() -> Finding {
  Finding(
    rule: "texte/html", severity: .error, message: hostile, fix: hostile, formFix: hostile, value: hostile,
    expected: hostile,
    element: hostile, path: hostile, line: 1, column: 1, formation: hostile, intitule: hostile, action: hostile,
    session: hostile, organisme: OrganismeContext(siret: hostile, nom: hostile, courriel: hostile), source: hostile)
}

private func report(
  _ format: ReportFormat, _ findings: [Finding], error: FeedError? = nil, file: String = "flux.xml"
) -> String {
  var bytes: [UInt8] = []
  let sink = ByteSink(file: "report") { piece in
    bytes += piece
    return 0
  }
  let context = ReportContext(
    tool: .init(name: "lheo-tool", version: "1.2.3"), asOf: "2026-11-24", profiles: ["schema"], language: .fr)
  let report = format.makeReport(sink, context)
  var summary = ValidationSummary(file: file)
  report.begin()
  report.beginFile(file)
  for finding in findings {
    summary.count(finding)
    report.finding(finding)
  }
  summary.error = error
  report.endFile(summary)
  report.end()
  sink.flush()
  return String(decoding: bytes, as: UTF8.self)
}

@Suite struct SARIFTests {
  private struct Log: Decodable {
    struct Run: Decodable {
      struct Result: Decodable {
        struct Location: Decodable {
          struct Physical: Decodable {
            struct Artifact: Decodable { let uri: String }
            struct Region: Decodable {
              let startLine: Int
              let startColumn: Int
            }
            let artifactLocation: Artifact
            let region: Region
          }
          let physicalLocation: Physical
        }
        struct Message: Decodable { let text: String }
        let ruleId: String
        let level: String
        let message: Message
        let locations: [Location]
        let partialFingerprints: [String: String]
      }
      struct Tool: Decodable {
        struct Driver: Decodable {
          struct Rule: Decodable {
            struct Help: Decodable {
              let text: String
              let markdown: String
            }
            let id: String
            let help: Help?
          }
          let name: String
          let rules: [Rule]
        }
        let driver: Driver
      }
      struct Invocation: Decodable {
        let executionSuccessful: Bool
        let toolExecutionNotifications: [Notification]
        struct Notification: Decodable { let level: String }
      }
      let results: [Result]
      let tool: Tool
      let invocations: [Invocation]
    }
    let version: String
    let runs: [Run]
  }

  private func log(_ findings: [Finding], error: FeedError? = nil, file: String = "flux.xml") throws -> Log.Run {
    let text = report(.sarif, findings, error: error, file: file)
    let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
    #expect(log.version == "2.1.0")
    return try #require(log.runs.first)
  }

  @Test func findingsAreResultsWithAPlace() throws {
    let run = try log([finding("a/b", .info), finding("texte/html", .error)], file: "mes flux/é.xml")
    #expect(run.results.map(\.level) == ["note", "error"])
    #expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri == "mes%20flux/%C3%A9.xml")
    #expect(run.results[0].locations[0].physicalLocation.region.startLine == 12)
    #expect(run.results[0].message.text == "Faux. Corrigez.")
  }

  @Test func everyRuleIsDescribedOnce() throws {
    let rules = try log([]).tool.driver.rules
    #expect(Set(rules.map(\.id)).count == rules.count)
    #expect(rules.count > 140)
    #expect(rules.contains { $0.id == "texte/html" && $0.help?.markdown.contains("**") == true })
  }

  @Test func fingerprintsStayWhenLinesMoveAndTellAllResultsApart() throws {
    let before = try log([finding(line: 12), finding(line: 13), finding(value: "<p>")]).results
    let after = try log([finding(line: 112), finding(line: 113), finding(value: "<p>", line: 7)]).results
    #expect(before.map(\.partialFingerprints) == after.map(\.partialFingerprints))
    #expect(Set(before.map(\.partialFingerprints)).count == 3)
  }

  @Test func anUnreadableFeedIsANotification() throws {
    let run = try log([], error: FeedError(.empty, file: "flux.xml"))
    #expect(run.invocations[0].executionSuccessful == false)
    #expect(run.invocations[0].toolExecutionNotifications.map(\.level) == ["error"])
  }
}

@Suite struct JUnitTests {
  private func document(_ findings: [Finding], error: FeedError? = nil) throws -> String {
    let text = report(.junit, findings, error: error)
    #expect(canonical(Array(text.utf8)) != nil, "not well-formed: \(text)")
    return text
  }

  @Test func errorsFailAndTheOthersPass() throws {
    let text = try document([finding(), finding("a/b", .warning)])
    #expect(text.contains("tests=\"2\" failures=\"1\" errors=\"0\""))
    #expect(text.contains("<failure type=\"error\" message=\"Faux.\">"))
    #expect(text.contains("<system-out>warning: "))
  }

  @Test func aFeedWithoutFindingsIsOnePassedTest() throws {
    #expect(try document([]).contains("tests=\"1\" failures=\"0\" errors=\"0\""))
  }

  @Test func anUnreadableFeedIsAnError() throws {
    let text = try document([], error: FeedError(.empty, file: "flux.xml"))
    #expect(text.contains("errors=\"1\"") && text.contains("<error type=\"empty\" message="))
  }

  @Test func anyTextIsWellFormed() throws { _ = try document([hostileFinding()]) }
}

@Suite struct CSVReportTests {
  @Test func aRowHasTheBodyItsContactAndTheOffer() {
    let rows = report(.csv, [finding()]).split(separator: "\n")
    #expect(rows.count == 2)
    #expect(
      rows[1].hasPrefix(
        "flux.xml,error,texte/html,Faux.,Corrigez.,,,90000000100009,Centre Alpha,a@example.org,14_1F,CAP photographe"))
  }

  @Test func noCellStartsAFormula() {
    let text = report(.csv, [hostileFinding()])
    #expect(text.contains("\"'=<script>"))
    #expect(!text.contains(",\"=") && !text.contains(",="))
  }

  @Test func excelGetsItsSeparatorMarkAndLineEnds() {
    let text = report(.csvExcel, [finding()])
    #expect(text.hasPrefix("\u{FEFF}file;severity;rule"))
    #expect(text.hasSuffix("Guide\r\n"))
  }

  @Test func anUnreadableFeedIsARow() {
    let text = report(.csv, [], error: FeedError(.empty, file: "flux.xml"))
    #expect(text.contains("flux.xml,error,lecture,"))
  }
}

@Suite struct MarkdownTests {
  @Test func rulesAreCounted() {
    let text = report(.markdown, [finding(), finding(), finding("a/b", .warning)])
    #expect(text.contains("## ❌ LHEO\u{A0}: `flux.xml`"))
    #expect(text.contains("| ❌ `texte/html` | 2 |"))
    #expect(text.contains("**2 erreurs, 1 avertissement**"))
  }

  @Test func textOfFeedsCannotSetMarks() {
    let text = report(.markdown, [hostileFinding()])
    #expect(!text.contains("<script>") && text.contains("\\<script\\>"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test func nothingToReportSaysSo() {
    #expect(report(.markdown, []).contains("✅"))
  }
}

@Suite struct TextReportTests {
  @Test func controlCharactersAreVisible() {
    let text = report(.text, [hostileFinding()])
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    #expect(text.contains("␛[31m"))
  }
}

@Suite struct OrganismeReportsTests {
  @Test func findingsOfOneBodyStandOnOnePageWhateverItsName() throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.url.appending(path: "reports")
    let context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: .fr)
    let reports = try OrganismeReports(folder: folder.path, context)
    reports.begin()
    reports.beginFile("flux.xml")
    for (name, value) in [("Alpha", "eins"), ("ALPHA", "zwei")] {
      var found = finding(value: value)
      found.message = value
      found.organisme?.nom = name
      reports.finding(found)
    }
    reports.endFile(ValidationSummary(file: "flux.xml"))
    reports.end()
    try reports.commit()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
    #expect(names == ["90000000100009.html", "index.html"])
    let page = try String(contentsOf: folder.appending(path: names[0]), encoding: .utf8)
    #expect(page.contains("eins") && page.contains("zwei"))
  }
}

@Suite struct HTMLTests {
  private let temporary = try! TemporaryFolder()

  private func page(_ findings: [Finding], after script: String) throws -> String {
    let file = temporary.url.appending(path: "report.html")
    try report(.html, findings).write(to: file, atomically: true, encoding: .utf8)
    return try Browser.page(file, after: script)
  }

  @Test func thePageNeedsNoNetwork() {
    let text = report(.html, [finding()])
    #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("<link rel=\"stylesheet\""))
    #expect(text.contains("Content-Security-Policy"))
  }

  @Test func feedsCannotPutMarkupIntoThePage() {
    let text = report(.html, [hostileFinding()], file: hostile)
    #expect(!text.contains("<script>alert"))
  }

  @Test(.needsBrowser)
  func theFilterLeavesWhatFits() throws {
    let findings = [finding(), finding("duree/absente", .warning, formation: "15_2F"), finding("a/b", .info)]
    let dom = try page(
      findings,
      after: """
        document.getElementById("text").value = "15_2f absente";
        document.getElementById("filters").dispatchEvent(new Event("input"));
        """)
    #expect(dom.contains(">1 offre, 1 constat<"))
    #expect(dom.contains("<code>duree/absente</code>") && !dom.contains("<code>a/b</code>"))
    #expect(!dom.contains("Uncaught"), "script error: \(dom)")
  }

  @Test(.needsBrowser)
  func offersAndFindingsAreCounted() throws {
    let findings = [finding(), finding("a/b", .info), finding("duree/absente", .warning, formation: "15_2F")]
    #expect(try page(findings, after: "").contains(">2 offres, 3 constats<"))
  }

  @Test(.needsBrowser)
  func manyOffersArePaged() throws {
    let findings = (0..<1000).map { finding(formation: "14_\($0)F") }
    let dom = try page(findings, after: "document.getElementById('next').click()")
    #expect(dom.contains(">1000 offres, 1000 constats<"))
    #expect(dom.contains("2 / 40"))
    #expect(dom.components(separatedBy: "<details").count - 1 == 25)
    #expect(dom.contains("14_25F") && dom.contains("14_49F"))
  }

  @Test(.needsBrowser)
  func noScriptOfAFeedRuns() throws {
    let dom = try page([hostileFinding()], after: "document.title = window.attacked ? 'attacked' : 'safe'")
    #expect(dom.contains("<title>safe</title>"))
    #expect(dom.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!dom.contains("Uncaught"))
  }
}
