import Foundation
import TestSupport
import Testing

/// Outputs appear whole or not at all, and behave as users of other tools expect.
@Suite struct OutputTests {
  let tool = Tool(speaking: "en")
  let regional = Tool.fixture("valid/regional.xml")
  let minimal = Tool.fixture("valid/minimal.xml")
  static let namespace = "xmlns=\"http://lheo.gouv.fr/2.3\""

  /// Runs a script in the tool's folder, where `$0` is the tool.
  func shell(_ script: String) -> (status: Int32, output: String) {
    Program.run(
      URL(filePath: "/bin/bash"), ["-c", "cd '\(tool.folder.path)' && { \(script); }", Tool.executable.path],
      environment: Tool.english)
  }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).sorted() }
  }

  /// Commands that write a feed; `@` is the one they read.
  static let writingFeeds = [
    "format @", "fix @ --unsafe", "anonymise @", "upgrade @", "convert @ --to lheo", "merge @", "select @",
    "session close @ --numero '*' --end 2030-12-31", "recruitment close @ --numero '*'",
  ]
  static let writingTables = ["csv", "tsv", "ndjson", "json", "xlsx", "sqlite"].map { "convert @ --to \($0)" }
  static let writingFolders = ["split @ --offers 1", "split @ --by organisme", "convert @ --to csv --all-tables"]

  func write(_ feed: String, to name: String = "in.xml") throws { try tool.write(feed, to: name) }

  // MARK: Nothing to do is not success

  @Test(arguments: writingFeeds + writingFolders.dropLast()) func aFeedWithoutOffersReplacesNothing(
    command: String
  ) throws {
    for inside in ["<offres/>", "<offres><extras><extra>x</extra></extras></offres>", ""] {
      try write("<lheo \(Self.namespace)>\(inside)</lheo>")
      let isFolder = command.hasPrefix("split")
      if !isFolder { try tool.write("before", to: "out") }
      let result = shell("$0 \(command.replacing("@", with: "in.xml")) -o out")
      #expect(result.status == 2, "\(command): \(result.output)")
      #expect(result.output.contains("no offer"), "\(command): \(result.output)")
      if isFolder { #expect(!tool.exists("out")) } else { #expect(try tool.read("out") == "before") }
    }
  }

  @Test func aFeedWithoutOffersIsAFinding() throws {
    try write("<lheo \(Self.namespace)><offres/></lheo>")
    let result = try tool.run("validate", "in.xml", "--profile", "none")
    #expect(result.status == 1 && result.output.contains("schema/element-manquant"))
  }

  @Test(arguments: writingTables + ["convert @ --to csv --all-tables"]) func tablesWithoutRowsHaveTheirHeader(
    command: String
  ) throws {
    try write("<lheo \(Self.namespace)><offres/></lheo>")
    for (feed, condition) in [("in.xml", ""), (minimal, "--where 'formation/@numero = nothing'")] {
      // A database has its feed in any case.
      let result = shell("$0 \(command.replacing("@", with: feed)) \(condition) -o out")
      #expect(result.status == 0, "\(command): \(result.output)")
      #expect(result.output.contains("out: no "), "\(command): \(result.output)")
      if command.hasSuffix("--to csv") { #expect(try tool.read("out").hasPrefix("formation_id,")) }
      if command.hasSuffix("--to ndjson") { #expect(try tool.read("out").isEmpty) }
      if command.hasSuffix("--to json") { #expect(try tool.read("out") == "[]\n") }
      let some = shell("$0 \(command.replacing("@", with: minimal)) -o out")
      #expect(some.status == 0 && some.output.isEmpty, "\(command): \(some.output)")
    }
  }

  @Test(arguments: ["lheo", "csv", "ndjson", "json", "xlsx", "sqlite"]) func aSearchWithoutResultReplacesNothing(
    format: String
  ) throws {
    try tool.write("before", to: "out")
    let result = try tool.run("select", minimal, "--numero", "nothing", "--to", format, "-o", "out")
    #expect(result.status == 1 && result.errors.contains("no offer fits"))
    #expect(try tool.read("out") == "before")
    #expect(try files == ["out"])
  }

  // MARK: Faults of the system

  static let everything =
    writingFeeds + writingTables + writingFolders + [
      "export in.ndjson --profile none", "export in.sqlite --profile none", "validate @ --format html --fail-on never",
      "validate @ --format html-by-organisme --fail-on never", "inspect @ --format json",
      "diff @ '\(Tool.fixture("valid/regional.xml"))'",
    ]

  func makeInputs() throws {
    #expect(try tool.run("generate-feed", "--formations", "12", "-o", "in.xml").status == 0)
    #expect(try tool.run("convert", "in.xml", "--to", "ndjson", "-o", "in.ndjson").status == 0)
    #expect(try tool.run("convert", "in.xml", "--to", "sqlite", "-o", "in.sqlite").status == 0)
  }

  /// The size of what an output has, of its largest file if it is a folder.
  func size(_ path: String) -> Int {
    let manager = FileManager.default
    let files = (try? manager.contentsOfDirectory(atPath: tool.path(path)).map { "\(path)/\($0)" }) ?? [path]
    return files.map { (try? manager.attributesOfItem(atPath: tool.path($0))[.size] as? Int) ?? 0 }.max() ?? 0
  }

  @Test(arguments: everything) func aLimitOfFileSizesIsAnError(command: String) throws {
    try makeInputs()
    let before = try files
    let call = "$0 \(command.replacing("@", with: "in.xml")) -o out"
    #expect(shell(call).status <= 1)
    let limits = [1, size("out") / 2048]
    _ = shell("rm -r out")
    for limit in limits {
      // In kilobytes.
      let result = shell("(ulimit -f \(limit); \(call))")
      #expect(result.status == 2, "\(command), \(limit) kB: \(result.output)")
      #expect(
        result.output.contains("File too large") || result.output.contains("disk"), "\(command): \(result.output)")
      #expect(try files == before, "\(command)")
    }
  }

  @Test(arguments: ["xlsx", "sqlite", "csv --all-tables"]) func fewDescriptorsAreAnError(format: String) throws {
    for count in 4...24 {
      let result = shell("(ulimit -n \(count); $0 convert '\(minimal)' --to \(format) -o out)")
      #expect([0, 2, 127].contains(result.status), "\(count): \(result.output)")
      if result.status != 0 { #expect(try files.isEmpty, "\(count): \(result.output)") }
      _ = shell("rm -rf out")
    }
  }

  @Test(.enabled(if: getuid() == 0)) func aWorkbookLacksNoRowsWhereTemporaryFilesHaveNoRoom() throws {
    try makeInputs()
    #expect(try tool.run("convert", "in.xml", "--to", "xlsx", "-o", "whole").status == 0)
    let size = size("whole")
    for kilobytes in stride(from: 64, through: 1024, by: 64) {
      let result = shell(
        "mkdir disk && mount -t tmpfs -o size=\(kilobytes)k tmpfs disk || { rmdir disk; exit 99; }; "
          + "TMPDIR=disk $0 convert in.xml --to xlsx -o out; code=$?; umount disk; rmdir disk; exit $code")
      // A container may not be allowed to mount.
      if result.status == 99 { return }
      #expect(result.status == 2 || result.status == 0 && abs(self.size("out") - size) < 10, "\(kilobytes) kB")
      if result.status == 2 { #expect(!tool.exists("out") && result.output.contains("disk"), "\(result.output)") }
      _ = shell("rm -f out")
    }
  }

  @Test(arguments: [
    "convert in.xml --to csv", "convert in.xml --to ndjson", "convert in.xml --to lheo", "format in.xml",
    "merge in.xml", "select in.xml", "validate in.xml --profile all --region 01 --format ndjson", "validate in.xml",
    "diff in.xml '\(Tool.fixture("valid/regional.xml"))'", "fix in.xml --unsafe --dry-run", "export in.ndjson -o -",
    "session close in.xml --numero '*' --end 2030-12-31", "rules", "schema session", "tables sessions",
    "inspect in.xml",
  ]) func aClosedPipeEndsTheCommandQuietly(command: String) throws {
    try makeInputs()
    let before = try files
    // The reader is gone before there is anything to read.
    let result = shell("(sleep 0.3; $0 \(command)) | true; echo ${PIPESTATUS[0]}")
    #expect(result.output == "141\n", "\(command): \(result.output)")
    #expect(try files == before)
  }

  // MARK: Interruptions

  /// Runs a command that has half of its feed, through a pipe, when the signal comes. The other half follows.
  ///
  /// - Parameters:
  ///   - setting: what runs the command. Tests that `nohup` runs would pass on that a hang-up is ignored.
  ///   - count: how many temporary files are waited for.
  func interrupted(
    _ command: String, by signal: String, setting: String = "env --default-signal=HUP", files count: Int = 1
  ) throws -> (Int32, String) {
    let result = shell(
      "half=$(($(stat -c %s in.xml) / 2)); mkfifo pipe; "
        + "(head -c $half in.xml; while [ ! -e go ]; do sleep 0.05; done; tail -c +$((half + 1)) in.xml) > pipe & "
        + "\(setting) $0 \(command) & tool=$!; for i in $(seq 400); do "
        + "[ $(ls -d .lheo* *.tmp out/*.tmp out/*/*.tmp 2>/dev/null | wc -l) -ge \(count) ] && break; sleep 0.05; done; "
        + "kill -\(signal) $tool; touch go; wait $tool; code=$?; wait; rm -f pipe go; echo $code")
    return (Int32(result.output.split(separator: "\n").last ?? "") ?? -1, result.output)
  }

  @Test(arguments: [
    "split pipe --offers 1 -o out", "convert pipe --to csv --all-tables -o out", "convert pipe --to xlsx -o out.xlsx",
    "convert pipe --to sqlite -o out.sqlite", "format pipe -o out.xml",
  ]) func anInterruptionLeavesNothing(command: String) throws {
    #expect(try tool.run("generate-feed", "--formations", "100", "--indent", "none", "-o", "in.xml").status == 0)
    for (signal, code) in [("INT", 130), ("TERM", 143), ("XCPU", 152), ("HUP", 129)] as [(String, Int32)] {
      let (status, output) = try interrupted(command, by: signal)
      #expect(status == code, "\(command) \(signal): \(output)")
      #expect(try files == ["in.xml"], "\(command) \(signal)")
    }
  }

  @Test func manyFilesAreRemovedToo() throws {
    #expect(try tool.run("generate-feed", "--formations", "300", "--indent", "none", "-o", "in.xml").status == 0)
    let (status, output) = try interrupted("split pipe --offers 1 -o out/deep", by: "INT", files: 100)
    #expect(status == 130, "\(output)")
    #expect(try files == ["in.xml"])
  }

  @Test func aHangUpThatIsSwitchedOffStaysSo() throws {
    #expect(try tool.run("generate-feed", "--formations", "100", "--indent", "none", "-o", "in.xml").status == 0)
    let (status, output) = try interrupted("format pipe -o out.xml", by: "HUP", setting: "nohup")
    #expect(status == 0, "\(output)")
    #expect(tool.exists("out.xml"))
  }

  // MARK: Folders

  @Test(arguments: writingFolders + ["validate @ --format html-by-organisme --fail-on never"])
  func aFolderHasTheFilesOfTheLastRunOnly(command: String) throws {
    func fill(_ feed: String) -> (status: Int32, output: String) {
      shell("$0 \(command.replacing("@", with: "'\(feed)'")) --quiet -o a/out")
    }
    /// The files that are not hidden, with their sizes.
    func list(_ folder: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: tool.path(folder)).filter { !$0.hasPrefix(".") }.sorted()
        .map { "\($0) \(size("\(folder)/\($0)"))" }
    }
    #expect(fill(minimal).status == 0)
    let few = try list("a/out")
    #expect(fill(regional).status == 0)
    #expect(try list("a/out") != few)
    #expect(fill(minimal).status == 0)
    #expect(try list("a/out") == few)
    // A feed that cannot be read, and somebody else's files.
    #expect(fill(Tool.fixture("unreadable/truncated.xml")).status == 2)
    if !command.hasPrefix("validate") { #expect(try list("a/out") == few) }
    let other = shell("mkdir -p b/out && touch b/out/mine && $0 \(command.replacing("@", with: minimal)) -o b/out")
    #expect(other.status == 2 && other.output.contains("b/out: the folder is not empty"))
    #expect(try list("b/out") == ["mine 0"])
  }

  @Test func aTemplateIsTheUsers() throws {
    #expect(try tool.run("export", "--template", "mine").status == 0)
    try tool.write("formation_id,intitule\n1,A\n", to: "mine/formations.csv")
    for arguments in [
      ["export", "--template", "mine"], ["convert", minimal, "--to", "csv", "--all-tables", "-o", "mine"],
    ] {
      #expect(try tool.run(arguments).status == 2)
      #expect(try tool.read("mine/formations.csv") == "formation_id,intitule\n1,A\n")
    }
  }
}
