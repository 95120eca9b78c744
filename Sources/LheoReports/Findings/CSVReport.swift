import LheoModel
import LheoOutput
import LheoValidator

/// One finding a row, with what a mail merge needs: the body, its contact, the offer. Where registers were asked, a last column
/// names the database.
final class CSVReport: Report {
  private static let columns = [
    "file", "severity", "rule", "message", "fix", "value", "expected", "siret", "organisme", "courriel", "formation",
    "intitule", "action", "session", "session_debut", "session_fin", "ville", "element", "line", "column", "path",
    "source",
  ]
  private static let referenceColumn = "reference"

  private let sink: ByteSink
  private let context: ReportContext
  private let isForExcel: Bool
  private var file = ""
  private var limit: FindingLimit

  init(_ sink: ByteSink, _ context: ReportContext, isForExcel: Bool) {
    self.sink = sink
    self.context = context
    limit = FindingLimit(context)
    self.isForExcel = isForExcel
  }

  func begin() {
    if isForExcel { sink.append("\u{FEFF}" as StaticString) }
    let columns = Self.columns + (context.registers?.name == nil ? [] : [Self.referenceColumn])
    // Scripts know the columns of CSV by their names; people read those of Excel.
    let labels = isForExcel ? XLSXReport.labels(in: context.language) : [:]
    sink.csvRow(columns.map { labels[$0] ?? $0 }, isForExcel: isForExcel)
  }

  func beginFile(_ name: String) {
    file = name
    limit.beginFile()
  }

  func finding(_ finding: Finding) {
    guard limit.takes() else { return }
    row([
      finding.file(in: file), word(for: finding.severity), finding.rule, finding.message(for: context.audience),
      finding.fix(for: context.audience), finding.value(for: context.audience),
      finding.expected(for: context.audience),
      finding.organisme?.siret, finding.organisme?.nom, finding.organisme?.courriel, finding.formation,
      finding.intitule, finding.action, finding.sessionNumero, day(finding.place?.debut), day(finding.place?.fin),
      finding.place?.ville, finding.element, number(finding.line), number(finding.column), finding.path, finding.source,
    ])
  }

  /// A feed that cannot be read to its end is a row too.
  func endFile(_ summary: ValidationSummary) {
    guard let error = summary.error else { return }
    var cells = [String?](repeating: nil, count: Self.columns.count)
    cells[0] = file
    cells[1] = word(for: .error)
    cells[2] = "lecture"
    cells[3] = error.message(in: context.language)
    cells[Self.columns.firstIndex(of: "line")!] = error.line.flatMap(number)
    cells[Self.columns.firstIndex(of: "column")!] = error.column.flatMap(number)
    row(cells)
  }

  func end() {}

  private func word(for severity: Severity) -> String {
    isForExcel ? severity.noun(1, context.language) : severity.rawValue
  }

  /// A date as Excel reads it in the language of the report, or else as programs do.
  private func day(_ iso: String?) -> String? {
    isForExcel ? iso.flatMap { PartialDate(iso: $0) }?.text(in: context.language) ?? iso : iso
  }

  private func number(_ value: Int) -> String? { value > 0 ? String(value) : nil }

  private func row(_ cells: [String?]) {
    let reference = context.registers?.name
    sink.csvRow(cells + (reference == nil ? [] : [reference]), isForExcel: isForExcel)
  }
}
