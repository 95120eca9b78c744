import Foundation
import LheoTables
import TestSupport
import Testing

/// The tables are the truth: what is changed in them shows in the feed, and nothing else changes.
@Suite struct EditedTablesTests {
  let tool = Tool()
  let feed = Tool.fixture("valid/regional.xml")

  /// Loads the feed into a database, changes that, and exports it.
  private func exported(after sql: String, of feed: String? = nil) throws -> String {
    #expect(try tool.run("convert", feed ?? self.feed, "--to", "sqlite", "-o", "a.sqlite").status == 0)
    let shell = try #require(Program.find("sqlite3"))
    let change = Program.run(shell, [tool.path("a.sqlite"), sql])
    #expect(change.output == "", "\(sql): \(change)")
    let result = try tool.run("export", "a.sqlite", "--profile", "none", "--fail-on", "never", "-o", "a.xml")
    #expect(result.status == 0, "\(sql): \(result.errors)")
    let text = try tool.read("a.xml")
    #expect(canonical(Array(text.utf8)) != nil, "\(sql): not well-formed")
    return text
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The feed after nothing was changed.
  private static let unchanged = Result {
    let tests = EditedTablesTests()
    return tests.lines(try tests.exported(after: "SELECT 1 WHERE 0"))
  }

  /// What is gone and what is new.
  private func changes(after sql: String) throws -> (gone: [String], new: [String]) {
    let difference = lines(try exported(after: sql)).difference(from: try Self.unchanged.get())
    return (
      difference.removals.map { if case .remove(_, let line, _) = $0 { line } else { "" } },
      difference.insertions.map { if case .insert(_, let line, _) = $0 { line } else { "" } }
    )
  }

  @Test(
    .needs("sqlite3"),
    arguments: [
      (
        "UPDATE formations SET intitule = 'Nouveau & beau' WHERE formation_id = 'f3'",
        "<intitule-formation>Nouveau &amp; beau</intitule-formation>"
      ),
      ("UPDATE sessions SET debut = '2031-05-04' WHERE session_id = 'f3a1s1'", "<debut>20310504</debut>"),
      ("UPDATE sessions SET debut = '2031-05' WHERE session_id = 'f3a1s1'", "<debut>20310599</debut>"),
      (
        "UPDATE actions SET duree_totale = 777 WHERE action_id = 'f3a1'",
        "<nombre-heures-total>777</nombre-heures-total>"
      ),
      ("UPDATE lieux SET ville = 'Brest' WHERE lieu_id = 'f3a1l1'", "<ville>Brest</ville>"),
      ("UPDATE extras SET valeur = 'autre' WHERE extra_id = 'f3x1e1'", nil),
      (
        "UPDATE contacts SET courriel = 'a@example.org' WHERE contact_id = 'f3k1'", "<courriel>a@example.org</courriel>"
      ),
    ] as [(String, String?)])
  func aCellThatIsChangedIsChangedInTheFeed(sql: String, line: String?) throws {
    let (gone, new) = try changes(after: sql)
    #expect(gone.count == 1 && new.count == 1, "\(sql): \(gone) \(new)")
    if let line { #expect(new == [line]) }
  }

  /// A column that is at home shows in the feed; one that repeats another says which, and does not.
  @Test(.needs("sqlite3"), arguments: Table.all.filter { $0.primaryKey != nil }.map(\.name))
  func aColumnIsAtHomeOrNamesItsHome(_ name: String) throws {
    let table = try #require(Table.named(name))
    let shell = try #require(Program.find("sqlite3"))
    let feed = Tool.fixture("valid/catalogue.xml")
    #expect(try tool.run("convert", feed, "--to", "sqlite", "-o", "before.sqlite").status == 0)
    func exported(_ database: String) throws -> String {
      let result = try tool.run("export", database, "--profile", "none", "--fail-on", "never", "-o", "-")
      #expect(result.status == 0, "\(result.errors)")
      return result.output
    }
    let before = try exported("before.sqlite")
    for column in table.columns where !column.pathText.isEmpty && !column.pathText.hasPrefix("#") {
      let isMade = column.pathText.contains(":") && table.home(of: column) == nil
      let value = column.valueType == .number ? "77" : column.valueType == .date ? "2031-02-03" : "zzz"
      try? FileManager.default.removeItem(atPath: tool.path("after.sqlite"))
      try FileManager.default.copyItem(atPath: tool.path("before.sqlite"), toPath: tool.path("after.sqlite"))
      let change = "UPDATE \(table.name) SET \"\(column.name)\" = '\(value)'; SELECT changes()"
      let count = Program.run(shell, [tool.path("after.sqlite"), change]).output
      if count == "0\n" { continue }
      let isSeen = try exported("after.sqlite") != before
      #expect(isSeen == (table.home(of: column) == nil && !isMade), "\(table.name).\(column.name) \(count)")
    }
  }

  @Test func homesAreColumns() {
    let columns = Set(Table.all.flatMap { table in table.columns.map { "\(table.name).\($0.name)" } })
    let homes = Table.all.flatMap { table in table.columns.compactMap { table.home(of: $0) } }
    #expect(homes.count > 50 && homes.allSatisfy(columns.contains))
    let sessions = Table.named("sessions")!
    let home = { (name: String) in sessions.home(of: sessions.columns.first { $0.name == name }!) }
    #expect(home("lieu_ville") == "lieux.ville" && home("organisme_nom") == "organismes.nom" && home("debut") == nil)
    #expect(home("etat_recrutement_libelle") == "sessions.etat_recrutement")
  }

  @Test(.needs("sqlite3")) func aBodyIsDescribedOnceForAllItsOffers() throws {
    let text = try exported(
      after: "UPDATE organismes SET nom = 'Nom nouveau' WHERE siret = (SELECT organisme_siret FROM formations LIMIT 1)")
    let count = text.components(separatedBy: "<nom-organisme>Nom nouveau</nom-organisme>").count - 1
    let siret = try #require(text.firstMatch(of: /<SIRET>(\d+)<\/SIRET>/)).output.1
    let offers = text.components(separatedBy: "</formation>").filter { offer in
      offer.contains(/<SIRET-organisme-formation[^>]*>\s*<SIRET[^>]*>/.ignoresCase()) && offer.contains(siret)
    }
    #expect(count > 0 && count <= offers.count)
  }

  @Test(.needs("sqlite3")) func aRowThatIsDeletedIsGoneWithWhatBelongsToIt() throws {
    let (gone, new) = try changes(after: "DELETE FROM sessions WHERE session_id = 'f1a1s1'")
    #expect(new.isEmpty)
    #expect(gone.count { $0.hasPrefix("<session ") } == 1)
    let text = try exported(after: "DELETE FROM formations WHERE formation_id <> 'f7'")
    #expect(text.components(separatedBy: "</formation>").count == 2)
  }

  @Test(.needs("sqlite3")) func aRowThatIsAddedIsInTheFeedAtItsRank() throws {
    let text = try exported(
      after: """
        UPDATE sessions SET rang = 10 * rang;
        INSERT INTO sessions (source, formation_id, action_id, session_id, session_numero, rang, debut, fin)
        SELECT source, formation_id, action_id, 'neuf', 'NEUF', 15, '2031-01-02', '2031-02-03' FROM sessions WHERE session_id = 'f1a1s1';
        INSERT INTO sessions (source, formation_id, action_id, session_id, session_numero, debut, fin)
        SELECT source, formation_id, action_id, 'fin', 'FIN', '2031-01-02', '2031-02-03' FROM sessions WHERE session_id = 'f1a1s1'
        """)
    let action = try #require(text.firstMatch(of: /(?s)<action .*?<\/action>/)).output
    let numbers = action.matches(of: /<session numero="([^"]*)"/).map { String($0.output.1) }
    #expect(numbers.count > 2 && numbers[1] == "NEUF" && numbers.last == "FIN", "\(numbers)")
  }

  @Test(.needs("sqlite3")) func offersComeInTheOrderOfTheirRank() throws {
    let text = try exported(
      after: "UPDATE formations SET rang = -rang; UPDATE formations SET rang = NULL WHERE formation_id = 'f5'")
    let numbers = text.matches(of: /<formation [^>]*numero="([^"]*)"/).map { String($0.output.1) }
    let before = try String(contentsOfFile: feed, encoding: .utf8).matches(of: /<formation [^>]*numero="([^"]*)"/)
      .map { String($0.output.1) }
    var expected = Array(before.reversed())
    expected.removeAll { $0 == before[4] }
    #expect(numbers == expected + [before[4]])
  }

  /// Whatever becomes of the rows around them, offers stand in one feed, in the order of their ranks, and extensions beside
  /// them stay in front or behind.
  @Test(
    .needs("sqlite3"),
    arguments: [
      "SELECT 1 WHERE 0", "UPDATE formations SET rang = NULL", "UPDATE formations SET rang = -rang",
      "UPDATE formations SET rang = 1000 * rang", "UPDATE formations SET rang = NULL WHERE formation_id = 'f1'",
      "DELETE FROM formations WHERE formation_id = 'f3'", "DELETE FROM formations WHERE formation_id <> 'f2'",
      "INSERT INTO formations (source, formation_id, intitule) SELECT source, 'neuf', 'Neuf' FROM formations LIMIT 1",
      "DELETE FROM reste WHERE ligne_table = 'lheo'", "DELETE FROM reste WHERE chemin LIKE '</%'",
      "DELETE FROM reste WHERE chemin = '</offres>'", "DELETE FROM reste WHERE chemin = '<offres>'",
      "DELETE FROM reste WHERE chemin = '<lheo>'", "DELETE FROM reste WHERE chemin LIKE '<%'", "DROP TABLE reste",
      "UPDATE reste SET apres = NULL", "UPDATE reste SET apres = 1 WHERE ligne_table = 'lheo'",
      "UPDATE reste SET chemin = '</autre>' WHERE chemin = '</lheo>'",
    ])
  func offersStayInOneFeed(sql: String) throws {
    let offer = { (number: Int) in
      "<formation numero='\(number)'><intitule-formation>\(number)</intitule-formation></formation>"
    }
    try tool.write(
      "<lheo xmlns='http://lheo.gouv.fr/2.3'><offres>\((1...3).map(offer).joined())<extras info='a'/></offres>"
        + "<extras info='b'/></lheo>", to: "feed.xml")
    let sql = sql == "DROP TABLE reste" ? "DROP VIEW v_sessions_ouvertes; " + sql : sql
    let text = try exported(after: sql, of: tool.path("feed.xml"))
    let end = try #require(
      text.range(of: "</offres>", options: .backwards)?.lowerBound ?? text.range(of: "</lheo>")?.lowerBound)
    let count = text.components(separatedBy: "<formation").count - 1
    #expect(count > 0 && text[..<end].components(separatedBy: "</formation>").count - 1 == count, "\(text)")
    if let extras = text.range(of: "<extras info=\"a\""), !sql.contains("SET apres"), !sql.contains("'<%'"),
      !sql.contains("'<offres>'"),
      !sql.contains("'<lheo>'")
    {
      #expect(text[extras.upperBound...].firstRange(of: "<formation") == nil, "\(text)")
    }
  }

  /// Some offers are a feed, too.
  @Test(arguments: [["csv", "--all-tables", "-o", "out"], ["sqlite", "-o", "out"]])
  func someOffersAreAFeed(format: [String]) throws {
    for command in ["convert", "select"] {
      #expect(try tool.run([command, feed, "--limit", "3", "--to"] + format).status == 0)
      #expect(try tool.run("export", "out", "--profile", "none", "-o", "a.xml").status == 0)
      let text = try tool.read("a.xml")
      #expect(canonical(Array(text.utf8)) != nil && text.components(separatedBy: "</formation>").count == 4)
    }
  }

  /// The feed's own text stays as long as the cell holds what was made of it.
  @Test(.needs("sqlite3"), arguments: [" 12 ", "007", "+5", "", "douze", "99999999999999999999"])
  func whatACellDoesNotGiveBackIsKept(number: String) throws {
    let text = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
      .replacing(/<nombre-heures-total>\d+/, with: "<nombre-heures-total>\(number)")
    try tool.write(text, to: "feed.xml")
    let path = tool.path("feed.xml")
    let same = try exported(after: "UPDATE actions SET rythme = rythme", of: path)
    #expect(canonical(Array(same.utf8)) == canonical(Array(text.utf8)))
    let changed = try exported(after: "UPDATE actions SET duree_totale = 13", of: path)
    #expect(changed.contains("<nombre-heures-total>13</nombre-heures-total>"))
  }

  @Test(.needs("sqlite3"), arguments: ["20279999", "99999999", "20270231", "bientôt", " 20280630", "2028-06-30"])
  func datesThatAreNoDaysAreNullAndKept(date: String) throws {
    let text = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
      .replacing(/<fin>\d+/, with: "<fin>\(date)")
    try tool.write(text, to: "feed.xml")
    let same = try exported(after: "UPDATE actions SET rythme = rythme", of: tool.path("feed.xml"))
    #expect(canonical(Array(same.utf8)) == canonical(Array(text.utf8)))
  }

  /// A user's own tables may have no place for rows, and may be views.
  @Test(.needs("sqlite3")) func tablesMayBeOfAnyKind() throws {
    let before = try exported(after: "SELECT 1 WHERE 0")
    let kinds = """
      PRAGMA legacy_alter_table = ON;
      CREATE TABLE s (session_id TEXT PRIMARY KEY, action_id TEXT, session_numero TEXT, debut TEXT, fin TEXT) WITHOUT ROWID;
      INSERT INTO s SELECT session_id, action_id, session_numero, debut, fin FROM sessions;
      DROP VIEW v_sessions_ouvertes; DROP VIEW v_sessions; DROP TABLE sessions; ALTER TABLE s RENAME TO sessions;
      ALTER TABLE lieux RENAME TO l; CREATE VIEW lieux AS SELECT * FROM l
      """
    let after = try exported(after: kinds)
    let sessions = before.components(separatedBy: "<session ").count
    #expect(sessions > 90 && after.components(separatedBy: "<session ").count == sessions)
    #expect(
      after.components(separatedBy: "<lieu-de-formation").count
        == before.components(separatedBy: "<lieu-de-formation").count)
  }

  /// A user adds a column for what has none.
  @Test(.needs("sqlite3")) func columnsCanBeDeclared() throws {
    let declared = """
      CREATE TABLE lheo_colonnes (nom_table, colonne, chemin);
      INSERT INTO lheo_colonnes VALUES ('actions', 'duree_convention', 'action/duree-conventionnee');
      ALTER TABLE actions ADD COLUMN duree_convention;
      UPDATE actions SET duree_convention = 321 WHERE action_id = 'f1a1'
      """
    #expect(try exported(after: declared).contains("<duree-conventionnee>321</duree-conventionnee>"))
    // A path that does not exist is named, with the nearest one.
    _ = Program.run(
      try #require(Program.find("sqlite3")),
      [tool.path("a.sqlite"), "UPDATE lheo_colonnes SET chemin = 'action/duree-conventionne'"])
    let result = try tool.run("export", "a.sqlite", "--profile", "none", "-o", "b.xml")
    #expect(result.status == 2 && result.errors.contains("duree-conventionnee"), "\(result.errors)")
  }

  /// The same in a folder of CSV, where `datapackage.json` declares them, and rows may have any order.
  @Test func foldersCanBeEdited() throws {
    #expect(try tool.run("convert", feed, "--to", "csv", "--all-tables", "--raw", "-o", "in").status == 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: tool.path("in")) where name.hasSuffix(".csv") {
      let rows = try tool.read("in/\(name)").split(separator: "\n")
      if rows.contains(where: { $0.contains("\"") && $0.split(separator: "\"").count % 2 == 0 }) { continue }
      try tool.write(([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n"), to: "in/\(name)")
    }
    let description = try tool.read("in/datapackage.json")
    let column = #"{"name":"duree_convention","type":"string","lheo:path":"action/duree-conventionnee"}"#
    let start = try #require(description.firstRange(of: #""name":"actions""#))
    let fields = try #require(description[start.upperBound...].firstRange(of: #""fields":["#))
    try tool.write(
      description[..<fields.upperBound] + column + "," + description[fields.upperBound...], to: "in/datapackage.json")
    let actions = try tool.read("in/actions.csv").split(separator: "\n")
    try tool.write(
      ([actions[0] + ",duree_convention"] + actions.dropFirst().map { $0 + ",321" }).joined(separator: "\n"),
      to: "in/actions.csv")
    let result = try tool.run("export", "in", "--profile", "none", "-o", "a.xml")
    #expect(result.status == 0, "\(result.errors)")
    let text = try tool.read("a.xml")
    let plain = text.replacing(/\ *<duree-conventionnee>321<\/duree-conventionnee>\n/, with: "")
    #expect(plain.utf8.count < text.utf8.count)
    #expect(canonical(Array(plain.utf8)) == canonical(URL(filePath: feed).bytes))
  }
}
