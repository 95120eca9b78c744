import ArgumentParser
import LheoModel
import LheoOutput
import LheoParser
import LheoReports
import LheoValidator

/// Which reports are written of findings, and where.
struct ReportArguments: ParsableArguments {
  @Option(help: "The format of the report. Default: text.")
  var format: ReportFormat?

  @Flag(help: "Counts by rule instead of findings, as --format statistics.")
  var statistics = false

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the report goes. Default: standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("A report, instead of --format and --output; may be repeated.", valueName: "format=file"))
  var report: [ReportArgument] = []

  @Option(
    help: ArgumentHelp(
      "A text that pages begin with, instead of that of lheo.toml; each line is a paragraph.", valueName: "file"),
    completion: .file())
  var intro: String?

  @Option(
    help: ArgumentHelp(
      "Findings shown for each file; totals are always true. Default: 200 in text, all elsewhere.", valueName: "n"))
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
    if Set(requests.map(\.path)).count < requests.count {
      throw UsageError(
        "Deux rapports ne peuvent pas aller au même endroit.",
        "Two reports cannot go to the same place.")
    }
    if report.contains(where: { $0.format == .htmlByOrganisme && $0.path == "-" }) {
      throw UsageError(
        "html-by-organisme écrit un dossier, pas sur la sortie standard.",
        "html-by-organisme writes a folder, not to standard output.")
    }
    if requests.contains(where: { $0.format == .xlsx && $0.path == "-" }) {
      throw UsageError(
        "xlsx s'écrit dans un fichier : nommez-le par -o.", "xlsx is written to a file: name it with -o.")
    }
    if let maxFindings, maxFindings < 0 {
      throw UsageError(
        "--max-findings prend un nombre à partir de 0.",
        "--max-findings takes a number from 0.")
    }
  }

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
  ) throws -> [(report: any Report, commit: () throws -> Void)] {
    try requests.map { request in
      let isText = request.format == .text
      var context = validation.context(
        usesColor: isText && request.path == "-" && validation.color.isOn,
        maximumFindings: maxFindings ?? (isText ? 200 : nil), rules)
      context.history = history
      context.moreFindings = Text("--max-findings pour en voir plus", "--max-findings to see more")
      if let intro { context.letter.intro = try String(decoding: FeedInput.file(intro).bytes(), as: UTF8.self) }
      context.isQuiet = isQuiet
      if request.format == .htmlByOrganisme {
        let reports = try OrganismeReports(folder: request.path, context)
        return (reports, { try reports.commit() })
      }
      if request.format == .xlsx {
        let report = try XLSXReport(path: request.path, context)
        return (report, { try report.commit() })
      }
      let file = try OutputFile(request.path)
      return (request.format.makeReport(file.sink, context), { try file.commit() })
    }
  }
}

/// `FORMAT=FILE`.
struct ReportArgument: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  static var allValueStrings: [String] { ReportFormat.allCases.map { "\($0.rawValue)=file" } }

  init(format: ReportFormat, path: String) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ReportFormat(rawValue: parts[0]) else { return nil }
    self.init(format: format, path: parts[1])
  }
}
