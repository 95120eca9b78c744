import Foundation
import LheoOutput
import LheoParser
@testable import LheoReports
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
        "flux.xml,error,texte/html,Faux.,Corrigez le champ.,,,90000000100009,Centre Alpha,a@example.org,14_1F,CAP photographe"
      ))
  }

  @Test func noCellStartsAFormula() {
    let text = report(.csv, [hostileFinding()])
    #expect(text.contains("\"'=<script>"))
    #expect(!text.contains(",\"=") && !text.contains(",="))
  }

  @Test func excelGetsItsSeparatorMarkAndLineEnds() {
    let text = report(.csvExcel, [finding()])
    #expect(text.hasPrefix("\u{FEFF}Flux;Gravité;Règle"))
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
      found.formMessage = value
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

extension OrganismeReportsTests {
  @Test func whatAsksForNothingIsNotOnAPage() throws {
    let quiet = try #require(Rule.all.first { $0.asksForNothing })
    let temporary = try TemporaryFolder()
    let folder = temporary.url.appending(path: "reports")
    let reports = try OrganismeReports(
      folder: folder.path,
      ReportContext(tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: .fr))
    reports.begin()
    reports.beginFile("flux.xml")
    reports.finding(finding())
    reports.finding(finding(quiet.id, .info))
    reports.finding(finding(quiet.id, .info, siret: "90000000200007"))
    reports.endFile(ValidationSummary(file: "flux.xml"))
    reports.end()
    try reports.commit()
    let page = try String(contentsOf: folder.appending(path: "90000000100009.html"), encoding: .utf8)
    #expect(page.contains("texte/html") && !page.contains(quiet.id))
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "90000000200007.html").path))
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

  /// Without a script all is there: nothing is fetched, nothing is drawn later, and what is hidden is only hidden on screens.
  @Test func allFindingsAreThereWithoutAScript() {
    let findings = (0..<300).flatMap { number in
      [finding("a/b", [.error, .warning, .info][number % 3], formation: "14_\(number)F", value: "v\(number).")]
    }
    let text = report(.html, findings)
    for number in 0..<300 { #expect(text.contains("14_\(number)F")) }
    let count = text.components(separatedBy: "class=\"f ").count - 1
    // Notes are folded by rule.
    #expect(count == 201 && text.contains("data-n=\"100\""))
    #expect(text.contains("@media screen { .later { display: none; } }"))
    #expect(
      !text.components(separatedBy: "<script>")[0].contains("later\""), "nothing is hidden before the script runs")
  }

  @Test func notesAreToldOnce() {
    let findings = (0..<181).map { finding("adresse/insee-absent", .info, formation: "14_\($0)F") }
    let text = report(.html, findings)
    #expect(text.contains("181 fois"))
    #expect(text.components(separatedBy: "data-r=\"adresse/insee-absent\"").count == 2)
    #expect((0..<181).allSatisfy { text.contains("<li>14_\($0)F, CAP photographe") })
  }

  /// What is grave comes first, offer by offer; what only is to be known comes last.
  @Test func errorsComeFirst() throws {
    let findings = [
      finding("a/b", .info, formation: "1F"), finding("a/c", .warning, formation: "2F"),
      finding("a/d", .warning, formation: "3F"), finding("a/e", .error, formation: "3F"),
    ]
    let text = report(.html, findings)
    let list = try #require(text.range(of: "id=\"status\"")).upperBound
    let places = ["a/e", "a/d", "a/c", "a/b"].map {
      text.range(of: "data-r=\"\($0)\"", range: list..<text.endIndex)?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  /// The same offers, by rule: each with its number and a link to where it is, which leads there without a script.
  @Test func eachRuleListsItsOffers() throws {
    let findings = [
      finding("a/b", .warning, formation: "1F"), finding("a/b", .warning, formation: "2F"),
      finding("a/b", .warning, formation: "2F"), finding("c/d", .error, formation: "2F"),
    ]
    let text = report(.html, findings)
    let rules = try #require(text.range(of: "class=\"rules\"")).upperBound
    let part = String(text[rules...])
    let (first, second) = (
      try #require(part.range(of: "id=\"regle-c_d\"")), try #require(part.range(of: "id=\"regle-a_b\""))
    )
    #expect(first.lowerBound < second.lowerBound, "what is grave comes first")
    #expect(part[second.upperBound...].contains("3 constats dans 2 offres"))
    #expect(part[second.upperBound...].contains("<a href=\"#offre-2F\">2F</a> CAP photographe"))
    expectLinksLeadSomewhere(text)
  }

  /// Whatever an offer is called, and whatever is asked for, a link has a target.
  @Test func noLinkLeadsNowhere() {
    let names = ["14_1F", "14 1F", "#100%", "a&b\"c'", "é", "<script>", "\u{1}\u{202E}", "a/b?c=d#e", "14_1F", ""]
    let findings = names.enumerated().map { index, name in
      var one = finding(index % 3 == 0 ? "duree/totale-absente" : "x/r\(index)", index % 2 == 0 ? .error : .warning)
      one.formation = name.isEmpty ? nil : name
      return one
    }
    expectLinksLeadSomewhere(report(.html, findings))
    expectLinksLeadSomewhere(report(.html, []))
  }

  private func expectLinksLeadSomewhere(_ text: String) {
    let ids = text.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "an id is there once")
    for link in text.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(link.1)), "\(link.0)") }
  }

  /// An address in words is one, and a hash that is no address of ours breaks nothing.
  @Test func addressesAreFoundInWords() {
    #expect("02 31 00 00 00, a@b.fr".mailLink() == "02 31 00 00 00, <a href=\"mailto:a@b.fr\">a@b.fr</a>")
    #expect("Écrivez à <a@b.fr>.".mailLink() == "Écrivez à &lt;<a href=\"mailto:a@b.fr\">a@b.fr</a>&gt;.")
    for text in ["", " ", "a@", "@b", "a b", "a@b@c", "02 31 00 00 00"] { #expect(text.mailLink() == text) }
  }

  @Test(.needsBrowser)
  func aHashThatIsNoAddressBreaksNothing() throws {
    let dom = try page([finding()], after: "location.hash = '#100%'; dispatchEvent(new Event('hashchange'))")
    #expect(dom.contains(">1 offre, 1 constat<") && !dom.contains("Uncaught"))
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
    #expect(dom.contains("<article class=\"offer\" id=\"offre-15_2F\">"))
    #expect(dom.contains("<article class=\"offer\" id=\"offre-14_1F\" hidden=\"\">"))
    #expect(!dom.contains("Uncaught"), "script error: \(dom)")
  }

  /// A rule chosen in the address shows all offers with that fault, and no other.
  @Test(.needsBrowser)
  func theAddressKeepsTheFilter() throws {
    let findings = [finding(), finding("duree/absente", .warning, formation: "15_2F"), finding("a/b", .warning)]
    let dom = try page(
      findings, after: "location.hash = '#regle=duree%2Fabsente'; dispatchEvent(new Event('hashchange'))")
    #expect(dom.contains(">1 offre, 1 constat<"))
    let focused = try page(
      findings,
      after: """
        location.hash = '#regle=duree%2Fabsente';
        dispatchEvent(new Event('hashchange'));
        document.title = document.activeElement.id;
        """)
    #expect(focused.contains("<title>rule</title>"))
    let others = try page(
      findings,
      after: """
        document.querySelector("[value=warning]").click();
        document.title = location.hash;
        """)
    #expect(others.contains("<title>#gravite=error.info</title>"))
  }

  @Test(.needsBrowser)
  func offersAndFindingsAreCounted() throws {
    let findings = [finding(), finding("a/b", .info), finding("duree/absente", .warning, formation: "15_2F")]
    // The note is once for all offers, and is none of them.
    #expect(try page(findings, after: "").contains(">2 offres, 3 constats<"))
  }

  @Test(.needsBrowser)
  func manyOffersAreShownBitByBit() throws {
    let findings = (0..<1000).map { finding(formation: "14_\($0)F") }
    let dom = try page(findings, after: "")
    #expect(dom.contains(">1000 offres, 1000 constats<"))
    #expect(dom.components(separatedBy: "<article class=\"offer later\"").count - 1 == 950)
    let all = try page(findings, after: "document.getElementById('more').click()")
    #expect(all.components(separatedBy: "<article class=\"offer later\"").count - 1 == 0)
    // The button is gone; who pressed it goes on at the first offer that it brought.
    let focused = try page(
      findings, after: "document.getElementById('more').click(); document.title = document.activeElement.id")
    #expect(focused.contains("<title>offre-14_50F</title>"))
  }

  /// What has been ticked is ticked again when the page is opened again.
  @Test(.needsBrowser)
  func ticksAreKept() throws {
    let dom = try page(
      [finding()],
      after: """
        const box = document.querySelector("[data-k]");
        box.click();
        document.title = localStorage.getItem(`lheo ${box.dataset.k}`) + box.checked;
        """)
    #expect(dom.contains("<title>1true</title>"))
  }

  @Test(.needsBrowser)
  func noScriptOfAFeedRuns() throws {
    let dom = try page([hostileFinding()], after: "document.title = window.attacked ? 'attacked' : 'safe'")
    #expect(dom.contains("<title>safe</title>"))
    #expect(dom.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!dom.contains("Uncaught"))
  }
}
