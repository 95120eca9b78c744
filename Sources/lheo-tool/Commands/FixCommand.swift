import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoRegisters
import LheoReports
import LheoValidator

struct FixCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("fix", .fix)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var writing: WritingArguments
  @OptionGroup var target: OutputOption
  @OptionGroup var place: ReferenceOption

  @OptionGroup var repairs: RepairArguments

  @Flag(
    name: .shortAndLong,
    help: .said(
      "Lister les réparations sur la sortie standard, sans écrire de flux.",
      "List the repairs on standard output and write no feed."))
  var dryRun = false

  @Flag(
    help: .said(
      "Montrer sur la sortie standard ce qui changerait, ligne à ligne (diff unifié), sans écrire de flux.",
      "Show on standard output what would change, as a unified difference, and write no feed."))
  var diff = false

  @Option(
    help: .said(
      "Les couleurs de --diff : auto, always, never.",
      "Colours of --diff: auto, always, never.", value: "quand", "when"))
  var color = ColorChoice.auto

  @Flag(
    help: .said(
      "Lister les réparations qui existent.",
      "List the repairs that there are."))
  var list = false

  @Option(
    help: .said(
      "Le jour dont les offres réparées sont datées, AAAA-MM-JJ.",
      "The day that repaired offers are dated with, AAAA-MM-JJ.", value: "jour", "day"))
  var asOf = Day.today

  @OptionGroup var speech: LanguageOption

  func validate() throws {
    if !list { try input.requireFeeds() }
    if dryRun && diff { throw UsageError("Choisissez --dry-run ou --diff.", "Choose one of --dry-run and --diff.") }
    if diff, target.output != "-" {
      throw UsageError(
        "--diff n'écrit aucun flux : retirez -o \(target.output).",
        "--diff writes no feed: leave out -o \(target.output).")
    }
    if color == .always, !diff {
      throw UsageError(
        "--color always demande --diff : ajoutez-le, ou retirez --color.",
        "--color always requires --diff: add it, or leave out --color.")
    }
    try repairs.check(isMade: !list)
  }

  private var rewriting: Rewriting {
    Rewriting(
      input: input, reading: reading, writing: writing, output: target.output, language: speech.language, advice: advice
    )
  }

  /// What to do with a feed that cannot be read, if there is something.
  private func advice(_ error: FeedError) -> String? {
    if repairs.unsafe || !ByteRepair.mayHelp(with: error.problem) { return nil }
    return speech.language("lheo-tool fix --unsafe peut le réparer.", "lheo-tool fix --unsafe may repair it.")
  }

  func run() throws {
    try Outcome.run {
      if list { return try writeList() }
      try place.require(notReplacedBy: target.output)
      let reference = try place.open()
      try repairs.requireNeeds(reference?.editions ?? [])
      let stage = OfferRepairer.stage(repairs.chosen, date: asOf.date, reference: reference)
      let bytes = ByteRepairer(repairs.chosen)
      let inputs = input.inputs().map { $0.map(bytes.repairing) }
      var listing = RepairListing(
        Terminal.words(to: dryRun ? .output : .errors), speech.language, isQuiet: reading.quiet, listsMade: !diff)
      // What was done to the bytes of a feed is known once it has been read.
      func begin(_ name: String) {
        listing.add(bytes.takeTally())
        listing.begin(name)
      }
      if dryRun {
        try feeds(inputs, stage).readAll(begin: begin) { listing.add($0) }
      } else if diff {
        try RepairDifferences(indent: writing.options.indent, color: color)
          .show(feeds(inputs, stage.keepingOriginals()), begin: begin) { listing.add($0) }
      } else {
        try rewriting.run(stage, inputs) { _, notes in
          // Before the feed takes its place.
          try reference?.requireAnswers()
          listing.add(notes)
          return .keep
        } begin: {
          begin($0)
        }
      }
      listing.add(bytes.takeTally())
      try reference?.requireAnswers()
      try listing.end()
    }
  }

  private func feeds<Note>(_ inputs: [FeedInputs.Input], _ stage: OfferStage<Note>) -> FeedRun<Note> {
    var run = FeedRun(reading, inputs, stage, in: speech.language)
    run.advice = advice
    return run
  }

  private func writeList() throws {
    try ReadFiles(input.feeds).require(notReplacedBy: target.output)
    let file = try OutputFile(target.output)
    for repair in Repair.all {
      let kind = (repair.isUnsafe ? " (--unsafe)" : "") + (repair.needs.isEmpty ? "" : " (--reference)")
      file.sink.append("\(repair.rule)\(kind)\n    \(repair.title(speech.language))\n")
    }
    try file.commit()
  }
}
