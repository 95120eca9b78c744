import Foundation
import LheoModel
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

/// Each body has a page with what is its own.
extension BaselineTests {
  /// A body's page has the history of its own offers, and what is known of it; a body with nothing new has a page.
  @Test func eachBodyHasItsOwnHistory() throws {
    func finding(_ body: Int, _ number: Int) -> Finding {
      var finding = Self.universe[number * 3].finding(line: number + 1)
      finding.formation = "\(body)_\(number)F"
      finding.organisme = OrganismeContext(siret: "1300254800001\(body)", nom: "Corps \(body)", courriel: nil)
      return finding
    }
    let earlier = [finding(1, 0), finding(1, 1), finding(1, 2), finding(2, 0)]
    let path = folder.url.appending(path: "bodies.json").path
    let json = Memory()
    var context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-01", profiles: [], language: .fr)
    let first = ReportGroup([ReportFormat.json.makeReport(json.sink, context)])
    first.begin()
    first.beginFile("one.xml")
    for finding in earlier { first.finding(finding) }
    _ = first.endFile(ValidationSummary(file: "one.xml"))
    first.end()
    try Data(try json.bytes()).write(to: URL(filePath: path))
    context.asOf = "2026-11-05"
    context.history = [try Baseline(path: path)]
    let pages = folder.url.appending(path: "pages").path
    let reports = try OrganismeReports(folder: pages, context)
    let group = ReportGroup([reports], after: context.history, checkedRules: ["a/b"])
    group.begin()
    group.beginFile("one.xml")
    for finding in [finding(1, 0), finding(2, 0), finding(2, 1)] { group.finding(finding) }
    _ = group.endFile(ValidationSummary(file: "one.xml"))
    group.end()
    try reports.commit()
    func page(_ name: String) throws -> String {
      try String(contentsOfFile: "\(pages)/\(name).html", encoding: .utf8).replacing("\u{A0}", with: " ")
    }
    let (one, two, index) = (try page("13002548000011"), try page("13002548000012"), try page("index"))
    #expect(one.contains("Points bloquants : 0 nouveau, 1 connu depuis le 01/11/2026, 2 réparés."))
    #expect(one.contains("<th scope=\"row\">01/11/2026</th><td class=\"number\">3</td>"))
    #expect(one.contains("<th scope=\"row\">05/11/2026</th><td class=\"number\">1</td>"))
    #expect(one.contains("id=\"offre-1_0F\"") && !one.contains("class=\"new\""))
    #expect(two.contains("<th scope=\"row\">01/11/2026</th><td class=\"number\">1</td>"))
    #expect(two.contains("Points bloquants : 1 nouveau, 1 connu depuis le 01/11/2026, 0 réparé."))
    #expect(two.components(separatedBy: "class=\"new\"").count == 2)
    #expect(index.contains("2 organismes : 3 points bloquants"))
    #expect(index.contains("Points bloquants : 1 nouveau, 2 connus depuis le 01/11/2026, 2 réparés."))
    #expect(index.contains("dont 0 nouveau") && index.contains("dont 1 nouveau"))
  }
}
