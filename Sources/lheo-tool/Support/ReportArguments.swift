import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoReports
import LheoValidator

/// Which reports are written of findings, and where.
struct ReportArguments: ParsableArguments {
  @Option(
    help: .said(
      "Le format du rapport. Par défaut : text.",
      "The format of the report. Default: text.", value: "format"))
  var format: ReportFormat?

  @Flag(
    help: .said(
      "Un compte par règle au lieu des constats, comme --format statistics.",
      "Counts by rule instead of findings, as --format statistics."))
  var statistics = false

  @Option(
    name: .shortAndLong,
    help: .said(
      "Où le rapport est écrit. Par défaut : sur la sortie standard.",
      "Where the report goes. Default: standard output.", value: "fichier", "file"))
  var output: String?

  @Option(
    help: .said(
      "Un rapport, au lieu de --format et --output ; peut être répété.",
      "A report, instead of --format and --output; may be repeated.", value: "format=fichier", "format=file"))
  var report: [ReportArgument] = []

  @Option(
    help: .said(
      "Un texte par lequel les pages commencent, au lieu de celui de lheo.toml ; chaque ligne est un paragraphe.",
      "A text that pages begin with, instead of that of lheo.toml; each line is a paragraph.", value: "fichier", "file"),
    completion: .file())
  var intro: String?

  @Option(
    help: .said(
      "Combien de constats montrer pour chaque fichier ; les totaux restent vrais. Par défaut : 200 en text, tous ailleurs.",
      "Findings shown for each file; totals are always true. Default: 200 in text, all elsewhere.", value: "n"))
  var maxFindings: Int?

  func validate() throws {
    if report.isEmpty, format == .htmlByOrganisme, output ?? "-" == "-" {
      throw UsageError(
        "html-by-organisme écrit un dossier : nommez-le par -o.",
        "html-by-organisme writes a folder: name it with -o.")
    }
    if !report.isEmpty, format != nil || statistics || output != nil {
      throw UsageError(
        "--report nomme un format et un fichier : retirez --format, --statistics et --output.",
        "--report names a format and a file: leave out --format, --statistics and --output.")
    }
    if statistics, format != nil {
      throw UsageError(
        "--statistics est un format à part : retirez --format.",
        "--statistics is a format of its own: leave out --format.")
    }
    try requests.check()
    if intro != nil, !requests.contains(where: \.format.isPage) {
      throw UsageError(
        "--intro est le début de pages : choisissez html ou html-by-organisme.",
        "--intro is what pages begin with: choose html or html-by-organisme.")
    }
    if maxFindings != nil, !requests.contains(where: \.format.listsFindings) {
      throw UsageError(
        "--max-findings ne change rien à \(formatNames), qui ne nomme pas tous les constats : retirez-le.",
        "--max-findings changes nothing in \(formatNames), which does not list findings: leave it out.")
    }
    if let maxFindings, maxFindings < 0 {
      throw UsageError(
        "--max-findings prend un nombre à partir de 0.",
        "--max-findings takes a number from 0.")
    }
  }

  /// - Throws: `UsageError` where every report is the same for all who repair.
  func requireUseOfAudience() throws {
    if requests.contains(where: \.format.dependsOnAudience) { return }
    throw UsageError(
      "--audience ne change rien à \(formatNames) : retirez-le.",
      "--audience changes nothing in \(formatNames): leave it out.")
  }

  /// - Throws: `UsageError` where no report has colours.
  func requireUseOfColor() throws {
    if requests.contains(where: \.format.takesColor) { return }
    throw UsageError(
      "--color always ne change rien à \(formatNames), faute de couleurs : retirez-le.",
      "--color always changes nothing in \(formatNames): there are no colours. Leave it out.")
  }

  private var formatNames: String { requests.map(\.format.rawValue).joined(separator: ", ") }

  /// What is written, and where.
  var requests: [ReportArgument] {
    report.isEmpty
      ? [ReportArgument(format: statistics ? .statistics : format ?? .text, path: output ?? "-")] : report
  }

  /// Whether a person sees the text report, which reports unreadable feeds itself.
  var showsText: Bool { requests.contains { $0.format == .text && $0.path == "-" } }

  /// Reports of a run, and how each is put in its place.
  func makeOutputs(
    _ validation: ValidationArguments, _ history: [Baseline], _ rules: RuleOptions, isQuiet: Bool
  ) throws -> [ReportOutput] {
    try requests.map { request in
      var context = validation.context(
        usesColor: request.hasColors(validation.color),
        maximumFindings: maxFindings ?? (request.format == .text ? 200 : nil), rules)
      context.history = history
      context.moreFindings = Text("--max-findings pour en voir plus", "--max-findings to see more")
      if let intro { context.letter.intro = try String(decoding: FeedInput.file(intro).bytes(), as: UTF8.self) }
      context.isQuiet = isQuiet
      return try request.makeOutput(context)
    }
  }
}
