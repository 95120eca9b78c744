import LheoModel
import LheoOutput
import LheoValidator

/// What a report says of the run as a whole.
public struct ReportContext: Sendable {
  /// The program that makes the report.
  public struct Tool: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Its version.
    public var version: String

    /// A program.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The program that makes the report.
  public var tool: Tool
  /// The day the rules that depend on dates use, `AAAA-MM-JJ`.
  public var asOf: String
  /// The profiles.
  public var profiles: [String]
  /// The language.
  public var language: Language
  /// Who repairs what is found; `nil` for those whom the format is for.
  public var audience: Audience?
  /// Whether colours may be used.
  public var usesColor: Bool
  /// How many findings a file may show; `nil` for all. Totals are always true.
  public var maximumFindings: Int?
  /// Whether the text report leaves out feeds without findings.
  public var isQuiet = false
  /// How to see more findings than are shown, in words; `nil` where there is no way.
  public var moreFindings: Text?
  /// With which registers feeds are checked; `nil` where that is not said.
  public var registers: CheckedRegisters?
  /// What is said to those who get a page.
  public var letter = Letter()
  /// Earlier reports, oldest first, for a line of how it went.
  public var history: [Baseline] = []

  /// A context.
  public init(
    tool: Tool, asOf: String, profiles: [String], language: Language, usesColor: Bool = false,
    maximumFindings: Int? = nil
  ) {
    self.tool = tool
    self.asOf = asOf
    self.profiles = profiles
    self.language = language
    self.usesColor = usesColor
    self.maximumFindings = maximumFindings
  }
}

/// Writes findings as they come. Call `begin`, then for each file `beginFile`, `finding`…, `endFile`, then `end`.
public protocol Report: AnyObject {
  /// The start of the report.
  func begin()
  /// The start of a file.
  func beginFile(_ name: String)
  /// A finding in the file.
  func finding(_ finding: Finding)
  /// A finding in the file that earlier reports have had since a day, `AAAA-MM-JJ`.
  func known(_ finding: Finding, since day: String)
  /// The end of the file.
  func endFile(_ summary: ValidationSummary)
  /// What has changed since an earlier report, before the end; only where there is one.
  func change(_ change: BaselineChange)
  /// The offers that several feeds have, before the end; only where there are some.
  func repeated(_ offers: RepeatedOffers)
  /// The end of the report.
  func end()
}

extension Report {
  /// Leaves out what is known.
  public func known(_ finding: Finding, since day: String) {}

  /// Leaves changes out.
  public func change(_ change: BaselineChange) {}

  /// Leaves them out.
  public func repeated(_ offers: RepeatedOffers) {}
}

/// The formats of reports.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people, in a terminal.
  case text
  /// One finding a line: file, line, column, severity, rule, message.
  case concise
  /// How often each rule is broken, and no findings.
  case statistics
  /// One document, described in docs/validate.md.
  case json
  /// One finding a line.
  case ndjson
  /// SARIF 2.1.0, for code scanning and editors.
  case sarif
  /// JUnit XML, for continuous integration.
  case junit
  /// A page for training bodies and managers, in one file.
  case html
  /// Such a page for each training body, in a folder.
  case htmlByOrganisme = "html-by-organisme"
  /// One finding a row, RFC 4180.
  case csv
  /// The same as a French Excel wants it: `;`, byte order mark, CRLF.
  case csvExcel = "csv-excel"
  /// A workbook: one finding a row, and the rules with their counts.
  case xlsx
  /// A summary for a merge request.
  case markdown

  /// A report in this format.
  ///
  /// - Precondition: the format is one that can be sent, not `htmlByOrganisme`, which is `OrganismeReports`, or `xlsx`,
  ///   which is `XLSXReport`.
  public func makeReport(_ sink: ByteSink, _ context: ReportContext) -> any Report {
    var context = context
    context.audience = context.audience ?? audience
    return switch self {
    case .sarif: SARIFReport(sink, context)
    case .junit: JUnitReport(sink, context)
    case .html: HTMLReport(sink, context)
    case .htmlByOrganisme: preconditionFailure("html-by-organisme writes a folder")
    case .xlsx: preconditionFailure("xlsx is written to a file")
    case .csv: CSVReport(sink, context, isForExcel: false)
    case .csvExcel: CSVReport(sink, context, isForExcel: true)
    case .markdown: MarkdownReport(sink, context)
    case .text: TextReport(sink, context)
    case .concise: ConciseReport(sink, context)
    case .statistics: StatisticsReport(sink, context)
    case .json: JSONReport(sink, context)
    case .ndjson: NDJSONReport(sink, context)
    }
  }
}

extension ValidationSummary {
  /// The version of LHEO that the feed is in, as far as that is known.
  package var lheoVersion: String? {
    switch error?.problem {
    case nil: dialect.version
    case .otherVersion(let version, _): version
    default: counts.formations > 0 ? dialect.version : nil
    }
  }

  /// Rules by severity, worst first, then by count and name.
  var sortedRules: [(rule: String, severity: Severity, count: Int)] {
    rules.map { ($0.key, $0.value.severity, $0.value.count) }.sorted {
      if $0.1 != $1.1 { return $0.1 > $1.1 }
      return $0.2 != $1.2 ? $0.2 > $1.2 : $0.0 < $1.0
    }
  }
}
