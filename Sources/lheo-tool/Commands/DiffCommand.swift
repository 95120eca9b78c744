import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser

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

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html }

  @Argument(help: "The earlier feed.", completion: .file(extensions: ["xml", "gz"])) var old: String
  @Argument(help: "The later feed.", completion: .file(extensions: ["xml", "gz"])) var new: String
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: "The format.")
  var format = Format.text

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "The language: fr, en.")
  var lang = Language.fr

  func validate() throws {
    if old == "-" && new == "-" { throw ValidationError("Standard input can be one of the two feeds only.") }
  }

  func run() throws {
    try Outcome.run {
      var isSame = true
      let file = try OutputFile(output)
      let oldFeed = try SingleFeed.named(old).input.readableAgain()
      let newFeed = try SingleFeed.named(new).input.readableAgain()
      let difference = try FeedDifference(old: index(oldFeed), new: index(newFeed), folder: TemporaryFiles.folder)
      var report: any DifferenceReport =
        switch format {
        case .text: DifferenceText(sink: file.sink, language: lang)
        case .json: DifferenceJSON(sink: file.sink)
        case .html: DifferenceHTML(sink: file.sink, language: lang)
        }
      report.begin(old: old, new: new)
      if !difference.isEmpty {
        try offers(oldFeed) { try difference.addOld($0) }
        try offers(newFeed) { buffer in
          guard let change = try difference.change(buffer) else { return }
          isSame = false
          report.write(change)
        }
        for change in difference.removed {
          isSame = false
          report.write(change)
        }
      }
      report.end(same: difference.sameCount)
      try file.commit()
      if !isSame { throw Outcome.findings }
    }
  }

  private func index(_ feed: FeedInput) throws -> FeedIndex {
    var index = FeedIndex()
    try offers(feed) { index.add($0.root) }
    return index
  }

  private func offers(_ feed: FeedInput, _ body: (ElementBuffer) throws -> Void) throws {
    try FeedParser(feed).forEachEvent(of: feed, verbosity) { event in
      if case .element(let buffer) = event, buffer.root.element == .formation { try body(buffer) }
    }
  }
}
