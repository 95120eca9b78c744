import LheoOperations
import LheoPipeline
import LheoReports
import LheoValidator

/// Keeps what was found against the offers of an export, and reports it in the end.
final class ExportReport {
  /// Past a thousand the totals say enough.
  private static let maximumFindings = 1000

  private let data: String
  private let validation: ValidationArguments
  private var findings: [Finding] = []

  /// Reports of all that is found, in files.
  private let outputs: [ReportOutput]
  private let group: ReportGroup

  init(on data: String, _ validation: ValidationArguments, _ requests: [ReportArgument]) throws {
    self.data = data
    self.validation = validation
    let rules = validation.options().rules
    outputs = try requests.map { request in
      try request.makeOutput(
        validation.context(usesColor: request.hasColors(validation.color), maximumFindings: nil, rules))
    }
    group = ReportGroup(outputs.map(\.report), checkedRules: rules.checkedRules)
    group.begin()
    group.beginFile(data)
  }

  /// Takes a finding; what keeps an offer out is shown in the end.
  func note(_ finding: Finding) {
    group.finding(finding)
    guard let threshold = validation.threshold.severity, finding.severity >= threshold,
      findings.count < Self.maximumFindings
    else { return }
    findings.append(finding)
  }

  private func write(_ summary: ValidationSummary) throws {
    if findings.isEmpty { return }
    let errors = Terminal.unaltered(to: .errors)
    let usesColor = validation.color.isOn(to: .errors)
    let report = ReportFormat.text.makeReport(errors, validation.context(usesColor: usesColor, maximumFindings: nil))
    report.begin()
    report.beginFile(data)
    for finding in findings { report.finding(finding) }
    report.endFile(summary)
    errors.flush()
  }

  /// Says what has become of the feed.
  ///
  /// - Throws: `Outcome.findings`, unless it has been written whole.
  func conclude(_ sink: CheckedFeedSink, _ notices: [OutputNotice]) throws {
    _ = group.endFile(sink.summary)
    group.end()
    for output in outputs { try output.commit() }
    try write(sink.summary)
    let say = { (text: String) in Terminal.say(text) }
    let language = Speech.language
    switch sink.outcome {
    case .feedAtFault where sink.invalidCount == 0:
      say(
        language(
          "Aucun flux n'a été écrit : il aurait les défauts ci-dessus, qui ne tiennent pas à une seule offre. Corrigez-les.",
          "No feed was written: it would have the mistakes above, which are not those of one offer. Repair them."))
    case .feedAtFault, .offersAtFault:
      say(
        language(
          "Aucun flux n'a été écrit : \(sink.invalidCount, "offre(s) en défaut"). Corrigez, ou écartez ces offres par --drop-invalid.",
          "No feed was written: \(sink.invalidCount, "offer(s)") at fault. Repair, or leave such offers out with --drop-invalid."
        ))
    case .nothingLeft:
      say(language("Aucune offre valide : aucun flux n'a été écrit.", "No valid offer: no feed was written."))
    case .collapsed(let losses):
      DropLimit.messages(losses, in: language).forEach(say)
      say(
        language(
          "Aucun flux n'a été écrit : il perdrait plus que --max-drop ne permet. Vérifiez la source, ou relancez sans cette option.",
          "No feed was written: it would lose more than --max-drop allows. Check the source, or run again without it."))
    case .written, nil:
      for notice in notices { say("lheo-tool: \(data): \(notice.message(in: language))") }
      if sink.invalidCount == 0 { return }
      let names =
        sink.invalidNumeros.joined(separator: ", ") + (sink.invalidCount > sink.invalidNumeros.count ? "…" : "")
      say(
        language(
          "\(sink.writtenCount, "offre(s) écrite(s)"), \(sink.invalidCount, "écartée(s)") : \(names).",
          "\(sink.writtenCount, "offer(s)") written, \(sink.invalidCount) left out: \(names)."))
    }
    throw Outcome.findings
  }
}
