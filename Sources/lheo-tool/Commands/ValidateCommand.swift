import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports
import LheoValidator

struct ValidateCommand: ParsableCommand, WritesWords {
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
  @OptionGroup var speech: LanguageOption
  @OptionGroup var place: ReferenceOption
  @OptionGroup var recovery: RecoveryOptions

  @Option(help: "The format of the report. Default: text.")
  var format: ReportFormat?

  @Flag(help: "Counts by rule instead of findings, as --format statistics.")
  var statistics = false

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the report goes. Default: standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("A report, instead of --format and --output; may be repeated.", valueName: "format=file"))
  var report: [ReportArgument] = []

  @Option(
    help: ArgumentHelp(
      "A text that pages begin with, instead of that of lheo.toml; each line is a paragraph.", valueName: "file"),
    completion: .file())
  var intro: String?

  @Option(
    help: ArgumentHelp(
      "An earlier JSON report: only what is new since then is reported, and what has been repaired. May be repeated, oldest first, for the trend in the HTML report; the last one counts.",
      valueName: "file"), completion: .file(extensions: ["json"]))
  var baseline: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fail if the feeds have over so many percent fewer offers than those of the last --baseline, or none of a training body that had some.",
      valueName: "percent"))
  var maxDrop: DropLimit?

  @Option(
    help: ArgumentHelp(
      "Findings shown for each file; totals are always true. Default: 200 in text, all elsewhere.", valueName: "n"))
  var maxFindings: Int?

  func validate() throws {
    try input.requireFeeds()
    if report.isEmpty, format == .htmlByOrganisme, output ?? "-" == "-" {
      throw UsageError(
        "html-by-organisme écrit un dossier : nommez-le par -o.",
        "html-by-organisme writes a folder: name it with -o.")
    }
    if !report.isEmpty, format != nil || statistics || output != nil {
      throw UsageError(
        "--report nomme un format et un fichier : retirez --format, --statistics et --output.",
        "--report names a format and a file: leave out --format, --statistics and --output.")
    }
    if statistics, format != nil {
      throw UsageError(
        "--statistics est un format à part : retirez --format.",
        "--statistics is a format of its own: leave out --format.")
    }
    if Set(requests.map(\.path)).count < requests.count {
      throw UsageError(
        "Deux rapports ne peuvent pas aller au même endroit.",
        "Two reports cannot go to the same place.")
    }
    if report.contains(where: { $0.format == .htmlByOrganisme && $0.path == "-" }) {
      throw UsageError(
        "html-by-organisme écrit un dossier, pas sur la sortie standard.",
        "html-by-organisme writes a folder, not to standard output.")
    }
    if requests.contains(where: { $0.format == .xlsx && $0.path == "-" }) {
      throw UsageError(
        "xlsx s'écrit dans un fichier : nommez-le par -o.", "xlsx is written to a file: name it with -o.")
    }
    if maxDrop != nil, baseline.isEmpty {
      throw UsageError(
        "--max-drop compare avec un rapport précédent : nommez-le par --baseline.",
        "--max-drop compares with an earlier report: name it with --baseline.")
    }
    if let maxFindings, maxFindings < 0 {
      throw UsageError(
        "--max-findings prend un nombre à partir de 0.",
        "--max-findings takes a number from 0.")
    }
  }

  func run() throws {
    try Outcome.run {
      let history = try baseline.map { path throws(BaselineError) in try Baseline(path: path) }
      let replaced = try maxDrop.map { try earlierCensus(history.last, $0) }
      let inputs = input.inputs()
      let read = ReadFiles(input.feeds, inputs)
      for request in requests {
        try request.format == .htmlByOrganisme
          ? read.require(outside: request.path) : read.require(notReplacedBy: request.path)
        try place.require(
          notReplacedBy: request.path, isFolder: request.format == .htmlByOrganisme, configuration: validation.config)
      }
      let reference = try place.open(configuration: validation.config)
      let options = validation.options(reference)
      try validation.requireNeeds(options.rules)
      let outputs = try makeOutputs(history, options.rules)
      let reports = ReportGroup(
        outputs.map(\.report), baseline: history.last, checkedRules: options.rules.checkedRules)
      var isUnreadable = false
      var fails = false
      var census = FeedCensus()
      reports.begin()
      let run = ValidationRun(
        options: options, reading: reading, keepsGoing: recovery.keepGoing,
        digests: requests.contains { $0.format == .json })
      run.validate(inputs, reports) { summary in
        isUnreadable = isUnreadable || summary.error != nil
        fails = fails || validation.fails(summary)
        census.add(summary.census)
        if let error = summary.error, !showsText {
          Terminal.say("lheo-tool: \(error.description(in: speech.language))")
        }
      }
      reports.end()
      try reference?.requireAnswers()
      for output in outputs { try output.commit() }
      if isUnreadable { throw Outcome.failure }
      let losses = replaced.map { $0.limit.losses(from: $0.census, to: census) } ?? []
      DropLimit.messages(losses, in: speech.language).forEach(Terminal.say)
      if fails || !losses.isEmpty { throw Outcome.findings }
    }
  }

  /// What an earlier report says of the offers that there were.
  private func earlierCensus(
    _ report: Baseline?, _ limit: DropLimit
  ) throws -> (census: FeedCensus, limit: DropLimit) {
    if let census = report?.census { return (census, limit) }
    Terminal.say(
      "lheo-tool: "
        + speech.language(
          "le rapport précédent ne dit pas combien d'offres il y a, ni de qui. Refaites-en un d'abord.",
          "the earlier report does not say how many offers there are of whom. Make a new one first."))
    throw Outcome.failure
  }

  private var requests: [ReportArgument] {
    report.isEmpty
      ? [ReportArgument(format: statistics ? .statistics : format ?? .text, path: output ?? "-")] : report
  }

  /// Whether a person sees the text report, which reports unreadable feeds itself.
  private var showsText: Bool { requests.contains { $0.format == .text && $0.path == "-" } }

  /// Reports of a run, and how each is put in its place.
  private func makeOutputs(
    _ history: [Baseline], _ rules: RuleOptions
  ) throws -> [(report: any Report, commit: () throws -> Void)] {
    try requests.map { request in
      let isText = request.format == .text
      var context = validation.context(
        usesColor: isText && request.path == "-" && validation.color.isOn,
        maximumFindings: maxFindings ?? (isText ? 200 : nil), rules)
      context.history = history
      if let intro { context.letter.intro = try String(decoding: FeedInput.file(intro).bytes(), as: UTF8.self) }
      context.isQuiet = reading.quiet
      if request.format == .htmlByOrganisme {
        let reports = try OrganismeReports(folder: request.path, context)
        return (reports, { try reports.commit() })
      }
      if request.format == .xlsx {
        let report = try XLSXReport(path: request.path, context)
        return (report, { try report.commit() })
      }
      let file = try OutputFile(request.path)
      return (request.format.makeReport(file.sink, context), { try file.commit() })
    }
  }
}
