import ArgumentParser
import LheoFormats
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoTables

struct SelectCommand: ParsableCommand {
  static let configuration = CommandConfiguration("select", .select)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var speech: LanguageOption
  @OptionGroup var writing: WritingArguments
  @OptionGroup var target: OutputOption
  @OptionGroup(title: said("Critères", "Criteria")) var criteria: QueryArguments

  @Flag(
    help: .said(
      "Écarter les actions et sessions qui ne conviennent pas.",
      "Leave out the actions and sessions that do not fit."))
  var prune = false

  @Flag(
    help: .said(
      "Dire seulement combien d'offres conviennent.",
      "Only say how many offers fit."))
  var count = false

  @Option(
    help: .said(
      "Le format du résultat.",
      "The format of the result.", value: "format"), completion: .list(OutputFormat.all.map(\.name)))
  var to = OutputFormat.named("lheo")!

  @OptionGroup(title: said("Tables", "Tables")) var tables: TableArguments
  @OptionGroup(title: said("Tables", "Tables")) var place: ReferenceOption

  func validate() throws {
    try input.requireFeeds()
    _ = try criteria.query(tables.namedTable())
    if count {
      // The table says what the names of --where mean.
      var others = tables
      others.table = nil
      if others.isGiven || place.reference != nil || to.kind != .feed || writing.isGiven {
        throw UsageError(
          "--count ne dit que le nombre des offres : retirez --to, --reference et les options des tables et du flux.",
          "--count only says how many offers fit: leave out --to, --reference and the options of tables and feeds."
        )
      }
    } else {
      try tables.require(to, goesTo: target.output)
      try tables.check(to, place)
      try writing.check(to)
    }
  }

  private var rewriting: Rewriting {
    Rewriting(input: input, reading: reading, writing: writing, output: target.output, language: speech.language)
  }

  func run() throws {
    try Outcome.run {
      let query = try criteria.query(tables.namedTable())
      let stage = query.stage(prunes: prune)
      let inputs = input.inputs()
      let read = ReadFiles(input.feeds, inputs)
      try count ? read.require(notReplacedBy: target.output) : read.require(notReplacedBy: target.output, in: to)
      try place.require(notReplacedBy: target.output, isFolder: tables.allTables)
      let leavesOut = prune || !query.isEmpty || tables.limit != nil
      let found =
        if count {
          try counted(stage, inputs)
        } else if to.kind == .feed {
          try writeFeeds(stage, inputs, leavesOut: leavesOut)
        } else {
          try write(stage, inputs, leavesOut: leavesOut)
        }
      if found > 0 { return }
      if !count {
        let names = inputs.map(\.name).joined(separator: ", ")
        Terminal.say(
          "lheo-tool: "
            + speech.language(
              "\(names) : aucune offre ne convient, rien n'a donc été écrit.",
              "\(names): no offer fits, so nothing has been written."))
      }
      throw Outcome.findings
    }
  }

  private func counted(_ stage: OfferStage<Bool>, _ inputs: [FeedInputs.Input]) throws -> Int {
    var found = 0
    try FeedRun(reading, inputs, stage, in: speech.language).readAll { if $0 { found += 1 } }
    let file = try OutputFile(target.output)
    file.sink.append("\(found)\n")
    try file.commit()
    return found
  }

  private func writeFeeds(
    _ stage: OfferStage<Bool>, _ inputs: [FeedInputs.Input], leavesOut: Bool
  ) throws -> Int {
    var found = 0
    // Of the feed that is being read.
    var (foundHere, readHere) = (0, 0)
    try rewriting.run(stage, inputs, dropsReferences: leavesOut) { _, fits in
      readHere += 1
      if fits, tables.limit.map({ found + foundHere >= $0 }) ?? false { return .drop }
      if fits { foundHere += 1 }
      return .keep
    } isLeftOut: {
      defer { (foundHere, readHere) = (0, 0) }
      found += foundHere
      return foundHere == 0 && readHere > 0
    }
    return found
  }

  /// Writes the offers of all feeds into one output.
  private func write(_ stage: OfferStage<Bool>, _ inputs: [FeedInputs.Input], leavesOut: Bool) throws -> Int {
    var options = OutputFormat.Options()
    try tables.apply(to: &options, for: to, place)
    options.dropsReferences = leavesOut
    options.hasSource = inputs.count > 1
    let result = try OneOutput(to, target.output, tables, options)
    var found = 0
    try FeedRun(reading, inputs, stage, in: speech.language).run(into: result.sink) { _, fits in
      if fits { found += 1 }
      return .keep
    }
    if found == 0 {
      result.sink.abandon()
    } else {
      try result.finish(speech.language)
    }
    return found
  }
}
