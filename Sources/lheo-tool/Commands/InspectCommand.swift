import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoValidator

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Says what is in feeds, at a glance: counts, dates, places, codes, and what can be positioned online.",
    discussion: """
      EXAMPLES
        lheo-tool inspect feed.xml
        lheo-tool inspect feeds/ --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var input: InputOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: "The format.")
  var format = Format.text

  @Option(help: "The day seen from, AAAA-MM-JJ.")
  var asOf = Day.today

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "The language: fr, en.")
  var lang = Language.fr

  func validate() throws {
    if input.feeds.isEmpty { throw ValidationError("Name a feed, a folder, or - for standard input.") }
  }

  func run() throws {
    try Outcome.run {
      let file = try OutputFile(output)
      var isUnreadable = false
      var report: any InspectionReport =
        format == .text
        ? InspectionText(sink: file.sink, language: lang) : InspectionJSON(sink: file.sink, language: lang)
      report.begin()
      for item in input.inputs() {
        let inspection = inspect(item)
        if let error = inspection.summary.error {
          isUnreadable = true
          Terminal.say("lheo-tool: \(error.description(in: lang))")
        }
        report.write(inspection)
      }
      report.end()
      try file.commit()
      if isUnreadable { throw Outcome.failure }
    }
  }

  private func inspect(_ item: InputOptions.Input) -> FeedInspection {
    var inspection = FeedInspection(file: item.name, asOf: asOf.date)
    guard case .feed(let feed) = item else {
      if case .failure(let error) = item { inspection.finish(positioning: PositioningCounts(), error: error) }
      return inspection
    }
    var options = ValidationOptions()
    options.rules.asOf = asOf.date
    let validator = FeedValidator(options: options)
    let parser = FeedParser(feed, limits: input.limitOptions.limits)
    var failure: FeedError?
    do {
      try parser.forEachEvent(of: feed, verbosity) { event in
        validator.check(event) { _ in }
        if case .element(let buffer) = event, buffer.root.element == .formation { inspection.add(buffer) }
      }
    } catch {
      failure = error as? FeedError
    }
    inspection.bytes = parser.bytesRead
    inspection.finish(positioning: validator.positioning, error: failure)
    return inspection
  }
}
