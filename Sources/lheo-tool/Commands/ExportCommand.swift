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
  static let configuration = CommandConfiguration("export", .export)

  @Argument(
    help: .said(
      "Les offres : du NDJSON, une formation par ligne, tel quel ou en gzip (- pour l'entrée standard) ; une base SQLite écrite par convert ; un dossier de fichiers CSV ; un classeur fait par --template ; ou l'adresse d'une base PostgreSQL (postgresql://…?schema=lheo, service=…).",
      "Offers: NDJSON, one formation a line, plain or gzip (- for standard input); a SQLite database written by convert; a folder of CSV files; a workbook made by --template; or the address of a PostgreSQL database (postgresql://…?schema=lheo, service=…).",
      value: "offres", "data"))
  var data: String?

  enum Target: String, ExpressibleByArgument, CaseIterable { case lheo, edof }

  @Option(
    help: .said(
      "La forme du flux : lheo, ou edof, dont un fichier par SIRET est écrit dans le dossier de -o.",
      "The form of the feed: lheo, or edof, of which there is a file for each SIRET in the folder of -o.",
      value: "forme", "form"))
  var to = Target.lheo

  @Option(
    help: .said(
      "Le flux à exporter d'une base qui en garde plusieurs.",
      "The feed to export from a database that keeps several.", value: "nom", "name"))
  var source: String?

  @Option(
    name: .shortAndLong,
    help: .said(
      "Le flux ; - pour la sortie standard.",
      "The feed; - for standard output.", value: "flux", "feed"))
  var output: String?

  @OptionGroup var start: StartArguments

  @Flag(
    help: .said(
      "Écarter les offres qui ont des constats au niveau de --fail-on ou au-dessus, les lister, et écrire les autres.",
      "Leave out the offers with findings at or above --fail-on, list them, and write the others."))
  var dropInvalid = false

  @Option(
    help: .said(
      "Ne rien écrire si le flux devait avoir plus de ce pourcentage d'offres en moins que celui de -o, ou plus aucune d'un organisme qui y en a.",
      "Write nothing if the feed would have over so many percent fewer offers than the one at -o, or none of a training body that has some there.",
      value: "pourcentage", "percent"))
  var maxDrop: DropLimit?

  @Option(
    help: .said(
      "Un rapport de tous les constats, en plus de ce qui est dit des offres en défaut ; peut être répété.",
      "A report of all that is found, besides what is said of offers at fault; may be repeated.",
      value: "format=fichier", "format=file"))
  var report: [ReportArgument] = []

  @Flag(
    help: .said(
      "Dire dans le flux quand il a été exporté (horodatage-export).",
      "Say in the feed when it was exported (horodatage-export)."))
  var stamp = false

  @OptionGroup var validation: ValidationArguments
  @OptionGroup var speech: LanguageOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup(title: said("Écriture", "Writing")) var writing: WritingArguments
  @OptionGroup(title: said("Options de --to edof", "Options of --to edof")) var edof: EdofArguments
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
