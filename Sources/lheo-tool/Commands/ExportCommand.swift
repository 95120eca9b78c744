import ArgumentParser
import LheoModel

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

  @OptionGroup var export: ExportArguments
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
      try EdofArguments.requireFolder(output)
      return try Self.requireOnly(Self.ofEdof, with: "--to edof")
    }
    if edof.isGiven || !gaps.gaps.isEmpty {
      throw UsageError(
        "--tva, --gaps et les autres options d'EDOF demandent --to edof.",
        "--tva, --gaps and the other options of EDOF require --to edof.")
    }
    try export.check(output)
  }

  func run() throws {
    if start.mode != nil { return try Outcome.run { try start.write(to: output ?? "-") } }
    guard let data, let output else { return }
    let offers = ExportedOffers(data, feed: source, reading, isForEdof: to == .edof)
    if to == .edof { return try writeEdof(offers, output) }
    try Outcome.run {
      try validation.requireNeeds(validation.options().rules)
      try offers.read.require(notReplacedBy: output)
      try export.report.require(notReplacing: offers.read)
      let report = try ExportReport(on: offers.name, validation, export.report)
      let sink = try export.makeSink(
        output, of: offers, validation, writing.options, report: report.note)
      try report.conclude(sink, try offers.run(into: sink))
    }
  }

  private func writeEdof(_ offers: ExportedOffers, _ output: String) throws {
    try Outcome.run {
      try EdofRun(
        edof, gaps, of: offers.read, into: output, indent: writing.indent.width, speech.language, labels: offers.labels
      )
      .run {
        try offers.feed(through: $0, into: $1, settle: $2)
      }
    }
  }
}
