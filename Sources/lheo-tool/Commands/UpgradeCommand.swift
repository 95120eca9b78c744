import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports
import LheoValidator

struct UpgradeCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("upgrade", .upgrade)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var writing: WritingArguments
  @OptionGroup var target: OutputOption

  @OptionGroup var speech: LanguageOption

  func validate() throws { try input.requireFeeds() }

  func run() throws {
    try Outcome.run {
      let inputs = input.inputs()
      let outputs = try FeedOutputs(target.output, for: inputs)
      let listing = Terminal.words(to: .errors)
      let report = report(listing)
      var hasFindings = false
      try FeedRun(reading, inputs, in: speech.language).forEach { feed in
        try makeSink(feed, outputs, report)
      } finish: { sink in
        _ = try sink.finish()
        if !reading.quiet {
          listing.append((inputs.count > 1 ? "\(sink.summary.file.visible): " : "") + sentence(on: sink))
        }
        if sink.summary.severities.isEmpty { return }
        hasFindings = true
        report.endFile(sink.summary)
      }
      try outputs.commit()
      try listing.finish()
      if hasFindings { throw Outcome.findings }
    }
  }

  private func makeSink(_ feed: FeedInput, _ outputs: FeedOutputs, _ report: any Report) throws -> CheckedFeedSink {
    var options = ValidationOptions(asOf: Day.today.date)
    options.language = speech.language
    options.rules.profiles = []
    options.rules.ignore = [SchemaRule.versionAncienne.rawValue]
    var isFirst = true
    return CheckedFeedSink(
      FeedSink(try outputs.file(for: feed), options: writing.options), source: feed.name, options: options,
      policy: .init(threshold: nil, dropsInvalid: false)
    ) { finding in
      if isFirst { report.beginFile(feed.name) }
      isFirst = false
      report.finding(finding)
    }
  }

  private func report(_ listing: ByteSink) -> any Report {
    ReportFormat.text.makeReport(
      listing,
      ReportContext(
        tool: LheoTool.inReports, asOf: Day.today.date.isoText, profiles: ["schema"], language: speech.language,
        maximumFindings: 200))
  }

  private func sentence(on sink: CheckedFeedSink) -> String {
    let (count, dialect) = (sink.summary.counts.formations, sink.summary.dialect)
    if dialect.isEdof {
      return speech.language(
        "\(count, "formation(s)") en EDOF, qui n'a qu'une version : rien à mettre à niveau.\n",
        "\(count, "formation(s)") in EDOF, of which there is one version: there is nothing to upgrade.\n")
    }
    let (from, to) = (dialect.namespace, dialect.written.namespace)
    if from == to {
      return speech.language(
        "\(count, "formation(s)"), déjà en \(dialect.name).\n",
        "\(count, "formation(s)"), in \(dialect.name) already.\n")
    }
    return speech.language(
      "\(count, "formation(s)"), de \(from) à \(to).\n", "\(count, "formation(s)"), from \(from) to \(to).\n")
  }
}
