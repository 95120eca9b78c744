import LheoModel
import LheoOutput
import LheoValidator

/// The report for people: findings grouped by offer, at most 80 columns wide, then a summary by rule.
final class TextReport: Report {
  private static let width = 80
  /// How many repaired findings are named.
  private static let repairedLimit = 20

  private let sink: ByteSink
  private let context: ReportContext
  private let language: Language
  private var offer: String?
  private var shown = 0
  private var file = ""

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    language = context.language
  }

  func begin() {
    if context.isQuiet { return }
    let sentences = context.registers?.sentences(in: language) ?? []
    for sentence in sentences { wrap(sentence, indent: 0) }
    if !sentences.isEmpty { line("") }
  }

  func beginFile(_ name: String) {
    file = name
    offer = nil
    shown = 0
    if !context.isQuiet { line(bold(name.visible)) }
  }

  func finding(_ finding: Finding) {
    if let maximum = context.maximumFindings, shown >= maximum { return }
    shown += 1
    if shown == 1, context.isQuiet { line(bold(file.visible)) }
    let offer = offerName(of: finding)
    if offer != self.offer {
      line("")
      wrap(offer, indent: 0)
      self.offer = offer
    }
    let place = finding.line > 0 ? language("ligne \(finding.line)", "line \(finding.line)") : finding.path
    let within = [
      finding.action.map { "action \($0.visible)" }, finding.session.map { "session \($0.visible)" },
    ].compactMap { $0 }
    line("")
    line(
      "  \(colored(name(of: finding.severity), finding.severity)) \(([place] + within).joined(separator: ", "))"
        + "  \(dim(finding.rule))")
    wrap(finding.message.visible, indent: 4)
    wrap("→ \(finding.fix.visible)", indent: 4)
    if let expected = finding.expected, finding.value != nil, !finding.message.contains(expected) {
      wrap(language("Attendu : ", "Expected: ") + expected.visible, indent: 4)
    }
    wrap(language("Source : ", "Source: ") + finding.source.visible, indent: 4)
  }

  private func offerName(of finding: Finding) -> String {
    if finding.formation == nil && finding.intitule == nil {
      return language("En dehors des offres", "Outside the offers")
    }
    let title = finding.intitule.map { language("« \($0.visible) »", "“\($0.visible)”") }
    return ([language("Offre", "Offer"), finding.formation?.visible, title].compactMap { $0 }).joined(separator: " ")
  }

  func endFile(_ summary: ValidationSummary) {
    if context.isQuiet, summary.severities.isEmpty, summary.error == nil { return }
    line("")
    let total = summary.severities.values.reduce(0, +)
    if shown < total {
      let more = context.moreFindings.map { " (\($0(language)))" } ?? ""
      wrap(
        language(
          "… et \(total - shown, "autre(s) constat(s), non affiché(s)")\(more).",
          "… and \(total - shown, "more finding(s)"), not shown\(more)."), indent: 0)
      line("")
    }
    if let error = summary.error {
      wrap(
        colored(language("LECTURE IMPOSSIBLE", "UNREADABLE"), .error) + " \(error.description(in: language).visible)",
        indent: 0)
      line("")
    }
    if total > 0 {
      for (rule, severity, count) in summary.sortedRules {
        let number = String(count)
        line(
          "  \(String(repeating: " ", count: max(0, 7 - number.count)))\(number)  "
            + "\(colored(name(of: severity), severity))  \(rule)")
      }
      line("")
    }
    writePositioning(summary)
    wrap(counts(summary), indent: 0)
    line("")
  }

  private func writePositioning(_ summary: ValidationSummary) {
    let positioning = summary.positioning
    if positioning.isEmpty { return }
    wrap(positioning.sentence(in: language), indent: 0)
    for (reason, count) in positioning.reasons {
      let padding = String(repeating: " ", count: max(0, 7 - String(count).count))
      line("  \(padding)\(count)  \(reason.label(count, in: language))")
    }
    line("")
  }

  private func counts(_ summary: ValidationSummary) -> String {
    let counts = summary.counts
    let held = [
      language.quantity(counts.formations, "formation(s)"), language.quantity(counts.actions, "action(s)"),
      language.quantity(counts.sessions, "session(s)"), language.quantity(counts.recrutements, "recrutement(s)"),
    ].joined(separator: ", ")
    let found = Severity.allCases.reversed().compactMap { severity -> String? in
      guard let count = summary.severities[severity], count > 0 else { return nil }
      return colored(severity.quantity(count, language), severity)
    }
    let verdict = found.isEmpty ? language("rien à signaler", "nothing to report") : found.joined(separator: ", ")
    return
      "\(held) — \(summary.error == nil || !found.isEmpty ? verdict : language("lecture incomplète", "not read to the end"))"
  }

  func change(_ change: BaselineChange) {
    guard !change.repaired.isEmpty || change.known > 0 else { return }
    line(
      bold(
        language(
          "Depuis le \(change.asOf) : \(change.repaired.count, "constat(s) réparé(s)"), \(change.known, "déjà connu(s)").",
          "Since \(change.asOf): \(change.repaired.count) repaired, \(change.known) known already.")))
    for finding in change.repaired.prefix(Self.repairedLimit) {
      line(
        "  ✓ \(([finding.formation, finding.session].compactMap { $0?.visible } + [finding.rule]).joined(separator: "  "))"
      )
    }
    let rest = change.repaired.count - Self.repairedLimit
    if rest > 0 { line(language("  … et \(rest, "autre(s)").", "  … and \(rest) more.")) }
  }

  func end() {}

  // MARK: Text

  private func name(of severity: Severity) -> String {
    switch severity {
    case .error: language("ERREUR", "ERROR")
    case .warning: language("ATTENTION", "WARNING")
    case .info: "INFO"
    }
  }

  private func line(_ text: String) {
    sink.append(text)
    sink.append(0x0A)
  }

  /// Breaks a text between words so that it fits the width.
  private func wrap(_ text: String, indent: Int) {
    let space = String(repeating: " ", count: indent)
    var current = ""
    for word in text.split(separator: " ") {
      if !current.isEmpty, indent + current.visibleWidth + 1 + String(word).visibleWidth > Self.width {
        line(space + current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    line(space + current)
  }

  private func colored(_ text: String, _ severity: Severity) -> String {
    let code =
      switch severity {
      case .error: 31
      case .warning: 33
      case .info: 36
      }
    return context.usesColor ? "\u{1B}[1;\(code)m\(text)\u{1B}[0m" : text
  }

  private func bold(_ text: String) -> String { context.usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  private func dim(_ text: String) -> String { context.usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}

extension String {
  /// How many columns the text takes, colours left out.
  fileprivate var visibleWidth: Int {
    var width = 0
    var isInEscape = false
    for character in self {
      if character == "\u{1B}" { isInEscape = true }
      if !isInEscape { width += 1 }
      if isInEscape, character == "m" { isInEscape = false }
    }
    return width
  }
}
