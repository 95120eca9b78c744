import Foundation
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

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

  /// A feed that breaks off is named in the index, and takes no page away: a missing page means that all is repaired.
  @Test func pagesStayWhereAFeedCannotBeRead() throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.url.appending(path: "reports")
    func write(_ sirets: [String], _ error: FeedError? = nil) throws -> (pages: [String], index: String) {
      let context = ReportContext(
        tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: .fr)
      let reports = try OrganismeReports(folder: folder.path, context)
      reports.begin()
      reports.beginFile("flux.xml")
      for siret in sirets { reports.finding(finding(siret: siret)) }
      var summary = ValidationSummary(file: "flux.xml")
      summary.error = error
      reports.endFile(summary)
      reports.end()
      try reports.commit()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
      return (names.sorted(), try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8))
    }
    let both = ["90000000100009", "90000000200007"]
    let pages = both.map { "\($0).html" } + ["index.html"]
    let whole = try write(both)
    #expect(whole.pages == pages && !whole.index.contains("Flux illisibles"))
    let broken = try write([both[1]], FeedError(.truncated, file: "flux.xml"))
    #expect(broken.pages == pages)
    #expect(broken.index.contains("Flux illisibles") && broken.index.contains("restent dans le dossier"))
    #expect(try write([both[1]]).pages == Array(pages.dropFirst()), "the next whole run makes order")
  }
}
