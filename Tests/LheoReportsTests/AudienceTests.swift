import Foundation
import LheoModel
import LheoParser
import LheoReports
import LheoSchema
@testable import LheoValidator
import TestSupport
import Testing

/// Who types in a form is told in its words, and who edits XML in those of XML.
@Suite struct AudienceTests {
  private static func finding(_ place: SessionContext? = nil, session: String? = "04_1S") -> Finding {
    Finding(
      rule: "duree/totale-absente", severity: .error, message: "Il manque <nombre-heures-total>.",
      formMessage: "La durée totale manque.", fix: "Ajoutez <nombre-heures-total>.",
      formFix: "Sessions › Durée totale : remplissez.", element: "nombre-heures-total", path: "/lheo/offres/formation",
      line: 3, column: 5, formation: "04_1F", session: session, place: place, source: "Guide")
  }

  private func report(
    _ format: ReportFormat, _ finding: Finding, _ audience: Audience? = nil, _ language: Language = .fr
  ) throws -> String {
    let memory = Memory()
    var context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: language)
    context.audience = audience
    let report = format.makeReport(memory.sink, context)
    report.begin()
    report.beginFile("a.xml")
    report.finding(finding)
    var summary = ValidationSummary(file: "a.xml")
    summary.count(finding)
    report.endFile(summary)
    report.end()
    return try memory.text()
  }

  private static let repairing = ReportFormat.allCases.filter {
    ![.markdown, .statistics, .concise, .htmlByOrganisme, .xlsx, .json, .ndjson].contains($0)
  }

  @Test(arguments: repairing) func eachFormatHasItsAudience(_ format: ReportFormat) throws {
    let isForForms = [.html, .csv, .csvExcel].contains(format)
    let text = try report(format, Self.finding())
    #expect(text.contains("remplissez") == isForForms, "\(text)")
    #expect(text.contains("La durée totale manque") == isForForms)
  }

  @Test(arguments: repairing) func theAudienceCanBeChosen(_ format: ReportFormat) throws {
    #expect(try report(format, Self.finding(), .form).contains("remplissez"))
    #expect(!(try report(format, Self.finding(), .xml)).contains("remplissez"))
  }

  /// What is not the same for all depends on the audience, and nothing else does. Workbooks and folders are tried elsewhere.
  @Test(arguments: ReportFormat.allCases.filter { $0 != .xlsx && $0 != .htmlByOrganisme })
  func whatDependsOnTheAudienceSaysSo(_ format: ReportFormat) throws {
    let differs = try report(format, Self.finding(), .form) != report(format, Self.finding(), .xml)
    #expect(differs == format.dependsOnAudience)
  }

  /// Programs get both.
  @Test(arguments: [ReportFormat.json, .ndjson]) func programsGetBoth(_ format: ReportFormat) throws {
    for audience in [nil, Audience.form, .xml] {
      let text = try report(format, Self.finding(), audience)
      for words in ["Ajoutez <nombre", "remplissez", "Il manque <nombre", "La durée totale manque."] {
        #expect(text.contains(words), "\(words)")
      }
    }
  }

  @Test func sessionsAreNamedAsPeopleKnowThem() throws {
    let place = SessionContext(debut: "2027-08-20", fin: "2028-06-30", ville: "Caen")
    #expect(
      try report(.html, Self.finding(place)).contains("Session 04_1S, du 20/08/2027 au 30/06/2028, Caen"))
    #expect(try report(.html, Self.finding(place), nil, .en).contains("Session 04_1S, 2027-08-20 to 2028-06-30, Caen"))
    #expect(try report(.csv, Self.finding(place)).contains(",04_1S,2027-08-20,2028-06-30,Caen,"))
    #expect(try report(.csvExcel, Self.finding(place)).contains(";04_1S;20/08/2027;30/06/2028;Caen;"))
    #expect(try report(.json, Self.finding(place)).contains("\"sessionDebut\":\"2027-08-20\""))
    var all = SessionContext(ville: "Caen")
    all.sessions = (1...15).map { .init(numero: "\($0)S", debut: "2027-08-20", fin: "2028-06-30") }
    let page = try report(.html, Self.finding(all, session: nil))
    #expect(page.contains("<p class=\"where\">15 sessions</p>") && page.contains("Montrer 3 autres"))
    for number in 1...15 { #expect(page.contains("<li>Session \(number)S, du 20/08/2027 au 30/06/2028, Caen</li>")) }
    let text = try report(.text, Self.finding(all, session: nil), .form).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(text.contains("session 1S, du") && text.contains("et 7 autres de la même action"))
    #expect(try report(.text, Self.finding(place), .form).contains("du 20/08/2027"))
  }

  /// What is wrong in two slots of a session is in one session.
  @Test func sessionsAreCountedOnceAndSlotsAreNamed() throws {
    let check = FeedCheck(options: Self.options(.fr))
    let memory = Memory()
    var context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: .fr)
    context.audience = .form
    let page = ReportFormat.html.makeReport(memory.sink, context)
    page.begin()
    page.beginFile("a.xml")
    var formation = Formation.example
    var another = formation.candidature
    another.numero = "R9"
    another.periode = Periode(debut: "20270701", fin: "20270710")
    formation.session.recrutements = [formation.candidature, another]
    for index in formation.session.recrutements.indices { formation.session.recrutements[index].nbPlaces = nil }
    check.check(formation) { page.finding($0) }
    page.endFile(ValidationSummary(file: "a.xml"))
    page.end()
    let text = try memory.text()
    #expect(text.contains("<p class=\"where\">2 créneaux</p>"), "\(text.suffix(4000))")
    #expect(
      text.contains(
        ", créneau «\u{A0}inscription sur candidature\u{A0}» du 01/07/2027 au 10/07/2027</li>"))
  }

  private static func options(_ language: Language) -> ValidationOptions {
    var options = ValidationOptions(asOf: PartialDate("20261124")!)
    options.rules.profiles = Set(Profile.allCases)
    options.rules.region = Region.named("28")
    options.language = language
    return options
  }

  /// No rule, whatever is found, calls an element by its name when it speaks to who fills in forms.
  @Test(arguments: Rule.all.filter { $0.reportedAs == nil }.map(\.id)) func formsAreNotToldOfElements(
    _ id: String
  ) throws {
    let rule = try #require(Rule.named(id))
    for example in rule.triggering {
      for language in Language.allCases {
        for finding in findings(example, language) {
          let words = [
            finding.formMessage.replacing(finding.value ?? "\u{0}", with: ""), finding.formFix,
            finding.formExpected ?? "",
          ]
          for text in words {
            #expect(!text.contains(/<[a-zA-Z-]+>/) && !text.contains("AAAAMMJJ"), "\(text)")
            #expect(!text.contains("lheo-tool"), "\(text)")
          }
        }
      }
    }
  }

  /// Nor do the mistakes that the schema reports.
  @Test(arguments: Repository.feeds("invalid")) func formsAreNotToldOfElementsByTheSchema(_ feed: URL) throws {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = []
    _ = try FeedValidator(options: options).validate(.file(feed.path)) { finding in
      #expect(!finding.formMessage.contains("(\(finding.element))"), "\(finding.formMessage)")
      for text in [finding.formFix, finding.formExpected ?? ""] {
        #expect(!text.contains(/<[a-zA-Z-]+>/) && !text.contains("AAAAMMJJ"), "\(text)")
      }
    }
  }

  private func findings(_ example: Example, _ language: Language) -> [Finding] {
    let check = FeedCheck(options: Self.options(language))
    for formation in example.preceding { check.check(formation) { _ in } }
    var findings: [Finding] = []
    check.check(example.formation) { findings.append($0) }
    return findings
  }
}
