import ArgumentParser
import Glibc
import LheoFormats
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoReports
import LheoSQLite
import LheoTables

extension AnswerWriter.Format: ExpressibleByArgument {}

struct SQLCommand: ParsableCommand, WritesWords {
  static let configuration = CommandConfiguration("sql", .sql)

  @Argument(
    help: .said(
      "Des flux, dossiers, archives zip, ou - pour l'entrée standard ; et en dernier la question.",
      "Feeds, folders, zip archives, - for standard input; and last the question.", value: "flux", "feed"))
  var arguments: [String] = []

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var skip: SkipOption
  @OptionGroup var place: ReferenceOption
  @OptionGroup var speech: LanguageOption

  @Option(
    help: .said(
      "Le format de la réponse.",
      "The format of the answer.", value: "format"))
  var format = AnswerWriter.Format.table

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où la réponse est écrite ; - pour la sortie standard.",
      "Where it goes; - for standard output.", value: "fichier", "file"))
  var output = "-"

  @Option(
    help: .said(
      "Les dates en ISO 8601 (2026-09-01) ou comme dans le flux (20260901).",
      "Dates in ISO 8601 (2026-09-01) or as in the feed (20260901).", value: "dates"))
  var dates = TableArguments.Dates.iso

  /// The last argument, unless it is a feed.
  private var question: String? {
    guard let last = arguments.last else { return nil }
    return SQLiteQuery.isQuestion(last) || last.contains(where: \.isWhitespace) && access(last, F_OK) != 0 ? last : nil
  }

  private var feeds: [String] { question == nil ? arguments : Array(arguments.dropLast()) }

  func validate() throws {
    if question != nil, feeds.isEmpty {
      throw UsageError(
        "Nommez un flux, un dossier, ou - pour l'entrée standard, avant la question.",
        "Name a feed, a folder, or - for standard input, before the question.")
    }
    if question == nil, let last = arguments.last, last != "-", access(last, F_OK) != 0 {
      throw UsageError(
        "« \(last) » n'est ni un flux qui existe ni une question, qui commence par SELECT.",
        "'\(last)' is neither a feed that is there nor a question, which starts with SELECT.")
    }
    if feeds.contains("") {
      throw UsageError(
        "Le nom d'un flux est vide.",
        "The name of a feed is empty.")
    }
  }

  func run() throws {
    try Outcome.run {
      guard let question else { return try explain() }
      do {
        try answer(question)
      } catch let error as SQLiteQueryError {
        throw UsageError(error.text + place.hint(on: question))
      }
    }
  }

  private func answer(_ question: String) throws {
    let options = try reader()
    let isNeeded = try QueryTables.needed(by: question, options)
    var input = InputOptions()
    input.feeds = feeds
    let inputs = input.inputs()
    try ReadFiles(feeds, inputs).require(notReplacedBy: output)
    try place.require(notReplacedBy: output)
    let tables = try QueryTables(options, isFilled: isNeeded)
    defer { tables.abandon() }
    let run = FeedRun(
      reading, inputs, EdofReading.stage(in: speech.language), in: speech.language, skipsUnreadable: skip.skipUnreadable
    )
    let skipped = try run.run(into: tables)
    _ = try tables.finish()
    let query = try tables.question(question)
    let file = try OutputFile(output)
    let writer = AnswerWriter(format, query.columns, to: file.sink)
    try query.forEachRow(writer.write)
    try writer.finish()
    try file.commit()
    if skipped > 0 { throw Outcome.failure }
  }

  /// How the tables are read: with columns of registers where a database is named.
  private func reader() throws -> TableReader.Options {
    var options = TableReader.Options()
    options.usesISODates = dates == .iso
    options.reference = place.reference == nil ? nil : try place.open()
    return options
  }

  /// Says what can be asked of.
  private func explain() throws {
    let file = try OutputFile(output)
    file.sink.append(
      speech.language(
        """
        Une question est un SELECT sur ces tables, qui ont toutes aussi une colonne source, le flux :

          lheo-tool sql feed.xml "select intitule, debut, lieu_ville from sessions order by debut limit 10"

        À côté d'elles il y a codes (nom, code, libelle), colonnes, reste (ce qui n'a pas de colonne), l'index plein texte \
        recherche et les vues v_sessions et v_sessions_ouvertes.
        Les lignes se joignent par leurs identifiants : select … from sessions join actions using (source, action_id)


        """,
        """
        A question is one SELECT over these tables, which all have a column source too, the feed:

          lheo-tool sql feed.xml "select intitule, debut, lieu_ville from sessions order by debut limit 10"

        Beside them there are codes (nom, code, libelle), colonnes, reste (what has no column), the full-text index \
        recherche and the views v_sessions and v_sessions_ouvertes.
        Rows are joined by identifiers: select … from sessions join actions using (source, action_id)


        """))
    for table in Table.all.map({ place.reference == nil ? $0 : $0.withRegisterColumns }) {
      file.sink.append(speech.language("\(table.name) : \(table.summary)\n", "\(table.name): \(table.summary)\n"))
      file.sink.append("  \(table.columns.map(\.name).joined(separator: ", "))\n\n")
    }
    try file.commit()
  }
}
