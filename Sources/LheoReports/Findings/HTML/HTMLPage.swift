import LheoModel
import LheoOutput
import LheoValidator

/// A page of findings: the verdict first, then what to repair, and last what is only to be known. What it is to look like
/// stands in `report.css`; `report.js` filters, folds and pages what is there already.
struct HTMLPage {
  let context: ReportContext
  let files: [String]
  let change: BaselineChange?
  let repeated: RepeatedOffers?
  let isOfOneBody: Bool
  let words: HTMLWords

  init(
    _ context: ReportContext, files: [String], change: BaselineChange? = nil, repeated: RepeatedOffers? = nil,
    isOfOneBody: Bool = false
  ) {
    self.isOfOneBody = isOfOneBody
    self.context = context
    self.files = files
    self.change = change
    self.repeated = repeated
    words = HTMLWords(language: context.language)
  }

  /// So few offers of a body are listed once, and are not to be searched.
  private static let fewOffers = 5

  /// Whether there is enough to be filtered.
  func hasFilters(_ tally: ReportTally) -> Bool {
    !isOfOneBody || tally.severities.values.reduce(0, +) > 20
  }

  /// Whether the offers are listed by rule too.
  private func listsRules(_ bodies: [FindingCollection.Body]) -> Bool {
    !isOfOneBody || bodies.map(\.offers).reduce(0, +) > Self.fewOffers
  }

  /// Where on the page it is said which offers break a rule; `nil` where it is not, as verdicts name rules that nobody
  /// asked for.
  func address(of rule: String, in bodies: [FindingCollection.Body]) -> String? {
    guard let first = bodies.lazy.compactMap({ $0.rules[rule]?.first }).first else {
      return bodies.contains { $0.notes[rule] != nil } ? rule.ruleAnchor : nil
    }
    return listsRules(bodies) ? rule.ruleAnchor : first
  }

  /// Writes a page.
  ///
  /// - Parameters:
  ///   - title: what it is about.
  ///   - tally: what is summed up.
  ///   - bodies: whose offers are shown, in this order.
  ///   - collection: the offers.
  ///   - sink: where the page goes.
  func write(
    _ title: String, _ tally: ReportTally, _ bodies: [FindingCollection.Body], of collection: FindingCollection,
    to sink: ByteSink
  ) throws(OutputError) {
    sink.append(HTMLFrame.start(title, context.language))
    let summary = HTMLSummary(title: title, page: self, tally: tally, bodies: bodies)
    sink.append(HTMLTemplates.page.render(summary.values))
    for body in bodies where body.offers > 0 {
      sink.append("<section class=\"body\" id=\"\(body.anchor)\" data-b=\"\(body.identifier.html)\">\n")
      if !isOfOneBody { sink.append(heading(of: body)) }
      try collection.writeOffers(of: body, to: sink)
      sink.append("</section>\n")
    }
    let notes = bodies.filter { !$0.notes.isEmpty }
    if !notes.isEmpty {
      sink.append("<section class=\"body\" data-b=\"\"><h3>\(words.notes)</h3>\n")
      try collection.writeNotes(of: notes, to: sink)
      sink.append("</section>\n")
    }
    sink.append("<p><button type=\"button\" id=\"more\" hidden>\(words.more)</button></p>\n</section>\n")
    if listsRules(bodies), bodies.contains(where: { !$0.rules.isEmpty }) {
      sink.append("<section aria-labelledby=\"rules\" class=\"rules\"><h2 id=\"rules\">\(words.rules)</h2>\n")
      try collection.writeRules(of: bodies, to: sink)
      sink.append("</section>\n")
    }
    sink.append("</main>\n")
    sink.append("<footer><p>\(HTMLSummary.footer(context, isOfOneBody: isOfOneBody).html)</p></footer>\n<script>\n")
    PackageResources.report_js.withUnsafeBufferPointer { sink.append($0) }
    sink.append("</script>\n")
    sink.append(HTMLFrame.end)
  }

  private func heading(of body: FindingCollection.Body) -> String {
    guard let organisme = body.organisme else { return "<h3>\(words.outside)</h3>\n" }
    let name = OrganismeKey(organisme).label
    let mail = organisme.courriel.map { "<p class=\"soft\">\(words.contact) \($0.mailLink())</p>" } ?? ""
    return "<h3>\(name.isEmpty ? words.noBody : name.html)</h3>\(mail)\n"
  }
}

extension ByteSink {
  func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }
}
