import ArgumentParser
import LheoReports

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
