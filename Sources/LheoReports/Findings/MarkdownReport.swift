import LheoModel
import LheoOutput
import LheoValidator

/// A summary in Markdown, short enough for a comment on a merge request.
final class MarkdownReport: Report {
  private static let rowLimit = 15

  private let sink: ByteSink
  private let language: Language
  private let registers: CheckedRegisters?
  private var tally = ReportTally()
  private var examples: [String: Finding] = [:]
  private var files: [String] = []
  private var change: BaselineChange?
  private var repeated: RepeatedOffers?

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    language = context.language
    registers = context.registers
  }

  func begin() {}

  func beginFile(_ name: String) { files.append(name) }

  func finding(_ finding: Finding) {
    tally.count(finding)
    if examples[finding.rule] == nil { examples[finding.rule] = finding }
  }

  func endFile(_ summary: ValidationSummary) { tally.count(summary) }

  func change(_ change: BaselineChange) { self.change = change }

  func end() {
    let name = files.count == 1 ? "`\(files[0].code)`" : language("\(files.count) flux", "\(files.count) feeds")
    line(language("## \(verdict) LHEO : \(name)", "## \(verdict) LHEO: \(name)"))
    line("")
    line(counts)
    for error in tally.unreadable {
      line("")
      let reason = error.description(in: language).cell
      line(language("**Lecture impossible** : \(reason)", "**Unreadable**: \(reason)"))
    }
    if let change {
      line("")
      line("**\(change.sentence(in: language))**")
    }
    verdicts()
    for sentence in registers?.sentences(in: language) ?? [] {
      line("")
      line(sentence.cell)
    }
    rules()
    repeatedOffers()
    bodies()
  }

  private var verdict: String {
    if !tally.unreadable.isEmpty || tally.severities[.error] ?? 0 > 0 { return "❌" }
    return tally.severities.isEmpty && tally.known.isEmpty ? "✅" : "⚠️"
  }

  private var counts: String {
    let found = Severity.allCases.reversed().compactMap { severity in
      tally.severities[severity].map { severity.quantity($0, language) }
    }
    let nothing =
      tally.known.isEmpty
      ? language("rien à signaler", "nothing to report") : language("rien de nouveau", "nothing new")
    let verdict = found.isEmpty ? nothing : found.joined(separator: ", ")
    let held =
      "\(language.quantity(tally.formations, "formation(s)")), \(language.quantity(tally.sessions, "session(s)"))"
    return "\(held) — **\(verdict)**."
  }

  private func verdicts() {
    if let past = tally.verdicts.total.sentenceOfPast(in: language) {
      line("")
      line("**\(past.cell)**")
    }
    for words in VerdictWords.all(tally.verdicts.total, in: language) {
      line("")
      line("**\(words.sentence.cell)**")
      if !words.reasons.isEmpty || !words.repairs.isEmpty { line("") }
      for (reason, count) in words.reasons.prefix(Self.rowLimit) { line("- \(count) \(reason.cell)") }
      for (number, repair) in words.repairs.enumerated() {
        let first = number == 0 ? language("à réparer d'abord : ", "to be repaired first: ") : ""
        line(
          "- \(first)`\(repair.rule)`\(VerdictWords.element(repair, in: language).cell), \(VerdictWords.gain(repair, in: language).cell)"
        )
      }
    }
  }

  private func rules() {
    let rows = tally.byRule
    guard !rows.isEmpty else { return }
    line("")
    line("| \(language("règle", "rule")) | \(language("nombre", "count")) | \(language("exemple", "example")) |")
    line("|---|---:|---|")
    for row in rows.prefix(Self.rowLimit) {
      let example = examples[row.name]
      let place = [example?.formation, example.map { language("ligne \($0.line)", "line \($0.line)") }]
        .compactMap { $0 }.joined(separator: ", ")
      let severity = row.severities.keys.max() ?? .info
      line(
        "| \(symbol(severity)) `\(row.name)` | \(row.total) | \((example?.message ?? "").cell) (\(place.cell)) |")
    }
    more(rows.count)
  }

  func repeated(_ offers: RepeatedOffers) { repeated = offers }

  private func repeatedOffers() {
    guard let repeated else { return }
    line("")
    line("**\(repeated.sentence(in: language))**")
    line("")
    for offer in repeated.offers.prefix(Self.rowLimit) {
      let places = offer.placesText(in: language).cell
      line(language("- `\(offer.numero.code)` : \(places)", "- `\(offer.numero.code)`: \(places)"))
    }
    more(repeated.count)
  }

  private func bodies() {
    let rows = tally.byOrganisme
    guard rows.count > 1 else { return }
    line("")
    line(
      "| \(language("organisme", "body")) | \(language("erreurs", "errors")) | \(language("avertissements", "warnings")) |"
    )
    line("|---|---:|---:|")
    for row in rows.prefix(Self.rowLimit) {
      line("| \(row.name.cell) | \(row.severities[.error] ?? 0) | \(row.severities[.warning] ?? 0) |")
    }
    more(rows.count)
  }

  private func more(_ count: Int) {
    guard count > Self.rowLimit else { return }
    line("")
    line(language("… et \(count - Self.rowLimit, "autre(s)").", "… and \(count - Self.rowLimit) more."))
  }

  private func symbol(_ severity: Severity) -> String {
    switch severity {
    case .error: "❌"
    case .warning: "⚠️"
    case .info: "ℹ️"
    }
  }

  private func line(_ text: String) {
    sink.append(text)
    sink.append(0x0A)
  }
}

extension String {
  /// The text in a cell of a table: no line breaks, no marks of Markdown or HTML that take effect.
  fileprivate var cell: String {
    visible.replacingScalars { "\\`*_[]<>|&@".unicodeScalars.contains($0) ? "\\\($0)" : nil }
  }

  /// The text between back quotes.
  fileprivate var code: String { visible.replacingScalars { $0 == "`" ? "'" : nil } }
}
