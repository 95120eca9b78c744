import Foundation
import TestSupport
import Testing

/// Databases, and tables that make a feed again.
extension TableFormatTests {
  @Test(.needs("sqlite3")) func theSQLiteShellReadsDatabases() throws {
    try convert("--to", "sqlite", "-o", "offers.sqlite")
    let shell = try #require(Program.find("sqlite3"))
    func query(_ sql: String) -> String { Program.run(shell, [path("offers.sqlite"), sql]).output }
    #expect(query("PRAGMA integrity_check") == "ok\n")
    #expect(query("PRAGMA foreign_key_check").isEmpty)
    #expect(query("SELECT count(*) FROM sessions JOIN actions USING (source, action_id)") == "95\n")
    #expect(query("SELECT count(*) > 0 FROM v_sessions_ouvertes") == "1\n")
    #expect(query("SELECT count(*) > 0 FROM recherche WHERE recherche MATCH 'cuisin*'") == "1\n")
    #expect(query("SELECT libelle FROM codes WHERE nom LIKE '%recrutement%' AND code = '1'") != "")
  }

  @Test func aDatabaseGivesTheFeedAgain() throws {
    try convert("--to", "sqlite", "-o", "offers.sqlite")
    let result = try tool.run("export", "offers.sqlite", "-o", "again.xml", "--profile", "none")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      canonical(Array(try tool.read("again.xml").utf8)) == canonical(Array(try Data(contentsOf: URL(filePath: feed)))))
  }

  @Test func feedsAreAddedToADatabase() throws {
    let minimal = Tool.fixture("valid/minimal.xml")
    try convert("--to", "sqlite", "-o", "offers.sqlite")
    #expect(try tool.run("convert", minimal, "--to", "sqlite", "--append", "-o", "offers.sqlite").status == 0)
    let twice = try tool.run("convert", minimal, "--to", "sqlite", "--append", "-o", "offers.sqlite")
    #expect(twice.status == 2)
    #expect(twice.errors.contains("offers.sqlite: feed '\(minimal)' is in the database already"))
    let ambiguous = try tool.run("export", "offers.sqlite", "-o", "x.xml", environment: Tool.english)
    #expect(ambiguous.status == 2)
    #expect(ambiguous.errors.contains("Use --source NAME."))
    let result = try tool.run(
      "export", "offers.sqlite", "--source", minimal, "-o", "x.xml", "--profile", "none")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      canonical(Array(try tool.read("x.xml").utf8)) == canonical(Array(try Data(contentsOf: URL(filePath: minimal)))))
  }

  @Test func anUnreadableFeedAddsNothingToADatabase() throws {
    try convert("--to", "sqlite", "-o", "offers.sqlite")
    let before = try Data(contentsOf: tool.folder.appending(path: "offers.sqlite"))
    let broken = Tool.fixture("unreadable/truncated.xml")
    #expect(try tool.run("convert", broken, "--to", "sqlite", "--append", "-o", "offers.sqlite").status == 2)
    #expect(try tool.run("export", "offers.sqlite", "-o", "again.xml", "--profile", "none").status == 0)
    #expect(before.count > 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).sorted() == ["again.xml", "offers.sqlite"])
  }

  @Test func tablesMakeTheSameTablesAgain() throws { try expectSameTablesAgain(feed) }

  /// The catalogue has all elements, and an extension in each of them.
  @Test func tablesMakeTheSameFeedAgain() throws {
    let feed = Tool.fixture("valid/catalogue.xml")
    #expect(try tool.run("convert", feed, "--to", "csv", "--all-tables", "-o", "a").status == 0)
    #expect(try tool.run("export", "a", "--profile", "none", "-o", "a.xml").status == 0)
    #expect(try canonical(Array(tool.read("a.xml").utf8)) == canonical(URL(filePath: feed).bytes))
    try expectSameTablesAgain(feed)
  }

  @Test(.needsShared, arguments: Repository.samples) func tablesOfRealFeedsMakeTheSameTablesAgain(feed: URL) throws {
    try expectSameTablesAgain(feed.path)
  }

  func expectSameTablesAgain(_ feed: String, but exception: String = "") throws {
    #expect(try tool.run("convert", feed, "--to", "csv", "--all-tables", "-o", "a").status == 0)
    let exported = try tool.run("export", "a", "-o", "feed.xml", "--profile", "none", "--fail-on", "never")
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(try tool.run("convert", "feed.xml", "--to", "csv", "--all-tables", "-o", "b").status == 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: path("a")) where name != exception {
      #expect(try tool.read("a/\(name)") == tool.read("b/\(name)"), "\(name)")
    }
  }

  @Test(arguments: [
    ("SQLite format 3\0 and nothing else", "not a database"), ("", "there is no offer"),
    ("SQLite format 3", "not a database"),
  ])
  func whatIsNoDatabaseIsNamed(content: String, message: String) throws {
    try tool.write(content, to: "bad.sqlite")
    let result = try tool.run("export", "bad.sqlite", "-o", "feed.xml", environment: Tool.english)
    #expect(result.status == 2)
    #expect(result.errors.contains("bad.sqlite: ") && result.errors.contains(message), "\(result.errors)")
    #expect(!tool.exists("feed.xml"))
  }

  @Test func aTemplateIsAnEmptyLayout() throws {
    #expect(try tool.run("export", "--template", "mine").status == 0)
    #expect(try tool.read("mine/sessions.csv").hasPrefix("formation_id,"))
    #expect(try tool.read("mine/datapackage.json").contains("\"required\":true"))
    let empty = try tool.run("export", "mine", "-o", "feed.xml", environment: Tool.english)
    #expect(empty.status == 2)
    #expect(empty.errors == "lheo-tool: mine: there is no offer to write, so nothing has been written.\n")
    #expect(!tool.exists("feed.xml"))
    try tool.write("formation_id,intitul\n1,A\n", to: "mine/formations.csv")
    let mistaken = try tool.run("export", "mine", "-o", "feed.xml", environment: Tool.english)
    #expect(mistaken.status == 2)
    #expect(mistaken.errors.contains("formations.csv, row 1, column 'intitul'"))
    #expect(mistaken.errors.contains("Did you mean 'intitule'?"))
  }

  @Test func feedsAreToldApartInOneTable() throws {
    let result = try tool.run(
      "convert", feed, Tool.fixture("valid/minimal.xml"), "--to", "csv", "--table", "formations")
    let lines = result.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("source,formation_id"))
    #expect(lines[1].hasPrefix(feed + ","))
    #expect(lines.last?.hasPrefix(Tool.fixture("valid/minimal.xml") + ",") == true)
  }

  @Test func conditionsChooseOffersAndRows() throws {
    let condition = "formation/certifiante = 1 and session/periode/debut >= 2027-10-01"
    let rows =
      try tool.run("convert", feed, "--to", "csv", "--where", condition).output.split(separator: "\n").count - 1
    let all = try tool.run("convert", feed, "--to", "csv").output.split(separator: "\n").count - 1
    #expect(rows > 0 && rows < all)
    try convert("--to", "lheo", "--where", condition, "-o", "some.xml")
    let kept = try tool.run("convert", "some.xml", "--to", "csv", "--where", condition).output
    #expect(kept.split(separator: "\n").count - 1 == rows)
    let wrong = try tool.run("convert", feed, "--to", "csv", "--where", "session/periode/debu = 1")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("Did you mean 'debut'?"))
  }
}
