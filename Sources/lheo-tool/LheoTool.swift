import ArgumentParser
import LheoReports
import Glibc
import LheoOutput

@main
struct LheoTool: ParsableCommand {
  static let version = "0.1.0"
  /// What workbooks say they are made by.
  static let producer = "lheo-tool \(version)"
  /// What reports say they are made by.
  static let inReports = ReportContext.Tool(name: "lheo-tool", version: version)

  static let configuration = CommandConfiguration(
    "lheo-tool", .tool, version: version,
    subcommands: [
      ValidateCommand.self, ConvertCommand.self, ExportCommand.self, SQLCommand.self, RulesCommand.self,
      ExplainCommand.self, TablesCommand.self, SchemaCommand.self, InspectCommand.self, SelectCommand.self,
      DiffCommand.self, FixCommand.self, SessionCommand.self, RecruitmentCommand.self, UpgradeCommand.self,
      SplitCommand.self, MergeCommand.self, FormatCommand.self, AnonymiseCommand.self, ReferenceCommand.self,
      DoctorCommand.self, CompletionsCommand.self, GenerateFeedCommand.self,
    ])

  static func main() {
    TemporaryFiles.removeOnSignals()
    do {
      var command = try parseAsRoot(Speech.parsed)
      try command.run()
    } catch {
      finish(with: error)
    }
    end(with: 0)
  }

  /// Ends the process at once: threads that wait for input or have been told to stop may still be at work, and must not
  /// find that the libraries they use have cleaned up after themselves.
  static func end(with code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }
}
