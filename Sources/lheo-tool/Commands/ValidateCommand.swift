import ArgumentParser
import LheoOutput
import LheoParser
import LheoReports
import LheoValidator

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Says what is wrong in feeds, offer by offer, and how to repair it.",
    discussion: """
      EXAMPLES
        lheo-tool validate feed.xml
        lheo-tool validate feed.xml --profile all --region 28
        lheo-tool validate feeds/ --format json -o report.json
        curl -s https://example.org/feed.xml.gz | lheo-tool validate -
        lheo-tool validate feed.xml --report text=- --report ndjson=findings.ndjson
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var validation: ValidationArguments

  @Option(help: "The format of the report.")
  var format = ReportFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the report goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: ArgumentHelp("A report, instead of --format and --output; may be repeated.", valueName: "format=file"))
  var report: [ReportArgument] = []

  @Option(
    help: ArgumentHelp(
      "Findings shown for each file; totals are always true. Default: 200 in text, all elsewhere.", valueName: "n"))
  var maxFindings: Int?

  @Option(
    help: ArgumentHelp(
      "Feeds that are checked at the same time. Default: all cores. The output is the same for any number.",
      valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1.") }
    if input.feeds.isEmpty { throw ValidationError("Name a feed, a folder, or - for standard input.") }
    if let maxFindings, maxFindings < 0 { throw ValidationError("--max-findings takes a number from 0.") }
  }

  func run() throws {
    try Outcome.run {
      let outputs = try makeOutputs()
      var isUnreadable = false
      var fails = false
      for (_, report) in outputs { report.begin() }
      validateAll(input.inputs(), outputs.map(\.report)) { summary in
        isUnreadable = isUnreadable || summary.error != nil
        fails = fails || validation.fails(summary)
        if let error = summary.error, !showsText {
          Terminal.say("lheo-tool: \(error.description(in: validation.language))")
        }
      }
      for (file, report) in outputs {
        report.end()
        try file.commit()
      }
      if isUnreadable { throw Outcome.failure }
      if fails { throw Outcome.findings }
    }
  }

  private var requests: [ReportArgument] {
    report.isEmpty ? [ReportArgument(format: format, path: output)] : report
  }

  /// Whether a person sees the text report, which tells of unreadable feeds itself.
  private var showsText: Bool { requests.contains { $0.format == .text && $0.path == "-" } }

  private func makeOutputs() throws(OutputError) -> [(file: OutputFile, report: any Report)] {
    var outputs: [(file: OutputFile, report: any Report)] = []
    for request in requests {
      let isText = request.format == .text
      let context = validation.context(
        usesColor: isText && request.path == "-" && validation.color.isOn,
        maximumFindings: maxFindings ?? (isText ? 200 : nil))
      let file = try OutputFile(request.path)
      outputs.append((file, request.format.makeReport(file.sink, context)))
    }
    return outputs
  }

  /// Validates the inputs and reports them in their order.
  private func validateAll(
    _ items: [InputOptions.Input], _ reports: [any Report], _ finished: (ValidationSummary) -> Void
  ) {
    let jobs = min(self.jobs ?? ProcessInfo.coreCount, items.count)
    if jobs < 2 {
      for item in items {
        for report in reports { report.beginFile(item.name) }
        let summary = validate(item, showsProgress: true) { finding in
          for report in reports { report.finding(finding) }
        }
        for report in reports { report.endFile(summary) }
        finished(summary)
      }
      return
    }
    OrderedWork.run(items.count, jobs: jobs) { index in
      var findings: [Finding] = []
      let summary = validate(items[index], showsProgress: false) { findings.append($0) }
      return (summary, findings)
    } deliver: { index, result in
      for report in reports {
        report.beginFile(items[index].name)
        for finding in result.1 { report.finding(finding) }
        report.endFile(result.0)
      }
      finished(result.0)
    }
  }

  private func validate(
    _ item: InputOptions.Input, showsProgress: Bool, _ receive: (Finding) -> Void
  ) -> ValidationSummary {
    switch item {
    case .failure(let error):
      var summary = ValidationSummary(file: error.file)
      summary.error = error
      return summary
    case .feed(let feed):
      var progress = showsProgress ? Progress(feed.name, total: feed.size) : nil
      let validator = FeedValidator(options: validation.options)
      let summary = validator.validate(feed, progress: { progress?.update($0) }, report: receive)
      progress?.finish()
      return summary
    }
  }
}

/// `FORMAT=FILE`.
struct ReportArgument: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  init(format: ReportFormat, path: String) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ReportFormat(rawValue: parts[0]) else { return nil }
    self.init(format: format, path: parts[1])
  }
}
