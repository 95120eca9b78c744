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
    commandName: "lheo-tool",
    abstract: "Validates, converts and writes LHEO 2.3 feeds, the XML of French training offers.",
    discussion: """
      EXAMPLES
        lheo-tool validate feed.xml               what is wrong in a feed, offer by offer
        lheo-tool convert feed.xml --to csv       its sessions as a table
        lheo-tool convert feed.xml --to ndjson    its offers as JSON, one a line
        lheo-tool export offers.ndjson -o f.xml   a feed, if the offers are valid
        lheo-tool explain recrutement/rdvi-places why a rule is there, how to repair
        lheo-tool schema session                  what LHEO says of an element
        lheo-tool completions bash                completions for a shell: bash, zsh, fish

      EXIT CODES
        0 done    1 findings    2 an input or output failed    64 wrong usage    130, 143 interrupted
      """,
    version: version,
    subcommands: [
      ValidateCommand.self, ConvertCommand.self, ExportCommand.self, SQLCommand.self, RulesCommand.self,
      ExplainCommand.self,
      TablesCommand.self, SchemaCommand.self, InspectCommand.self, SelectCommand.self, DiffCommand.self,
      FixCommand.self,
      SessionCommand.self, RecruitmentCommand.self, UpgradeCommand.self, SplitCommand.self, MergeCommand.self,
      FormatCommand.self, AnonymiseCommand.self, ReferenceCommand.self, DoctorCommand.self, CompletionsCommand.self,
      GenerateFeedCommand.self,
    ])

  static func main() {
    TemporaryFiles.removeOnSignals()
    do {
      var command = try parseAsRoot()
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
