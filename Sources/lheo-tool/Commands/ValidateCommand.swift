import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports
import LheoValidator

struct ValidateCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("validate", .validate)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var validation: ValidationArguments
  @OptionGroup var speech: LanguageOption
  @OptionGroup var place: ReferenceOption
  @OptionGroup var recovery: RecoveryOptions

  @OptionGroup var writing: ReportArguments

  @Option(
    help: .said(
      "Un rapport JSON précédent : seul ce qui est nouveau depuis est signalé, et ce qui a été réparé. Peut être répété, le plus ancien d'abord, pour l'évolution dans le rapport HTML ; le dernier compte.",
      "An earlier JSON report: only what is new since then is reported, and what has been repaired. May be repeated, oldest first, for the trend in the HTML report; the last one counts.",
      value: "fichier", "file"), completion: .file(extensions: ["json"]))
  var baseline: [String] = []

  @Option(
    help: .said(
      "Échouer si les flux ont plus de ce pourcentage d'offres en moins que ceux du dernier --baseline, ou plus aucune d'un organisme qui en avait.",
      "Fail if the feeds have over so many percent fewer offers than those of the last --baseline, or none of a training body that had some.",
      value: "pourcentage", "percent"))
  var maxDrop: DropLimit?

  func validate() throws {
    try input.requireFeeds()
    if maxDrop != nil, baseline.isEmpty {
      throw UsageError(
        "--max-drop compare avec un rapport précédent : nommez-le par --baseline.",
        "--max-drop compares with an earlier report: name it with --baseline.")
    }
    if validation.audience != nil { try writing.requireUseOfAudience() }
    if validation.color == .always { try writing.requireUseOfColor() }
  }

  func run() throws {
    try Outcome.run {
      let history = try baseline.map { path throws(BaselineError) in try Baseline(path: path) }
      let replaced = try maxDrop?.replaced(in: history.last)
      let inputs = input.inputs()
      let read = ReadFiles(input.feeds, inputs)
      try writing.requests.require(notReplacing: read, place, configuration: validation.config)
      let reference = try place.open(configuration: validation.config)
      let options = validation.options(reference)
      try validation.requireNeeds(options.rules)
      let outputs = try writing.makeOutputs(validation, history, options.rules, isQuiet: reading.quiet)
      let reports = ReportGroup(
        outputs.map(\.report), after: history, checkedRules: options.rules.checkedRules)
      var isUnreadable = false
      var fails = false
      var census = FeedCensus()
      reports.begin()
      let run = ValidationRun(
        options: options, reading: reading, keepsGoing: recovery.keepGoing,
        digests: writing.requests.contains { $0.format == .json })
      run.validate(inputs, reports) { summary in
        isUnreadable = isUnreadable || summary.error != nil
        fails = fails || validation.fails(summary)
        census.add(summary.census)
        if let error = summary.error, !writing.showsText {
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
}
