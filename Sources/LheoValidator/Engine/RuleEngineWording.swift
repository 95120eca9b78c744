import LheoModel
import LheoSchema

extension RuleEngine {
  /// What a rule has found, in words.
  func word(
    _ pending: PendingFinding, in root: ElementView, _ contexts: OfferContexts, path: String
  ) -> Finding {
    let rule = rules[pending.ruleIndex]
    let element = root.element(at: pending.position) ?? root
    let offer = contexts.context(around: element)
    let name = pending.missing?.name ?? element.name.localName
    let place = element.path(from: path)
    let found = found(pending, at: element)
    let sentence = sentence(of: rule, pending.gap)
    let expected = pending.expected.map { language("attendu : ", "expected: ") + $0(language) }
    let register = pending.register.flatMap { context.mention(of: $0) }.map { $0(language) }
    let message = sentence.with([found, expected, register], in: language)
    return Finding(
      rule: rule.id, severity: severity(of: pending),
      message: message,
      // What is missing is called by its label, not by the name of its element.
      formMessage: pending.missing == nil || expected == nil
        ? message : sentence.with([found, register], in: language),
      fix: (pending.gap?.provide ?? rule.repair)(language),
      formFix: rule.form.standing(at: place, element: name).text(language),
      value: pending.found?.shortened, expected: pending.expected?(language),
      formValue: pending.shown?(language).shortened, element: name, path: place,
      line: Int(pending.position.line), column: Int(pending.position.column), formation: offer.formation,
      intitule: offer.intitule, action: offer.action, session: offer.session, place: offer.place,
      organisme: offer.organisme, source: source(of: pending.ruleIndex))
  }

  /// What is wrong; of what an offer lacks for EDOF and no rule is about, what that is.
  private func sentence(of rule: Rule, _ gap: EdofGapNote?) -> String {
    let message = rule.message(language)
    guard let gap, gap.rule == nil else { return message }
    let lack = gap.message(language)
    return message.dropLast() + language(" : ", ": ") + lack.prefix(1).lowercased() + lack.dropFirst()
  }

  /// Where a rule comes from.
  private func source(of index: Int) -> String {
    if sources.isEmpty { sources = [String?](repeating: nil, count: rules.count) }
    if let known = sources[index] { return known }
    let source = rules[index].source.text(language)
    sources[index] = source
    return source
  }

  /// How bad a finding is. What old data says may be true no more: then it is no error, unless somebody wants it so.
  private func severity(of pending: PendingFinding) -> Severity {
    let severity = pending.severity ?? severities[pending.ruleIndex]
    return severity == .error && pending.isOutdated && !isConfigured[pending.ruleIndex] ? .warning : severity
  }

  /// What was found, in words; a code with its meaning.
  private func found(_ pending: PendingFinding, at element: ElementView) -> String? {
    guard let shown = pending.shown?(language).shortened else { return nil }
    if shown.isBlank { return language("trouvé : un texte vide", "found: an empty text") }
    // Labels of codes are French only.
    let meaning =
      language == .fr && shown == pending.found ? element.element?.definition.codeTable?.label(of: shown) : nil
    let label = meaning.map { " (\($0.shortLabel))" } ?? ""
    return language("trouvé : « \(shown) »\(label)", "found: “\(shown)”\(label)")
  }
}

extension String {
  /// The label without what explains it, where that is long: « Niveau 5 ».
  fileprivate var shortLabel: String {
    if utf8.count <= 80 { return self }
    return String(prefix { !".:(".contains($0) }).stripped
  }

  /// The sentence with details in brackets before its end.
  fileprivate func with(_ details: [String?], in language: Language) -> String {
    let details = details.compactMap { $0 }.joined(separator: language(" ; ", "; "))
    if details.isEmpty { return self }
    return String(Substring(utf8.last == UInt8(ascii: ".") ? utf8.dropLast() : utf8[...])) + " (\(details))."
  }
}
