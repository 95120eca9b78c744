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
  private let spool: Spool
  private var bodies: [OrganismeKey: Body] = [:]
  private var files: [String] = []
  private var failure: OutputError?

  private struct Body {
    var organisme: OrganismeContext
    var page: HTMLPage
    var fileCount = 0
  }

  /// Reports into a folder, which is made if it is not there. The pages of an earlier run are replaced, all of them.
  ///
  /// - Throws: `OutputError` where the folder cannot be written, or has other files.
  public init(folder: String, _ context: ReportContext) throws(OutputError) {
    self.folder = try OutputFolder(folder)
    self.context = context
    spool = try Spool(inFolder: folder)
  }

  /// The start of the reports.
  public func begin() {}

  /// The start of a file.
  public func beginFile(_ name: String) { files.append(name) }

  /// A finding in the file.
  public func finding(_ finding: Finding) {
    guard failure == nil, let organisme = finding.organisme else { return }
    let key = OrganismeKey(organisme)
    var body = bodies.removeValue(forKey: key) ?? Body(organisme: organisme, page: HTMLPage(context))
    if body.fileCount < files.count {
      body.fileCount = files.count
      body.page.beginFile(files[files.count - 1])
    }
    body.page.count(finding)
    do throws(OutputError) {
      try spool.append(body.page.row(finding), to: key.identifier)
    } catch {
      failure = error
    }
    bodies[key] = body
  }

  /// The end of the file.
  public func endFile(_ summary: ValidationSummary) {}

  /// The end of the reports; `commit` writes them.
  public func end() {}

  /// Writes the pages, the index last.
  ///
  /// - Throws: `OutputError` for the first page that could not be written.
  public func commit() throws(OutputError) {
    if let failure { throw failure }
    var rows: [[String: Any]] = []
    let sorted = bodies.sorted {
      ($0.value.organisme.nom ?? "", $0.key.label) < ($1.value.organisme.nom ?? "", $1.key.label)
    }
    for (key, body) in sorted {
      let name = fileName(key)
      let title = context.language("Offres à réparer : ", "Offers to repair: ") + key.label
      let output = try folder.file(name)
      append(body.page.head(title), to: output.sink)
      try spool.take(key.identifier, into: output.sink)
      append(body.page.tail(title), to: output.sink)
      try output.commit()
      rows.append([
        "file": name, "name": key.label, "courriel": body.organisme.courriel ?? "",
        "errors": body.page.tally.severities[.error] ?? 0, "warnings": body.page.tally.severities[.warning] ?? 0,
        "notes": body.page.tally.severities[.info] ?? 0,
      ])
    }
    let title = context.language("Offres à réparer, par organisme", "Offers to repair, by training body")
    let index = try folder.file("index.html")
    append(HTMLFrame.start(title, context.language), to: index.sink)
    let values: [String: Any] = [
      "title": title, "meta": HTMLSummary.meta(context, files: files), "bodies": rows,
      "words": HTMLWords(language: context.language).template, "footer": HTMLSummary.footer(context),
    ]
    index.sink.append(HTMLPage.render(PackageResources.index_mustache, values))
    append(HTMLFrame.end, to: index.sink)
    try index.commit()
    try folder.commit()
  }

  private func append(_ bytes: [UInt8], to sink: ByteSink) { bytes.withUnsafeBufferPointer { sink.append($0) } }

  /// The SIRET if it is one, or else a number made of the name: nothing of the feed steers the path.
  private func fileName(_ key: OrganismeKey) -> String {
    if let siret = key.siret, siret.utf8.count == 14, siret.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "\(siret).html"
    }
    return "sans-siret-\(String(FNV.hash(key.siret ?? key.nom ?? ""), radix: 16)).html"
  }
}
