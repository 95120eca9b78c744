import Foundation
import TestSupport

/// What the tool says of its commands (`--experimental-dump-help`).
struct Help: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable { var name: String }
    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var allValueStrings: [String]?
  }
  struct Command: Decodable {
    var commandName: String
    var arguments: [Argument]?
    var subcommands: [Command]?
  }
  var command: Command

  /// Commands that do something, by name (`session duplicate`), with their arguments.
  static let commands: [String: [Argument]] = {
    guard let run = try? ToolRun.run(["--experimental-dump-help"], in: "/"),
      let help = try? JSONDecoder().decode(Help.self, from: Data(run.output))
    else { return [:] }
    var commands: [String: [Argument]] = [:]
    func add(_ command: Command, _ path: [String]) {
      if command.subcommands?.isEmpty ?? true { commands[path.joined(separator: " ")] = command.arguments ?? [] }
      for inner in command.subcommands ?? [] { add(inner, path + [inner.commandName]) }
    }
    for inner in help.command.subcommands ?? [] where inner.commandName != "help" { add(inner, [inner.commandName]) }
    return commands
  }()

  /// The commands that have an option.
  static func has(_ option: String, _ command: String) -> Bool {
    commands[command]?.contains { $0.names?.contains { $0.name == option } ?? false } ?? false
  }
}
