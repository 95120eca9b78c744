import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoTables
import LheoWriter

extension FeedEncoding: ExpressibleByArgument {}

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turns feeds into tables (CSV, XLSX, SQLite), JSON or LHEO again.",
    discussion: """
      EXAMPLES
        lheo-tool convert feed.xml --to csv -o sessions.csv
        lheo-tool convert feed.xml --to csv --excel --table formations -o offres.csv
        lheo-tool convert feed.xml --to csv --dates iso \\
          --columns "numero=session/@numero,session/periode/debut,formation/certifiante:label"
        lheo-tool convert feed.xml --to csv --all-tables -o folder
        lheo-tool convert feed.xml --to xlsx -o feed.xlsx
        lheo-tool convert feeds/ --to sqlite -o offers.sqlite
        lheo-tool convert feed.xml --to csv \\
          --where "session/periode/debut >= 2026-09-01 and formation/certifiante = 1"
        lheo-tool convert feed.xml --to ndjson | jq .
        lheo-tool convert latin1.xml.gz --to lheo --indent 2 -o feed.xml

      lheo-tool tables lists the tables and their columns.
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable { case csv, tsv, xlsx, sqlite, ndjson, json, lheo }
  enum Dates: String, ExpressibleByArgument, CaseIterable { case feed, iso }

  @OptionGroup var input: InputOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: "The format to write.")
  var to: Target

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where it goes; - for standard output. A name that ends in .gz compresses.", valueName: "file"))
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

  @Option(help: "Dates as in the feed (20260901) or in ISO 8601 (2026-09-01).")
  var dates = Dates.feed

  @Flag(help: "Semicolons, byte order mark and CRLF, for a French Excel.")
  var excel = false

  @Flag(help: "Leave values that start like a formula as they are, without a leading '.")
  var raw = false

  @Flag(name: .customLong("no-header"), help: "Leave out the names of the columns.")
  var noHeader = false

  @Flag(help: "Add to the database that is there (sqlite).")
  var append = false

  @OptionGroup var cores: JobsOptions

  @OptionGroup(title: "Options of --to lheo") var writing: WritingArguments

  func validate() throws {
    if input.feeds.isEmpty { throw ValidationError("Name a feed, a folder, or - for standard input.") }
    if output == "-", allTables || to == .xlsx || to == .sqlite {
      throw ValidationError("Name the \(allTables ? "folder" : "file") with -o.")
    }
    if allTables, to != .csv, to != .tsv {
      throw ValidationError("--all-tables goes with csv and tsv; xlsx and sqlite have all tables.")
    }
    if append, to != .sqlite { throw ValidationError("--append goes with sqlite.") }
    if columns != nil || table != nil, allTables || (to != .csv && to != .tsv) {
      throw ValidationError("--table and --columns go with csv and tsv, for one table.")
    }
    _ = try chosenTable()
    _ = try readerOptions()
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

  private func readerOptions() throws -> TableReader.Options {
    var options = TableReader.Options()
    options.join = join
    options.usesISODates = dates == .iso
    if let condition {
      do {
        options.condition = try Condition(condition)
      } catch {
        throw ValidationError("\(error)")
      }
    }
    return options
  }

  func run() throws {
    let inputs = input.inputs()
    if to == .lheo, inputs.count != 1 {
      throw ValidationError("--to lheo takes one feed. lheo-tool merge puts several into one.")
    }
    try Outcome.run {
      let converter = try makeConverter(hasSource: inputs.count > 1)
      var unreadable = inputs.count { if case .failure = $0 { true } else { false } }
      for item in inputs {
        do {
          switch item {
          case .failure(let error): throw error
          case .feed(let feed): try read(feed, unreadable == 0 ? converter : nil)
          }
        } catch let error as FeedError {
          if case .feed = item { unreadable += 1 }
          Terminal.say("lheo-tool: \(error)")
        }
      }
      if unreadable > 0 {
        converter.discard()
        if inputs.count > 1 {
          Terminal.say("lheo-tool: \(unreadable) of \(inputs.count) feeds cannot be read, so nothing has been written.")
        }
        throw Outcome.failure
      }
      for notice in try converter.commit() { Terminal.say("lheo-tool: \(output): \(notice)") }
    }
  }

  /// Reads a feed and converts it; without a converter only to see whether it can be read.
  private func read(_ feed: FeedInput, _ converter: (any FeedConverter)?) throws {
    let (limits, jobs) = (input.limitOptions.limits, cores.count)
    try verbosity.follow(feed) { bytesRead in
      if let converter { return try converter.convert(feed, limits: limits, jobs: jobs, progress: bytesRead) }
      try FeedParser.forEachEvent(of: feed, limits: limits, jobs: jobs) { bytesRead($1) }
    }
  }

  private func makeConverter(hasSource: Bool) throws -> any FeedConverter {
    let options = try readerOptions()
    switch to {
    case .csv, .tsv:
      var writing = CSVWriter.Options()
      writing.separator = to == .tsv ? 0x09 : 0x2C
      writing.isForExcel = excel
      writing.isRaw = raw
      writing.hasHeader = !noHeader
      if allTables { return try FolderConverter(OutputFolder(output), options, writing, hasSource: hasSource) }
      return try CSVConverter(OutputFile(output), try chosenTable(), options, writing, hasSource: hasSource)
    case .xlsx: return try XLSXConverter(output, options, hasSource: hasSource)
    case .sqlite: return try SQLiteConverter(output, options, appends: append)
    case .ndjson, .json: return JSONConverter(try OutputFile(output), options.condition, isDocument: to == .json)
    case .lheo: return LheoConverter(try OutputFile(output), self.writing.options, options.condition)
    }
  }
}

/// How LHEO is written.
struct WritingArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp("Spaces for each level; 0 for line breaks only, none for one offer a line.", valueName: "n|none")
  )
  var indent = Indentation(width: 2)

  @Option(help: "The encoding.")
  var encoding = FeedEncoding.utf8

  var options: FeedWriter.Options { FeedWriter.Options(encoding: encoding, indent: indent.width) }
}

struct Indentation: ExpressibleByArgument {
  let width: Int?

  init(width: Int?) { self.width = width }

  init?(argument: String) {
    if argument == "none" {
      width = nil
    } else {
      guard let width = Int(argument), (0...16).contains(width) else { return nil }
      self.width = width
    }
  }

  var defaultValueDescription: String { width.map(String.init) ?? "none" }
}
