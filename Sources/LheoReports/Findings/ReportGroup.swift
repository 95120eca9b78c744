import LheoValidator

/// Reports that are written together, in one run. With an earlier report, only what is new reaches them.
public final class ReportGroup {
  private let reports: [any Report]
  private var baseline: Baseline?
  private var new: ValidationSummary
  private var known: [Severity: BaselineChange.Known] = [:]
  private var newOnes: [Severity: Int] = [:]
  private let checkedRules: Set<String>
  private var read: Set<String> = []
  private var isAllRead = true
  private var repeated = RepeatedOffers()

  /// Reports of a run.
  ///
  /// - Parameters:
  ///   - reports: the reports.
  ///   - history: earlier reports, oldest first: the last one is compared with, the others say since when it knows what.
  ///   - checkedRules: the rules of this run: what the earlier report has of others is not taken for repaired.
  public init(_ reports: [any Report], after history: [Baseline] = [], checkedRules: Set<String> = []) {
    self.reports = reports
    baseline = Baseline(lastOf: history)
    self.checkedRules = checkedRules
    new = ValidationSummary(file: "")
  }

  /// The start of the reports.
  public func begin() { for report in reports { report.begin() } }

  /// The start of a file.
  public func beginFile(_ name: String) {
    new = ValidationSummary(file: name)
    for report in reports { report.beginFile(name) }
  }

  /// A finding in the file.
  public func finding(_ finding: Finding) {
    if baseline != nil {
      if let day = baseline!.takeKnown(finding, in: new.file) {
        new.known[finding.severity, default: 0] += 1
        known[finding.severity, default: .init()].add(day)
        for report in reports { report.known(finding, since: day) }
        return
      }
      new.count(finding)
      newOnes[finding.severity, default: 0] += 1
    }
    for report in reports { report.finding(finding) }
  }

  /// The end of the file; its summary, of what is new only.
  public func endFile(_ summary: ValidationSummary) -> ValidationSummary {
    var summary = summary
    if baseline != nil {
      summary.severities = new.severities
      summary.rules = new.rules
      summary.known = new.known
    }
    if summary.error == nil { read.insert(summary.file) } else { isAllRead = false }
    repeated.add(summary)
    for report in reports { report.endFile(summary) }
    return summary
  }

  /// The end of the reports.
  public func end() {
    if let baseline {
      let rest = baseline.rest(checkedRules: checkedRules, read: read, isAllRead: isAllRead)
      let change = BaselineChange(
        asOf: baseline.asOf, new: newOnes, known: known, repaired: rest.repaired, unchecked: rest.unchecked)
      for report in reports { report.change(change) }
    }
    if repeated.count > 0 { for report in reports { report.repeated(repeated) } }
    for report in reports { report.end() }
  }
}
