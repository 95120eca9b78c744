import Foundation
import TestSupport
import Testing

/// `lheo-tool sql`: questions to feeds.
@Suite struct SQLTests {
  let tool = Tool()
  private let feed = Tool.fixture("valid/regional.xml")

  @Test func anAnswerIsATable() throws {
    let result = try tool.run("sql", feed, "select lieu_ville, count(*) n from sessions group by 1 order by 1 limit 2")
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output == "lieu_ville  n\n----------  --\nAlençon     22\nCaen         7\n")
  }

  @Test(arguments: [
    ("csv", "n,v\n95,ouvert\n"), ("json", "[{\"n\":95,\"v\":\"ouvert\"}]\n"),
    ("markdown", "| n | v |\n|---|---|\n| 95 | ouvert |\n"),
  ])
  func anAnswerHasOtherFormats(_ format: String, _ expected: String) throws {
    let query = "select count(*) n, etat_recrutement_libelle v from sessions group by 2"
    #expect(try tool.run("sql", feed, query, "--format", format).output == expected)
    #expect(try tool.run("sql", feed, query, "--format", format, "-o", "out.gz").status == 0)
    #expect(tool.exists("out.gz"))
  }

  /// The answer is that of the database which convert writes.
  @Test(
    .needs("sqlite3"),
    arguments: [
      "select * from sessions order by session_id", "select * from lieux join actions using (source, action_id)",
      "select * from v_sessions_ouvertes", "select formation_id from recherche where recherche match 'cuisin*'",
      "with a as (select * from codes) select * from a where nom like '%etat%'", "values (1, 'a'), (2, null)",
      "select name from sqlite_schema where type = 'table' and name not like 'recherche%' order by 1",
      "select count(*) from formations, organismes, extras",
      "select count(*) from formations join sessions using (source, formation_id)",
      "select count(*) from actions natural join lieux", "select 1 from blocs where exists (select * from cycles)",
      "select count(*) from formations where formation_id in (select formation_id from extras)",
      "select (select max(debut) from recrutements) x",
    ])
  func answersAreThoseOfTheDatabase(_ query: String) throws {
    #expect(try tool.run("convert", feed, "--to", "sqlite", "--dates", "iso", "-o", "a.sqlite").status == 0)
    let expected = Program.run(
      try #require(Program.find("sqlite3")), ["-csv", "-header", "-newline", "\n", tool.path("a.sqlite"), query])
    let found = try tool.run("sql", feed, query, "--format", "csv")
    #expect(found.status == 0, "\(found.errors)")
    let isSame = found.output.replacing("\"", with: "") == expected.output.replacing("\"", with: "")
    #expect(isSame, "\(query): \(found.output.prefix(300)) \(expected.output.prefix(300))")
  }

  /// A view asks for what has no column: an end of which only the year is known.
  @Test(arguments: [("2020", false), ("9998", true)])
  func viewsAreThoseOfTheDatabase(_ year: String, _ isOpen: Bool) throws {
    let text = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    try tool.write(text.replacing("<fin>20280630", with: "<fin>\(year)9999"), to: "a.xml")
    for question in [
      "select count(*) n from v_sessions_ouvertes", "select count(*) n from v_sessions, v_sessions_ouvertes",
    ] {
      #expect(try tool.run("sql", "a.xml", question, "--format", "csv").output == "n\n\(isOpen ? 1 : 0)\n")
    }
    #expect(try tool.run("sql", "a.xml", "select count(*) n from reste", "--format", "csv").output != "n\n0\n")
  }

  @Test func severalFeedsHaveASource() throws {
    let result = try tool.run(
      "sql", feed, Tool.fixture("valid/minimal.xml"), "select source, count(*) from formations group by 1 order by 2",
      "--format", "csv")
    #expect(result.output.contains("minimal.xml,1\n") && result.output.contains("regional.xml,30\n"))
    let piped = try tool.run(
      ["sql", "-", "select count(*) n from formations", "--format", "csv"],
      input: try String(contentsOfFile: feed, encoding: .utf8))
    #expect(piped.output == "n\n30\n", "\(piped.errors)")
  }

  @Test func withoutAQuestionTheTablesAreListed() throws {
    for arguments in [["sql"], ["sql", feed]] {
      let result = try tool.run(arguments, environment: Tool.english)
      #expect(result.status == 0)
      for word in ["select ", "sessions: a session", "etat_recrutement, etat_recrutement_libelle", "codes (nom, code"] {
        #expect(result.output.contains(word), "\(word)")
      }
    }
  }

  @Test(arguments: [
    ("select debu from sessions", "Did you mean 'debut'?"), ("select s.debu from sessions s", "Did you mean 'debut'?"),
    ("select * from session", "Did you mean 'sessions'?"), ("select * from zzzzzzz", "There are: "),
    ("select s.lieu_commune_nom from sessions s", "name their database with --reference"),
    ("select from sessions", "syntax error"), ("slect 1", "starts with SELECT"), ("select 1; select 2", "One question"),
    ("select zz(1)", "no such function"), ("/* nothing */", "There is no question"), ("begin", "neither a feed"),
  ])
  func aMistakeIsNamedBeforeAFeedIsRead(_ query: String, _ message: String) throws {
    let result = try tool.run("sql", "no-such-feed.xml", query, "-o", "out.txt", environment: Tool.english)
    #expect(result.status == 64 && result.errors.contains(message), "\(query): \(result.errors)")
    #expect(!result.errors.contains("no-such-feed") && !tool.exists("out.txt"))
  }

  /// A question may read what it asks of, and do nothing else.
  @Test(arguments: [
    "attach 'victim.sqlite' as v", "delete from sessions", "drop table sessions", "update sessions set debut = 1",
    "with x as (select 1) delete from sessions", "with x as (select 1) insert into codes select 1, 2, 3",
    "create table x (y)", "pragma writable_schema = 1", "pragma database_list", "vacuum into 'victim.sqlite'", "begin",
    "select load_extension('./victim.so')", "select 1; attach 'victim.sqlite' as v", "/* select */ drop table sessions",
    "explain delete from sessions; delete from sessions", "select writefile('victim.sqlite', 'x')",
    "select readfile('/etc/passwd')", "select edit('x')", "select fts3_tokenizer('x', x'00')",
    ".shell touch victim.sqlite",
  ])
  func nothingButReadingIsAllowed(_ query: String) throws {
    let result = try tool.run("sql", feed, query)
    #expect(result.status == 64 && !result.errors.isEmpty, "\(query): \(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).isEmpty)
  }

  @Test func aFeedThatCannotBeReadIsAFailure() throws {
    for query in ["select count(*) from sessions", "select 1"] {
      let result = try tool.run("sql", feed, Tool.fixture("unreadable/truncated.xml"), query, "-o", "out.txt")
      #expect(result.status == 2 && result.errors.contains("truncated.xml") && !tool.exists("out.txt"))
    }
  }

  /// What is not asked for is not filled: the database of a short answer is small.
  @Test func onlyTheTablesThatAreReadAreFilled() throws {
    #expect(try tool.run("generate-feed", "--megabytes", "4", "-o", "large.xml").status == 0)
    func answers(_ query: String, kilobytes: Int) throws -> Bool {
      let result = Program.run(
        URL(filePath: "/bin/bash"),
        ["-c", "ulimit -f \(kilobytes); exec '\(Tool.executable.path)' sql '\(tool.path("large.xml"))' \"\(query)\""])
      return result.status == 0
    }
    #expect(try answers("select count(*) from codes", kilobytes: 600))
    #expect(try answers("select count(*) from blocs", kilobytes: 800))
    #expect(try !answers("select count(*) from sessions", kilobytes: 800))
    #expect(try !answers("select * from v_sessions_ouvertes", kilobytes: 800))
    #expect(try !answers("select count(*) from recherche", kilobytes: 600))
  }

  /// A question without an end, and one that sorts: an interruption leaves nothing behind.
  @Test func anInterruptionLeavesNothing() throws {
    let result = Program.run(
      URL(filePath: "/bin/bash"),
      [
        "-c",
        "cd '\(tool.folder.path)' && mkdir temporary && TMPDIR=$PWD/temporary timeout -s INT 2 '\(Tool.executable.path)' sql "
          + "'\(feed)' 'with recursive a(n) as (select 1 union all select n + 1 from a) select max(n) from a'; echo $?; "
          + "ls -A temporary; echo end",
      ])
    #expect(result.output.hasSuffix("\nend\n") && !result.output.contains("sqlite"), "\(result.output)")
  }
}
