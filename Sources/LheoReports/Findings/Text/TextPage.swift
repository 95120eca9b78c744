import LheoModel
import LheoOutput
import LheoValidator

/// Lines of text for people, at most 80 columns wide, with colours where they are wanted.
struct TextPage {
  private static let width = 80

  let sink: ByteSink
  let language: Language
  let usesColor: Bool

  func line(_ text: String = "") {
    sink.append(text)
    sink.append(0x0A)
  }

  /// Breaks a text between words so that it fits the width.
  func wrap(_ text: String, indent: Int = 0) {
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

  /// A number before what it counts, in a column.
  func row(_ count: Int, _ text: String) { row(String(count), text) }

  func row(_ number: String, _ text: String) {
    line("  \(String(repeating: " ", count: max(0, 7 - number.count)))\(number)  \(text)")
  }

  func name(of severity: Severity) -> String {
    let name =
      switch severity {
      case .error: language("ERREUR", "ERROR")
      case .warning: language("ATTENTION", "WARNING")
      case .info: "INFO"
      }
    return colored(name, severity)
  }

  func colored(_ text: String, _ severity: Severity) -> String {
    let code =
      switch severity {
      case .error: 31
      case .warning: 33
      case .info: 36
      }
    return usesColor ? "\u{1B}[1;\(code)m\(text)\u{1B}[0m" : text
  }

  func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func dim(_ text: String) -> String { usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// How much was found, worst first; `nil` for nothing.
  func found(_ severities: [Severity: Int]) -> String? {
    let found = Severity.allCases.reversed().compactMap { severity -> String? in
      guard let count = severities[severity], count > 0 else { return nil }
      return colored(severity.quantity(count, language), severity)
    }
    return found.isEmpty ? nil : found.joined(separator: ", ")
  }

  /// What each partner can show, why not the rest, and what to repair first.
  func write(_ verdicts: Verdicts) {
    if let past = verdicts.sentenceOfPast(in: language) {
      line()
      wrap(bold(past))
    }
    for words in VerdictWords.all(verdicts, in: language) {
      line()
      wrap(bold(words.sentence))
      for (reason, count) in words.reasons.prefix(VerdictWords.repairLimit * 2) { row(count, reason) }
      if !words.repairs.isEmpty {
        line(language("  À réparer d'abord :", "  To be repaired first:"))
        for repair in words.repairs {
          let element = VerdictWords.element(repair, in: language)
          wrap("\(repair.rule)\(element)\(language(" : ", ": "))\(VerdictWords.gain(repair, in: language))", indent: 4)
        }
      }
    }
  }
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
