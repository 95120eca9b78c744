import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoReports
import LheoValidator

struct UpgradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: "Turns an LHEO 2.2 feed into LHEO 2.3.",
    discussion: """
      2.3 has all that 2.2 has: the namespace changes, nothing is lost. The new feed is checked against the schema of 2.3,
      and what it does not accept is listed (exit code 1). A 2.3 feed is copied.

      EXAMPLES
        lheo-tool upgrade feed-2.2.xml -o feed.xml
        lheo-tool upgrade - < feed-2.2.xml | lheo-tool validate -
      """)

  @OptionGroup var source: SingleFeed
  @OptionGroup var writing: WritingArguments
  @OptionGroup var verbosity: VerbosityOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the feed goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "The language of findings: fr, en.")
  var lang = Language.fr

  func run() throws {
    try Outcome.run {
      var options = ValidationOptions()
      options.language = lang
      options.rules.profiles = []
      let validator = FeedValidator(options: options)
      let parser = FeedParser(source.input, upgrades: true)
      let file = try OutputFile(output)
      let listing = Terminal.words(to: .errors)
      let report = ReportFormat.text.makeReport(
        listing,
        ReportContext(
          toolVersion: LheoTool.version, asOf: Day.today.date.isoText, profiles: ["schema"], language: lang,
          maximumFindings: 200))
      var summary = ValidationSummary(file: source.feed)
      let converter = LheoConverter(file, writing.options, nil)
      converter.begin(source.feed)
      try parser.forEachEvent(of: source.input, verbosity) { event in
        validator.check(event) { finding in
          if summary.severities.isEmpty { report.beginFile(source.feed) }
          summary.count(finding)
          report.finding(finding)
        }
        if case .element(let buffer) = event { summary.count(buffer) }
        try converter.write(event)
      }
      _ = try converter.commit()
      if !verbosity.quiet {
        let from = parser.earlierNamespace ?? LheoSchema.namespace
        listing.append(
          lang(
            "\(summary.counts.formations, "formation(s)"), de \(from) à \(LheoSchema.namespace).\n",
            "\(summary.counts.formations, "formation(s)"), from \(from) to \(LheoSchema.namespace).\n"))
      }
      if !summary.severities.isEmpty { report.endFile(summary) }
      try listing.finish()
      if !summary.severities.isEmpty { throw Outcome.findings }
    }
  }
}
