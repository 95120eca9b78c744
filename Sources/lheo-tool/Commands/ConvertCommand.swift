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
    abstract: "Turns feeds into tables (CSV, TSV), JSON (NDJSON) or LHEO again.",
    discussion: """
      EXAMPLES
        lheo-tool convert feed.xml --to csv -o sessions.csv
        lheo-tool convert feed.xml --to csv --excel --table formations -o offres.csv
        lheo-tool convert feed.xml --to csv --dates iso \\
          --columns "numero=session/@numero,session/periode/debut,formation/certifiante:label"
        lheo-tool convert feed.xml --to ndjson | jq .
        lheo-tool convert latin1.xml.gz --to lheo --indent 2 -o feed.xml

      lheo-tool tables lists the tables and their columns.
      """)

  enum Target: String, ExpressibleByArgument, CaseIterable { case csv, tsv, ndjson, lheo }
  enum Dates: String, ExpressibleByArgument, CaseIterable { case feed, iso }

  @OptionGroup var input: InputOptions

  @Option(help: "The format to write.")
  var to: Target

  @Option(name: .shortAndLong, help: ArgumentHelp("Where it goes; - for standard output.", valueName: "file"))
  var output = "-"

  @Option(help: "The table (csv, tsv).", completion: .list(Table.all.map(\.name)))
  var table = "sessions"

  @Option(help: ArgumentHelp("Other columns: name=path or path, separated by commas (csv, tsv).", valueName: "spec"))
  var columns: String?

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

  @OptionGroup(title: "Options of --to lheo") var writing: WritingArguments

  func validate() throws {
    if input.feeds.isEmpty { throw ValidationError("Name a feed, a folder, or - for standard input.") }
    _ = try chosenTable()
  }

  private func chosenTable() throws -> Table {
    guard let table = Table.named(self.table) else {
      let nearest = Nearest.match(self.table, in: Table.all.map(\.name))
      throw ValidationError(
        "There is no table '\(self.table)'." + (nearest.map { " Did you mean '\($0)'?" } ?? "")
          + " lheo-tool tables lists them.")
    }
    guard let columns else { return table }
    do {
      return try table.with(columns: Column.list(columns))
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    let inputs = input.inputs()
    if to == .lheo, inputs.count != 1 { throw ValidationError("--to lheo takes one feed.") }
    try Outcome.run {
      let file = try OutputFile(output)
      let writer = try makeWriter(file.sink)
      var isUnreadable = false
      writer.begin()
      for item in inputs {
        do {
          switch item {
          case .failure(let error): throw error
          case .feed(let feed): try convert(feed, writer, file.sink)
          }
        } catch let error as FeedError {
          isUnreadable = true
          Terminal.say("lheo-tool: \(error)")
        }
      }
      if isUnreadable && inputs.count == 1 {
        file.discard()
        throw Outcome.failure
      }
      try file.commit()
      if isUnreadable { throw Outcome.failure }
    }
  }

  private func convert(_ feed: FeedInput, _ writer: any FeedConverter, _ sink: ByteSink) throws {
    let parser = FeedParser(feed)
    var progress = Progress(feed.name, total: feed.size)
    defer { progress.finish() }
    try parser.forEachEvent { event in
      writer.write(event)
      if let error = sink.error { throw error }
      progress.update(parser.bytesRead)
    }
  }

  private func makeWriter(_ sink: ByteSink) throws -> any FeedConverter {
    switch to {
    case .csv, .tsv:
      var options = CSVWriter.Options()
      options.separator = to == .tsv ? 0x09 : 0x2C
      options.join = join
      options.isForExcel = excel
      options.isRaw = raw
      options.usesISODates = dates == .iso
      options.hasHeader = !noHeader
      return TableConverter(CSVWriter(sink, table: try chosenTable(), options: options))
    case .ndjson: return NDJSONConverter(sink)
    case .lheo: return LheoConverter(FeedWriter(sink, options: writing.options))
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

/// Takes the parts of feeds and writes them in another form.
private protocol FeedConverter {
  func begin()
  func write(_ event: FeedEvent)
}

private struct TableConverter: FeedConverter {
  let writer: CSVWriter

  init(_ writer: CSVWriter) { self.writer = writer }

  func begin() { writer.begin() }

  func write(_ event: FeedEvent) {
    if case .element(let buffer) = event, buffer.root.code == Element.formation.rawValue { writer.write(buffer.root) }
  }
}

private final class NDJSONConverter: FeedConverter {
  private let sink: ByteSink
  private let formationJSON = FormationJSON()

  init(_ sink: ByteSink) { self.sink = sink }

  func begin() {}

  func write(_ event: FeedEvent) {
    guard case .element(let buffer) = event, buffer.root.code == Element.formation.rawValue else { return }
    var json = JSONWriter(sink)
    formationJSON.write(buffer.root, to: &json)
    json.newLine()
  }
}

private struct LheoConverter: FeedConverter {
  let writer: FeedWriter

  init(_ writer: FeedWriter) { self.writer = writer }

  func begin() {}

  func write(_ event: FeedEvent) {
    switch event {
    case .begin(let buffer): writer.begin(buffer)
    case .element(let buffer): writer.write(buffer)
    case .end(let element): writer.end(of: element)
    }
  }
}
