import ArgumentParser
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoTables

struct SelectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Writes the offers of a feed that fit a search, with OFeli's criteria.",
    discussion: """
      All criteria must hold, those of an action and a session for one and the same. Whole offers are written, as they are;
      with --prune only the actions and sessions that fit. Exit code 1 if there are none.

      EXAMPLES
        lheo-tool select feed.xml --texte 'soudure arc' --departement 50 -o selection.xml
        lheo-tool select feed.xml --numero '04_1*' --etat ouvert --prune -o open.xml
        lheo-tool select feed.xml --apprentissage --debut-entre 2027-09-01 2027-12-31 --to csv -o sessions.csv
        lheo-tool select feed.xml --where "formation/certifiante = 1" --count
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case lheo, csv, tsv, ndjson, json, xlsx, sqlite }

  @OptionGroup var source: SingleFeed
  @OptionGroup(title: "Criteria") var criteria: QueryArguments
  @OptionGroup var writing: WritingArguments
  @OptionGroup var verbosity: VerbosityOptions

  @Flag(help: "Leave out the actions and sessions that do not fit.")
  var prune = false

  @Flag(help: "Only say how many offers fit.")
  var count = false

  @Option(help: "The format of the result.")
  var to = Format.lheo

  @Option(help: ArgumentHelp("The table for csv and tsv.", valueName: "table"))
  var table = "sessions"

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; - for standard output.", valueName: "file"))
  var output = "-"

  func validate() throws {
    _ = try Table.named(option: table)
    if output == "-", to == .xlsx || to == .sqlite, !count { throw ValidationError("Name the file with -o.") }
  }

  func run() throws {
    try Outcome.run {
      let query = try criteria.query()
      let converter = count ? nil : try makeConverter(leavesOut: prune || !query.isEmpty)
      converter?.begin(source.feed)
      let write = converter?.makeWrite()
      var (found, read) = (0, 0)
      let copy = ElementBuffer()
      try source.read(verbosity) { event in
        guard case .element(let buffer) = event, buffer.root.element == .formation else {
          try write?(event)
          return
        }
        read += 1
        if prune {
          guard let formation = query.pruned(buffer.root) else { return }
          copy.reset()
          formation.encode(into: copy)
          try write?(.element(copy))
        } else {
          guard query.matches(buffer.root) else { return }
          try write?(event)
        }
        found += 1
      }
      if count {
        let file = try OutputFile(output)
        file.sink.append("\(found)\n")
        try file.commit()
      } else if found > 0 {
        for notice in try converter?.commit() ?? [] { Terminal.say("lheo-tool: \(output): \(notice)") }
      } else {
        converter?.discard()
        if to == .lheo, read == 0 { throw NoOfferLeft(feed: source.feed) }
        Terminal.say("lheo-tool: \(source.feed): no offer fits, so nothing has been written.")
      }
      if found == 0 { throw Outcome.findings }
    }
  }

  private func makeConverter(leavesOut: Bool) throws -> any FeedConverter {
    let options = TableReader.Options()
    switch to {
    case .lheo: return LheoConverter(try OutputFile(output), writing.options, nil, leavesOut: leavesOut)
    case .csv, .tsv:
      var csv = CSVWriter.Options()
      csv.separator = to == .tsv ? 0x09 : 0x2C
      return try CSVConverter(OutputFile(output), Table.named(table)!, options, csv, hasSource: false)
    case .ndjson, .json: return JSONConverter(try OutputFile(output), nil, isDocument: to == .json)
    case .xlsx: return try XLSXConverter(output, options, hasSource: false)
    case .sqlite: return try SQLiteConverter(output, options, appends: false)
    }
  }
}
