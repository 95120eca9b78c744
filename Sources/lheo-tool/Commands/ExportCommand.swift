import ArgumentParser
import LheoFormats
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoReports
import LheoSQLite
import LheoTables
import LheoValidator

struct ExportCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Writes a feed, LHEO or EDOF, from offers in NDJSON, SQLite, PostgreSQL, CSV or Excel, if they are valid.",
    discussion: """
      Each offer is validated before it is written. With a finding at or above --fail-on nothing replaces the feed, \
      and the report says why, offer by offer.

      EXAMPLES
        lheo-tool export offers.ndjson -o feed.xml
        lheo-tool export offers.sqlite -o feed.xml
        lheo-tool export 'postgresql://host/base?schema=lheo' -o feed.xml
        lheo-tool export --template my-tables && lheo-tool export my-tables -o feed.xml
        lheo-tool export --example sql | psql base && lheo-tool export postgresql:///base -o feed.xml
        my-database-dump | lheo-tool export - -o feed.xml --stamp
        lheo-tool export offers.ndjson -o feed.xml --drop-invalid
        lheo-tool export offers.sqlite --to edof --tva 20 -o edof/
        lheo-tool export --template edof.xlsx && lheo-tool export edof.xlsx --to edof -o edof/
      """)

  @Argument(
    help:
      "Offers: NDJSON, one formation a line, plain or gzip (- for standard input); a SQLite database written by convert; a folder of CSV files; a workbook made by --template; or the address of a PostgreSQL database (postgresql://…?schema=lheo, service=…)."
  )
  var data: String?

  enum Target: String, ExpressibleByArgument, CaseIterable { case lheo, edof }

  @Option(help: "The form of the feed: lheo, or edof, of which there is a file for each SIRET in the folder of -o.")
  var to = Target.lheo

  @Option(help: ArgumentHelp("The feed to export from a database that keeps several.", valueName: "name"))
  var source: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The feed; - for standard output.", valueName: "feed"))
  var output: String?

  @OptionGroup var start: StartArguments

  @Flag(help: "Leave out the offers with findings at or above --fail-on, list them, and write the others.")
  var dropInvalid = false

  @Option(
    help: ArgumentHelp(
      "Write nothing if the feed would have over so many percent fewer offers than the one at -o, or none of a training body that has some there.",
      valueName: "percent"))
  var maxDrop: DropLimit?

  @Option(
    help: ArgumentHelp(
      "A report of all that is found, besides what is said of offers at fault; may be repeated.",
      valueName: "format=file"))
  var report: [ReportArgument] = []

  @Flag(help: "Say in the feed when it was exported (horodatage-export).")
  var stamp = false

  @OptionGroup var validation: ValidationArguments
  @OptionGroup var speech: LanguageOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup(title: "Writing") var writing: WritingArguments
  @OptionGroup(title: "Options of --to edof") var edof: EdofArguments
  @OptionGroup var gaps: EdofGapArguments

  /// What else the ways to start take, and EDOF.
  private static let ofStart: Set = ["--template", "--example", "--output", "--lang"]
  private static let ofEdof: Set = [
    "--to", "--output", "--source", "--tva", "--acces-handicapes", "--langue", "--date", "--use-contact",
    "--transliterate", "--gaps", "--indent", "--jobs", "--quiet", "--verbose", "--max-offer-megabytes",
    "--max-attributes", "--lang",
  ]

  func validate() throws {
    try start.check(data: data, output: output)
    if let mode = start.mode { return try Self.requireOnly(Self.ofStart, with: mode) }
    guard data != nil, let output else {
      throw UsageError(
        "Nommez les offres, et le flux par -o ; ou --template DOSSIER, --template FICHIER.xlsx ou --example FORMAT.",
        "Name the offers, and the feed with -o; or --template FOLDER, --template FILE.xlsx or --example FORMAT.")
    }
    if to == .edof {
      if output == "-" {
        throw UsageError(
          "Nommez le dossier par -o : il y a un fichier par SIRET.",
          "Name the folder with -o: there is a file for each SIRET.")
      }
      return try Self.requireOnly(Self.ofEdof, with: "--to edof")
    }
    if edof.isGiven || !gaps.gaps.isEmpty {
      throw UsageError(
        "--tva, --gaps et les autres options d'EDOF demandent --to edof.",
        "--tva, --gaps and the other options of EDOF require --to edof.")
    }
    try report.check()
    if report.contains(where: { $0.path == output }) {
      throw UsageError(
        "Le flux et un rapport ne peuvent pas aller au même endroit.",
        "The feed and a report cannot go to the same place.")
    }
    if maxDrop != nil, output == "-" {
      throw UsageError(
        "--max-drop compare avec le flux qui est remplacé : nommez-le par -o.",
        "--max-drop compares with the feed that is replaced: name it with -o.")
    }
  }

  func run() throws {
    if start.mode != nil { return try Outcome.run { try start.write(to: output ?? "-") } }
    guard let data, let output else { return }
    if to == .edof { return try writeEdof(data, output) }
    try Outcome.run {
      try validation.requireNeeds(validation.options().rules)
      let read = ReadFiles([data] + CSVFolderOffers.fileNames.map { "\(data)/\($0)" })
      try read.require(notReplacedBy: output)
      try report.require(notReplacing: read)
      let name = OfferSources.name(of: data)
      let report = try ExportReport(on: name, validation, report)
      let sink = try makeSink(name, output, report.note)
      try report.conclude(sink, try run(data, into: sink))
    }
  }

  private func writeEdof(_ data: String, _ output: String) throws {
    try Outcome.run {
      let read = ReadFiles([data] + CSVFolderOffers.fileNames.map { "\(data)/\($0)" })
      try EdofRun(edof, gaps, of: read, into: output, indent: writing.indent.width, speech.language).run {
        stage, sink, settle in
        try withSource(data) { source in
          try reading.follow(source) {
            try Pipeline(source, stage, jobs: reading.jobCount).feed(sink, progress: $0, settle: settle)
          }
        }
      }
    }
  }

  /// Lets the offers flow into the sink.
  private func run(_ data: String, into sink: CheckedFeedSink) throws -> [OutputNotice] {
    try withSource(data) { source in
      try reading.follow(source) { try Pipeline(source, jobs: reading.jobCount).run(into: sink, progress: $0) }
    }
  }

  /// Hands over the source of the offers, or says what to do where there are those of several feeds.
  private func withSource<Result>(_ data: String, _ body: (any OfferSource) throws -> Result) throws -> Result {
    do {
      return try body(try OfferSources.open(data, feed: source, limits: reading.limits))
    } catch let error as any SeveralFeedsError where !error.feeds.isEmpty {
      Terminal.say(
        "lheo-tool: "
          + speech.language("\(error.text) Choisissez par --source NOM.", "\(error.text) Use --source NAME."))
      throw Outcome.failure
    }
  }

  private func makeSink(
    _ data: String, _ output: String, _ report: @escaping (Finding) -> Void
  ) throws -> CheckedFeedSink {
    let replaced = try replaced(output)
    let attributes: [KnownAttribute: String] = stamp ? [.horodatageExport: Day.timestamp] : [:]
    let feed = FeedSink(
      try OutputFile(output), options: writing.options, dropsReferences: dropInvalid, rootAttributes: attributes)
    return CheckedFeedSink(
      feed, source: data, options: validation.options(),
      policy: .init(
        threshold: validation.threshold.severity, dropsInvalid: dropInvalid, replaced: replaced),
      report: report)
  }

  /// The feed that is replaced, where that matters and there is one.
  private func replaced(_ output: String) throws -> (census: FeedCensus, limit: DropLimit)? {
    guard let maxDrop else { return nil }
    let feed = FeedInput.file(output)
    if feed.isStream {
      throw UsageError(
        "--max-drop compare avec le fichier qui est remplacé ; \(output) est un tube.",
        "--max-drop compares with the file that is replaced; \(output) is a pipe.")
    }
    do {
      let source = reading.source(feed)
      return (try reading.follow(source) { _ in try FeedCensus(of: source, jobs: reading.jobCount) }, maxDrop)
    } catch let error as FeedError where error.code == .missing {
      return nil
    }
  }
}
