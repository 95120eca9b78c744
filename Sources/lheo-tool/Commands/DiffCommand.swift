import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports

struct DiffCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compares two feeds, or two folders of feeds, offer by offer, by number, and field by field.",
    discussion: """
      Exit code 0 if both hold the same offers, 1 if they differ. Order of offers, indentation, prefixes and white space at
      the ends of texts do not matter. The feeds of a folder or of a zip archive are one body of offers: in which of its
      files an offer stands does not matter either. If a feed cannot be read, nothing is compared. Each feed is read twice;
      what comes through a pipe is kept on disk meanwhile. Where one is EDOF and the other LHEO, what EDOF would have of
      the other is compared.

      EXAMPLES
        lheo-tool diff yesterday.xml today.xml
        lheo-tool diff yesterday.xml today.xml --format html -o changes.html
        lheo-tool diff yesterday/ today/
        lheo-tool diff yesterday.zip today/ --ignore @datemaj --ignore action/session/periode
        lheo-tool diff yesterday/ today/ --summary --format csv -o changes.csv
        lheo-tool diff feed.xml edof/ --tva 20
      """)

  @Argument(
    help: "The earlier feed, or a folder or zip archive of feeds; - for standard input.",
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var old: String
  @Argument(
    help: "The later feed, or a folder or zip archive of feeds; - for standard input.",
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var new: String
  @OptionGroup var reading: ReadingOptions

  @Option(
    help: ArgumentHelp(
      "What differs only there is no change: an attribute (@datemaj), an element with all that is in it (coordonnees), or "
        + "the end of a path (action/session/periode, session/@datemaj). May be repeated.",
      valueName: "path"))
  var ignore: [String] = []

  @OptionGroup(title: "Where one is EDOF: how the other was converted") var edof: EdofArguments

  @Flag(help: "Only how many offers are new, gone, changed and the same, and in how many each element has changed.")
  var summary = false

  @Option(help: "The format.")
  var format = DifferenceFormat.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; - for standard output.", valueName: "file"))
  var output = "-"

  @OptionGroup var speech: LanguageOption

  func validate() throws {
    if old.isEmpty || new.isEmpty {
      throw UsageError(
        "Le nom d'un flux est vide.",
        "The name of a feed is empty.")
    }
    _ = try ignoredPlaces()
    if old == "-" && new == "-" {
      throw UsageError(
        "L'entrée standard ne peut être que l'un des deux flux.",
        "Standard input can be one of the two feeds only.")
    }
  }

  func run() throws {
    try Outcome.run {
      var (before, after) = (inputs(old, beside: new), inputs(new, beside: old))
      let areEdof = (Self.isEdof(before.feeds), Self.isEdof(after.feeds))
      if edof.isGiven, areEdof.0 == areEdof.1 {
        throw UsageError(
          "--tva et les autres options d'EDOF demandent un flux LHEO et un flux EDOF.",
          "--tva and the other options of EDOF require a feed of LHEO and one of EDOF.")
      }
      if areEdof == (false, true) { before.sources = try before.sources.map(inEdof) }
      if areEdof == (true, false) { after.sources = try after.sources.map(inEdof) }
      try ReadFiles([old, new], before.inputs + after.inputs).require(notReplacedBy: output)
      let file = try OutputFile(output)
      var report = format.makeReport(file.sink, speech.language, summary: summary)
      report.begin(old: before.name, new: after.name)
      var isSame = true
      let comparison = FeedComparison(
        old: before.sources, new: after.sources, ignoring: try ignoredPlaces(), jobs: reading.jobCount)
      let same = try comparison.run(folder: TemporaryFiles.folder) {
        isSame = false
        report.write($0)
      }
      report.end(same: same)
      try file.commit()
      if !isSame { throw Outcome.findings }
    }
  }

  /// Whether feeds are in EDOF, as the first one says that can be read.
  private static func isEdof(_ feeds: [FeedInput]) -> Bool {
    feeds.first.map { EdofReading.dialect(of: $0).isEdof } ?? false
  }

  /// A source as EDOF would have it.
  private func inEdof(_ source: FeedComparison.Source) throws -> FeedComparison.Source {
    let options = try edof.options()
    return source.map { EdofSource($0, options) }
  }

  private func ignoredPlaces() throws -> IgnoredPlaces {
    do {
      return try IgnoredPlaces(ignore)
    } catch {
      throw UsageError(error.text)
    }
  }

  /// The feeds that a path leads to, and what they are called together: a single one has its own name.
  private func inputs(
    _ path: String, beside other: String
  ) -> (name: String, inputs: [FeedInputs.Input], feeds: [FeedInput], sources: [FeedComparison.Source]) {
    let inputs = FeedInputs([path], beside: [other]).inputs
    let feeds = inputs.map { input in
      Result { () throws(FeedError) in try input.get().readableAgain() }
    }
    let sources = feeds.map { feed in
      feed.map { FollowedSource(reading.source($0), reading) as any OfferSource }
    }
    return (inputs.count == 1 ? inputs[0].name : path, inputs, feeds.compactMap { try? $0.get() }, sources)
  }
}

extension DifferenceFormat: ExpressibleByArgument {}
