import Foundation
import TestSupport
import Testing

/// Where feeds come from: archives, folders, pipes, and the same one twice.
@Suite struct InputTests {
  let tool = Tool(speaking: "en")
  private let regional = Tool.fixture("valid/regional.xml")
  private let minimal = Tool.fixture("valid/minimal.xml")
  private let truncated = Tool.fixture("unreadable/truncated.xml")

  private func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

  private func archive(_ name: String, _ files: [(name: String, bytes: [UInt8])]) throws {
    try Data(ZipFile(files).bytes).write(to: URL(filePath: tool.path(name)))
  }

  private func shell(_ script: String) -> (status: Int32, output: String) {
    Program.run(
      URL(filePath: "/bin/bash"), ["-c", "cd '\(tool.folder.path)' && \(script)", Tool.executable.path],
      environment: Tool.english)
  }

  // MARK: Nothing to do is not success

  static let commands: [[String]] = [
    ["validate"], ["inspect"], ["merge"], ["convert", "--to", "csv"], ["convert", "--to", "sqlite"],
    ["convert", "--to", "xlsx"], ["convert", "--to", "csv", "--all-tables"], ["convert", "--to", "ndjson"],
    ["convert", "--to", "lheo"],
  ]

  @Test(arguments: commands) func anInputWithoutFeedsIsAnError(command: [String]) throws {
    try archive("empty.zip", [])
    try archive("names.zip", [("read.me", []), ("feed", try bytes(minimal)), ("inner.xml/", [])])
    try archive("inner.zip", [("archive.zip", ZipFile([("a.xml", try bytes(minimal))]).bytes)])
    for folder in ["nothing", "around"] {
      try FileManager.default.createDirectory(atPath: tool.path(folder), withIntermediateDirectories: true)
    }
    try archive("around/names.zip", [("read.me", [])])
    for (input, words) in [
      ("empty.zip", "*.xml"), ("names.zip", "*.xml"), ("inner.zip", "inner.zip!archive.zip"), ("nothing", "*.xml"),
      ("around", "around/names.zip"),
    ] {
      for inputs in [[input], [minimal, input]] where !(command.last == "lheo" && inputs.count > 1) {
        if command.last != "--all-tables" { try tool.write("before", to: "out") }
        let result = try tool.run(
          [command[0]] + inputs + command.dropFirst() + ["-o", "out"], environment: Tool.english)
        #expect(result.status == 2, "\(command) \(inputs)")
        let writesReport = ["validate", "inspect"].contains(command[0])
        let said = result.errors + (writesReport ? try tool.read("out") : "")
        #expect(said.contains(words), "\(command) \(inputs): \(said)")
        if !writesReport, command.last != "--all-tables" { #expect(try tool.read("out") == "before") }
        if command.last == "--all-tables" { #expect(!tool.exists("out")) }
      }
    }
  }

  /// What a folder names and cannot be read is reported, not passed over.
  @Test func whatAFolderHasIsReadOrReported() throws {
    try FileManager.default.createDirectory(atPath: tool.path("feeds/closed"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: minimal, toPath: tool.path("feeds/a.xml"))
    #expect(try tool.run("validate", "--profile", "none", "feeds").status == 0)
    #expect(shell("ln -s nowhere feeds/gone.xml").status == 0)
    let result = try tool.run("validate", "--profile", "none", "--lang", "en", "feeds")
    #expect(result.status == 2 && result.output.contains("feeds/gone.xml: no such file"), "\(result.output)")
    #expect(result.output.contains("feeds/a.xml"))
    if getuid() == 0 { return }
    #expect(shell("rm feeds/gone.xml && chmod 0 feeds/closed").status == 0)
    #expect(try tool.run("validate", "--profile", "none", "feeds").status == 2)
    _ = shell("chmod 700 feeds/closed")
  }

  // MARK: One of several feeds cannot be read

  @Test(arguments: commands.filter { $0[0] == "convert" && $0.last != "lheo" } + [["merge"]])
  func anOutputIsNeverMadeOfSomeFeeds(command: [String]) throws {
    let isFolder = command.last == "--all-tables"
    let out = isFolder ? "out/sessions.csv" : "out"
    #expect(try tool.run([command[0], minimal] + command.dropFirst() + ["-o", "out"]).status == 0)
    let before = try Data(contentsOf: URL(filePath: tool.path(out)))
    for feeds in [[minimal, truncated], [truncated, minimal], [minimal, "nowhere.xml", truncated]] {
      for jobs in command[0] == "merge" ? [[]] : [["--jobs", "1"], ["--jobs", "3"]] {
        let result = try tool.run([command[0]] + feeds + command.dropFirst() + ["-o", "out"] + jobs)
        #expect(result.status == 2)
        #expect(result.errors.contains("truncated.xml:") || result.errors.contains("nowhere.xml:"))
        #expect(try Data(contentsOf: URL(filePath: tool.path(out))) == before, "\(command) \(feeds)")
      }
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: tool.folder.path) == ["out"])
  }

  @Test func allFeedsThatCannotBeReadAreNamed() throws {
    let result = try tool.run("convert", minimal, truncated, "nowhere.xml", "--to", "csv", "-o", "out")
    #expect(result.status == 2)
    #expect(result.errors.contains("truncated.xml:") && result.errors.contains("nowhere.xml:"))
    #expect(result.errors.contains("2 of 3 feeds"))
  }

  @Test func aDatabaseGetsAllFeedsOrNone() throws {
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let added = try tool.run("convert", regional, truncated, "--to", "sqlite", "--append", "-o", "a.sqlite")
    #expect(added.status == 2)
    // Whole, and the only one: no source is to be chosen.
    let exported = try tool.run("export", "a.sqlite", "--profile", "none", "-o", "a.xml")
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(canonical(try bytes(tool.path("a.xml"))) == canonical(try bytes(minimal)))
    // One that is not there yet appears whole or not at all.
    #expect(try tool.run("convert", truncated, "--to", "sqlite", "--append", "-o", "b.sqlite").status == 2)
    #expect(!tool.exists("b.sqlite"))
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "--append", "-o", "b.sqlite").status == 0)
    #expect(try tool.run("export", "b.sqlite", "--profile", "none", "-o", "b.xml").status == 0)
  }

  @Test func reportsHaveTheOtherFeeds() throws {
    for command in ["validate", "inspect"] {
      let result = try tool.run(command, truncated, minimal, "--format", "json", "-o", "out")
      #expect(result.status == 2)
      #expect(try tool.read("out").contains("minimal.xml") && tool.read("out").contains("truncated.xml"))
    }
  }

  // MARK: Named twice

  @Test func aFeedThatIsNamedTwiceIsReadOnce() throws {
    try FileManager.default.createDirectory(atPath: tool.path("feeds"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: minimal, toPath: tool.path("feeds/a.xml"))
    try archive("feeds/b.zip", [("b.xml", try bytes(minimal))])
    #expect(shell("ln -s feeds/a.xml link.xml").status == 0)
    for again in ["feeds/a.xml", "./feeds//a.xml", tool.path("feeds/a.xml"), "link.xml", "feeds", "feeds/b.zip"] {
      for command in [["convert", "--to", "sqlite"], ["validate", "--format", "json", "--fail-on", "never"]] {
        let result = try tool.run([command[0], "feeds", again] + command.dropFirst() + ["-o", "out"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("named twice, read once"), "\(again): \(result.errors)")
      }
      #expect(try tool.read("out").components(separatedBy: "\"sha256\":").count == 3)
    }
    let twice = try tool.run("convert", minimal, minimal, "--to", "sqlite", "-o", "twice.sqlite")
    #expect(twice.status == 0)
    #expect(try tool.run("export", "twice.sqlite", "--profile", "none", "-o", "again.xml").status == 0)
    #expect(canonical(try bytes(tool.path("again.xml"))) == canonical(try bytes(minimal)))
  }

  @Test func filesOfOneNameInAnArchiveAreFeedsOfTheirOwn() throws {
    try archive("a.zip", [("a.xml", try bytes(minimal)), ("a.xml", try bytes(regional))])
    #expect(try tool.run("convert", "a.zip", "--to", "sqlite", "-o", "a.sqlite").status == 0)
    for (source, feed) in [("a.zip!a.xml", minimal), ("a.zip!a.xml (2)", regional)] {
      let result = try tool.run("export", "a.sqlite", "--source", source, "--profile", "none", "-o", "a.xml")
      #expect(result.status == 0, "\(result.errors)")
      #expect(canonical(try bytes(tool.path("a.xml"))) == canonical(try bytes(feed)))
    }
  }

  // MARK: What can be read once

  /// A way to the bytes of a file, in words of the shell; `%` is the file.
  struct Way: Sendable {
    var before = ""
    var name: String
    var after = ""
  }

  static let ways = [
    Way(name: "-", after: "< %"), Way(before: "cat % |", name: "-"), Way(before: "cat % |", name: "/dev/stdin"),
    Way(name: "<(cat %)"),
    Way(before: "mkfifo pipe; (cat % > pipe &); timeout 60", name: "pipe", after: "; code=$?; rm pipe; exit $code"),
  ]

  @Test(arguments: ways) func whateverWayAFeedComesTheResultIsTheSame(way: Way) throws {
    try FileManager.default.copyItem(atPath: regional, toPath: tool.path("in.xml"))
    try FileManager.default.copyItem(atPath: minimal, toPath: tool.path("other.xml"))
    try archive("in.zip", (0..<4).map { ("\($0).xml", try! bytes($0 == 2 ? regional : minimal)) })
    #expect(shell("gzip -k in.xml && $0 convert in.xml --to ndjson -o in.ndjson").status == 0)
    for (file, command) in [
      ("in.xml", "validate @ --quiet --format ndjson -o out"), ("in.xml.gz", "merge @ other.xml -o out"),
      ("in.xml.gz", "merge @ -o out"), ("in.xml", "diff @ other.xml --format json -o out"),
      ("in.xml", "diff other.xml @ --format json -o out"), ("in.xml", "diff in.xml @ -o out"),
      ("in.ndjson", "export @ --profile none -o out"), ("in.zip", "convert @ --to csv -o out"),
      ("in.zip", "merge @ -o out"), ("in.zip", "merge other.xml @ -o out"),
    ] {
      let direct = shell("$0 " + command.replacing("@", with: file))
      let expected = try named(bytes(tool.path("out")))
      let script = "\(way.before) $0 \(command.replacing("@", with: way.name)) \(way.after)".replacing("%", with: file)
      let result = shell("rm out; " + script)
      #expect(result.status == direct.status, "\(script): \(result.output)")
      let isSame = try named(bytes(tool.path("out"))) == expected
      #expect(isSame, "\(script)")
    }
  }

  /// Without the name of the feed, which is that of the way.
  private func named(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    for name in ["in.xml", "in.zip", "/dev/stdin", "/dev/fd/63", "pipe"] { text = text.replacing(name, with: "-") }
    return text.replacing("\n'-", with: "\n-")
  }

  @Test func settingsAndEarlierReportsMayComeThroughPipes() throws {
    #expect(try tool.run("validate", minimal, "--format", "json", "-o", "report.json").status == 1)
    try tool.write("profile = \"none\"\n", to: "settings")
    for arguments in [
      "--baseline <(cat report.json)", "--baseline /dev/stdin < report.json", "--baseline <(gzip -c report.json)",
      "--config <(cat settings)", "--config /dev/stdin < settings",
    ] {
      let result = shell("$0 validate '\(minimal)' \(arguments)")
      #expect(result.status == 0, "\(arguments): \(result.output)")
    }
  }

  @Test func aDatabaseInAPipeIsNamed() throws {
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let result = shell("cat a.sqlite | $0 export - -o a.xml")
    #expect(result.status == 2 && result.output.contains("SQLite database"))
  }

  /// Pipes may have to be read one after the other: nothing waits for the second before the first has been read.
  @Test func pipesAreReadInTheirOrder() throws {
    #expect(try tool.run("generate-feed", "--megabytes", "1", "-o", "large.xml").status == 0)
    for command in ["validate --fail-on never -o out", "convert --to csv -o out", "merge -o out"] {
      let script =
        "mkfifo a b; (cat large.xml > a; cat '\(minimal)' > b) & timeout 60 $0 \(command) a b; code=$?; rm a b; exit $code"
      let result = shell(script)
      #expect(result.status == 0, "\(command): \(result.output)")
    }
  }

  @Test func anArchiveWhereItIsNotLookedForIsNamed() throws {
    try archive("a.zip", [("a.xml", try bytes(minimal))])
    let pipes = "diff <(cat a.zip) <(cat a.zip)"
    for command in [pipes, "export a.zip -o x"] {
      let result = shell("$0 \(command)")
      #expect(result.status == 2 && result.output.contains("zip archive"), "\(command): \(result.output)")
    }
  }
}
