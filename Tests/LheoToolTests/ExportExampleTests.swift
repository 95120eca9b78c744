import Foundation
import TestSupport
import Testing

/// `export --example`: an offer with no more than what is asked of each, in a form that `export` takes.
@Suite struct ExportExampleTests {
  private let tool = Tool()

  private func expectFeed(from data: String) throws {
    let export = try tool.run("export", data, "-o", "feed.xml")
    #expect(export.status == 0, "\(export.errors)")
    let check = try tool.run("validate", "feed.xml", "--format", "json")
    #expect(check.status == 0 && !check.output.contains("\"severity\":\"error\""), "\(check.output)")
    // Nothing is lost of it.
    if data != "a.ndjson" {
      let line = try tool.run("export", "--example", "ndjson")
      try tool.write(line.output, to: "a.ndjson")
      #expect(try tool.run("export", "a.ndjson", "-o", "b.xml").status == 0)
      #expect(try canonical(Array(tool.read("feed.xml").utf8)) == canonical(Array(tool.read("b.xml").utf8)))
    }
    let sessions = try tool.run("sql", "feed.xml", "select count(*) from v_sessions_ouvertes", "--format", "csv")
    #expect(sessions.output.hasSuffix("\n1\n"), "\(sessions.output)")
  }

  @Test func aLineOfNDJSON() throws {
    #expect(try tool.run("export", "--example", "ndjson", "-o", "a.ndjson").status == 0)
    try expectFeed(from: "a.ndjson")
    let printed = try tool.run("export", "--example", "ndjson")
    #expect(try printed.output == tool.read("a.ndjson"))
  }

  @Test func aFolderOfCSV() throws {
    #expect(try tool.run("export", "--example", "csv", "-o", "tables").status == 0)
    try expectFeed(from: "tables")
    let names = try FileManager.default.contentsOfDirectory(atPath: tool.path("tables")).filter { $0.hasSuffix(".csv") }
    #expect(Set(names).isSuperset(of: ["formations.csv", "actions.csv", "sessions.csv", "recrutements.csv"]))
    // No table or column is there for nothing, and no text without a column.
    #expect(!names.contains("reste.csv"))
    for name in names {
      let lines = try tool.read("tables/\(name)").split(separator: "\n")
      #expect(lines.count > 1, "\(name): \(lines)")
      let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      for column in rows[0].indices where !lines.contains(where: { $0.contains("\"") }) {
        #expect(rows.dropFirst().contains { !$0[column].isEmpty }, "\(name): \(rows[0][column])")
      }
    }
    #expect(try tool.run("export", "--example", "csv").status == 64)
    #expect(try tool.run("export", "--example", "csv", "-o", "tables").status == 2)
  }

  @Test(.needsPostgreSQL) func tablesOfPostgreSQL() throws {
    let database = try PostgreSQLServer.makeDatabase()
    let script = try tool.run("export", "--example", "sql").output
    #expect(script.contains("PRIMARY KEY") && script.contains("COMMENT ON COLUMN"))
    #expect(database.query(script) == "")
    try expectFeed(from: database.address())
    // Its keys are kept.
    #expect(database.query("INSERT INTO lheo.sessions (session_id, action_id) VALUES ('x', 'nix')").contains("ERROR"))
  }

  @Test(arguments: [
    "--template t -o x", "--template t --example csv -o x", "--example ndjson a.ndjson", "--example xlsx",
  ])
  func whatDoesNotFitTogetherIsRefused(words: String) throws {
    #expect(try tool.run(["export"] + words.split(separator: " ").map(String.init)).status == 64)
    #expect(!tool.exists("x") && !tool.exists("t"))
  }
}
