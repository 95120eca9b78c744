import Foundation
import TestSupport
import Testing

/// Whatever stands on the command line, the tool does its work or says why not.
@Suite struct CommandLineTests {
  /// The table over which the properties run has all commands.
  @Test func allCommandsAreInTheTable() {
    let table = Set(ToolCommand.all.flatMap(\.names))
    #expect(Help.commands.count > 20)
    #expect(Set(Help.commands.keys) == table)
    for (name, arguments) in Help.commands where arguments.contains(where: \.namesFeeds) {
      #expect(ToolCommand.readingFeeds.contains { $0.names.contains(name) }, "\(name)")
    }
  }

  @Test(arguments: ToolCommand.all.filter { $0.feedCount == 0 }) func commandsWithoutAFeedSucceed(
    _ command: ToolCommand
  ) throws {
    try withFolder { folder in
      let outcome = try command.outcome(of: nil, in: folder)
      #expect(outcome.run.ending == .exit(0), "\(outcome.summary)")
    }
  }

  /// Options with values to try on a line of the table: on the first line of its command that has the option, or else on
  /// the first. In the quick run the commands that share an option share its values.
  private static func trials(_ command: ToolCommand) -> [String] {
    let name = command.names[0]
    return (Help.commands[name] ?? []).filter { $0.kind == "option" && !$0.isOutput }.flatMap { option -> [String] in
      guard let long = option.names?.first?.name else { return [] }
      let lines = ToolCommand.all.filter { $0.names == [name] }
      let host = lines.first { $0.steps[0].contains("--\(long)") } ?? lines.first
      guard host?.description == command.description else { return [] }
      let commands = Help.commands.filter { Help.has(long, $0.key) }.keys.sorted()
      let place = commands.firstIndex(of: name)!
      let values = option.values.enumerated().filter { scale > 1 || $0.offset % commands.count == place }
      return values.map { "--\(long)=\($0.element)" }
    }
  }

  @Test(arguments: ToolCommand.all.filter { $0.steps.count == 1 }) func noOptionCrashesTheTool(
    _ command: ToolCommand
  ) throws {
    let feed = Repository.fixture("valid/minimal.xml").bytes
    for trial in Self.trials(command) {
      try withFolder { folder in
        let outcome = try command.outcome(of: command.feedCount > 0 ? feed : nil, extra: [trial], in: folder)
        #expect([0, 1, 2, 64].contains(outcome.run.status), "\(command) \(trial): \(outcome.summary)")
        // What is wrong is what `doctor` was asked for.
        let said = outcome.run.errors + (command.names == ["doctor"] ? outcome.run.output : [])
        if outcome.run.status >= 2 { #expect(!said.isEmpty, "\(command) \(trial)") }
        #expect(!outcome.files.keys.contains { $0.hasSuffix(".tmp") }, "\(command) \(trial)")
      }
    }
  }

  /// Feeds of which there is something to say.
  private static let talked =
    ["reports/faulty.xml", "valid/regional.xml", "unreadable/truncated.xml"].map(Repository.fixture) + [
      Repository.root.appending(path: "no-such-feed")
    ]

  /// An option that a message names is one of the command, or of one that the same line names.
  @Test(arguments: ToolCommand.readingFeeds) func optionsThatMessagesNameAreThere(_ command: ToolCommand) throws {
    for feed in Self.talked {
      try withFolder { folder in
        let outcome = try command.outcome(of: try? Array(Data(contentsOf: feed)), in: folder)
        let isInWords = command.output == nil && command.result != .tables && command.result != .feed
        let text = outcome.run.errorText + (isInWords ? outcome.run.outputText : "")
        for line in text.split(separator: "\n") {
          let named = Help.commands.keys.filter { line.contains("lheo-tool \($0)") }
          for match in line.matches(of: /--([a-z][a-z-]+)/) {
            let isThere = (command.names + named).contains { Help.has(String(match.output.1), $0) }
            #expect(isThere, "\(command), \(feed.lastPathComponent): \(line)")
          }
        }
      }
    }
  }

  /// Random valid feeds hold the smallest and the largest numbers and dates; mutated ones hold anything.
  @Test(arguments: ToolCommand.readingFeeds) func noFeedCrashesTheTool(_ command: ToolCommand) throws {
    for feed in Self.mutated {
      try withFolder { folder in
        let outcome = try command.outcome(of: feed.bytes, in: folder)
        #expect((0...2).contains(outcome.run.status), "\(command) (\(feed.name)): \(outcome.summary)")
        if !(0...2).contains(outcome.run.status) { keep(feed.bytes, "\(command) \(feed.name).xml") }
      }
    }
  }
  static let mutated = RandomFeed.mutated(scale, seed: 2)
}

extension Help.Argument {
  private var allNames: Set<String> { Set(names?.map(\.name) ?? []) }

  /// Whether it is the place of feeds on the command line.
  var namesFeeds: Bool { kind == "positional" && ["feed", "old", "new"].contains(valueName) }

  /// Whether it says where results go.
  var isOutput: Bool { !allNames.isDisjoint(with: ["output", "report", "template", "config", "baseline"]) }

  /// Numbers, days and texts that nobody means.
  var values: [String] {
    if allValueStrings != nil { return ["x", ""] }
    if ["n", "n|none", "days", "formations", "megabytes", "seed", "year"].contains(valueName) {
      let numbers = [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "4294967296", "2932532",
        "-2932532", "", "1.5",
      ]
      // Who asks for a billion made-up offers gets them.
      let isSize = allNames.contains("formations") || allNames.contains("megabytes") && valueName == "megabytes"
      return isSize
        ? numbers.filter { $0.hasPrefix("-") || $0.count < 2 || $0.count > 18 && valueName == "megabytes" } : numbers
    }
    if ["day", "as-of"].contains(valueName) || allNames.contains("as-of") {
      return ["0000-01-01", "9999-12-31", "10000-01-01", "-0001-01-01", "2026-02-30", "2027", ""]
    }
    return ["", "*", "é'\u{301}", "/", ";;=", "-", "\u{1B}[31m", "99999999999999999999"]
  }
}
