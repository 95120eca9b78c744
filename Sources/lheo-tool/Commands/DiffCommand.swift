import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports

struct DiffCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("diff", .diff)

  @Argument(
    help: .said(
      "Le flux ancien, ou un dossier ou une archive zip de flux ; - pour l'entrée standard.",
      "The earlier feed, or a folder or zip archive of feeds; - for standard input.", value: "ancien", "old"),
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var old: String
  @Argument(
    help: .said(
      "Le flux nouveau, ou un dossier ou une archive zip de flux ; - pour l'entrée standard.",
      "The later feed, or a folder or zip archive of feeds; - for standard input.", value: "nouveau", "new"),
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var new: String
  @OptionGroup var reading: ReadingOptions

  @Option(
    help: .said(
      "Ce qui ne diffère que là n'est pas un changement : un attribut (@datemaj), un élément avec tout ce qu'il contient (coordonnees), ou la fin d'un chemin (action/session/periode, session/@datemaj). Peut être répété.",
      "What differs only there is no change: an attribute (@datemaj), an element with all that is in it (coordonnees), or the end of a path (action/session/periode, session/@datemaj). May be repeated.",
      value: "chemin", "path"))
  var ignore: [String] = []

  @OptionGroup(
    title: said(
      "Si l'un est de l'EDOF : comment l'autre a été converti", "Where one is EDOF: how the other was converted"))
  var edof: EdofArguments

  @Flag(
    help: .said(
      "Seulement combien d'offres sont nouvelles, disparues, changées et les mêmes, et dans combien chaque élément a changé.",
      "Only how many offers are new, gone, changed and the same, and in how many each element has changed."))
  var summary = false

  @Option(
    help: .said(
      "Le format.",
      "The format.", value: "format"))
  var format = DifferenceFormat.text

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le résultat est écrit ; - pour la sortie standard.",
      "Where the result goes; - for standard output.", value: "fichier", "file"))
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
