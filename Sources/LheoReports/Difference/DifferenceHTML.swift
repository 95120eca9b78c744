import LheoModel
import LheoOperations
import LheoOutput

/// A page to be sent round.
struct DifferenceHTML: DifferenceReport {
  let sink: ByteSink
  let language: Language
  var summary = DifferenceSummary()

  func begin(old: String, new: String) { sink.beginDifferencePage(old, new, language) }

  mutating func write(_ change: OfferChange) {
    summary.count(change)
    let number = "\(change.kind.symbol) \(change.numero.html)"
    let title = "\(number) – \(change.intitule.frenchHTML(in: language))"
    guard !change.fields.isEmpty else {
      sink.append("<p><strong>\(title)</strong> (\(change.kind.label(language)))</p>\n")
      return
    }
    sink.append(
      "<details open><summary><h2>\(title)</h2></summary>\n<table class=\"changes\" aria-label=\"\(number) – \(change.intitule.html)\"><thead><tr>"
    )
    let heads = [language("Avant", "Before"), language("Après", "After")]
    for head in [language("Élément", "Element")] + heads {
      sink.append("<th scope=\"col\">\(head)</th>")
    }
    sink.append("</tr></thead><tbody>\n")
    for field in change.fields {
      sink.append(
        "<tr><th scope=\"row\">\(field.label.frenchHTML(in: language))<br><small>\(field.path.html)</small></th>"
      )
      for (head, value) in zip(heads, [field.before, field.after]) {
        sink.append("<td data-head=\"\(head)\">\(value?.frenchHTML(in: language) ?? "—")</td>")
      }
      sink.append("</tr>\n")
    }
    sink.append("</tbody></table></details>\n")
  }

  mutating func end(same: Int) {
    summary.same = same
    sink.append("<p>\(summary.sentence(language))</p>\n")
    sink.endDifferencePage()
  }
}

extension ByteSink {
  /// The head of a page on what differs between two feeds.
  func beginDifferencePage(_ old: String, _ new: String, _ language: Language) {
    let title = language("Différences entre deux flux", "Differences between two feeds")
    HTMLFrame.start(title, language).withUnsafeBufferPointer { append($0) }
    append(
      "<header><h1>\(title)</h1>\n<p class=\"meta\">\(old.visible.escapedForMarkup) → \(new.visible.escapedForMarkup)</p></header>\n<main>\n"
    )
  }

  /// The end of such a page.
  func endDifferencePage() {
    append("</main>\n" as StaticString)
    HTMLFrame.end.withUnsafeBufferPointer { append($0) }
  }
}
