import LheoModel
import LheoOutput
import LheoValidator

/// The report for people: of each feed what its partners can show, the gravest findings grouped by offer, and a summary
/// by rule; after several feeds, of all of them.
final class TextReport: Report {
  /// How many repaired findings are named.
  private static let repairedLimit = 20

  private let sink: ByteSink
  private let context: ReportContext
  private let language: Language
  private let page: TextPage
  private var offer: String?
  private var shown = 0
  private var file = ""
  /// The findings of the feed that are shown, where not all are.
  private var gravest: GravestFindings?
  /// The findings of the feed as text, where all are.
  private var written: Spool?
  private var saysRegisters = false
  private var totals = RunTotals()
  private var repeated = RepeatedOffers()

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    language = context.language
    page = TextPage(sink: sink, language: language, usesColor: context.usesColor)
  }

  func begin() {}

  /// With which registers feeds are checked, once, after the first verdict.
  private func writeRegisters() {
    if saysRegisters || context.isQuiet { return }
    saysRegisters = true
    let sentences = context.registers?.sentences(in: language) ?? []
    if !sentences.isEmpty { page.line() }
    for sentence in sentences { page.wrap(sentence) }
  }

  func beginFile(_ name: String) {
    file = name
    offer = nil
    shown = 0
    gravest = context.maximumFindings.map { GravestFindings($0) }
  }

  func finding(_ finding: Finding) {
    if gravest != nil {
      gravest?.add(finding)
    } else {
      let text = CollectedBytes()
      write(finding, to: TextPage(sink: text.sink, language: language, usesColor: context.usesColor))
      do throws(OutputError) {
        if written == nil { written = try Spool(inFolder: TemporaryFiles.folder, memory: 1 << 20) }
        try written?.append(text.take(), to: file)
      } catch {
        sink.fail(error)
      }
    }
  }

  private func write(_ finding: Finding, to page: TextPage) {
    shown += 1
    let offer = finding.offerName(in: language)
    if offer != self.offer {
      page.line()
      page.wrap(offer)
      self.offer = offer
    }
    let place = finding.placeName(in: language).visible
    let isForForm = context.audience == .form
    let within = [
      finding.action.map { "action \($0.visible)" }, finding.session.map { "session \($0.visible)" },
    ].compactMap { isForForm ? nil : $0 }
    page.line()
    page.line(
      "  \(page.name(of: finding.severity)) \(([place] + within).joined(separator: ", "))  \(page.dim(finding.rule))")
    if isForForm, let session = finding.sessionName(in: language) { page.wrap(session.visible, indent: 4) }
    page.wrap(finding.message(for: context.audience).visible, indent: 4)
    page.wrap("→ \(finding.fix(for: context.audience).visible)", indent: 4)
    page.wrap(language("Source : ", "Source: ") + finding.source.visible, indent: 4)
  }

  func endFile(_ summary: ValidationSummary) {
    totals.count(summary)
    if context.isQuiet, summary.severities.isEmpty, summary.error == nil { return }
    page.line(page.bold(file.visible))
    page.write(summary.verdicts.total)
    writeRegisters()
    for finding in gravest?.take() ?? [] { write(finding, to: page) }
    do throws(OutputError) { try written?.take(file, into: sink) } catch { sink.fail(error) }
    page.line()
    let total = summary.severities.values.reduce(0, +)
    if shown < total {
      let more = context.moreFindings.map { " (\($0(language)))" } ?? ""
      page.wrap(
        language(
          "… et \(total - shown, "autre(s) constat(s), non affiché(s)")\(more).",
          "… and \(total - shown, "more finding(s)"), not shown\(more)."))
      page.line()
    }
    if let error = summary.error {
      page.wrap(
        page.colored(language("LECTURE IMPOSSIBLE", "UNREADABLE"), .error)
          + " \(error.description(in: language).visible)")
      page.line()
    }
    for (rule, severity, count) in summary.sortedRules { page.row(count, "\(page.name(of: severity))  \(rule)") }
    if !summary.rules.isEmpty { page.line() }
    page.wrap(counts(summary))
    page.line()
  }

  private func counts(_ summary: ValidationSummary) -> String {
    let counts = summary.counts
    let held = [
      language.quantity(counts.formations, "formation(s)"), language.quantity(counts.actions, "action(s)"),
      language.quantity(counts.sessions, "session(s)"),
      language.quantity(counts.recrutements, language("recrutement(s)", "recruitment(s)")),
    ].joined(separator: ", ")
    let found = page.found(summary.severities)
    // What is known still has to be repaired.
    let known = page.found(summary.known).map { language("déjà connus : \($0)", "known already: \($0)") }
    if found == nil, summary.error != nil {
      return "\(held) — \(language("lecture incomplète", "not read to the end"))"
    }
    let new =
      found
      ?? (known == nil ? language("rien à signaler", "nothing to report") : language("rien de nouveau", "nothing new"))
    return "\(held) — \([new, known].compactMap { $0 }.joined(separator: language(" ; ", "; ")))"
  }

  func change(_ change: BaselineChange) {
    page.wrap(page.bold(change.sentence(in: language)))
    for finding in change.repaired.prefix(Self.repairedLimit) {
      page.line(
        "  ✓ \(([finding.formation, finding.session].compactMap { $0?.visible } + [finding.rule]).joined(separator: "  "))"
      )
    }
    let rest = change.repaired.count - Self.repairedLimit
    if rest > 0 { page.line(language("  … et \(rest, "autre(s)").", "  … and \(rest) more.")) }
  }

  func repeated(_ offers: RepeatedOffers) { repeated = offers }

  func end() {
    totals.write(to: page)
    repeated.write(to: page)
  }
}
