import LheoModel
import LheoOperations
import LheoOutput

/// Writes how many offers differ, and in how many of them each element does.
struct DifferenceSummaryReport: DifferenceReport {
  let sink: ByteSink
  let language: Language
  let format: DifferenceFormat
  var names = (old: "", new: "")
  var summary = DifferenceSummary()

  mutating func begin(old: String, new: String) { names = (old, new) }

  mutating func write(_ change: OfferChange) { summary.count(change) }

  mutating func end(same: Int) {
    summary.same = same
    switch format {
    case .text: writeText()
    case .json: writeJSON()
    case .html: writePage()
    case .csv: writeRows()
    }
  }

  private func writeText() {
    sink.append("\(names.old.visible) → \(names.new.visible)\n\n\(summary.sentence(language))\n")
    let fields = summary.fields
    guard let width = fields.first.map({ String($0.offers).count }) else { return }
    sink.append("\n" as StaticString)
    for field in fields {
      let count = String(field.offers)
      let space = String(repeating: " ", count: width - count.count)
      sink.append("  \(space)\(count)  \(field.place.path) (\(field.place.label))\n")
    }
  }

  private func writeJSON() {
    var json = JSONWriter(sink)
    json.object { json in
      json.member("version", 1)
      json.member("old", names.old)
      json.member("new", names.new)
      json.key("fields")
      json.list { list in
        for field in summary.fields {
          list.object {
            $0.member("place", field.place.path)
            $0.member("label", field.place.label)
            $0.member("offers", field.offers)
          }
        }
      }
      json.counts(of: summary)
    }
    json.newLine()
  }

  private func writePage() {
    sink.beginDifferencePage(names.old, names.new, language)
    sink.append("<p>\(summary.sentence(language))</p>\n")
    if !summary.fields.isEmpty {
      let heads = [language("Élément", "Element"), language("Offres modifiées", "Changed offers")]
      let title = language("Éléments qui diffèrent", "Elements that differ")
      let cells = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
      sink.append("<table aria-label=\"\(title)\"><thead><tr>\(cells)</tr></thead><tbody>\n")
      for field in summary.fields {
        let (label, path) = (field.place.label.frenchHTML(in: language), field.place.path.escapedForMarkup)
        sink.append("<tr><th scope=\"row\">\(label)<br><small>\(path)</small></th><td>\(field.offers)</td></tr>\n")
      }
      sink.append("</tbody></table>\n")
    }
    sink.endDifferencePage()
  }

  private func writeRows() {
    sink.csvRow(["change", "place", "label", "offers"])
    for kind in OfferChange.Kind.allCases { sink.csvRow([kind.rawValue, nil, nil, String(summary[kind])]) }
    sink.csvRow(["same", nil, nil, String(summary.same)])
    for field in summary.fields {
      sink.csvRow([OfferChange.Kind.changed.rawValue, field.place.path, field.place.label, String(field.offers)])
    }
  }
}
