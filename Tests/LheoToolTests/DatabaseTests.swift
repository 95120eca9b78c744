import Foundation
import TestSupport
import Testing

/// What the guide says of databases.
@Suite struct DatabaseTests {
  let tool = Tool()

  /// With a condition the tables hold what fulfils it, and rows whose rows around them do.
  @Test func whatFulfilsAConditionIsAFeed() throws {
    let feed = Tool.fixture("valid/regional.xml")
    let condition = "session/periode/debut >= 2027-10-01"
    #expect(try tool.run("convert", feed, "--to", "sqlite", "--where", condition, "-o", "a.sqlite").status == 0)
    let result = try tool.run("export", "a.sqlite", "--profile", "none", "--fail-on", "never", "-o", "a.xml")
    #expect(result.status == 0, "\(result.errors)")
    let starts = try tool.read("a.xml").matches(of: /<session [^>]*>\s*<periode>\s*<debut>(\d+)/).map(\.output.1)
    #expect(starts.count > 10 && starts.allSatisfy { $0 >= "20271001" })
  }

  /// Dates of which only the year or the month is known end with them, in both ways of writing; an unknown end has not come.
  @Test(.needs("sqlite3"), arguments: ["feed", "iso"]) func openSessionsRecruitAndHaveNotEnded(dates: String) throws {
    let text = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    let year = Calendar(identifier: .gregorian).component(.year, from: Date())
    let shell = try #require(Program.find("sqlite3"))
    for (end, state, isOpen) in [
      ("\(year + 1)0630", 1, true), ("\(year - 1)0630", 1, false), ("\(year + 1)0630", 2, false),
      ("\(year + 1)0630", 3, false), ("\(year)9999", 1, true), ("\(year - 1)9999", 1, false), ("99999999", 1, true),
      ("\(year + 1)0199", 1, true), ("\(year - 1)1299", 1, false), ("\(year)1299", 1, true),
    ] {
      let feed = text.replacing("<fin>20280630", with: "<fin>\(end)")
        .replacing("<etat-recrutement>1", with: "<etat-recrutement>\(state)")
      try tool.write(feed, to: "a.xml")
      #expect(try tool.run("convert", "a.xml", "--to", "sqlite", "--dates", dates, "-o", "a.sqlite").status == 0)
      let found = Program.run(shell, [tool.path("a.sqlite"), "SELECT count(*) FROM v_sessions_ouvertes"]).output
      #expect(found == (isOpen ? "1\n" : "0\n"), "\(end), state \(state)")
    }
  }

  /// Offers of several feeds are numbered on; those that are added later start again.
  @Test func identifiersAreThoseOfTheRun() throws {
    let feeds = [Tool.fixture("valid/minimal.xml"), Tool.fixture("valid/regional.xml")]
    let both = try tool.run(["convert"] + feeds + ["--to", "csv", "--table", "formations"]).output
    #expect(
      both.contains("minimal.xml,f1,14_1F") && both.contains("regional.xml,f2,") && both.contains("regional.xml,f31,"))
    let one = try tool.run("convert", feeds[1], "--to", "csv", "--table", "formations").output
    #expect(one.contains("\nf1,04_1F") && one.contains("\nf30,"))
    #expect(try tool.run("convert", feeds[1], "--to", "csv", "--table", "formations").output == one)
  }

  @Test func textsThatAreCutAreCounted() throws {
    let text = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    try tool.write(text.replacing("Interfaces", with: String(repeating: "x", count: 40_000)), to: "long.xml")
    let result = try tool.run("convert", "long.xml", "--to", "xlsx", "-o", "a.xlsx")
    #expect(result.status == 0 && result.errors.contains("column 'contenu', 1 text is cut"), "\(result.errors)")
  }

  /// What waits on disk goes with the process, however it ends: the folder for temporary files stays empty.
  @Test(arguments: [
    "convert pipe --to xlsx -o out.xlsx", "split pipe --by organisme -o out", "merge pipe other.xml -o out.xml",
    "diff pipe other.xml -o out.txt", "diff other.xml pipe -o out.txt",
  ]) func whatWaitsOnDiskHasNoName(command: String) throws {
    #expect(try tool.run("generate-feed", "--formations", "400", "--indent", "none", "-o", "in.xml").status == 0)
    try FileManager.default.copyItem(atPath: Tool.fixture("valid/regional.xml"), toPath: tool.path("other.xml"))
    let result = Program.run(
      URL(filePath: "/bin/bash"),
      [
        "-c",
        "cd '\(tool.folder.path)' && mkdir temporary && mkfifo pipe; (head -c 900000 in.xml; exec sleep 20) > pipe & feeder=$!; "
          + "TMPDIR=$PWD/temporary $0 \(command) & tool=$!; for i in $(seq 20); do "
          + "[ \"$(ls -l /proc/$tool/fd 2>/dev/null | grep -c temporary)\" -ge 1 ] && break; sleep 0.05; done; "
          + "ls -A temporary; kill -KILL $tool; wait $tool 2>/dev/null; kill $feeder; ls -A temporary; echo end",
        Tool.executable.path,
      ])
    #expect(result.output.hasSuffix("end\n") && result.output.split(separator: "\n").count <= 2, "\(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: tool.path("temporary")).isEmpty)
  }
}
