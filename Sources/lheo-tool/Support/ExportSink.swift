import LheoOperations
import LheoPipeline
import LheoReports
import LheoValidator

/// Writes a feed, and keeps what was found against its offers for the report.
final class ExportSink {
  /// What keeps offers out is reported; past a thousand the totals say enough.
  private static let maximumFindings = 1000

  private let data: String
  private(set) var checked: CheckedFeedSink
  private let findings: Findings

  private final class Findings { var all: [Finding] = [] }

  init(_ feed: FeedSink, _ data: String, _ validation: ValidationArguments, dropsInvalid: Bool) {
    self.data = data
    let findings = Findings()
    let threshold = validation.threshold.severity
    self.findings = findings
    checked = CheckedFeedSink(
      feed, source: data, options: validation.options,
      policy: .init(threshold: threshold, dropsInvalid: dropsInvalid)
    ) { finding in
      if let threshold, finding.severity >= threshold, findings.all.count < Self.maximumFindings {
        findings.all.append(finding)
      }
    }
  }

  func writeFindings(_ validation: ValidationArguments) throws {
    if findings.all.isEmpty { return }
    let errors = Terminal.words(to: .errors)
    let report = ReportFormat.text.makeReport(errors, validation.context(usesColor: false, maximumFindings: nil))
    report.begin()
    report.beginFile(data)
    for finding in findings.all { report.finding(finding) }
    report.endFile(checked.summary)
    errors.flush()
  }
}
