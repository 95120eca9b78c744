import LheoModel
import LheoValidator

/// Findings in HTML: complete without any script, which only filters, folds and pages.
struct FindingHTML {
  let context: ReportContext
  /// The feed.
  let file: String?
  /// The level of the headings of offers: below those of bodies, where there are several.
  var headingLevel = 4

  private var language: Language { context.language }

  // MARK: Offers

  /// An offer and what is to be repaired in it, the gravest first.
  func offer(_ findings: [Finding], anchor: String) -> String {
    let first = findings[0]
    let name = first.intitule ?? language("En dehors des offres", "Outside the offers")
    let reference =
      first.formation.map {
        "<p class=\"soft\">\(language("Référence", "Reference")) <a href=\"#\(anchor.forAddress)\">\($0.html)</a></p>"
      }
      ?? ""
    var text =
      "<article class=\"offer\" id=\"\(anchor.html)\"><h\(headingLevel)>\(name.html)</h\(headingLevel)>\(reference)\n"
    for group in groups(findings) { text += self.text(of: group) }
    return text + "</article>\n"
  }

  /// Findings that say the same of several sessions, the gravest first.
  private func groups(_ findings: [Finding]) -> [[Finding]] {
    var groups: [[Finding]] = []
    var numbers: [[String]: Int] = [:]
    for finding in findings {
      let key = [finding.rule, finding.message(for: context.audience), finding.fix(for: context.audience)]
      if let number = numbers[key] {
        groups[number].append(finding)
      } else {
        numbers[key] = groups.count
        groups.append([finding])
      }
    }
    return groups.enumerated().sorted { ($1.element[0].severity, $0.offset) < ($0.element[0].severity, $1.offset) }
      .map(\.element)
  }

  private func text(of group: [Finding]) -> String {
    let first = group[0]
    let count = group.count == 1 ? "" : " data-n=\"\(group.count)\""
    let sessions = group.compactMap { $0.sessionName(in: language) }
    let place =
      sessions.count == 1
      ? " \(sessions[0].capitalised.html)"
      : sessions.isEmpty
        ? "" : "<ul><li>\(sessions.map { $0.capitalised.html }.joined(separator: "</li><li>"))</li></ul>"
    let words = sessions.count > 1 ? language(" \(sessions.count) sessions", " \(sessions.count) sessions") : ""
    let lead = "<b>\(first.severity.label(language))</b>"
    let head = sessions.count > 1 ? "<p>\(lead)\(words)</p>\(place)" : "<p>\(lead)\(place)</p>"
    return """
      <div class="f \(first.severity)" data-r="\(first.rule.html)"\(count)>\(head)
      <p>\(first.message(for: context.audience).html)</p><p class="fix">\(first.fix(for: context.audience).html)</p>
      <label><input type="checkbox" data-k="\(String(first.fingerprint, radix: 36))"> \(language("Réparé", "Repaired"))</label>
      <details><summary>\(language("Détails", "Details"))</summary>\(details(group.prefix(20)))</details></div>

      """
  }

  /// The details of findings: a list, where there are several.
  private func details(_ findings: ArraySlice<Finding>) -> String {
    let details = findings.map(self.details)
    return details.count == 1 ? "<p>\(details[0])</p>" : "<ul><li>\(details.joined(separator: "</li><li>"))</li></ul>"
  }

  /// What somebody asks who looks for the finding in the feed.
  private func details(_ finding: Finding) -> String {
    [
      finding.rule, finding.placeName(in: language),
      file.map { $0.split(separator: "/").last.map(String.init) ?? $0 }, "<\(finding.element)>", finding.source,
    ].compactMap { $0?.html }.joined(separator: " · ")
  }

  // MARK: Notes

  /// What is only to be known, before the list of what it concerns.
  func noteStart(_ rule: String, _ note: FindingCollection.Note, count: Int) -> String {
    """
    <article class="offer note"><div class="f info" data-r="\(rule.html)" data-n="\(count)">
    <p><b>\(Severity.info.label(language))</b> \(language("\(count) fois", "\(count) times"))</p>
    <p>\(note.message.html)</p><p class="fix">\(note.fix.html)</p>
    <details><summary>\(language("Où", "Where"))</summary><p class="soft">\(rule.html)</p><ul>

    """
  }

  /// One of those that it concerns.
  func note(_ finding: Finding) -> String {
    let place = [finding.formation, finding.intitule, finding.sessionName(in: language)].compactMap { $0 }
    let details = finding.value.map { " (\($0.shortened(60)))" } ?? ""
    return "<li>\((place.isEmpty ? finding.path : place.joined(separator: ", ")).html)\(details.html)</li>\n"
  }

  let noteEnd = "</ul></details></div></article>\n"
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
}

extension String {
  /// The text in HTML, whatever it is, on one line.
  var html: String { visible.escapedForMarkup }

  /// The text with a capital.
  fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }

  /// The start of the text.
  fileprivate func shortened(_ count: Int) -> String { self.count > count ? prefix(count) + "…" : self }

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

  /// A link that writes to the address; the text where it is none.
  func mailLink(subject: String? = nil) -> String {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !contains(where: \.isWhitespace) else { return html }
    let query = subject.map { "?subject=\($0.forAddress)" } ?? ""
    return "<a href=\"mailto:\(String(parts[0]).forAddress)@\(String(parts[1]).forAddress)\(query)\">\(html)</a>"
  }
}
