import LheoOutput
import LheoValidator

/// A page for people who repair offers and those who lead them: one file, which needs no network.
final class HTMLReport: Report {
  private let sink: ByteSink
  private let context: ReportContext
  private var page: HTMLPage
  private var shown = 0

  init(_ sink: ByteSink, _ context: ReportContext) {
    self.sink = sink
    self.context = context
    page = HTMLPage(context)
  }

  private var title: String { context.language("Offres de formation à réparer", "Training offers to repair") }

  func begin() { sink.append(page.head(title)) }

  func beginFile(_ name: String) {
    page.beginFile(name)
    shown = 0
  }

  func finding(_ finding: Finding) {
    page.count(finding)
    if let maximum = context.maximumFindings, shown >= maximum { return }
    shown += 1
    sink.append(page.row(finding))
  }

  func endFile(_ summary: ValidationSummary) { page.count(summary) }

  func change(_ change: BaselineChange) { page.change = change }

  func end() { sink.append(page.tail(title)) }
}

extension ByteSink {
  fileprivate func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }
}
