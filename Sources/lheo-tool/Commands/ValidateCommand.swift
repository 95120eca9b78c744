import ArgumentParser
import LheoOutput
import LheoParser
import LheoPipeline
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
        lheo-tool validate feed.xml --report html=report.html --report json=report.json
        lheo-tool validate feed.xml --report html-by-organisme=reports
        lheo-tool validate feed.xml --baseline yesterday.json
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var validation: ValidationArguments
  @OptionGroup var recovery: RecoveryOptions

  @Option(help: "The format of the report.")
  var format = ReportFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the report goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: ArgumentHelp("A report, instead of --format and --output; may be repeated.", valueName: "format=file"))
  var report: [ReportArgument] = []

  @Option(
    help: ArgumentHelp(
      "An earlier JSON report: only what is new since then is reported, and what has been repaired. May be repeated, oldest first, for the trend in the HTML report; the last one counts.",
      valueName: "file"), completion: .file(extensions: ["json"]))
  var baseline: [String] = []

  @Option(
    help: ArgumentHelp(
      "Findings shown for each file; totals are always true. Default: 200 in text, all elsewhere.", valueName: "n"))
  var maxFindings: Int?

  func validate() throws {
    try input.requireFeeds()
    if report.isEmpty, format == .htmlByOrganisme, output == "-" {
      throw ValidationError("html-by-organisme writes a folder: name it with -o.")
    }
    if report.contains(where: { $0.format == .htmlByOrganisme && $0.path == "-" }) {
      throw ValidationError("html-by-organisme writes a folder, not to standard output.")
    }
    if let maxFindings, maxFindings < 0 { throw ValidationError("--max-findings takes a number from 0.") }
  }

  func run() throws {
    try Outcome.run {
      let history = try baseline.map { path throws(BaselineError) in try Baseline(path: path) }
      let outputs = try makeOutputs(history)
      let reports = ReportGroup(
        outputs.map(\.report), baseline: history.last, checkedRules: validation.options.rules.checkedRules)
      var isUnreadable = false
      var fails = false
      reports.begin()
      validateAll(input.inputs(), reports) { summary in
        isUnreadable = isUnreadable || summary.error != nil
        fails = fails || validation.fails(summary)
        if let error = summary.error, !showsText {
          Terminal.say("lheo-tool: \(error.description(in: validation.language))")
        }
      }
      reports.end()
      for output in outputs { try output.commit() }
      if isUnreadable { throw Outcome.failure }
      if fails { throw Outcome.findings }
    }
  }

  private var requests: [ReportArgument] {
    report.isEmpty ? [ReportArgument(format: format, path: output)] : report
  }

  /// Whether a person sees the text report, which reports unreadable feeds itself.
  private var showsText: Bool { requests.contains { $0.format == .text && $0.path == "-" } }

  /// Reports of a run, and how each is put in its place.
  private func makeOutputs(_ history: [Baseline]) throws -> [(report: any Report, commit: () throws -> Void)] {
    try requests.map { request in
      let isText = request.format == .text
      var context = validation.context(
        usesColor: isText && request.path == "-" && validation.color.isOn,
        maximumFindings: maxFindings ?? (isText ? 200 : nil))
      context.history = history
      context.isQuiet = reading.quiet
      if request.format == .htmlByOrganisme {
        let reports = try OrganismeReports(folder: request.path, context)
        return (reports, { try reports.commit() })
      }
      let file = try OutputFile(request.path)
      return (request.format.makeReport(file.sink, context), { try file.commit() })
    }
  }

  /// Validates the inputs and reports them in their order.
  private func validateAll(
    _ items: [FeedInputs.Input], _ reports: ReportGroup, _ finished: (ValidationSummary) -> Void
  ) {
    let jobs = reading.jobCount
    if jobs < 2 || items.count < 2 {
      for item in items {
        reports.beginFile(item.name)
        let summary = validate(item, showsProgress: true, jobs: jobs) { reports.finding($0) }
        finished(reports.endFile(summary))
      }
      return
    }
    OrderedQueue.run(items.count, jobs: min(jobs, items.count)) { index in
      var findings: [Finding] = []
      let summary = validate(items[index], showsProgress: false, jobs: max(1, jobs / items.count)) {
        findings.append($0)
      }
      return (summary, findings)
    } deliver: { index, result in
      reports.beginFile(items[index].name)
      for finding in result.1 { reports.finding(finding) }
      finished(reports.endFile(result.0))
    }
  }

  private func validate(
    _ item: FeedInputs.Input, showsProgress: Bool, jobs: Int, _ receive: (Finding) -> Void
  ) -> ValidationSummary {
    switch item {
    case .failure(let error):
      var summary = ValidationSummary(file: error.file)
      summary.error = error
      return summary
    case .success(let feed):
      var options = validation.options
      options.limits = reading.limits
      options.jobs = jobs
      options.goesOnAfterBrokenOffers = recovery.keepGoing
      let validator = FeedValidator(options: options)
      return reading.follow(FeedSource(feed), isShown: showsProgress) { progress in
        validator.validate(feed, progress: { progress(PipelineProgress(bytesRead: $0)) }, report: receive)
      }
    }
  }
}
