import Foundation
import TestSupport
import Testing

/// Where outputs go, and databases that somebody else uses.
extension OutputTests {
  @Test(arguments: everything) func anOutputNeedsAName(command: String) throws {
    try FileManager.default.copyItem(atPath: minimal, toPath: tool.path("in.xml"))
    for name in ["in.ndjson", "in.sqlite"] { try tool.write("", to: name) }
    let result = shell("$0 \(command.replacing("@", with: "in.xml")) -o ''")
    #expect(result.status == 64, "\(command): \(result.output)")
    #expect(result.output.contains("The name of the output is empty"), "\(command): \(result.output)")
  }

  @Test func aWorkbookGoesWhereADeviceIs() throws {
    let result = shell(
      "$0 convert '\(minimal)' --to xlsx -o /dev/stdout > a.xlsx && $0 convert '\(minimal)' --to xlsx -o /dev/null")
    #expect(result.status == 0, "\(result.output)")
    #expect(size("a.xlsx") > 5000)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test(arguments: [":memory:", "file:x?mode=memory", "file::memory:", "file:a%20b"]) func aDatabaseMayHaveAnyName(
    name: String
  ) throws {
    for arguments in [[], ["--append"]] {
      let feed = arguments.isEmpty ? minimal : regional
      let result = try tool.run(["convert", feed, "--to", "sqlite", "-o", name] + arguments)
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try files == [name])
    let result = try tool.run("export", name, "--source", minimal, "--profile", "none", "-o", "a.xml")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(.needs("sqlite3")) func aDatabaseThatIsInUseIsWaitedFor() throws {
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let result = shell(
      "{ echo 'BEGIN IMMEDIATE;'; echo '.print locked'; sleep 2; echo 'COMMIT;'; } | sqlite3 a.sqlite > lock & "
        + "while ! grep -q locked lock; do sleep 0.05; done; $0 convert '\(regional)' --to sqlite --append -o a.sqlite")
    #expect(result.status == 0, "\(result.output)")
  }

  /// Until all feeds have been read, a database that gets them is not touched, and others may write to it.
  @Test func anInterruptionLeavesADatabaseAsItWas() throws {
    #expect(try tool.run("generate-feed", "--formations", "100", "--indent", "none", "-o", "in.xml").status == 0)
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let before = try Data(contentsOf: URL(filePath: tool.path("a.sqlite")))
    let (status, output) = try interrupted("convert pipe --to sqlite --append -o a.sqlite", by: "TERM")
    #expect(status == 143, "\(output)")
    #expect(try files == ["a.sqlite", "in.xml"])
    let isSame = try Data(contentsOf: URL(filePath: tool.path("a.sqlite"))) == before
    #expect(isSame)
  }

  /// A program was killed while it was writing: its journal is there, and what it had written as well.
  @Test(.needs("sqlite3")) func aDatabaseIsReadAfterAKill() throws {
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let killed = shell(
      "{ echo 'PRAGMA cache_size = 1; BEGIN; UPDATE sessions SET debut = 0; CREATE TABLE x AS WITH RECURSIVE n(i) AS '; "
        + "echo '(VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i, hex(randomblob(50)) FROM n;'; "
        + "echo '.print written'; sleep 20; } | sqlite3 a.sqlite > log & sleep 0.1; "
        + "while ! grep -q written log; do sleep 0.05; done; kill -KILL $!; rm log; ls a.sqlite-journal")
    #expect(killed.status == 0, "\(killed.output)")
    let result = try tool.run("export", "a.sqlite", "--profile", "none", "-o", "a.xml")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try files == ["a.sqlite", "a.xml"])
  }

  /// Who has not named the folder for temporary files is told how another is named, and nothing is replaced.
  @Test(arguments: [
    "validate a.xml --format html -o out", "convert a.xml --to sqlite -o out",
    "convert a.xml --to csv --all-tables -o out",
    "export in.sqlite --profile none -o out",
  ]) func aMissingTemporaryFolderIsNamed(command: String) throws {
    // More bodies than wait in memory.
    let feed = RealisticFeed.bytes(offers: 6000, bodies: true)
    try tool.write(String(decoding: feed, as: UTF8.self), to: "a.xml")
    if command.hasPrefix("export") {
      #expect(try tool.run("convert", "a.xml", "--to", "sqlite", "-o", "in.sqlite").status == 0)
    }
    let result = try tool.run(
      command.split(separator: " ").map(String.init), environment: ["TMPDIR": "/nonexistent"])
    #expect(result.status == 2 && result.errors.contains("TMPDIR"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: tool.path("out")))
  }
}
