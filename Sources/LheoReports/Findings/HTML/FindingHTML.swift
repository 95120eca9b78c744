import LheoModel
import LheoSchema
import LheoValidator

/// Findings in HTML: complete without any script, which only filters, folds and pages.
struct FindingHTML {
  let context: ReportContext
  /// The feed.
  let file: String?
  /// Whether the page has the offers of several bodies.
  var isAmongBodies = true
  /// The level of the headings of offers: below those of bodies, where there are several.
  private var headingLevel: Int { isAmongBodies ? 4 : 3 }

  private var language: Language { context.language }

  /// A finding, and whether the earlier reports do not have it; `nil` where there is none.
  struct Item {
    let finding: Finding
    let isNew: Bool?
  }

  // MARK: Offers

  /// What an offer is called.
  func name(of finding: Finding) -> String {
    finding.intitule ?? language("En dehors des offres", "Outside the offers")
  }

  /// What marks French words on a page in another language.
  private var french: String { language == .fr ? "" : " lang=\"fr\"" }

  /// An offer and what is to be repaired in it, the gravest first.
  func offer(_ items: [Item], anchor: String) -> String {
    let first = items[0].finding
    let isOutside = first.formation == nil && first.intitule == nil
    let reference =
      first.formation.map {
        "<p class=\"soft\">\(language("Référence", "Reference")) <a href=\"#\(anchor)\">\($0.html)</a></p>"
      }
      ?? ""
    var text =
      "<article class=\"offer\" id=\"\(anchor)\"\(isOutside ? " data-outside" : "")><h\(headingLevel)\(first.intitule == nil ? "" : french)>\(name(of: first).html)</h\(headingLevel)>\(reference)\n"
    for group in groups(items) { text += self.text(of: group) }
    return text + "</article>\n"
  }

  /// Findings that say the same of several sessions, the gravest first.
  private func groups(_ items: [Item]) -> [[Item]] {
    var groups: [[Item]] = []
    var numbers: [[String]: Int] = [:]
    for item in items {
      let finding = item.finding
      let key = [
        finding.rule, finding.message(for: context.audience), finding.fix(for: context.audience),
        item.isNew.map { "\($0)" } ?? "",
      ]
      if let number = numbers[key] {
        groups[number].append(item)
      } else {
        numbers[key] = groups.count
        groups.append([item])
      }
    }
    return groups.enumerated().sorted {
      ($1.element[0].finding.severity, $0.offset) < ($0.element[0].finding.severity, $1.offset)
    }.map(\.element)
  }

  private func text(of group: [Item]) -> String {
    let first = group[0].finding
    let count = group.count == 1 ? "" : " data-n=\"\(group.count)\""
    let new = group[0].isNew == true ? " <span class=\"new\">\(language("nouveau", "new"))</span>" : ""
    let key = "\(context.asOf) \(String(first.fingerprint, radix: 36))"
    return """
      <div class="f \(first.severity)" data-r="\(first.rule.html)"\(count)><p><b>\(first.severity.label(language))</b>\(new) \(first.message(for: context.audience).html(in: language))</p>
      <p class="fix">\(first.fix(for: context.audience).html(in: language))</p>\(places(of: group.map(\.finding)))
      <label><input type="checkbox" data-k="\(key)"> \(language("Réparé", "Repaired"))</label>
      <details><summary>\(language("Détails", "Details"))</summary>\(details(group.map(\.finding)))</details></div>

      """
  }

  /// In which sessions, each once, and in which of their recruitments: the first ones, and the others folded.
  private func places(of findings: [Finding]) -> String {
    var (sessions, places) = (Set<String>(), [String]())
    var seen: Set<String> = []
    var last: Finding?
    for finding in findings {
      // All that is wrong in an action is in the same sessions, which are named once.
      defer { last = finding }
      if let last, last.session == nil, finding.session == nil, last.place == finding.place { continue }
      let slot = finding.slotName(in: language)
      for session in finding.sessions.map({ finding.name(of: $0, in: language) }) {
        sessions.insert(session)
        let place = [session, slot].compactMap { $0 }.joined(separator: ", ").capitalised
        if seen.insert(place).inserted { places.append(place.html(in: language)) }
      }
    }
    if places.count < 2 { return places.first.map { "<p class=\"where\">\($0)</p>" } ?? "" }
    let slots = language("\(places.count, "créneau(x)")", "\(places.count, "slot(s)")")
    let count = sessions.count > 1 ? language.quantity(sessions.count, "session(s)") : slots
    return "<p class=\"where\">\(count)</p>\(Self.list(places, language))"
  }

  /// How many items of a list are shown at once.
  private static let unfolded = 12

  /// A list of what is HTML already: the first items, and the others folded.
  static func list(_ items: [String], _ language: Language) -> String {
    let (shown, rest) = (items.prefix(unfolded), items.dropFirst(unfolded))
    let text = "<ul><li>\(shown.joined(separator: "</li><li>"))</li></ul>"
    if rest.isEmpty { return text }
    let label = language("Montrer \(rest.count, "autre(s)")", "Show \(rest.count, "other(s)")")
    return text + fold(label) + "<ul><li>\(rest.joined(separator: "</li><li>"))</li></ul>"
  }

  /// What unfolds the element after it, without a script; on paper it is unfolded.
  static func fold(_ label: String) -> String {
    "<label class=\"fold\"><input type=\"checkbox\"> \(label.html)</label>"
  }

  /// The details of findings: a list, where there are several.
  private func details(_ findings: [Finding]) -> String {
    let details = findings.map(self.details)
    return details.count == 1 ? "<p>\(details[0])</p>" : "<ul><li>\(details.joined(separator: "</li><li>"))</li></ul>"
  }

  /// What somebody asks who looks for the finding in the feed.
  private func details(_ finding: Finding) -> String {
    [
      finding.rule, finding.placeName(in: language),
      file.map { $0.split(separator: "/").last.map(String.init) ?? $0 }, "<\(finding.element)>", finding.source,
    ].compactMap { $0?.html(in: language) }.joined(separator: " · ")
  }

  // MARK: Rules

  /// An offer in the list of those with a fault.
  func link(to finding: Finding, anchor: String, count: Int) -> String {
    let times = count > 1 ? " (\(count))" : ""
    let number = finding.formation?.html ?? name(of: finding).html
    let title = finding.formation == nil ? "" : finding.intitule.map { " \($0.frenchHTML(in: language))" } ?? ""
    let body = isAmongBodies ? finding.organisme.map(self.body) ?? "" : ""
    let whose = body.isEmpty ? "" : " <span class=\"soft\">\(body)</span>"
    return "<li><a href=\"#\(anchor)\">\(number)</a>\(title)\(times)\(whose)</li>\n"
  }

  /// Whose offer it is, and whom to write to.
  private func body(_ organisme: OrganismeContext) -> String {
    [organisme.nom?.html, organisme.courriel?.mailLink()].compactMap { $0 }.joined(separator: ", ")
  }

  /// A fault, before the list of the offers with it.
  func ruleStart(_ rule: String, _ severities: [Severity: Int], offers: Int) -> String {
    let severity = severities.keys.max() ?? .info
    let counts = language(
      "\(severities.values.reduce(0, +), "constat(s)") dans \(offers, "offre(s)")",
      "\(severities.values.reduce(0, +), "finding(s)") in \(offers, "offer(s)")")
    return """
      <section class="rule \(severity)" data-r="\(rule.html)" id="\(rule.ruleAnchor)"><h3>\((RuleSheet.named(rule)?.message(language) ?? rule).html(in: language))</h3>
      <p class="soft"><b>\(severity.label(language))</b> \(counts) · \(rule.html)</p><ul>

      """
  }

  let ruleEnd = "</ul></section>\n"

  // MARK: Notes

  /// What is only to be known, before the list of what it concerns.
  func noteStart(_ rule: String, _ note: FindingCollection.Note, count: Int) -> String {
    """
    <article class="offer note" id="\(rule.ruleAnchor)"><div class="f info" data-r="\(rule.html)" data-n="\(count)">
    <p><b>\(Severity.info.label(language))</b> \(language("\(count) fois", "\(count, "time(s)")"))</p>
    <p>\(note.message.html(in: language))</p><p class="fix">\(note.fix.html(in: language))</p>
    <p class="soft">\(rule.html)</p>\(Self.fold(language("Où", "Where")))<ul>

    """
  }

  /// One of those that it concerns.
  func note(_ finding: Finding) -> String {
    let place = [
      finding.formation?.html, finding.intitule?.frenchHTML(in: language), finding.sessionName(in: language)?.html,
    ].compactMap { $0 }
    let details = finding.value.map { " (\($0.shortened(60).frenchHTML(in: language)))" } ?? ""
    return "<li>\(place.isEmpty ? finding.path.html : place.joined(separator: ", "))\(details)</li>\n"
  }

  let noteEnd = "</ul></div></article>\n"
}

extension Severity {
  /// What a finding of that severity means for who repairs it.
  func label(_ language: Language) -> String {
    switch self {
    case .error: language("Bloquant", "Blocking")
    case .warning: language("À améliorer", "To improve")
    case .info: language("À savoir", "To know")
    }
  }

  /// What pages call findings of that severity, as many as there are.
  func pageNoun(_ count: Int, _ language: Language) -> String {
    let noun =
      switch self {
      case .error: language("point(s) bloquant(s)", "blocking point(s)")
      case .warning: language("point(s) à améliorer", "point(s) to improve")
      case .info: language("point(s) à savoir", "point(s) to know")
      }
    return language.agreed(noun, count)
  }
}

extension String {
  /// The text in HTML, whatever it is, on one line.
  var html: String { visible.escapedForMarkup }

  /// The text with a capital.
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }

  /// The start of the text.
  fileprivate func shortened(_ count: Int) -> String { self.count > count ? prefix(count) + "…" : self }

  /// A name that is the same in an `id` and in a link to it, whatever the text is.
  var anchor: String {
    String(
      unicodeScalars.map { scalar in
        let isPlain =
          scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-")
        return isPlain ? Character(scalar) : "_"
      })
  }

  /// The `id` of what is said of a rule.
  var ruleAnchor: String { "regle-\(anchor)" }

  /// The text as a part of an address in HTML.
  var forAddress: String {
    var encoded = ""
    for byte in utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  /// The text, with a link that writes to the address in it, if there is one.
  func mailLink(subject: String? = nil) -> String {
    var rest = self[...]
    while !rest.isEmpty {
      let word = rest.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
      let end = word.lastIndex { !".,;:!?)>»".contains($0) }.map(word.index(after:)) ?? word.startIndex
      let address = word[..<end].drop { "(<«".contains($0) }
      if let link = String(address).addressLink(subject: subject) {
        return String(self[..<address.startIndex]).html + link + String(self[address.endIndex...]).html
      }
      rest = self[word.endIndex...]
      if word.isEmpty { break }
    }
    return html
  }

  private func addressLink(subject: String?) -> String? {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    let query = subject.map { "?subject=\($0.forAddress)" } ?? ""
    return "<a href=\"mailto:\(String(parts[0]).forAddress)@\(String(parts[1]).forAddress)\(query)\">\(html)</a>"
  }
}
