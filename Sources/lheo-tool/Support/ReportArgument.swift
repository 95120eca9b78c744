import ArgumentParser
import LheoOutput
import LheoReports

/// `FORMAT=FILE`.
struct ReportArgument: ExpressibleByArgument {
  let format: ReportFormat
  let path: String

  static var allValueStrings: [String] { ReportFormat.allCases.map { "\($0.rawValue)=\(said("fichier", "file"))" } }

  init(format: ReportFormat, path: String) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ReportFormat(rawValue: parts[0]) else { return nil }
    self.init(format: format, path: parts[1])
  }

  /// Whether it is coloured: at a terminal, or wherever that is asked for.
  func hasColors(_ choice: ColorChoice) -> Bool { format.takesColor && choice.isOn(to: path == "-" ? .output : nil) }

  /// The report, at its place once it is committed.
  func makeOutput(_ context: ReportContext) throws -> ReportOutput {
    switch format {
    case .htmlByOrganisme:
      let reports = try OrganismeReports(folder: path, context)
      return ReportOutput(report: reports) { try reports.commit() }
    case .xlsx:
      let report = try XLSXReport(path: path, context)
      return ReportOutput(report: report) { try report.commit() }
    default:
      let file = try OutputFile(path)
      return ReportOutput(report: format.makeReport(file.sink, context)) { try file.commit() }
    }
  }
}

/// A report that is being written, and what puts it in its place.
struct ReportOutput {
  let report: any Report
  let commit: () throws -> Void
}

extension [ReportArgument] {
  /// Says that reports cannot all go where they are to go.
  func check() throws {
    if Set(map(\.path)).count < count {
      throw UsageError(
        "Deux rapports ne peuvent pas aller au même endroit.",
        "Two reports cannot go to the same place.")
    }
    if contains(where: { $0.format == .htmlByOrganisme && $0.path == "-" }) {
      throw UsageError(
        "html-by-organisme écrit un dossier, pas sur la sortie standard.",
        "html-by-organisme writes a folder, not to standard output.")
    }
    if contains(where: { $0.format == .xlsx && $0.path == "-" }) {
      throw UsageError(
        "xlsx s'écrit dans un fichier : nommez-le par -o.", "xlsx is written to a file: name it with -o.")
    }
  }

  /// Says that a report would take the place of what is read, or of registers that are asked.
  func require(notReplacing read: ReadFiles, _ place: ReferenceOption? = nil, configuration: String? = nil) throws {
    for request in self {
      let isFolder = request.format == .htmlByOrganisme
      try isFolder ? read.require(outside: request.path) : read.require(notReplacedBy: request.path)
      try place?.require(notReplacedBy: request.path, isFolder: isFolder, configuration: configuration)
    }
  }
}
