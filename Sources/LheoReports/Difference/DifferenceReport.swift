import LheoModel
import LheoOperations
import LheoOutput

/// Writes what differs between two feeds.
public protocol DifferenceReport {
  /// The comparison starts.
  mutating func begin(old: String, new: String)
  /// Writes what has become of an offer.
  mutating func write(_ change: OfferChange)
  /// The comparison ends: so many offers are the same.
  mutating func end(same: Int)
}

/// How differences are written.
public enum DifferenceFormat: String, Sendable, CaseIterable {
  /// For people at a terminal.
  case text
  /// For programs: one document, version 1.
  case json
  /// A page to be sent round.
  case html

  /// A report that writes into a sink.
  public func makeReport(_ sink: ByteSink, _ language: Language) -> any DifferenceReport {
    switch self {
    case .text: DifferenceText(sink: sink, language: language)
    case .json: DifferenceJSON(sink: sink)
    case .html: DifferenceHTML(sink: sink, language: language)
    }
  }
}

/// For people at a terminal.
struct DifferenceText: DifferenceReport {
  let sink: ByteSink
  let language: Language
  private var counts: [OfferChange.Kind: Int] = [:]

  init(sink: ByteSink, language: Language) {
    self.sink = sink
    self.language = language
  }

  func begin(old: String, new: String) { line("\(old.visible) → \(new.visible)\n") }

  mutating func write(_ change: OfferChange) {
    counts[change.kind, default: 0] += 1
    line(
      "\(change.kind.symbol) \(change.numero.visible) \(language("« \(change.intitule.visible) »", "“\(change.intitule.visible)”"))"
    )
    for field in change.fields {
      line("    \(field.path.visible) (\(field.label))")
      if let before = field.before { line("      - \(before.visible)") }
      if let after = field.after { line("      + \(after.visible)") }
    }
  }

  func end(same: Int) { line("\n" + OfferChange.Kind.summary(counts, same: same, language)) }

  private func line(_ text: String) { sink.append(text.visibleLines + "\n") }
}

/// For programs: one document, version 1.
struct DifferenceJSON: DifferenceReport {
  private var json: JSONWriter
  private var counts: [OfferChange.Kind: Int] = [:]

  init(sink: ByteSink) { json = JSONWriter(sink) }

  mutating func begin(old: String, new: String) {
    json.begin("{")
    json.member("version", 1)
    json.member("old", old)
    json.member("new", new)
    json.key("offers")
    json.begin("[")
  }

  mutating func write(_ change: OfferChange) {
    counts[change.kind, default: 0] += 1
    json.object { json in
      json.member("change", change.kind.rawValue)
      json.member("formation", change.numero)
      json.member("intitule", change.intitule)
      guard change.kind == .changed else { return }
      json.key("fields")
      json.list { list in
        for field in change.fields {
          list.object {
            $0.member("path", field.path)
            $0.member("label", field.label)
            $0.member("before", field.before)
            $0.member("after", field.after)
          }
        }
      }
    }
  }

  mutating func end(same: Int) {
    json.end("]")
    for kind in OfferChange.Kind.allCases { json.member(kind.rawValue, counts[kind] ?? 0) }
    json.member("same", same)
    json.end("}")
    json.newLine()
  }
}

/// A page to be sent round.
struct DifferenceHTML: DifferenceReport {
  let sink: ByteSink
  let language: Language
  private var counts: [OfferChange.Kind: Int] = [:]

  init(sink: ByteSink, language: Language) {
    self.sink = sink
    self.language = language
  }

  func begin(old: String, new: String) {
    let title = language("Différences entre deux flux", "Differences between two feeds")
    HTMLFrame.start(title, language).withUnsafeBufferPointer { sink.append($0) }
    sink.append(
      "<header><h1>\(title)</h1>\n<p class=\"meta\">\(old.visible.escapedForMarkup) → \(new.visible.escapedForMarkup)</p></header>\n<main>\n"
    )
  }

  mutating func write(_ change: OfferChange) {
    counts[change.kind, default: 0] += 1
    let title =
      "\(change.kind.symbol) \(change.numero.visible.escapedForMarkup) – \(change.intitule.visible.escapedForMarkup)"
    guard !change.fields.isEmpty else {
      sink.append("<p><strong>\(title)</strong> (\(change.kind.label(language)))</p>\n")
      return
    }
    sink.append("<details open><summary><h2>\(title)</h2></summary>\n<table><thead><tr>")
    for head in [language("Élément", "Element"), language("Avant", "Before"), language("Après", "After")] {
      sink.append("<th scope=\"col\">\(head)</th>")
    }
    sink.append("</tr></thead><tbody>\n")
    for field in change.fields {
      sink.append(
        "<tr><th scope=\"row\">\(field.label.escapedForMarkup)<br><small>\(field.path.visible.escapedForMarkup)</small></th>"
      )
      for value in [field.before, field.after] { sink.append("<td>\((value ?? "—").visible.escapedForMarkup)</td>") }
      sink.append("</tr>\n")
    }
    sink.append("</tbody></table></details>\n")
  }

  func end(same: Int) {
    sink.append("<p>\(OfferChange.Kind.summary(counts, same: same, language))</p>\n</main>\n")
    HTMLFrame.end.withUnsafeBufferPointer { sink.append($0) }
  }
}

extension OfferChange.Kind {
  fileprivate var symbol: String {
    switch self {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    }
  }

  fileprivate func label(_ language: Language) -> String {
    switch self {
    case .added: language("ajoutée", "added")
    case .removed: language("retirée", "removed")
    case .changed: language("modifiée", "changed")
    }
  }

  /// « 2 offres ajoutées, 1 retirée, 0 modifiée, 980 identiques. »
  fileprivate static func summary(_ counts: [Self: Int], same: Int, _ language: Language) -> String {
    let parts = allCases.map { kind in
      let count = counts[kind] ?? 0
      return "\(count) \(kind.label(language))\(language == .fr && count > 1 ? "s" : "")"
    }
    let first = language("Offres : ", "Offers: ")
    return first
      + (parts + [language("\(same) identique\(same > 1 ? "s" : "")", "\(same) the same")]).joined(separator: ", ")
      + "."
  }
}
