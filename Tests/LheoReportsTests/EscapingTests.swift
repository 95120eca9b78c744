import Foundation
import LheoModel
import LheoOutput
import LheoParser
import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

@testable import LheoOperations

/// Texts of a feed stay texts in every report, also where Unicode joins a mark to its neighbour: for Swift, `U+0600 <` is
/// one character that is not `<`; for a browser it is the start of a tag.
@Suite struct EscapingTests {
  private static let marks = "<>\"'&`|"
  /// Scalars that make one character with the one behind or before them: signs that precede a number, accents, joiners,
  /// variation selectors, a vowel sign, a conjoining jamo, a flag's half, a skin tone.
  private static let joiners: [Unicode.Scalar] = [
    "\u{600}", "\u{605}", "\u{6DD}", "\u{70F}", "\u{8E2}", "\u{D4E}", "\u{110BD}", "\u{111C2}", "\u{301}", "\u{338}",
    "\u{20DD}", "\u{20E3}", "\u{200D}", "\u{200C}", "\u{FE0F}", "\u{E0100}", "\u{903}", "\u{1160}", "\u{1F1EB}",
    "\u{1F3FD}",
  ]

  /// A text in which each mark has each joiner before it and behind it.
  private static let joined = joiners.map { joiner in
    marks.unicodeScalars.map { "\(joiner)\($0)script\($0)\(joiner)" }.joined()
  }.joined(separator: " ")

  private func finding(_ text: String) -> Finding {
    Finding(
      rule: "texte/html", severity: .error, message: text, fix: text, formFix: text, value: text, expected: text,
      element: text, path: text, line: 1, column: 1, formation: text, intitule: text, action: text, session: text,
      organisme: OrganismeContext(siret: text, nom: text, courriel: text), source: text)
  }

  private func context(_ language: Language) -> ReportContext {
    ReportContext(tool: .init(name: "lheo-tool", version: "1"), asOf: "2026-11-24", profiles: [], language: language)
  }

  private func fill(_ report: any Report, _ text: String) {
    report.begin()
    for file in [text, "other.xml"] {
      var summary = ValidationSummary(file: file)
      report.beginFile(file)
      summary.count(finding(text))
      report.finding(finding(text))
      summary.error = FeedError(.cannotRead(Text("\(text)", "\(text)")), file: file)
      report.endFile(summary)
    }
    report.end()
  }

  private func report(_ format: ReportFormat, _ text: String, _ language: Language = .fr) throws -> [UInt8] {
    let memory = Memory()
    fill(format.makeReport(memory.sink, context(language)), text)
    return Array(try memory.text().utf8)
  }

  private func difference(
    _ text: String, _ format: DifferenceFormat = .html, summary: Bool = false, _ language: Language = .fr
  ) throws -> [UInt8] {
    let memory = Memory()
    var report = format.makeReport(memory.sink, language, summary: summary)
    report.begin(old: text, new: text)
    report.write(
      OfferChange(
        kind: .changed, numero: text, intitule: text,
        fields: [FieldChange(path: text, label: text, place: .offer, before: text, after: text)]))
    report.end(same: 0)
    return Array(try memory.text().utf8)
  }

  /// The usage of LHEO in feeds of that name, with an extension and a code of that name.
  private func usage(_ text: String, _ format: UsageFormat, _ language: Language = .fr) throws -> [UInt8] {
    var counter = UsageCounter(period: .year)
    for day in ["20250101", "20260101"] {
      var offer = Formation.example
      offer.datemaj = day
      offer.certifiante = CodeLeaf(text)
      var extra = Extra()
      extra.details[.info] = text
      offer.extras = [Extras(items: [.extra(extra)])]
      let buffer = ElementBuffer()
      offer.encode(into: buffer)
      counter.begin(text + day)
      counter.add(buffer)
    }
    let memory = Memory()
    let error = FeedError(.cannotRead(Text("\(text)", "\(text)")), file: text)
    UsageReport(counter.usage, unreadable: [error], tool: .init(name: "lheo-tool", version: "1"), language: language)
      .write(as: format, to: memory.sink)
    return Array(try memory.text().utf8)
  }

  private func pages(_ text: String, _ language: Language) throws -> [[UInt8]] {
    let temporary = try TemporaryFolder()
    let folder = temporary.url.appending(path: "pages")
    let reports = try OrganismeReports(folder: folder.path, context(language))
    fill(reports, text)
    try reports.commit()
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }.sorted()
      .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
  }

  /// The page without its blocks of JSON, in which quotes are escaped in another way.
  private func markup(_ page: [UInt8]) -> [UInt8] {
    Array(
      String(decoding: page, as: UTF8.self)
        .replacing(
          /<script type="application\/json"[^>]*>(?s:.*?)<\/script>/.matchingSemantics(.unicodeScalar), with: ""
        )
        .utf8)
  }

  private func counts(_ bytes: [UInt8], _ marks: String) -> [Int] {
    marks.utf8.map { mark in bytes.count { $0 == mark } }
  }

  @Test(arguments: Language.allCases) func noPageHasATagOrAnAttributeMore(_ language: Language) throws {
    func all(_ text: String) throws -> [[UInt8]] {
      [
        try report(.html, text, language), try difference(text, .html, language),
        try difference(text, summary: true, language),
        try usage(text, .html, language),
      ] + (try pages(text, language))
    }
    let (harmless, hostile) = (try all("x"), try all(Self.joined))
    #expect(harmless.count == 6 && hostile.count == 6)
    for (harmless, hostile) in zip(harmless, hostile) {
      #expect(counts(hostile, "<") == counts(harmless, "<"))
      #expect(counts(markup(hostile), "<>\"'") == counts(markup(harmless), "<>\"'"))
    }
  }

  @Test func xmlStaysWellFormed() throws {
    let xml = try report(.junit, Self.joined)
    #expect(counts(xml, "<\"'") == counts(try report(.junit, "x"), "<\"'"))
    #expect(LibXML2Schema.isWellFormed(xml))
  }

  @Test func jsonStaysJSON() throws {
    for format in [ReportFormat.json, .sarif] {
      _ = try JSONSerialization.jsonObject(with: Data(try report(format, Self.joined)))
    }
    _ = try JSONSerialization.jsonObject(with: Data(try usage(Self.joined, .json)))
    for summary in [false, true] {
      _ = try JSONSerialization.jsonObject(with: Data(try difference(Self.joined, .json, summary: summary)))
    }
  }

  /// Texts that would be formulas, more cells or more rows.
  @Test(arguments: ["=1", "+1", "-1", "@a", "\t=1", "\r\n=1", "'=1", "\"\n=1,\"=2", "a\n=1,=2\n", "", "\",=1,\""])
  func tablesOfDifferencesKeepTheirCells(_ text: String) throws {
    let table = String(decoding: try difference(text, .csv), as: UTF8.self)
    let cell = (ByteSink.startsFormula(text.utf8) ? "'" : "") + text
    let quoted = cell.utf8.contains { ",\"\r\n".utf8.contains($0) } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
    #expect(
      table == "change,formation,intitule,path,label,before,after\nchanged,"
        + [String](repeating: quoted, count: 6).joined(separator: ",") + "\n")
  }

  @Test(arguments: ["=1", "@a", "\r\n=1", "\"\n=1,\"=2"]) func tablesOfUsageKeepTheirCells(_ text: String) throws {
    let lines = String(decoding: try usage(text, .csv), as: UTF8.self).split { "\r\n".contains($0) }
    let names = Set(UsageEntry.Kind.allCases.map(\.rawValue) + ["kind"])
    // What is behind a break inside a cell is none of a new row: it ends a cell that is quoted.
    for line in lines where !names.contains(String(line.prefix { $0 != "," })) {
      #expect(text.contains("\n") && !line.hasPrefix(","), "\(line)")
    }
    #expect(!lines.contains { $0.contains(",=") || $0.contains(",@") })
  }

  @Test func markdownKeepsItsCodeAndItsCells() throws {
    let text = try report(.markdown, Self.joined)
    let plain = try report(.markdown, "x")
    let unescaped = { (bytes: [UInt8], mark: UInt8) in
      bytes.indices.count { bytes[$0] == mark && ($0 == 0 || bytes[$0 - 1] != 0x5C) }
    }
    for mark in "`|<".utf8 { #expect(unescaped(text, mark) == unescaped(plain, mark)) }
  }
}
