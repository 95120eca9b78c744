import LheoReports
import LheoValidator

/// Keeps what was found against the offers of an export, and reports it in the end.
final class ExportReport {
  /// Past a thousand the totals say enough.
  private static let maximumFindings = 1000

  private let data: String
  private let validation: ValidationArguments
  private var findings: [Finding] = []

  init(on data: String, _ validation: ValidationArguments) {
    self.data = data
    self.validation = validation
  }

  /// Keeps what keeps an offer out.
  func note(_ finding: Finding) {
    guard let threshold = validation.threshold.severity, finding.severity >= threshold,
      findings.count < Self.maximumFindings
    else { return }
    findings.append(finding)
  }

  func write(_ summary: ValidationSummary) throws {
    if findings.isEmpty { return }
    let errors = Terminal.words(to: .errors)
    let report = ReportFormat.text.makeReport(errors, validation.context(usesColor: false, maximumFindings: nil))
    report.begin()
    report.beginFile(data)
    for finding in findings { report.finding(finding) }
    report.endFile(summary)
    errors.flush()
  }
}
