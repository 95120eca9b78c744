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

  @Option(
    help: .said(
      "Ne faire que cette réparation, ou famille (texte/*) ; peut être répété.",
      "Make only this repair, or family (texte/*); may be repeated.", value: "réparation", "repair"))
  var only: [String] = []

  @Option(
    help: .said(
      "Ne pas faire cette réparation, ou famille (texte/*) ; peut être répété.",
      "Leave out this repair, or family (texte/*); may be repeated.", value: "réparation", "repair"))
  var ignore: [String] = []

  @Flag(
    help: .said(
      "Faire aussi les réparations qui peuvent changer le sens.",
      "Also make repairs that may change what is meant."))
  var unsafe = false

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
    for pattern in only + ignore where !Repair.all.contains(where: { Self.matches(pattern, $0.rule) }) {
      throw UsageError.missing(Text("réparation", "repair"), pattern, in: Repair.all.map(\.rule))
    }
    if unsafe || list { return }
    for pattern in only where Repair.all.allSatisfy({ $0.isUnsafe || !Self.matches(pattern, $0.rule) }) {
      throw UsageError(
        "« \(pattern) » peut changer le sens d'une offre. Ajoutez --unsafe pour la faire.",
        "'\(pattern)' may change the meaning of an offer. Add --unsafe to make it.")
    }
  }

  private var rewriting: Rewriting {
    Rewriting(
      input: input, reading: reading, writing: writing, output: target.output, language: speech.language, advice: advice
    )
  }

  /// What to do with a feed that cannot be read, if there is something.
  private func advice(_ error: FeedError) -> String? {
    if unsafe || !ByteRepair.mayHelp(with: error.problem) { return nil }
    return speech.language("lheo-tool fix --unsafe peut le réparer.", "lheo-tool fix --unsafe may repair it.")
  }

  func run() throws {
    try Outcome.run {
      if list { return try writeList() }
      try place.require(notReplacedBy: target.output)
      let reference = try place.open()
      try requireNeeds(reference?.editions ?? [])
      let stage = OfferRepairer.stage(chosen, date: asOf.date, reference: reference)
      let bytes = ByteRepairer(chosen)
      let inputs = input.inputs().map { $0.map(bytes.repairing) }
      var listing = RepairListing(
        Terminal.words(to: dryRun ? .output : .errors), speech.language, isQuiet: reading.quiet, listsMade: !diff)
      // What was done to the bytes of a feed is known once it has been read.
      func begin(_ name: String) {
        listing.add(bytes.takeTally())
        listing.begin(name)
      }
      if dryRun {
        var run = FeedRun(reading, inputs, stage, in: speech.language)
        run.advice = advice
        try run.readAll(begin: begin) { listing.add($0) }
      } else if diff {
        try showDifference(inputs, stage, begin: begin) { listing.add($0) }
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

  /// Shows what the repairs change in each feed.
  private func showDifference(
    _ inputs: [FeedInputs.Input], _ stage: OfferStage<[RepairNote]>, begin: (String) -> Void,
    note: ([RepairNote]) -> Void
  ) throws {
    var run = FeedRun(reading, inputs, stage.keepingOriginals(), in: speech.language)
    run.advice = advice
    let output = Terminal.data()
    let style = DifferenceStyle(isForTerminal: Terminal.outputIsTerminal || color.isOn, hasColours: color.isOn)
    var current: RepairDifferenceSink?
    try run.forEach { feed in
      if inputs.count > 1 { begin(feed.name) }
      let sink = RepairDifferenceSink(output, name: feed.name, indent: writing.options.indent, style: style)
      current = sink
      return sink
    } settle: { _, repaired in
      note(repaired.note)
      if let original = repaired.original { current?.note(original) }
      return .keep
    } finish: {
      _ = try $0.finish()
    }
  }

  /// - Throws: `ValidationError` where only repairs are asked for that need registers which are not there.
  private func requireNeeds(_ editions: [RegisterEdition]) throws {
    guard !only.isEmpty, let repair = chosen.first,
      chosen.allSatisfy({ !$0.needs.allSatisfy { $0.isMet(by: editions) } })
    else { return }
    let registers = RuleNeed.allCases.filter(repair.needs.contains).flatMap(\.registers).map(\.rawValue)
    let list = registers.joined(separator: ", ")
    throw UsageError(
      "\(repair.rule) a besoin de --reference avec \(list).", "\(repair.rule) needs --reference with \(list).")
  }

  private var chosen: [Repair] {
    Repair.all.filter { repair in
      if ignore.contains(where: { Self.matches($0, repair.rule) }) || repair.isUnsafe && !unsafe { return false }
      return only.isEmpty || only.contains { Self.matches($0, repair.rule) }
    }
  }

  private static func matches(_ pattern: String, _ rule: String) -> Bool {
    pattern == rule || pattern.hasSuffix("/*") && rule.hasPrefix(pattern.dropLast(1))
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
