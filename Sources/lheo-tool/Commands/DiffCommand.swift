import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two feeds offer by offer, by number, and field by field.",
    discussion: """
      Exit code 0 if the feeds hold the same offers, 1 if they differ. Order of offers, indentation, prefixes and white space at
      the ends of texts do not matter. Each feed is read twice; what comes through a pipe is kept on disk meanwhile.

      EXAMPLES
        lheo-tool diff yesterday.xml today.xml
        lheo-tool diff yesterday.xml today.xml --format html -o changes.html
      """)

  @Argument(help: "The earlier feed.", completion: .file(extensions: ["xml", "gz"])) var old: String
  @Argument(help: "The later feed.", completion: .file(extensions: ["xml", "gz"])) var new: String
  @OptionGroup var reading: ReadingOptions

  @Option(help: "The format.")
  var format = DifferenceFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "The language: fr, en.")
  var lang = Language.fr

  func validate() throws {
    if old == "-" && new == "-" { throw ValidationError("Standard input can be one of the two feeds only.") }
  }

  func run() throws {
    try Outcome.run {
      let file = try OutputFile(output)
      var report = format.makeReport(file.sink, lang)
      report.begin(old: old, new: new)
      var isSame = true
      let comparison = FeedComparison(old: try source(old), new: try source(new), jobs: reading.jobCount)
      let same = try comparison.run(folder: TemporaryFiles.folder) {
        isSame = false
        report.write($0)
      }
      report.end(same: same)
      try file.commit()
      if !isSame { throw Outcome.findings }
    }
  }

  private func source(_ path: String) throws -> any OfferSource {
    let input: FeedInput = path == "-" ? .standardInput : .file(path)
    return FollowedSource(reading.source(try input.readableAgain()), reading)
  }
}

extension DifferenceFormat: ExpressibleByArgument {}
