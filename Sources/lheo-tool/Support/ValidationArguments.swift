import ArgumentParser
import LheoModel
import LheoReports
import LheoValidator

extension Language: ExpressibleByArgument {}
extension ReportFormat: ExpressibleByArgument {}

/// The worst findings a command lets pass.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case error, warning, info, never

  /// The least bad severity that fails; `nil` for none.
  var severity: Severity? { Severity(rawValue: rawValue) }
}

/// Options of commands that validate.
struct ValidationArguments: ParsableArguments {
  @Option(help: "The day that rules about dates use, AAAA-MM-JJ.")
  var asOf = Day.today

  @Option(help: ArgumentHelp("The findings that make the command fail.", valueName: "severity"))
  var failOn = FailOn.error

  @Option(help: "The language of findings and reports.")
  var lang = Language.fr

  @Option(help: ArgumentHelp("When colours are used.", valueName: "when"))
  var color = ColorChoice.auto

  var options: ValidationOptions {
    var options = ValidationOptions()
    options.language = lang
    return options
  }

  func context(usesColor: Bool, maximumFindings: Int?) -> ReportContext {
    ReportContext(
      toolVersion: LheoTool.version, asOf: asOf.date.isoText, profiles: ["schema"], language: lang,
      usesColor: usesColor, maximumFindings: maximumFindings)
  }

  /// Whether a summary makes the command fail.
  func fails(_ summary: ValidationSummary) -> Bool { failOn.severity.map(summary.hasFindings) ?? false }
}
