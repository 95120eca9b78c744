import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Says what is in feeds, at a glance: counts, dates, places, codes, and what can be positioned online.",
    discussion: """
      EXAMPLES
        lheo-tool inspect feed.xml
        lheo-tool inspect feeds/ --format json
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recovery: RecoveryOptions

  @Option(help: "The format.")
  var format = InspectionFormat.text

  @Option(help: "The day seen from, AAAA-MM-JJ.")
  var asOf = Day.today

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "The language: fr, en.")
  var lang = Language.fr

  func validate() throws { try input.requireFeeds() }

  func run() throws {
    try Outcome.run(in: lang) {
      let inputs = input.inputs()
      try ReadFiles(input.feeds, inputs).require(notReplacedBy: output)
      let file = try OutputFile(output)
      var isUnreadable = false
      var report = format.makeReport(file.sink, lang)
      report.begin()
      for item in inputs {
        let broken = recovery.keepGoing ? BrokenOffers(lang) : nil
        let inspection = try inspect(item, broken)
        _ = broken?.finish()
        if let error = inspection.summary.error {
          isUnreadable = true
          if error != broken?.first { Terminal.say("lheo-tool: \(error.description(in: lang))") }
        }
        report.write(inspection)
      }
      report.end()
      try file.commit()
      if isUnreadable { throw Outcome.failure }
    }
  }

  private func inspect(_ item: FeedInputs.Input, _ broken: BrokenOffers?) throws -> FeedInspection {
    let sink = InspectionSink(file: item.name, asOf: asOf.date)
    do {
      let feed = try item.get()
      let source = reading.source(feed, broken: broken)
      let pipeline = Pipeline(source, jobs: reading.jobCount)
      try reading.follow(FeedSource(feed)) { show in
        _ = try pipeline.run(into: sink) {
          sink.note(bytesRead: $0.bytesRead)
          show($0)
        }
      }
      if let error = broken?.first { sink.fail(error) }
    } catch let error as FeedError {
      sink.fail(error)
    }
    return sink.inspection
  }
}

extension InspectionFormat: ExpressibleByArgument {}
