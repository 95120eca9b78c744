import Foundation
import TestSupport
import Testing

/// What the guide says of `export postgresql://…`.
@Suite(.needsPostgreSQL) struct PostgreSQLExportTests {
  let tool = Tool()
  let minimal = Tool.fixture("valid/minimal.xml")
  let regional = Tool.fixture("valid/regional.xml")
  let database = try! PostgreSQLServer.makeDatabase()

  private func export(_ options: String..., schema: String = "lheo") throws -> Tool.Result {
    try tool.run(
      ["export", database.address(schema: schema), "--profile", "none", "-o", "a.xml"] + options,
      environment: Tool.english)
  }

  private func load(_ feeds: String...) throws {
    let result = try tool.run(["convert"] + feeds + ["--to", "postgresql", "-o", database.address()])
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: ["minimal", "regional", "catalogue"]) func feedsComeBack(name: String) throws {
    let feed = Tool.fixture("valid/\(name).xml")
    try load(feed)
    let result = try export()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try canonical(Array(tool.read("a.xml").utf8)) == canonical(URL(filePath: feed).bytes))
  }

  @Test func whatIsChangedInSQLShowsInTheFeed() throws {
    try load(regional)
    _ = database.query(
      """
      UPDATE lheo.sessions SET debut = '2031-05-04', places = '7' WHERE session_id = 'f10a1s1';
      DELETE FROM lheo.recrutements; DELETE FROM lheo.cycles; DELETE FROM lheo.blocs;
      DELETE FROM lheo.sessions WHERE session_id = 'f9a1s1';
      UPDATE lheo.formations SET intitule = 'Nouveau & beau' WHERE formation_id = 'f10'
      """)
    let result = try export("--fail-on", "never")
    let feed = (try? tool.read("a.xml")) ?? ""
    #expect(feed.contains("<debut>20310504</debut>") && feed.contains("Nouveau &amp; beau"), "\(result.errors)")
    #expect(feed.components(separatedBy: "<session ").count == 95)
    #expect(!feed.contains("<recrutement "))
  }

  /// Shorter keys first, then by bytes, whatever the language of the database and the order of the rows.
  @Test func offersComeInTheOrderOfTheirKeys() throws {
    try load(minimal)
    _ = database.query(
      """
      CREATE SCHEMA own;
      CREATE TABLE own.formations AS SELECT k AS formation_id, f.* FROM
        (SELECT formation_numero || k AS formation_numero, k FROM lheo.formations, unnest(ARRAY['10', 'é', 'b', '9', 'B', 'a', '1']) k) x,
        LATERAL (SELECT intitule, certifiante, niveau_entree, objectif_general, parcours, objectif, resultats, contenu,
          formacode, organisme_siret, organisme_nom, organisme_raison_sociale, organisme_numero_activite FROM lheo.formations) f;
      ALTER TABLE own.formations DROP COLUMN IF EXISTS nothing;
      UPDATE own.formations SET intitule = 'offre ' || formation_id;
      CREATE VIEW own.actions AS SELECT formation_id, 'A' || formation_id AS action_id FROM own.formations;
      CREATE VIEW own.sessions AS SELECT 'A' || formation_id AS action_id, formation_id || '-' || n AS session_id, date '2030-01-01' + n AS debut
        FROM own.formations, unnest(ARRAY[10, 9, 100]) n
      """)
    let result = try export("--drop-invalid", "--fail-on", "never", schema: "own")
    let feed = (try? tool.read("a.xml")) ?? ""
    let titles = feed.matches(of: /<intitule-formation>offre ([^<]*)/).map { String($0.1) }
    #expect(titles == ["1", "9", "B", "a", "b", "10", "é"], "\(result.errors)")
    let starts = feed.matches(of: /<debut>(\d+)/).map { String($0.1) }
    #expect(starts.prefix(4) == ["20300110", "20300111", "20300411", "20300110"])
  }

  /// Those without a rank come last.
  @Test func offersComeInTheOrderOfTheirRank() throws {
    try load(regional)
    func numbers(_ feed: String) -> [String] {
      feed.matches(of: /<formation [^>]*numero="([^"]*)"/).map { String($0.output.1) }
    }
    let before = numbers(try String(contentsOfFile: regional, encoding: .utf8))
    _ = database.query(
      "UPDATE lheo.formations SET rang = -rang; UPDATE lheo.formations SET rang = NULL WHERE formation_id = 'f5'")
    let result = try export("--fail-on", "never")
    let expected = before.reversed().filter { $0 != before[4] } + [before[4]]
    #expect(numbers(try tool.read("a.xml")) == expected, "\(result.errors)")
  }

  @Test func findingsNameTableAndKey() throws {
    makeOwnTables()
    let result = try tool.run("export", database.address(schema: "own"), "--lang", "en", "-o", "a.xml")
    #expect(result.status == 1 && result.errors.contains("ERROR own.sessions, key s2 "), "\(result.errors)")
    #expect(!tool.exists("a.xml"))
  }

  // MARK: Mistakes

  /// Tables of a user with two offers.
  private func makeOwnTables() {
    _ = database.query(
      """
      CREATE SCHEMA own; CREATE TABLE own.formations (formation_id int, intitule text);
      CREATE TABLE own.actions (formation_id int, action_id text); CREATE TABLE own.sessions (action_id text, session_id text);
      CREATE TABLE own.certifications (formation_id int, rncp text);
      INSERT INTO own.formations VALUES (2, 'b'), (1, 'a'); INSERT INTO own.actions VALUES (1, 'x'), (2, 'y');
      INSERT INTO own.sessions VALUES ('x', 's1'), ('y', 's2')
      """)
  }

  @Test func theUsersOwnTablesHaveTheirOwnColumns() throws {
    makeOwnTables()
    let result = try export("--fail-on", "never", schema: "own")
    #expect((try? tool.read("a.xml"))?.components(separatedBy: "<session").count == 3, "\(result.errors)")
  }

  @Test(arguments: [
    (
      "INSERT INTO own.formations VALUES (1, 'c')",
      "table own.formations, column 'formation_id', key '1': the key is there twice"
    ),
    (
      "INSERT INTO own.actions VALUES (2, 'x')",
      "table own.actions, column 'action_id', key 'x': the key is there twice"
    ),
    ("INSERT INTO own.formations VALUES (NULL, 'c')", "table own.formations, column 'formation_id': a row has no key"),
    (
      "INSERT INTO own.actions VALUES (3, 'z')",
      "table own.actions, column 'formation_id', key 'z': '3' is not in formations"
    ),
    (
      "INSERT INTO own.actions VALUES (0, 'z')",
      "table own.actions, column 'formation_id', key 'z': '0' is not in formations"
    ),
    (
      "INSERT INTO own.actions VALUES (NULL, 'z')",
      "table own.actions, column 'formation_id', key 'z': '' is not in formations"
    ),
    (
      "INSERT INTO own.sessions VALUES ('nix', 's3')",
      "table own.sessions, column 'action_id', key 's3': 'nix' is not in actions"
    ),
    (
      "INSERT INTO own.sessions VALUES (NULL, 's3')",
      "table own.sessions, column 'action_id', key 's3': '' is not in actions"
    ),
    (
      "INSERT INTO own.certifications VALUES (7, 'r')",
      "table own.certifications, column 'formation_id', key '7': '7' is not in"
    ),
    (
      "ALTER TABLE own.sessions ADD formation_id int; UPDATE own.sessions SET formation_id = 1",
      "table own.sessions, column 'action_id', key 's2': 'y' is not in actions, or belongs to another offer"
    ),
    (
      "ALTER TABLE own.sessions ADD debutt date, ADD foo int; ALTER TABLE own.actions ADD rytme text, DROP action_id",
      "own.actions, column 'action_id': the column is missing: it joins the tables. "
        + "own.actions, column 'rytme': unknown column. Did you mean 'rythme'? "
        + "own.sessions, column 'debutt': unknown column. Did you mean 'debut'? "
        + "own.sessions, column 'foo': unknown column"
    ),
    ("DROP TABLE own.actions", "own.actions: the table is missing"),
  ]) func mistakesNameTableColumnAndKey(change: String, message: String) throws {
    makeOwnTables()
    #expect(database.query(change).isEmpty)
    try tool.write("before", to: "a.xml")
    let result = try export("--fail-on", "never", schema: "own")
    #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try tool.read("a.xml") == "before")
  }

  @Test func aFeedIsChosenAmongSeveral() throws {
    try load(minimal, regional)
    let result = try export()
    #expect(
      result.status == 2 && result.errors.contains("several feeds") && result.errors.contains("--source"),
      "\(result.errors)")
    #expect(try export("--source", "nix").errors.contains("no feed 'nix'"))
    for (feed, count) in [(minimal, 1), (regional, 30)] {
      let result = try export("--source", feed)
      #expect(result.status == 0, "\(result.errors)")
      #expect(try tool.read("a.xml").components(separatedBy: "</formation>").count == count + 1)
    }
  }

  /// The name of a feed is a text also where a server takes a backslash for an escape, as old ones do.
  @Test(arguments: ["on", "off"]) func aNameOfAFeedIsAText(_ standardStrings: String) throws {
    let hostile = #"\' OR true --.xml"#
    try tool.write(try String(contentsOfFile: minimal, encoding: .utf8), to: hostile)
    try load(hostile, regional)
    let result = try tool.run(
      ["export", database.address(), "--profile", "none", "-o", "a.xml", "--source", hostile],
      environment: ["PGOPTIONS": "-c standard_conforming_strings=\(standardStrings)"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try tool.read("a.xml").components(separatedBy: "</formation>").count == 2)
  }

  @Test func bytesThatAreNotUTF8AreAnError() throws {
    _ = database.query(
      "CREATE DATABASE bytes_\(database.name) ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    let address = database.address().replacing("/\(database.name)?", with: "/bytes_\(database.name)?")
    let loaded = try tool.run("convert", minimal, "--to", "postgresql", "-o", address)
    #expect(loaded.status == 0, "\(loaded.errors)")
    let change = try PostgreSQLServer.shared.get().query(
      "SET client_encoding TO 'SQL_ASCII'; UPDATE lheo.actions SET rythme = E'caf\\xE9'", in: "bytes_\(database.name)")
    #expect(change.isEmpty)
    let result = try tool.run("export", address, "--profile", "none", "-o", "a.xml", environment: Tool.english)
    #expect(
      result.errors.contains("table lheo.actions, column 'rythme', key 'f1a1': the bytes are not UTF-8"),
      "\(result.errors)")
  }

  // MARK: At any size

  @Test func memoryIsThatOfAnOffer() throws {
    var memory: [Int] = []
    for count in [500, 5000] {
      try Data(RealisticFeed.bytes(offers: count)).write(to: tool.folder.appending(path: "in.xml"))
      try load("in.xml")
      let run = try ToolRun.run(
        ["export", database.address(), "--profile", "none", "--jobs", "2", "-o", "a.xml"], in: tool.folder.path,
        measuresMemory: true)
      #expect(run.status == 0, "\(run.errorText)")
      memory.append(run.memory)
    }
    // Some offers are on their way between threads.
    #expect(memory[1] < memory[0] + 16_000_000, "\(memory)")
  }

  /// Wherever it is lost, at the first or the last byte of the server.
  @Test func aConnectionThatIsLostLeavesTheOldFeed() throws {
    try Data(RealisticFeed.bytes(offers: 3000)).write(to: tool.folder.appending(path: "in.xml"))
    try load("in.xml")
    func export(_ connection: CutConnection) throws -> Tool.Result {
      try tool.write("before", to: "a.xml")
      let address = database.address(host: connection.host)
      return try tool.run(["export", address, "--profile", "none", "-o", "a.xml"], environment: Tool.english)
    }
    let whole = try CutConnection(to: database.host)
    #expect(try export(whole).status == 0)
    #expect(try tool.read("a.xml") != "before")
    let count = whole.byteCount
    for limit in [1, count / 10, count / 2, count * 9 / 10, count - 1] {
      let result = try export(CutConnection(to: database.host, after: limit))
      #expect(result.status == 2 && !result.errors.isEmpty, "\(limit) of \(count) bytes: \(result.errors)")
      #expect(try tool.read("a.xml") == "before", "\(limit) of \(count) bytes")
    }
  }
}
