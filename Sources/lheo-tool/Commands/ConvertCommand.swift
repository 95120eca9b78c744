import ArgumentParser
import LheoFormats
import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline
import LheoTables
import LheoWriter

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turns feeds into tables (CSV, XLSX, SQLite, PostgreSQL), JSON or LHEO again.",
    discussion: """
      EXAMPLES
        lheo-tool convert feed.xml --to csv -o sessions.csv
        lheo-tool convert feed.xml --to csv --excel --table formations -o offres.csv
        lheo-tool convert feed.xml --to csv \\
          --columns "numero=session/@numero,session/periode/debut,formation/certifiante:label"
        lheo-tool convert feed.xml --to csv --all-tables -o folder
        lheo-tool convert feed.xml --to xlsx -o feed.xlsx
        lheo-tool convert feeds/ --to sqlite -o offers.sqlite
        lheo-tool convert feeds/ --to postgresql -o 'postgresql://host/base?schema=lheo'
        lheo-tool convert feed.xml --to csv \\
          --where "session/periode/debut >= 2026-09-01 and formation/certifiante = 1"
        lheo-tool convert feed.xml --to ndjson | jq .
        lheo-tool convert latin1.xml.gz --to lheo --indent 2 -o feed.xml

      lheo-tool tables lists the tables and their columns.
      """)

  enum Dates: String, ExpressibleByArgument, CaseIterable { case feed, iso }

  @OptionGroup var input: InputOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var recovery: RecoveryOptions
  @OptionGroup var speech: LanguageOption

  @Option(help: "The format to write.", completion: .list(OutputFormat.all.map(\.name)))
  var to: OutputFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where it goes; - for standard output. A name that ends in .gz compresses. For postgresql, the address of the database: postgresql://…, service=….",
      valueName: "file"))
  var output = "-"

  @Option(help: "The table (csv, tsv). Default: sessions.", completion: .list(Table.all.map(\.name)))
  var table: String?

  @Flag(help: "All tables, in a folder with a datapackage.json (csv, tsv).")
  var allTables = false

  @Option(help: ArgumentHelp("Other columns: name=path or path, separated by commas (csv, tsv).", valueName: "spec"))
  var columns: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Keep the rows, or in JSON and LHEO the offers, for which this holds.", valueName: "condition"))
  var condition: String?

  @Option(help: ArgumentHelp("What joins several values of a cell.", valueName: "text"))
  var join = "|"

  @Option(help: "Dates in ISO 8601 (2026-09-01) or as in the feed (20260901).")
  var dates = Dates.iso

  @Flag(help: "Semicolons, byte order mark and CRLF, for a French Excel.")
  var excel = false

  @Flag(help: "Leave values that start like a formula as they are, without a leading '.")
  var raw = false

  @Flag(name: .customLong("no-header"), help: "Leave out the names of the columns.")
  var noHeader = false

  @Flag(help: "Add to the database that is there (sqlite, postgresql).")
  var append = false

  @OptionGroup(title: "Options of --to lheo") var writing: WritingArguments

  func validate() throws {
    try input.requireFeeds()
    if output == "-", allTables || to.needsFile {
      throw ValidationError("Name the \(allTables ? "folder" : to.outputName) with -o.")
    }
    if allTables, !to.writesFolders {
      throw ValidationError("--all-tables requires csv or tsv; xlsx, sqlite and postgresql have all tables.")
    }
    if append, !to.canAppend { throw ValidationError("--append requires --to sqlite or postgresql.") }
    if join != "|", allTables || [OutputFormat.sqlite, .postgresql].map(\.name).contains(to.name) {
      throw ValidationError("--join requires one table, or xlsx: tables that a feed is made of again need |.")
    }
    if columns != nil || table != nil, allTables || to.kind != .table {
      throw ValidationError("--table and --columns require csv or tsv, and one table.")
    }
    _ = try options()
  }

  private func chosenTable() throws -> Table {
    let table = try Table.named(option: table ?? "sessions")
    guard let columns else { return table }
    do {
      return try table.with(columns: Column.list(columns))
    } catch {
      throw ValidationError("\(error)")
    }
  }

  private func options() throws -> OutputFormat.Options {
    var options = OutputFormat.Options()
    options.table = try chosenTable()
    options.reading.join = join
    options.reading.usesISODates = dates == .iso
    options.reading.condition = try condition.map(Condition.init(option:))
    options.csv.isForExcel = excel
    options.csv.isRaw = raw
    options.csv.hasHeader = !noHeader
    options.feed = writing.options
    options.producer = LheoTool.producer
    options.date = Day.today.date
    options.appends = append
    options.dropsReferences = condition != nil || recovery.keepGoing
    return options
  }

  func run() throws {
    let inputs = input.inputs()
    if to.kind == .feed, inputs.count != 1 {
      throw ValidationError("--to lheo takes one feed. lheo-tool merge puts several into one.")
    }
    try Outcome.run(in: speech.lang) {
      let read = ReadFiles(input.feeds, inputs)
      try allTables ? read.require(outside: output) : read.require(notReplacedBy: output, in: to)
      var options = try options()
      options.hasSource = inputs.count > 1
      let isByOffer = to.kind == .feed || to.kind == .offers
      var stage = OfferStage.unchanged
      if isByOffer, let condition = options.reading.condition { stage = .keeping(condition.holds) }
      let sink = try allTables ? to.makeFolderSink(output, options) : to.makeSink(output, options)
      try write(to: sink, inputs, stage)
    }
  }

  private func write(to sink: some OfferSink, _ inputs: [FeedInputs.Input], _ stage: OfferStage<Void>) throws {
    let broken = recovery.keepGoing ? BrokenOffers(speech.lang) : nil
    try FeedRun(reading, inputs, stage, in: speech.lang, broken: broken).run(into: sink)
    for notice in try sink.finish() {
      Terminal.say("lheo-tool: \(to.shownName(of: output)): \(notice.message(in: speech.lang))")
    }
    if broken?.finish() ?? false { throw Outcome.failure }
  }
}
