import ArgumentParser
import LheoFormats
import LheoModel
import LheoOperations
import LheoParser
import LheoPipeline
import LheoTables
import LheoValidator

struct ConvertCommand: ParsableCommand, WritesWords {
  /// Lists of gaps are reports.
  static func writesWords(_ arguments: [String]) -> Bool {
    arguments.contains {
      [ConversionTarget.edofName, "--to=\(ConversionTarget.edofName)"].contains($0) || $0.hasPrefix("--gaps")
    }
  }

  static let configuration = CommandConfiguration("convert", .convert)

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recovery: RecoveryOptions
  @OptionGroup var skip: SkipOption
  @OptionGroup var speech: LanguageOption

  @Option(
    name: .customLong("to"),
    help: .said("Le format à écrire.", "The format to write.", value: "format"),
    completion: .list(ConversionTarget.allValueStrings))
  var target: ConversionTarget

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le résultat est écrit ; - pour la sortie standard. Un nom en .gz est compressé. Pour postgresql, l'adresse de la base : postgresql://…, service=….",
      "Where it goes; - for standard output. A name that ends in .gz compresses. For postgresql, the address of the database: postgresql://…, service=….",
      value: "fichier", "file"))
  var output = "-"

  @Option(
    name: .customLong("where"),
    help: .said(
      "Ne garder que les lignes, ou en JSON et LHEO les offres, qui remplissent cette condition.",
      "Keep the rows, or in JSON and LHEO the offers, for which this holds.", value: "condition"))
  var condition: String?

  @Flag(
    help: .said(
      "Ajouter à la base qui est là (sqlite, postgresql).",
      "Add to the database that is there (sqlite, postgresql)."))
  var append = false

  @OptionGroup(title: said("Tables", "Tables")) var tables: TableArguments
  @OptionGroup(title: said("Tables", "Tables")) var place: ReferenceOption
  @OptionGroup(title: said("Options de --to lheo", "Options of --to lheo")) var writing: WritingArguments
  @OptionGroup(title: said("Options de --to edof", "Options of --to edof")) var edof: EdofArguments
  @OptionGroup(
    title: said(
      "Options de --to edof, et de --to lheo pour des fichiers d'EDOF",
      "Options of --to edof, and of --to lheo for files of EDOF"))
  var gaps: EdofGapArguments

  /// The format, where it is not EDOF.
  private var to: OutputFormat { target.format ?? .lheo }

  func validate() throws {
    try input.requireFeeds()
    if target.isEdof { return try requireEdof() }
    if edof.isGiven {
      throw UsageError(
        "--tva et les autres options d'EDOF demandent --to edof.",
        "--tva and the other options of EDOF require --to edof.")
    }
    if !gaps.gaps.isEmpty, to.kind != .feed {
      throw UsageError(
        "--gaps demande --to edof ou --to lheo.",
        "--gaps requires --to edof or --to lheo.")
    }
    try tables.require(to, goesTo: output)
    try tables.check(to, place)
    try writing.check(to)
    if append, !to.canAppend {
      throw UsageError(
        "--append demande --to sqlite ou postgresql.",
        "--append requires --to sqlite or postgresql.")
    }
    _ = try options()
  }

  private func options(_ place: ReferenceOption? = nil) throws -> OutputFormat.Options {
    var options = OutputFormat.Options()
    try tables.apply(to: &options, for: to, place)
    options.reading.condition = try condition.map { try Condition(option: $0, tables.namedTable()) }
    options.feed = writing.options
    options.appends = append
    options.dropsReferences = condition != nil || recovery.keepGoing || tables.limit != nil
    return options
  }

  func run() throws {
    let inputs = input.inputs()
    if target.isEdof { return try runEdof(inputs) }
    if to.kind == .feed, inputs.count != 1 {
      throw UsageError(
        "--to lheo prend un seul flux. lheo-tool merge en réunit plusieurs.",
        "--to lheo takes one feed. lheo-tool merge puts several into one.")
    }
    try Outcome.run {
      let read = ReadFiles(input.feeds, inputs)
      try tables.allTables ? read.require(outside: output) : read.require(notReplacedBy: output, in: to)
      try place.require(notReplacedBy: output, isFolder: tables.allTables)
      var options = try options(place)
      options.hasSource = inputs.count > 1
      // Where offers are counted, those without a row do not count.
      let isByOffer = to.kind == .feed || to.kind == .offers || tables.offerLimit(to) != nil
      let condition = isByOffer ? options.reading.condition : nil
      let stage = EdofReading.stage(in: speech.language, keeping: condition.map { $0.holds })
      options.dialect = .current
      try gaps.requireEdof(inputs)
      let lists = try EdofGapLists(gaps.gaps, of: read, beside: output, speech.language, isForLHEO: true)
      try write(to: OneOutput(to, output, tables, options), inputs, stage, lists)
    }
  }

  private func write(
    to result: OneOutput, _ inputs: [FeedInputs.Input], _ stage: OfferStage<[EdofGap]>, _ lists: EdofGapLists
  ) throws {
    let broken = recovery.keepGoing ? BrokenOffers(speech.language) : nil
    let skipped: Int
    do {
      skipped = try feeds(inputs, stage, broken).run(into: result.sink) { _, gaps in
        if !gaps.isEmpty { lists.add(EdofConversion.Note(gaps: gaps, isWritten: true)) }
        return .keep
      }
    } catch {
      lists.abandon()
      throw error
    }
    try result.finish(speech.language)
    try lists.end(fileCount: 1)
    if to.kind == .feed { lists.sayWhatIsWanted(beside: output, speech.language) }
    if broken?.finish() ?? false || skipped > 0 { throw Outcome.failure }
  }

  func feeds<Note>(
    _ inputs: [FeedInputs.Input], _ stage: OfferStage<Note>, _ broken: BrokenOffers?
  ) -> FeedRun<Note> {
    FeedRun(reading, inputs, stage, in: speech.language, broken: broken, skipsUnreadable: skip.skipUnreadable)
  }
}
