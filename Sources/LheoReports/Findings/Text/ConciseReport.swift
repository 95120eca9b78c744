import LheoModel
import LheoOutput
import LheoValidator

/// One finding a line, as compilers write them: for `grep`, and for editors that jump to a place.
final class ConciseReport: Report {
  private let sink: ByteSink
  private let context: ReportContext
  private var file = ""
  private var limit: FindingLimit

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    limit = FindingLimit(context)
  }

  func begin() {
    guard let registers = context.registers, let name = registers.name else { return }
    for sentence in registers.sentences(in: context.language) { line(name, 0, 0, .info, "reference", sentence) }
  }

  func beginFile(_ name: String) {
    file = name
    limit.beginFile()
  }

  func finding(_ finding: Finding) {
    guard limit.takes() else { return }
    line(
      finding.file(in: file), finding.line, finding.column, finding.severity, finding.rule,
      (finding.line > 0 ? "" : "\(finding.placeName(in: context.language)): ") + finding.message(for: context.audience))
  }

  /// A feed that cannot be read to its end is a line too.
  func endFile(_ summary: ValidationSummary) {
    guard let error = summary.error else { return }
    line(file, error.line ?? 0, error.column ?? 0, .error, "lecture", error.message(in: context.language))
  }

  /// What is known already is not listed again, but it is still there.
  func change(_ change: BaselineChange) {
    line(context.tool.name, 0, 0, .info, "baseline", change.sentence(in: context.language))
  }

  func end() {}

  private func line(
    _ file: String, _ line: Int, _ column: Int, _ severity: Severity, _ rule: String, _ message: String
  ) {
    let place = [file.visible, line > 0 ? "\(line)" : nil, line > 0 && column > 0 ? "\(column)" : nil]
      .compactMap { $0 }.joined(separator: ":")
    sink.append("\(place): \(severity.rawValue) \(rule) \(message.visible)\n")
  }
}

/// How often each rule is broken in all feeds, worst first: a line a rule, and no findings.
final class StatisticsReport: Report {
  private let page: TextPage
  private let language: Language
  private let registers: CheckedRegisters?
  private var tally = ReportTally()

  init(_ sink: ByteSink, _ context: ReportContext) {
    language = context.language
    registers = context.registers
    page = TextPage(sink: sink, language: language, usesColor: context.usesColor)
  }

  func begin() {
    guard let registers, registers.name != nil else { return }
    for sentence in registers.sentences(in: language) { page.line(sentence) }
  }
  func beginFile(_ name: String) {}
  func finding(_ finding: Finding) { tally.count(finding) }
  func endFile(_ summary: ValidationSummary) { tally.count(summary) }
  func change(_ change: BaselineChange) { page.wrap(change.sentence(in: language)) }

  func end() {
    for error in tally.unreadable {
      page.line("\(language("LECTURE IMPOSSIBLE", "UNREADABLE")) \(error.description(in: language).visible)")
    }
    for row in tally.byRule {
      let severity = row.severities.keys.max() ?? .info
      let message = RuleSheet.named(row.name)?.message(language) ?? ""
      page.row(row.total, "\(page.name(of: severity))  \(row.name)  \(message)")
    }
  }
}
