import Foundation
import TestSupport
import Testing

/// Names of files, arguments and texts of feeds cannot steer the terminal: no command hands out a control character, or
/// one that turns the direction of writing.
@Suite struct TerminalTests {
  let tool = Tool()

  /// Red, the direction turned, the title of the window set, one byte that is a whole escape sequence's start.
  static let hostile = "\u{1B}[31m\u{202E}\u{1B}]0;x\u{7}\u{9B}5m\u{2066}\u{7F}"

  /// A row for each command: what comes before and after the feed.
  static let commands: [(before: [String], after: [String])] = [
    (["validate"], []), (["validate", "--quiet"], []), (["validate", "--verbose", "--lang", "en"], []),
    (["validate", "--format", "json"], []), (["convert", "--to", "csv"], []),
    (["convert", "--to", "sqlite", "-o", "o.sqlite"], []), (["convert", "--to", "xlsx", "-o", "o.xlsx"], []),
    (["convert", "--to", "ndjson", "--verbose"], []), (["convert", "--to", "lheo"], []), (["export"], ["-o", "o.xml"]),
    (["sql"], ["select source, intitule from formations"]),
    (["inspect"], []), (["inspect", "--usage"], []), (["inspect", "--format", "json"], []),
    (["select", "--numero", "zzz"], []),
    (["diff"], ["other.xml"]), (["diff", "other.xml"], []), (["fix", "--dry-run"], []), (["fix", "-o", "o.xml"], []),
    (["fix", "--diff"], []), (["fix", "--diff", "--color", "always"], []),
    (["session", "duplicate", "--numero", "*", "--shift", "7"], []), (["session", "close", "--numero", "*"], []),
    (["recruitment", "open", "--numero", "*"], []), (["recruitment", "close", "--numero", "zzz"], []),
    (["recruitment", "suspend", "--numero", "*"], []), (["upgrade"], []),
    (["split", "--offers", "1", "-o", "parts"], []),
    (["merge"], ["other.xml", "-o", "o.xml"]), (["merge", "other.xml"], ["-o", "o.xml"]), (["format"], []),
    (["anonymise"], []), (["rules"], []), (["explain"], []), (["tables"], []), (["schema"], []), (["doctor"], []),
    (["reference", "import"], ["--reference", "r.sqlite"]), (["reference", "list", "--reference"], []),
    (["reference", "show", "x", "--reference"], []), (["reference", "show"], ["--reference", "other.xml"]),
    (["completions"], []), (["generate-feed", "--formations", "1"], []),
  ]

  /// Commands whose output is a feed, a table or JSON for programs: only the words beside it are looked at.
  private func writesData(_ arguments: [String]) -> Bool {
    ["convert", "select", "format", "anonymise"].contains(arguments[0]) || arguments == ["upgrade"]
      || arguments.contains("json") || arguments.contains("--diff")
  }

  private func expectNothingSteers(_ result: Tool.Result, _ arguments: [String]) {
    let data = writesData(arguments)
    for (name, text) in [("errors", result.errors), ("output", data ? "" : result.output)] {
      let found = text.unicodeScalars.filter { scalar in
        scalar.properties.generalCategory == .control && scalar != "\n"
          || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      }
      #expect(found.isEmpty, "\(name) of \(arguments): \(text.debugDescription.prefix(400))")
    }
  }

  private func write(_ feed: String, to name: String) throws {
    try feed.write(to: tool.folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  @Test func theTableHasAllCommands() throws {
    let known = Set(
      Self.commands.map { $0.before.prefix { !$0.hasPrefix("-") && !$0.contains(".") }.joined(separator: " ") })
    for command in try CommandLineTool.commands(of: tool) {
      #expect(known.contains(command.path.joined(separator: " ")), "\(command.path): add it to the table")
    }
  }

  @Test(arguments: commands.indices) func noNameOfAFileSteers(_ row: Int) throws {
    let minimal = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    let folder = tool.folder.appending(path: Self.hostile)
    let path = "\(Self.hostile)/\(Self.hostile)feed.xml"
    try write(minimal, to: "other.xml")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (before, after) = Self.commands[row]
    let hostile = minimal.replacing("Développeur web", with: "\u{9B}31m\u{202E}web")
    for text in [hostile, hostile.replacing("</intitule-formation>", with: "</x>")] {
      try write(text, to: path)
      expectNothingSteers(try tool.run(before + [path] + after), before)
    }
    expectNothingSteers(try tool.run(before + ["\(path)-absent"] + after), before)
    expectNothingSteers(try tool.run(before + [Self.hostile] + after), before)
  }

  @Test func noValueOfAnOptionSteers() throws {
    try write(try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8), to: "feed.xml")
    var tried: Set<String> = []
    for command in try CommandLineTool.commands(of: tool) {
      // Options that several commands have are the same in all of them.
      for option in command.options where tried.insert(option).inserted {
        let arguments = command.path + (command.takesFiles ? ["feed.xml"] : []) + [option, "\(Self.hostile)\n'x'"]
        expectNothingSteers(try tool.run(arguments), command.path)
      }
      let unknown = command.path + ["--\(Self.hostile)", Self.hostile]
      expectNothingSteers(try tool.run(unknown), command.path)
    }
    expectNothingSteers(try tool.run(Self.hostile), [""])
  }
}

/// The commands and options that the tool says it has.
struct CommandLineTool {
  struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { let kind, name: String }
      let kind: String
      let names: [Name]?
      let valueName: String?
    }
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  private struct Root: Decodable { let command: Command }

  /// The words of the command.
  let path: [String]
  /// The long names of the options that take a value.
  let options: [String]
  /// Whether it has an argument for files.
  let takesFiles: Bool

  /// The commands that do something.
  static func commands(of tool: Tool) throws -> [CommandLineTool] {
    let dump = try tool.run("--experimental-dump-help").output
    func leaves(_ command: Command, _ path: [String]) -> [CommandLineTool] {
      let subcommands = (command.subcommands ?? []).filter { $0.commandName != "help" }
      if !subcommands.isEmpty { return subcommands.flatMap { leaves($0, path + [$0.commandName]) } }
      let arguments = command.arguments ?? []
      return [
        CommandLineTool(
          path: path,
          options: arguments.filter { $0.kind == "option" }
            .compactMap { $0.names?.first { $0.kind == "long" }.map { "--" + $0.name } },
          takesFiles: arguments.contains {
            $0.kind == "positional" && ["feed", "old", "new", "data"].contains($0.valueName ?? "")
          })
      ]
    }
    return leaves(try JSONDecoder().decode(Root.self, from: Data(dump.utf8)).command, [])
  }
}
