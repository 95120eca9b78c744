import Foundation
import LheoModel
import LheoOutput
import LheoParser
import LheoReports
import LheoValidator
import TestSupport
import Testing

/// What holds in every format, whatever was found.
@Suite struct ReportPropertyTests {
  /// Formats that show each finding; Markdown shows rules, with an example, and statistics show rules only.
  static let listing = ReportFormat.allCases.filter { ![.markdown, .statistics, .htmlByOrganisme, .xlsx].contains($0) }

  private static func finding(_ number: Int, _ severity: Severity = .error, rule: String = "texte/html") -> Finding {
    Finding(
      rule: rule, severity: severity, message: "constat-\(number).", fix: "Corrigez.", formFix: "Corrigez le champ.",
      element: "session",
      path: "/lheo/offres/formation[\(number)]", line: number + 1, column: 5, formation: "14_\(number)F",
      source: "Guide")
  }

  private func report(
    _ format: ReportFormat, _ files: [[Finding]], maximum: Int? = nil, language: Language = .fr
  ) throws -> String {
    let memory = Memory()
    let context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: language,
      maximumFindings: maximum)
    let report = format.makeReport(memory.sink, context)
    report.begin()
    for (number, findings) in files.enumerated() {
      var summary = ValidationSummary(file: "\(number).xml")
      report.beginFile(summary.file)
      for finding in findings {
        summary.count(finding)
        report.finding(finding)
      }
      report.endFile(summary)
    }
    report.end()
    return try memory.text()
  }

  private func shown(_ text: String) -> [Int] {
    (0..<40).filter { text.contains("constat-\($0).") }
  }

  @Test(arguments: listing, [0, 1, 2, 7, 8, 20]) func findingsShownAreLimitedForEachFile(
    _ format: ReportFormat, _ most: Int
  )
    throws
  {
    let files = [(0..<8).map { Self.finding($0) }, (20..<27).map { Self.finding($0) }, []]
    let expected = Array((0..<8).prefix(most)) + Array((20..<27).prefix(most))
    #expect(shown(try report(format, files, maximum: most)) == expected)
    #expect(shown(try report(format, files)) == Array(0..<8) + Array(20..<27))
  }

  /// In text, the gravest are shown, in the order of the feed.
  @Test(arguments: [0, 1, 4, 9, 40], [1, 2, 3] as [UInt64]) func theGravestAreShown(_ most: Int, _ seed: UInt64) throws
  {
    let severities: [Severity] = (0..<40).map { [.info, .warning, .error][($0 * Int(seed) * 7 + $0 / 5) % 3] }
    let findings = severities.enumerated().map { Self.finding($0.offset, $0.element) }
    let worst = severities.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
    let text = try report(.text, [findings], maximum: most)
    #expect(shown(text) == worst.prefix(most).map(\.offset).sorted())
    let places = shown(text).map { text.range(of: "constat-\($0).")!.lowerBound }
    #expect(places == places.sorted())
  }

  @Test(arguments: [0, 3]) func totalsAreTrueWhateverIsShown(_ most: Int) throws {
    let files = [(0..<8).map { Self.finding($0, [.error, .warning, .info][$0 % 3]) }]
    for format in [ReportFormat.text, .markdown] {
      let text = try report(format, files, maximum: most)
      #expect(text.contains("3 erreurs, 3 avertissements, 2") && text.contains("informations"), "\(format)")
    }
    #expect(try report(.text, files, maximum: most).contains("… et \(8 - most) autres constats, non affichés"))
    #expect(try report(.json, files, maximum: most).contains("\"error\":3,\"warning\":3,\"info\":2"))
    // What a page shows as figures.
    let page = try report(.html, files, maximum: most)
    for figure in ["3</strong> points bloquants", "3</strong> points à améliorer", "2</strong> points à savoir"] {
      #expect(page.replacing(/\s+/, with: " ").contains(figure), "\(figure)")
    }
  }

  @Test(arguments: [ReportFormat.json, .ndjson, .junit]) func errorsHaveACode(_ format: ReportFormat) throws {
    let memory = Memory()
    let report = format.makeReport(
      memory.sink,
      ReportContext(tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: .fr))
    report.begin()
    report.beginFile("a.xml")
    var summary = ValidationSummary(file: "a.xml")
    summary.error = FeedError(.badEncoding("UTF-8"), file: "a.xml", line: 3, column: 7)
    report.endFile(summary)
    report.end()
    let text = try memory.text()
    #expect(text.contains(format == .junit ? "type=\"encoding\"" : "\"code\":\"encoding\""), "\(text)")
  }

  /// By severity, then by number, then by name: in the tables of all reports.
  @Test(arguments: ReportFormat.allCases.filter { [.text, .markdown, .json, .html].contains($0) })
  func theWorstComesFirst(_ format: ReportFormat) throws {
    let rules: [(String, Severity, Int)] = [
      ("b/erreurs", .error, 1), ("d/notes", .info, 9), ("a/attention", .warning, 5), ("c/attention", .warning, 5),
      ("e/erreurs", .error, 3), ("f/notes", .info, 2),
    ]
    let findings = rules.flatMap { rule, severity, count in
      (0..<count).map { Self.finding($0, severity, rule: rule) }
    }
    // In the feed the order is another one.
    let text = try report(format, [findings], maximum: 0)
    let places = ["e/erreurs", "b/erreurs", "a/attention", "c/attention", "d/notes", "f/notes"].map {
      text.range(of: $0)?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(text.prefix(2000))")
  }

  @Test(arguments: [
    ([Severity.info, .error, .info], "❌"), ([.warning, .info], "⚠️"), ([.info], "⚠️"), ([], "✅"), ([.error], "❌"),
  ]) func theVerdictIsThatOfTheWorst(_ severities: [Severity], _ symbol: String) throws {
    let findings = severities.enumerated().map { Self.finding($0.offset, $0.element) }
    #expect(try report(.markdown, [findings]).hasPrefix("## \(symbol) LHEO"))
    // Each rule has the mark of its worst finding.
    if !severities.isEmpty {
      let mark = [Severity.error: "❌", .warning: "⚠️", .info: "ℹ️"][severities.max()!]!
      #expect(try report(.markdown, [findings]).contains("| \(mark) `texte/html` | \(severities.count) |"))
    }
  }

  /// A finding without a place in a feed has no region: lines and columns start at 1.
  @Test func whatHasNoPlaceSaysNone() throws {
    var nowhere = Self.finding(1)
    nowhere.line = 0
    nowhere.column = 0
    #expect(!(try report(.sarif, [[nowhere]])).contains("startLine"))
    for format in Self.listing {
      let text = try report(format, [[nowhere]])
      #expect(!text.contains("ligne 0") && !text.contains("\"line\":0") && !text.contains("\"l\":0"), "\(format)")
      #expect(text.contains("/lheo/offres/formation[1]"), "\(format)")
    }
  }

  /// Findings come in the order of the feed: within an offer by line and column, and offer by offer. Only what is known at
  /// the end of the feed (a reference that leads nowhere) comes last.
  @Test(arguments: [1, 2, 3]) func findingsComeInTheOrderOfTheFeed(_ jobs: Int) throws {
    var documents = RandomDocuments(seed: 77)
    var checked = 0
    for _ in 0..<60 {
      let document = documents.mutatedDocument().text.replacing("><", with: ">\n<")
      var options = ValidationOptions(asOf: .newYear2026)
      options.rules.profiles = Set(Profile.allCases)
      options.jobs = jobs
      var last: (offer: Int, line: Int, column: Int) = (0, 0, 0)
      _ = try FeedValidator(options: options).validate(.text(document)) { finding in
        guard let match = finding.path.firstMatch(of: /\/formation\[(\d+)\]/), let offer = Int(match.1),
          !finding.message.contains("idref")
        else { return }
        let place = (offer, finding.line, finding.column)
        #expect(place >= last, "\(finding.path) comes after \(last)")
        last = place
        checked += 1
      }
    }
    #expect(checked > 100)
  }
}
