import Foundation
import TestSupport
import Testing

/// What `convert` does where a table cannot be made.
@Suite struct TableFaultTests {
  let tool = Tool()
  private let feed = Tool.fixture("valid/regional.xml")

  @Test(.needsMount, arguments: ["csv", "xlsx", "sqlite", "ndjson"]) func aFullDiskLeavesNothing(
    format: String
  ) throws {
    #expect(try tool.run("generate-feed", "--megabytes", "4", "-o", "big.xml").status == 0)
    let disk = tool.folder.appending(path: "disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: false)
    #expect(SmallDisk.mount(at: disk))
    defer { SmallDisk.unmount(disk) }
    let result = try tool.run("convert", "big.xml", "--to", format, "-o", "disk/out")
    #expect(result.status == 2)
    #expect(result.errors.contains("disk/out: "), "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).isEmpty)
  }

  @Test func aClosedPipeEndsTheCommandQuietly() throws {
    let shell =
      "\"$0\" generate-feed --megabytes 4 2>/dev/null | \"$0\" convert - --to csv | head -1; echo ${PIPESTATUS[1]}"
    let result = Program.run(URL(filePath: "/bin/bash"), ["-c", shell, Tool.executable.path])
    #expect(result.output.hasPrefix("formation_id,"))
    #expect(result.output.hasSuffix("\n141\n"))
  }

  @Test(arguments: [
    ["--to", "xlsx"], ["--to", "sqlite"], ["--to", "csv", "--all-tables"],
    ["--to", "sqlite", "--table", "lieux", "-o", "x"],
    ["--to", "csv", "--append", "-o", "x"], ["--to", "csv", "--table", "sesions"], ["--to", "pdf"],
  ])
  func wrongUsageExitsWith64(arguments: [String]) throws {
    #expect(try tool.run(["convert", feed] + arguments).status == 64)
  }

  @Test(arguments: ["csv", "xlsx", "sqlite", "ndjson"]) func whatCannotBeWrittenExitsWith2(format: String) throws {
    let result = try tool.run("convert", feed, "--to", format, "-o", "no/such/folder/out")
    #expect(result.status == 2)
    #expect(result.errors.contains("no/such/folder"), "\(result.errors)")
  }

  @Test(arguments: ["xlsx", "sqlite", "csv", "json"]) func anUnreadableFeedReplacesNothing(format: String) throws {
    try tool.write("avant", to: "out")
    let broken = Tool.fixture("unreadable/truncated.xml")
    #expect(try tool.run("convert", broken, "--to", format, "-o", "out").status == 2)
    #expect(try tool.read("out") == "avant")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.folder.path) == ["out"])
  }
}
