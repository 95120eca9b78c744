import Foundation
import LheoModel
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

/// Each day's JSON report is the next day's baseline, whatever happens on the days between.
@Suite struct BaselineTests {
  /// A mistake that may be in a feed on some days. What `rule` and `offer` are the same for is the same mistake.
  struct Mistake: Hashable {
    var feed: String
    var offer: String
    var rule: String

    func finding(line: Int) -> Finding {
      Finding(
        rule: rule, severity: rule == "a/b" ? .error : .warning, message: "Faux.", fix: "Corrigez.",
        formFix: "Corrigez le champ.", value: "x",
        element: "session", path: "/lheo/offres/formation[\(line)]/action/session", line: line, column: 5,
        formation: offer, source: "Guide")
    }
  }

  /// What a day found, and what it could say nothing about.
  private struct Day {
    var found: [Mistake]
    var unreadable: Set<String> = []
    var checked: Set<String> = ["a/b", "c/d", "e/f"]
  }

  static let feeds = ["one.xml", "two.xml"]

  private struct Outcome: Decodable {
    struct File: Decodable {
      var file: String
      var findings: [Item]
      var known: [Item]?
    }
    struct Item: Decodable {
      var rule: String
      var formation: String
      var line: Int
    }
    struct Earlier: Decodable {
      var asOf: String
      var known: Int
      var repaired: [Item]
    }
    var files: [File]
    var baseline: Earlier?
  }

  let folder = try! TemporaryFolder()

  /// Reports a day after another; returns the report and its path.
  private func report(_ day: Day, number: Int, after baseline: String?) throws -> (Outcome, path: String) {
    let memory = Memory()
    let context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-0\(number)", profiles: [], language: .fr)
    let group = ReportGroup(
      [ReportFormat.json.makeReport(memory.sink, context)], after: try baseline.map { [try Baseline(path: $0)] } ?? [],
      checkedRules: day.checked)
    group.begin()
    for feed in Self.feeds {
      group.beginFile(feed)
      var summary = ValidationSummary(file: feed)
      // Lines move from day to day.
      for (index, mistake) in day.found.enumerated() where mistake.feed == feed {
        group.finding(mistake.finding(line: number * 1000 + index))
      }
      if day.unreadable.contains(feed) { summary.error = FeedError(.truncated, file: feed) }
      _ = group.endFile(summary)
    }
    group.end()
    let path = folder.url.appending(path: "day\(number).json").path
    try Data(try memory.bytes()).write(to: URL(filePath: path))
    return (try JSONDecoder().decode(Outcome.self, from: Data(contentsOf: URL(filePath: path))), path)
  }

  /// A feed has another name each day: where one breaks off, nothing that it does not show any more is repaired. Nor is
  /// what is only known ever left out of a report.
  @Test func aFeedUnderAnotherNameThatBreaksOff() throws {
    let found = ["a/b", "c/d"].map { Mistake(feed: "one.xml", offer: "1", rule: $0) }
    let path = try report(Day(found: found), number: 1, after: nil).path
    for (isWhole, repaired) in [(true, 1), (false, 0)] {
      let context = ReportContext(
        tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-02", profiles: [], language: .fr)
      let formats = [ReportFormat.json, .concise, .statistics, .text, .html, .markdown]
      let sinks = formats.map { _ in Memory() }
      let group = ReportGroup(
        zip(formats, sinks).map { $0.makeReport($1.sink, context) }, after: [try Baseline(path: path)],
        checkedRules: ["a/b", "c/d"])
      group.begin()
      group.beginFile("two.xml")
      group.finding(found[0].finding(line: 9))
      var summary = ValidationSummary(file: "two.xml")
      if !isWhole { summary.error = FeedError(.truncated, file: "two.xml") }
      _ = group.endFile(summary)
      group.end()
      let texts = try sinks.map { try $0.text() }
      #expect(texts[0].contains("\"repaired\":[]") == (repaired == 0), "\(texts[0])")
      for (format, text) in zip(formats, texts).dropFirst() {
        #expect(text.contains("1 connu"), "\(format): \(text)")
        #expect(text.contains("1 réparé") == (repaired == 1), "\(format): \(text)")
      }
    }
  }

  /// What is left of some mistakes without others, each counted as often as it is there.
  private func without(_ all: [Mistake], _ others: [Mistake]) -> [Mistake] {
    others.reduce(into: all) { rest, mistake in
      if let index = rest.firstIndex(of: mistake) { rest.remove(at: index) }
    }
  }

  /// Reports a chain of days and compares each with what the day before and this day held.
  private func expectChain(_ days: [Day], _ name: String) throws {
    var path: String?
    var state: [Mistake] = []
    func names(_ mistakes: [Mistake]) -> [String] { mistakes.map { "\($0.rule) \($0.offer)" }.sorted() }
    func names(_ items: [Outcome.Item]) -> [String] { items.map { "\($0.rule) \($0.formation)" }.sorted() }
    for (index, day) in days.enumerated() {
      let (outcome, written) = try report(day, number: index + 1, after: path)
      let new = without(day.found, state)
      let gone = without(state, day.found)
      let isSure = { (mistake: Mistake) in day.checked.contains(mistake.rule) && !day.unreadable.contains(mistake.feed)
      }
      #expect(names(outcome.files.flatMap(\.findings)) == names(new), "\(name), day \(index + 1): new")
      if path != nil {
        #expect(names(outcome.files.flatMap { $0.known ?? [] }) == names(without(day.found, new)), "\(name): known")
        #expect(names(outcome.baseline?.repaired ?? []) == names(gone.filter(isSure)), "\(name): repaired")
        #expect(outcome.baseline?.known == day.found.count - new.count)
        #expect(outcome.baseline?.asOf == "2026-11-0\(index)")
      }
      // Known findings are where they stand today.
      for item in outcome.files.flatMap({ $0.findings + ($0.known ?? []) }) { #expect(item.line / 1000 == index + 1) }
      state = day.found + gone.filter { !isSure($0) }
      path = written
    }
  }

  static let universe = feeds.flatMap { feed in
    (1...3).flatMap { number in ["a/b", "c/d", "e/f"].map { Mistake(feed: feed, offer: "\(feed)-\(number)", rule: $0) }
    }
  }

  /// A report that was written when a rule had another name still knows its findings.
  @Test func rulesAreKnownByTheirOldNames() throws {
    let (old, new) = try #require(Rule.aliases.min { $0.key < $1.key })
    let mistake = Mistake(feed: "one.xml", offer: "1", rule: new)
    let (_, path) = try report(Day(found: [mistake], checked: [new]), number: 1, after: nil)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("\"\(new)\""))
    try text.replacingOccurrences(of: new, with: old).write(toFile: path, atomically: true, encoding: .utf8)
    let (next, _) = try report(Day(found: [mistake], checked: [new]), number: 2, after: path)
    #expect(next.files.allSatisfy { $0.findings.isEmpty } && next.baseline?.repaired.isEmpty == true)
    #expect(next.baseline?.known == 1)
  }

  /// Before reports had verdicts and words for forms, they were of version 1.
  @Test func reportsOfVersion1AreRead() throws {
    let old = """
      {"version":1,"tool":{"name":"lheo-tool","version":"0.1.0"},"asOf":"2026-11-01","profiles":["schema"],"files":[
       {"file":"one.xml","findings":[{"rule":"a/b","severity":"error","message":"Faux.","fix":"Corrigez.","value":"x",
        "element":"session","path":"/lheo/offres/formation[7]/action/session","line":3,"column":5,
        "formation":"one.xml-1","source":"Guide"}],"readable":true,"counts":{"formations":1,"actions":1,"sessions":1,
        "recrutements":0,"organismesFormateurs":0},"severities":{"error":1,"warning":0,"info":0},"rules":[]}]}
      """
    let path = folder.url.appending(path: "old.json").path
    try old.write(toFile: path, atomically: true, encoding: .utf8)
    let (next, _) = try report(Day(found: [Self.universe[0], Self.universe[1]]), number: 2, after: path)
    #expect(next.baseline?.known == 1)
    #expect(next.files.flatMap(\.findings).map(\.rule) == ["c/d"])
  }

  /// In all formats for people: what is known still has to be repaired.
  @Test(arguments: [ReportFormat.text, .html, .markdown], [Language.fr, .en])
  func knownErrorsDoNotLookClean(_ format: ReportFormat, _ language: Language) throws {
    let found = Array(Self.universe.prefix(1))
    let (_, path) = try report(Day(found: found), number: 1, after: nil)
    let memory = Memory()
    let context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-02", profiles: [], language: language)
    let group = ReportGroup(
      [format.makeReport(memory.sink, context)], after: [try Baseline(path: path)], checkedRules: ["a/b"])
    group.begin()
    group.beginFile("one.xml")
    group.finding(found[0].finding(line: 9))
    _ = group.endFile(ValidationSummary(file: "one.xml"))
    group.end()
    let text = try memory.text()
    let words =
      format == .html
      ? "0 nouveau, 1 connu depuis le 01/11/2026, 0 réparé" : "0 nouvelle, 1 connue depuis le 01/11/2026"
    #expect(
      text.contains(language("\(words)", "0 new, 1 known since 2026-11-01")),
      "\(text.suffix(900))")
    for clean in ["rien à signaler", "nothing to report", "✅", "Rien à réparer", "Nothing to repair"] {
      #expect(!text.contains(clean))
    }
    if format == .html {
      #expect(!text.contains("<li class=\"good\"><strong>0</strong> \(language("point bloquant", "blocking points"))"))
    }
  }

  /// Since when something is known is the first day without a break among the reports that are given.
  @Test func findingsAreKnownSinceTheFirstDay() throws {
    let (a, b, c) = (Self.universe[0], Self.universe[3], Self.universe[6])
    var paths: [String] = []
    for (index, found) in [[a, b], [a], [a, b, c]].enumerated() {
      paths.append(try report(Day(found: found), number: index + 1, after: nil).path)
    }
    let reports = try paths.map { try Baseline(path: $0) }
    var last = try #require(Baseline(lastOf: reports))
    #expect(last.takeKnown(a.finding(line: 1), in: a.feed) == "2026-11-01")
    #expect(last.takeKnown(b.finding(line: 2), in: b.feed) == "2026-11-03", "it was repaired on the second day")
    #expect(last.takeKnown(c.finding(line: 3), in: c.feed) == "2026-11-03")
    #expect(last.takeKnown(c.finding(line: 3), in: c.feed) == nil)
    #expect(Baseline(lastOf: []) == nil)
  }

  /// What a narrower run says nothing about is said in words, in all formats for people.
  @Test(arguments: [ReportFormat.text, .html, .markdown], Language.allCases)
  func whatWasNotCheckedIsSaid(_ format: ReportFormat, _ language: Language) throws {
    let (_, path) = try report(Day(found: Array(Self.universe.prefix(2))), number: 1, after: nil)
    let text = try run(format, [], after: [try Baseline(path: path)], checked: ["a/b"], language)
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        language("ni réparés ni connus : 1 constat, dont", "neither repaired nor known: 1 finding, whose")
          .replacing("\u{A0}", with: " ")), "\(words.prefix(900))")
  }

  private func run(
    _ format: ReportFormat, _ found: [Finding], after history: [Baseline], checked: Set<String>,
    _ language: Language = .fr
  ) throws -> String {
    let memory = Memory()
    var context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-05", profiles: [], language: language)
    context.history = history
    let group = ReportGroup([format.makeReport(memory.sink, context)], after: history, checkedRules: checked)
    group.begin()
    group.beginFile("one.xml")
    for finding in found { group.finding(finding) }
    _ = group.endFile(ValidationSummary(file: "one.xml"))
    group.end()
    return try memory.text()
  }

  @Test func newKnownRepairedAndReturning() throws {
    let (a, b, c) = (Self.universe[0], Self.universe[1], Self.universe[2])
    try expectChain(
      [
        Day(found: [a, b]), Day(found: [a, b, c]), Day(found: [a, c]), Day(found: [a, b, c]), Day(found: [a, b, c]),
      ],
      "four days and one more")
  }

  @Test func aFeedThatCannotBeReadForADayIsNotForgotten() throws {
    let (one, two) = (Self.universe[0], Self.universe[9])
    try expectChain(
      [
        Day(found: [one, two]), Day(found: [two], unreadable: ["one.xml"]),
        Day(found: [two], unreadable: ["one.xml"]), Day(found: [one, two]), Day(found: [two]),
      ], "unreadable")
  }

  @Test func aRuleThatIsLeftOutForADayIsNotForgotten() throws {
    let (one, two) = (Self.universe[0], Self.universe[1])
    try expectChain(
      [Day(found: [one, two]), Day(found: [one], checked: ["a/b"]), Day(found: [one, two]), Day(found: [])], "left out")
  }

  @Test(arguments: 0..<50) func anySequenceOfDays(_ seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    var days: [Day] = []
    for _ in 0..<6 {
      let unreadable = Set(Self.feeds.filter { _ in random.next() % 5 == 0 })
      let checked = Set(["a/b", "c/d", "e/f"].filter { _ in random.next() % 6 > 0 })
      var found: [Mistake] = []
      for mistake in Self.universe where checked.contains(mistake.rule) {
        // Where a feed breaks off, what stands before is still found.
        let chance: UInt64 = unreadable.contains(mistake.feed) ? 5 : 2
        // The same mistake may be there several times.
        while random.next() % chance == 0, found.count(where: { $0 == mistake }) < 3 { found.append(mistake) }
      }
      days.append(Day(found: found, unreadable: unreadable, checked: checked))
    }
    try expectChain(days, "seed \(seed)")
  }

  /// The severities of a day, for the trend, are those of all that is there.
  @Test func theTrendCountsWhatIsKnown() throws {
    let mistakes = Array(Self.universe.prefix(4))
    let (_, first) = try report(Day(found: mistakes), number: 1, after: nil)
    let (_, second) = try report(Day(found: mistakes), number: 2, after: first)
    #expect(try Baseline(path: second).severities == Baseline(path: first).severities)
  }

  @Test func aReportThatWasCutIsRefused() throws {
    let memory = Memory()
    let context = ReportContext(
      tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-01", profiles: [], language: .fr, maximumFindings: 1)
    let report = ReportFormat.json.makeReport(memory.sink, context)
    report.begin()
    report.beginFile("one.xml")
    for mistake in Self.universe.prefix(3) { report.finding(mistake.finding(line: 1)) }
    report.endFile(ValidationSummary(file: "one.xml"))
    report.end()
    let text = try memory.text()
    #expect(text.contains("\"notShown\":2"))
    let path = folder.url.appending(path: "cut.json").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: BaselineError.self) { try Baseline(path: path) }
    #expect(error?.description.contains("notShown") == true)
  }
}
