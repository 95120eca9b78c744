import LheoModel
import LheoOutput
import LheoParser
import LheoSchema
import LheoValidator

/// A page for each training body, named after its SIRET, and an `index.html`: to be sent to those who repair the offers.
///
/// Findings wait in a file on disk until the end, since those of one body are spread over the feed. What has no body
/// (a mistake outside the offers) is in the index only as a count.
public final class OrganismeReports: Report {
  private let folder: OutputFolder
  private let context: ReportContext
  private let collection: FindingCollection
  private var verdicts = FeedVerdicts()
  private var files: [String] = []
  private var outside = 0
  private var unreadable: [FeedError] = []
  private var change: BaselineChange?
  private var repeatedOffers: RepeatedOffers?

  /// Reports into a folder, which is made if it is not there. The pages of an earlier run are replaced, all of them.
  ///
  /// - Throws: `OutputError` where the folder cannot be written, or has other files.
  public init(folder: String, _ context: ReportContext) throws(OutputError) {
    self.folder = try OutputFolder(folder)
    var context = context
    context.audience = context.audience ?? ReportFormat.htmlByOrganisme.audience
    self.context = context
    collection = try FindingCollection(context, folder: folder, onlyWhatIsToBeDone: true)
  }

  /// The start of the reports.
  public func begin() {}

  /// The start of a file.
  public func beginFile(_ name: String) {
    files.append(name)
    collection.beginFile(name)
  }

  /// A finding in the file.
  public func finding(_ finding: Finding) {
    if finding.organisme == nil { outside += 1 } else { collection.add(finding) }
  }

  /// A finding in the file that is known already: who repairs offers needs it all the same.
  public func known(_ finding: Finding, since day: String) {
    if finding.organisme == nil { outside += 1 } else { collection.add(finding, knownSince: day) }
  }

  /// What has changed since an earlier report.
  public func change(_ change: BaselineChange) { self.change = change }

  /// The offers that several feeds have.
  public func repeated(_ offers: RepeatedOffers) { repeatedOffers = offers }

  /// The end of the file.
  public func endFile(_ summary: ValidationSummary) {
    verdicts += summary.verdicts
    if let error = summary.error { unreadable.append(error) }
    collection.endFile()
  }

  /// The end of the reports; `commit` writes them.
  public func end() {}

  /// Writes the pages, the index last.
  ///
  /// - Throws: `OutputError` for the first page that could not be written.
  public func commit() throws(OutputError) {
    var rows: [[String: Any]] = []
    let changes = change.map(BodyChanges.init)
    for body in collection.bodies.values.sorted(by: { $0.isWorse(than: $1) }) {
      guard let organisme = body.organisme else { continue }
      let key = OrganismeKey(organisme)
      let name = fileName(key)
      let output = try folder.file(name)
      var tally = body.tally
      tally.add(verdicts.organismes[key.censusName] ?? Verdicts())
      let change = changes?.change(of: key, new: body.new, known: body.known)
      try HTMLPage(context, files: files, change: change, isOfOneBody: true).write(
        title(key, tally), tally, [body], of: collection, to: output.sink)
      try output.commit()
      rows.append(row(of: body, key, in: name))
    }
    try writeIndex(rows)
    // Of a feed that cannot be read nobody knows whose offers are repaired.
    try folder.commit(keepingOthers: !unreadable.isEmpty)
  }

  /// A body in the index.
  private func row(of body: FindingCollection.Body, _ key: OrganismeKey, in file: String) -> [String: Any] {
    let language = context.language
    func cell(_ severity: Severity) -> [String: Any] {
      let new = body.new[severity] ?? 0
      let isOld = change == nil || new == body.tally.severities[severity] ?? 0 && new == 0
      return [
        "count": body.tally.severities[severity] ?? 0,
        "new": isOld ? [] : [language("dont \(new, "nouveau(x)")", "\(new) new")],
      ]
    }
    return [
      "file": file, "name": key.label.isEmpty ? HTMLWords(language: language).noBody : key.nameOrLabel,
      "siret": key.siret.map { ["SIRET \($0)"] } ?? [], "courriel": body.organisme?.courriel?.mailLink() ?? "",
      "errors": cell(.error), "warnings": cell(.warning),
    ]
  }

  /// What the body is asked for, in a sentence.
  private func title(_ key: OrganismeKey, _ tally: ReportTally) -> String {
    let name = key.nom ?? key.name ?? key.label
    let positioning = tally.verdicts.total.all.first { $0.partner == .franceTravail }
    let language = context.language
    if let positioning, let all = positioning.repairs(limit: 1000).last?.together, all > 0 {
      return language(
        "\(name) : un conseiller ne peut positionner personne dans \(all, "session(s)") sur \(positioning.sessions)",
        "\(name): an adviser can position nobody in \(all) of \(positioning.sessions, "session(s)")")
    }
    let errors = tally.severities[.error] ?? 0
    if errors > 0 {
      return language("\(name) : \(errors, "point(s)") à corriger", "\(name): \(errors, "point(s)") to correct")
    }
    let others = tally.severities.values.reduce(0, +)
    return language("\(name) : \(others, "point(s)") à améliorer", "\(name): \(others, "point(s)") to improve")
  }

  private func writeIndex(_ rows: [[String: Any]]) throws(OutputError) {
    let language = context.language
    let title = language("Offres à réparer, par organisme", "Offers to repair, by training body")
    let index = try folder.file("index.html")
    index.sink.append(HTMLFrame.start(title, language))
    var values = HTMLSummary.head(context, files: files)
    values["title"] = title
    values["totals"] = totals(of: rows.count)
    values.merge(HTMLSummary.unreadable(unreadable, language)) { $1 }
    values["change"] = change.map { [$0.sentence(in: language, onPages: true)] } ?? []
    values.merge(HTMLSummary.repeated(repeatedOffers, language)) { $1 }
    values["registers"] = context.registers?.sentences(in: language) ?? []
    values["bodies"] = rows
    values["words"] = HTMLWords(language: language).template
    values["footer"] = HTMLSummary.footer(context)
    index.sink.append(HTMLTemplates.index.render(values))
    index.sink.append("<script>\n")
    index.sink.append(PackageResources.report_js)
    index.sink.append("</script>\n")
    index.sink.append(HTMLFrame.end)
    try index.commit()
  }

  /// How much there is to be repaired in all.
  private func totals(of bodies: Int) -> String {
    let language = context.language
    let found = [Severity.error, .warning].map { severity in
      let count = collection.bodies.values.compactMap { $0.organisme == nil ? nil : $0.tally.severities[severity] }
        .reduce(0, +)
      return "\(count) \(severity.pageNoun(count, language))"
    }
    let noun = language == .fr ? "organisme(s)" : bodies == 1 ? "training body" : "training bodies"
    let rest =
      outside > 0 ? language(" ; \(outside) hors des offres", "; \(outside) outside the offers") : ""
    return language.quantity(bodies, noun) + language(" : ", ": ") + found.joined(separator: ", ") + rest
  }

  /// The SIRET if it is one, or else a number made of the name: nothing of the feed steers the path.
  private func fileName(_ key: OrganismeKey) -> String {
    if let siret = key.siret, siret.utf8.count == 14, siret.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "\(siret).html"
    }
    return "sans-siret-\(String(FNV.hash(key.siret ?? key.nom ?? ""), radix: 16)).html"
  }
}
