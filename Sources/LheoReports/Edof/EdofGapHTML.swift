import LheoModel
import LheoOperations
import LheoOutput
import LheoValidator

/// A page of what is missing. Offers are written as they come; the figures, which are known in the end, are shown above.
struct EdofGapHTML: EdofGapReport {
  private let sink: ByteSink
  private let language: Language
  private let labels: [String: String]?
  /// How many gaps of each kind there are: what becomes of the offer, and the element.
  private var counts: [String: (severity: EdofGap.Severity, element: String, count: Int)] = [:]

  private static let styles = """
    main{display:flex;flex-direction:column}
    .figures{order:-1}
    summary>h2{display:inline}
    td{overflow-wrap:anywhere}
    @media(max-width:40em){
    thead{display:none}
    table,tbody,tr,td{display:block}
    tr{padding:.5em 0;border-bottom:1px solid}
    td{border:0;padding:.1em 0}
    td::before{content:attr(data-head) "\\a0: ";font-weight:600}
    .figures td{display:inline;padding-right:.5em}
    }

    """

  init(_ sink: ByteSink, _ language: Language, isForLHEO: Bool, labels: [String: String]?) {
    self.sink = sink
    self.labels = labels
    self.language = language
    let title =
      isForLHEO
      ? language("Ce qui manque pour LHEO", "What is missing for LHEO")
      : language("Ce qui manque pour EDOF", "What is missing for EDOF")
    HTMLFrame.start(title, language, styles: Array(Self.styles.utf8)).withUnsafeBufferPointer { sink.append($0) }
    sink.append("<header><h1>\(title)</h1></header>\n<main>\n")
  }

  mutating func add(_ note: EdofConversion.Note) {
    guard let first = note.gaps.first else { return }
    let title = "\(first.offer.html) – \(first.intitule.frenchHTML(in: language))"
    sink.append("<details open><summary><h2>\(title)</h2></summary>\n")
    let heads = [
      language("Suite", "Outcome"), language("Où", "Where"), language("Constat", "Finding"),
      language("À fournir", "To provide"),
    ]
    begin("\(first.offer.html) – \(first.intitule.html)", heads)
    for gap in note.gaps {
      row([gap.severity.label(language), gap.place(language, labels), gap.message, gap.provide], heads)
      let key = "\(gap.severity.rawValue) \(gap.element)"
      counts[key] = (gap.severity, gap.element, (counts[key]?.count ?? 0) + 1)
    }
    sink.append("</tbody></table></details>\n")
  }

  func end(_ summary: EdofSummary, fileCount: Int) {
    sink.append("<section class=\"figures\">\n")
    for sentence in summary.sentences(language, fileCount: fileCount) {
      sink.append("<p>\(sentence.escapedForMarkup)</p>\n")
    }
    if !counts.isEmpty {
      let heads = [language("Suite", "Outcome"), language("Élément", "Element"), language("Nombre", "Count")]
      begin(language("Ce qui manque, par élément", "What is missing, by element"), heads)
      let kinds = counts.values.sorted {
        ($1.count, $0.element, $0.severity.rawValue) < ($0.count, $1.element, $1.severity.rawValue)
      }
      for kind in kinds {
        row([kind.severity.label(language), kind.element, String(kind.count)], heads)
      }
      sink.append("</tbody></table>\n")
    }
    sink.append("</section>\n</main>\n")
    HTMLFrame.end.withUnsafeBufferPointer { sink.append($0) }
  }

  private func begin(_ title: String, _ heads: [String]) {
    let cells = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
    sink.append("<table aria-label=\"\(title)\"><thead><tr>\(cells)</tr></thead><tbody>\n")
  }

  /// Each cell has its head, which narrow screens show before it.
  private func row(_ cells: [String], _ heads: [String]) {
    let cells = zip(cells, heads).map { "<td data-head=\"\($1)\">\($0.html(in: language))</td>" }
    sink.append("<tr>" + cells.joined() + "</tr>\n")
  }
}
