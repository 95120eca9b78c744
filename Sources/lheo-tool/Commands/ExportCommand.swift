import ArgumentParser
import LheoOutput
import LheoReports
import LheoTables
import LheoWriter

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a feed from offers in NDJSON, SQLite or CSV, if they are valid.",
    discussion: """
      Each offer is validated before it is written. With a finding at or above --fail-on nothing replaces the feed, \
      and the report says why, offer by offer.

      EXAMPLES
        lheo-tool export offers.ndjson -o feed.xml
        lheo-tool export offers.sqlite -o feed.xml
        lheo-tool export --template my-tables && lheo-tool export my-tables -o feed.xml
        my-database-dump | lheo-tool export - -o feed.xml --stamp
        lheo-tool export offers.ndjson -o feed.xml --drop-invalid
      """)

  @Argument(
    help:
      "Offers: NDJSON, one formation a line, plain or gzip (- for standard input); a SQLite database written by convert; or a folder of CSV files."
  )
  var data: String?

  @Option(help: ArgumentHelp("The feed to export from a database that keeps several.", valueName: "name"))
  var source: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The feed; - for standard output.", valueName: "feed"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Write an empty CSV layout with its dictionary into this folder, and do nothing else.", valueName: "folder"))
  var template: String?

  @Flag(help: "Leave out the offers with findings at or above --fail-on, list them, and write the others.")
  var dropInvalid = false

  @Flag(help: "Say in the feed when it was exported (horodatage-export).")
  var stamp = false

  @OptionGroup var validation: ValidationArguments
  @OptionGroup(title: "Writing") var writing: WritingArguments

  func validate() throws {
    if template == nil, data == nil || output == nil {
      throw ValidationError("Name the offers, and the feed with -o; or --template FOLDER.")
    }
  }

  func run() throws {
    if let template { return try Outcome.run { try writeTemplate(template) } }
    guard let data, let output else { return }
    try Outcome.run {
      let file = try OutputFile(output)
      let context = validation.context(usesColor: false, maximumFindings: nil)
      let errors = Terminal.words(to: .errors)
      let report = ReportFormat.text.makeReport(errors, context)
      var export = OfferExport(command: self, data: data, writer: FeedWriter(file.sink, options: writing.options))
      do {
        try export.run()
      } catch let error as NDJSONError {
        Terminal.say("lheo-tool: \(data):\(error)")
        throw Outcome.failure
      } catch let error as CSVFolderError {
        Terminal.say("lheo-tool: \(data)/\(error)")
        throw Outcome.failure
      }
      if export.writtenCount + export.invalidCount == 0 {
        Terminal.say("lheo-tool: \(data): there is no offer.")
        throw Outcome.failure
      }
      if !export.findings.isEmpty {
        report.begin()
        report.beginFile(data)
        for finding in export.findings { report.finding(finding) }
        report.endFile(export.summary)
        errors.flush()
      }
      if export.mustNotReplace {
        file.discard()
        Terminal.say(
          export.invalidCount == 0
            ? validation.language(
              "Aucun flux n'a été écrit : il aurait les défauts ci-dessus, qui ne tiennent pas à une seule offre. Corrigez-les.",
              "No feed was written: it would have the mistakes above, which are not those of one offer. Repair them.")
            : validation.language(
              "Aucun flux n'a été écrit : \(export.invalidCount, "offre(s) en défaut"). Corrigez, ou écartez ces offres par --drop-invalid.",
              "No feed was written: \(export.invalidCount, "offer(s)") at fault. Repair, or leave such offers out with --drop-invalid."
            ))
        throw Outcome.findings
      }
      if dropInvalid, export.writtenCount == 0 {
        file.discard()
        Terminal.say(
          validation.language("Aucune offre valide : aucun flux n'a été écrit.", "No valid offer: no feed was written.")
        )
        throw Outcome.findings
      }
      try file.commit()
      if export.hasLostReferences { Terminal.say("lheo-tool: \(data): \(lostReferences)") }
      if export.invalidCount > 0 {
        Terminal.say(
          validation.language(
            "\(export.writtenCount, "offre(s) écrite(s)"), \(export.invalidCount, "écartée(s)") : \(export.droppedNames).",
            "\(export.writtenCount, "offer(s)") written, \(export.invalidCount) left out: \(export.droppedNames)."))
        throw Outcome.findings
      }
    }
  }
}

extension ExportCommand {
  /// Writes the tables with their headers only, and what the columns are.
  private func writeTemplate(_ folder: String) throws {
    let converter = try FolderConverter(
      OutputFolder(folder, owner: .user), TableReader.Options(), CSVWriter.Options(), hasSource: false)
    _ = try converter.commit()
    Terminal.say("lheo-tool: \(folder)/datapackage.json describes the columns; those with \"required\" are needed.")
  }
}
