import Foundation
import TestSupport
import Testing

/// What is made of a feed does not take its place, unless it is a feed, too.
@Suite struct OwnInputTests {
  /// What leads to the file that is read.
  static let ways = ["path", "dots", "symbolic link", "hard link"]

  /// Those that read something and write files, and those that can be told to.
  static let writing = ToolCommand.all.filter { command in
    guard let last = command.steps.last, last[0] != "recruitment", !last.contains("DATABASE") else { return false }
    return !last.contains("--dry-run") && read(by: command) != nil
  }

  /// The first file that the last step of a command reads.
  private static func read(by command: ToolCommand) -> String? {
    let step = command.steps.last!
    if step.contains("FEED") { return "feed.xml" }
    guard ["export", "format", "merge"].contains(step[0]), let name = step.dropFirst().first, !name.hasPrefix("-")
    else {
      return nil
    }
    // The tables of a folder; the feeds of a folder are rewritten.
    guard name == "in" else { return name }
    return step[0] == "export" ? "in/formations.\(command.description.contains("tsv") ? "tsv" : "csv")" : nil
  }

  /// The step with another place for one of its outputs, for each of them: that of `-o`, a report or a list.
  private static func steps(_ step: [String], writingTo output: String) -> [[String]] {
    let named = step.indices.dropFirst().filter { ["--report", "--gaps"].contains(step[$0 - 1]) }
    let others = named.map { index in
      step.enumerated().map { $0 == index ? $1.prefix { $0 != "=" } + "=\(output)" : $1 }
    }
    if step.contains("--report") { return others }
    var words = step
    if let option = words.lastIndex(of: "-o") {
      words[option + 1] = output
    } else {
      words += ["-o", output]
    }
    return others + [words]
  }

  /// Whether the step writes feeds from feeds: it may rewrite what it reads.
  private static func rewrites(_ command: ToolCommand, _ step: [String]) -> Bool {
    (command.result == .feed || step[0] == "session") && step[0] != "export"
  }

  @Test(arguments: writing, ways) func aReportDoesNotTakeThePlaceOfItsFeed(_ command: ToolCommand, _ way: String) throws
  {
    try withFolder { folder in
      let manager = FileManager.default
      try manager.copyItem(at: Repository.fixture("valid/minimal.xml"), to: URL(filePath: "\(folder)/feed.xml"))
      func run(_ step: [String]) throws -> ToolRun {
        try ToolRun.run(step.map { $0 == "FEED" ? "feed.xml" : ToolCommand.path($0) }, in: folder)
      }
      let last = command.steps.last!
      for step in command.steps.dropLast() { #expect(try run(step).status <= 1, "\(command)") }
      let read = Self.read(by: command)!
      let before = manager.contents(atPath: "\(folder)/\(read)")
      let output: String
      switch way {
      case "path": output = read
      case "dots": output = "./x/../\(read)"
      default: output = "link"
      }
      try manager.createDirectory(atPath: "\(folder)/x", withIntermediateDirectories: false)
      if way == "symbolic link" {
        try manager.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: read)
      } else if way == "hard link" {
        try manager.linkItem(atPath: "\(folder)/\(read)", toPath: "\(folder)/link")
      }
      for step in Self.steps(last, writingTo: output) {
        let outcome = try run(step)
        let message = Comment("\(step) \(way): \(outcome.ending) \(outcome.errorText.suffix(400))")
        let after = manager.contents(atPath: "\(folder)/\(read)")
        if Self.rewrites(command, last) {
          #expect(outcome.status == 0 || outcome.status == 1 && after == before, message)
          #expect(after?.contains(Data("</lheo>".utf8)) == true || read.hasSuffix(".gz"), message)
        } else {
          #expect(outcome.ending == .exit(64) && outcome.errorText.contains(output), message)
          #expect(after == before, message)
        }
      }
    }
  }

  /// In a folder or an archive that is read, and where standard input comes from.
  @Test(
    arguments: [
      (["inspect", "feeds", "-o", "feeds/a.xml"], 64), (["inspect", "feeds", "-o", "feeds/report.txt"], 0),
      (["validate", "feeds.zip", "-o", "feeds.zip"], 64),
      (["convert", "feeds.zip", "--to", "csv", "-o", "feeds.zip"], 64),
      (["diff", "other.xml", "feeds", "-o", "feeds/a.xml"], 64), (["inspect", "-", "-o", "feeds/a.xml"], 64),
      (["split", "parts/part-1.xml", "--offers", "1", "-o", "parts"], 64),
      (["split", "feeds/a.xml", "--offers", "1", "-o", "feeds"], 64),
      (["validate", "feeds/a.xml", "--fail-on", "never", "-o", "/dev/null"], 0),
      (["select", "feeds/a.xml", "--count", "-o", "feeds/a.xml"], 64),
      (["fix", "feeds/a.xml", "--list", "-o", "feeds/a.xml"], 64),
      (["format", "feeds/a.xml", "-o", "feeds/a.xml"], 0), (["format", "feeds", "-o", "feeds/"], 0),
      (["merge", "feeds/a.xml", "other.xml", "-o", "feeds/a.xml"], 0),
    ] as [([String], Int32)])
  func whateverLeadsToWhatIsRead(_ words: [String], _ status: Int32) throws {
    try withFolder { folder in
      let manager = FileManager.default
      let feed = Repository.fixture("valid/minimal.xml").bytes
      try manager.createDirectory(atPath: "\(folder)/feeds", withIntermediateDirectories: false)
      for name in ["feeds/a.xml", "other.xml"] { try Data(feed).write(to: URL(filePath: "\(folder)/\(name)")) }
      try Data(ZipFile([("a.xml", feed)]).bytes).write(to: URL(filePath: "\(folder)/feeds.zip"))
      _ = try ToolRun.run(["split", "other.xml", "--offers", "1", "-o", "parts"], in: folder)
      let parts = try manager.contentsOfDirectory(atPath: "\(folder)/parts").filter { $0.hasSuffix(".xml") }
      let words = words.map { $0 == "parts/part-1.xml" ? "parts/\(parts[0])" : $0 }
      let name = words.contains { $0.hasSuffix(".zip") } ? "feeds.zip" : "feeds/a.xml"
      let before = manager.contents(atPath: "\(folder)/\(name)")
      let run: ToolRun
      if words.contains("-") {
        let shell = "exec \"\(ToolRun.tool)\" \(words.joined(separator: " ")) < feeds/a.xml"
        let result = Program.run(URL(filePath: "/bin/sh"), ["-c", "cd \"\(folder)\" && (\(shell)); echo $?"])
        #expect(result.output.hasSuffix("\(status)\n"), "\(result)")
        return
      } else {
        run = try ToolRun.run(words, in: folder)
      }
      #expect(run.ending == .exit(status), "\(words): \(run.ending) \(run.errorText)")
      if status != 0 { #expect(manager.contents(atPath: "\(folder)/\(name)") == before, "\(words)") }
    }
  }
}
