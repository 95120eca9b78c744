import Foundation
import TestSupport
import Testing

@Suite struct ConvertTests {
  let tool = Tool()

  @Test func sessionsAreTheDefaultTable() throws {
    let result = try tool.run("convert", Tool.fixture("valid/regional.xml"), "--to", "csv")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 96)
    #expect(lines[0].hasPrefix("formation_id,formation_numero,intitule,action_id,"))
  }

  @Test func feedsComeBackFromNDJSON() throws {
    let feed = Tool.fixture("valid/regional.xml")
    #expect(try tool.run("convert", feed, "--to", "ndjson", "-o", "offers.ndjson").status == 0)
    #expect(try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--as-of", "2026-11-24").status == 0)
    #expect(
      canonical(Array(try tool.read("feed.xml").utf8)) == canonical(Array(try Data(contentsOf: URL(filePath: feed)))))
  }

  @Test func lheoCanBeRewritten() throws {
    let feed = Tool.fixture("valid/catalogue.xml")
    #expect(
      try tool.run("convert", feed, "--to", "lheo", "--encoding", "ISO-8859-1", "--indent", "0", "-o", "l.xml").status
        == 0)
    #expect(try tool.run("validate", "--profile", "none", "l.xml").status == 0)
    let latin1 = Array(try Data(contentsOf: tool.folder.appending(path: "l.xml")))
    #expect(canonical(latin1) == canonical(Array(try Data(contentsOf: URL(filePath: feed)))))
  }

  @Test func anUnreadableFeedReplacesNothing() throws {
    try tool.write("avant", to: "out.csv")
    let result = try tool.run("convert", Tool.fixture("unreadable/truncated.xml"), "--to", "csv", "-o", "out.csv")
    #expect(result.status == 2)
    #expect(try tool.read("out.csv") == "avant")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.folder.path) == ["out.csv"])
  }

  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptionLeavesNoFile(signal: Int32) throws {
    #expect(try tool.run("generate-feed", "--megabytes", "60", "-o", "big.xml").status == 0)
    try tool.write("avant", to: "out.csv")
    let process = try tool.start(["convert", "big.xml", "--to", "csv", "-o", "out.csv"])
    // Wait for the temporary file, so that the interruption comes in the middle.
    while process.isRunning, try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).count < 3 {
      usleep(1000)
    }
    process.kill(signal)
    #expect(process.wait() == .exit(128 + signal))
    #expect(try tool.read("out.csv") == "avant")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).sorted() == ["big.xml", "out.csv"])
  }

  @Test func aFullDiskExitsWith2() throws {
    let result = try tool.run("convert", Tool.fixture("valid/regional.xml"), "--to", "csv", "-o", "/dev/full")
    #expect(result.status == 2)
    #expect(result.errors.contains("/dev/full"))
  }

  @Test func aWrongColumnNamesTheNearest() throws {
    let result = try tool.run(
      "convert", Tool.fixture("valid/minimal.xml"), "--to", "csv", "--columns", "session/periode/debu")
    #expect(result.status == 64)
    #expect(result.errors.contains("Did you mean 'debut'?"))
  }
}

@Suite struct ExportTests {
  let tool = Tool()

  private func offers() throws -> [String] {
    let result = try tool.run("convert", Tool.fixture("valid/regional.xml"), "--to", "ndjson")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test func anInvalidOfferIsNotEmitted() throws {
    var lines = Array(try offers().prefix(3))
    lines[1] = lines[1].replacing("\"certifiante\":\"1\"", with: "\"certifiante\":\"7\"")
    try tool.write(lines.joined(separator: "\n"), to: "offers.ndjson")
    try tool.write("avant", to: "feed.xml")
    let refused = try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--as-of", "2026-11-24")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("Offre 04_2F"))
    #expect(try tool.read("feed.xml") == "avant")
    let dropped = try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--as-of", "2026-11-24", "--drop-invalid")
    #expect(dropped.status == 1)
    #expect(dropped.errors.contains("2 offres écrites, 1 écartée\u{A0}: 04_2F"))
    #expect(try tool.run("validate", "--as-of", "2026-11-24", "feed.xml").output.contains("2 formations"))
  }

  @Test func aLineThatIsNotJSONIsNamed() throws {
    try tool.write(try offers()[0] + "\n{oops\n", to: "offers.ndjson")
    let result = try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--as-of", "2026-11-24")
    #expect(result.status == 2)
    #expect(result.errors.contains("offers.ndjson:2:"))
    #expect(!tool.exists("feed.xml"))
  }

  @Test func nothingMakesNoFeed() throws {
    try tool.write("\n\n", to: "offers.ndjson")
    #expect(try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--as-of", "2026-11-24").status == 2)
    #expect(!tool.exists("feed.xml"))
  }

  @Test func aFeedCanBeStamped() throws {
    try tool.write(try offers()[0], to: "offers.ndjson")
    #expect(try tool.run("export", "offers.ndjson", "-o", "feed.xml", "--as-of", "2026-11-24", "--stamp").status == 0)
    #expect(try tool.read("feed.xml").contains("horodatage-export=\"20"))
    #expect(try tool.run("validate", "--as-of", "2026-11-24", "feed.xml").status == 0)
  }
}
