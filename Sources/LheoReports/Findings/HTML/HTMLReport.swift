import LheoModel
import LheoOutput
import LheoValidator

/// A page for people who repair offers and those who lead them: one file, which needs neither network nor scripts.
final class HTMLReport: Report {
  private let sink: ByteSink
  private let context: ReportContext
  private var collection: FindingCollection?
  private var tally = ReportTally()
  private var files: [String] = []
  private var change: BaselineChange?
  private var repeatedOffers: RepeatedOffers?

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    failing { () throws(OutputError) in
      collection = try FindingCollection(context, folder: TemporaryFiles.folder, onlyWhatIsToBeDone: false)
    }
  }

  func begin() {}

  func beginFile(_ name: String) {
    files.append(name)
    collection?.beginFile(name)
  }

  func finding(_ finding: Finding) {
    tally.count(finding)
    collection?.add(finding)
  }

  func endFile(_ summary: ValidationSummary) {
    tally.count(summary)
    collection?.endFile()
  }

  func change(_ change: BaselineChange) { self.change = change }
  func repeated(_ offers: RepeatedOffers) { repeatedOffers = offers }

  func end() {
    guard let collection else { return }
    let title = context.language("Offres de formation à réparer", "Training offers to repair")
    let page = HTMLPage(context, files: files, change: change, repeated: repeatedOffers)
    failing { () throws(OutputError) in
      try page.write(title, tally, collection.bodies.values.sorted { $0.isWorse(than: $1) }, of: collection, to: sink)
    }
  }

  /// What goes wrong is the report's error.
  private func failing(_ work: () throws(OutputError) -> Void) {
    do throws(OutputError) { try work() } catch { sink.fail(error) }
  }
}

extension FindingCollection.Body {
  /// Those with most errors first.
  func isWorse(than other: FindingCollection.Body) -> Bool {
    for severity in Severity.allCases.reversed() {
      let (own, others) = (tally.severities[severity] ?? 0, other.tally.severities[severity] ?? 0)
      if own != others { return own > others }
    }
    return (organisme?.nom ?? "", number) < (other.organisme?.nom ?? "", other.number)
  }
}
