import LheoModel
import LheoOutput
import LheoValidator

/// What a report says of the run as a whole.
public struct ReportContext: Sendable {
  /// The version of the tool.
  public var toolVersion: String
  /// The day the rules that depend on dates use, `AAAA-MM-JJ`.
  public var asOf: String
  /// The profiles.
  public var profiles: [String]
  /// The language.
  public var language: Language
  /// Whether colours may be used.
  public var usesColor: Bool
  /// How many findings a file may show; `nil` for all. Totals are always true.
  public var maximumFindings: Int?

  /// A context.
  public init(
    toolVersion: String, asOf: String, profiles: [String], language: Language, usesColor: Bool = false,
    maximumFindings: Int? = nil
  ) {
    self.toolVersion = toolVersion
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
  /// The end of the file.
  func endFile(_ summary: ValidationSummary)
  /// The end of the report.
  func end()
}

/// The formats of reports.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people, in a terminal.
  case text
  /// One document, described in docs/json-report.md.
  case json
  /// One finding a line.
  case ndjson

  /// A report in this format.
  public func makeReport(_ sink: ByteSink, _ context: ReportContext) -> any Report {
    switch self {
    case .text: TextReport(sink, context)
    case .json: JSONReport(sink, context)
    case .ndjson: NDJSONReport(sink, context)
    }
  }
}

extension ValidationSummary {
  /// Rules by severity, worst first, then by count and name.
  var sortedRules: [(rule: String, severity: Severity, count: Int)] {
    rules.map { ($0.key, $0.value.severity, $0.value.count) }.sorted {
      if $0.1 != $1.1 { return $0.1 > $1.1 }
      return $0.2 != $1.2 ? $0.2 > $1.2 : $0.0 < $1.0
    }
  }
}
