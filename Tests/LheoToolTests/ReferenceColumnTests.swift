import Foundation
import TestSupport
import Testing

/// Columns of tables that official registers fill.
@Suite struct ReferenceColumnTests {
  let tool = Tool()

  /// A database with one certification, one commune and a feed that names both, and others that nobody knows.
  private func prepare() throws {
    let registers = Repository.fixture("registers").path
    #expect(try tool.run("reference", "import", registers, "--reference", tool.path("r.sqlite"), "--quiet").status == 0)
    let made = try tool.run("generate-feed", "--formations", "3").output
    var text = made.replacing(
      /<code-RNCP>.*?<\/code-RNCP>/, with: "<code-RNCP>RNCP99102</code-RNCP>", maxReplacements: 1)
    text = text.replacing(
      /<code-INSEE-commune>.*?<\/code-INSEE-commune>/, with: "<code-INSEE-commune>14118</code-INSEE-commune>")
    try tool.write(text, to: "feed.xml")
  }

  private func rows(_ arguments: String...) throws -> [[String]] { try rows(arguments) }

  private func rows(_ arguments: [String]) throws -> [[String]] {
    let run = try tool.run(arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(whereSeparator: \.isNewline).map { $0.components(separatedBy: ",") }
  }

  @Test func certificationsAndCommunesAreNamed() throws {
    try prepare()
    let path = "formation/certification/code-RNCP"
    let found = try rows(
      "convert", "feed.xml", "--to", "csv", "--table", "formations", "--reference", "r.sqlite", "--columns",
      "\(path),titre=\(path):titre,niveau=\(path):niveau,etat=\(path):etat,fin=\(path):fin")
    #expect(found[0] == [path, "titre", "niveau", "etat", "fin"])
    #expect(found[1] == ["RNCP99102", "Soudeur assembleur imaginaire", "3", "active", "2030-06-30"])
    #expect(found[2].dropFirst() == ["", "", "", ""])
    let lieux = try rows(
      "convert", "feed.xml", "--to", "csv", "--table", "lieux", "--reference", "r.sqlite", "--columns",
      "code_insee,nom=lieu-de-formation/coordonnees/adresse/code-INSEE-commune:commune")
    #expect(lieux[1] == ["14118", "Caen"])
  }

  /// A condition that never holds would look like an answer: it is refused, also where the registers are named.
  @Test(arguments: ["select feed.xml", "select feed.xml --to csv", "convert feed.xml --to csv"])
  func conditionsDoNotAskThem(command: String) throws {
    try prepare()
    for condition in ["certification_etat = active", "formation/certification/code-RNCP:etat = active"] {
      let words = command.split(separator: " ").map(String.init)
      let result = try tool.run(words + ["--where", condition, "--reference", "r.sqlite", "-o", "out", "--lang", "en"])
      #expect(result.status == 64 && result.errors.contains("what official registers say"), "\(result.errors)")
      #expect(!tool.exists("out"))
    }
  }

  /// Not even the answers that were there before: nobody can tell them from those that lack.
  @Test(
    .needs("sqlite3"),
    arguments: [
      "convert feed.xml --to csv --table formations --reference r.sqlite -o out",
      "convert feed.xml --to xlsx --table formations --reference r.sqlite -o out",
      "select feed.xml --to csv --table formations --reference r.sqlite -o out",
      "fix feed.xml --only certification/* --reference r.sqlite --unsafe -o out",
      "validate feed.xml --profile all --reference r.sqlite --format json -o out",
    ]) func aDatabaseThatCannotBeReadReplacesNothing(command: String) throws
  {
    try prepare()
    try tool.write("before", to: "out")
    let shell = try #require(Program.find("sqlite3"))
    let database = tool.path("r.sqlite")
    let tables = Program.run(
      shell,
      [database, "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'certif%' OR name = 'sheet')"]
    ).output.split(whereSeparator: \.isNewline)
    #expect(!tables.isEmpty)
    for table in tables { _ = Program.run(shell, [database, "DROP TABLE \(table)"]) }
    let run = try tool.run(command.split(separator: " ").map(String.init))
    #expect(run.status == 2 && run.errors.contains("r.sqlite"), "\(run.status) \(run.errors)")
    #expect(try tool.read("out") == "before")
  }

  /// Nor is anything made of a sheet that is none, or that of another certification or establishment.
  @Test(
    .needs("sqlite3"),
    arguments: [
      ("sheet", "content = x'00'"), ("sheet", "content = CAST(x'FF' || substr(content, 2) AS BLOB)"),
      ("organisme_sheet", "content = x'00'"),
      ("organisme_sheet", "content = CAST(x'FF' || substr(content, 2) AS BLOB)"),
      ("organisme_sheet", "content = CAST(substr(content, 1, length(content) - 1) AS BLOB)"),
      ("organisme_sheet", "content = (SELECT content FROM organisme_sheet WHERE id = 90000000200007)"),
    ]) func aDamagedSheetIsNoAnswer(table: String, damage: String) throws
  {
    try prepare()
    let shell = try #require(Program.find("sqlite3"))
    _ = Program.run(shell, [tool.path("r.sqlite"), "UPDATE \(table) SET \(damage)"])
    let command =
      table == "sheet" ? "convert feed.xml --to csv --table formations" : "reference show 90000000100009 --lang en"
    let run = try tool.run(command.split(separator: " ").map(String.init) + ["--reference", "r.sqlite"])
    #expect(run.status == 2 && run.errors.contains("the reference database is damaged"), "\(run.errors)")
  }

  /// With a database that is named, tables have what it says behind their own columns.
  @Test(arguments: ["formations", "sessions", "certifications", "lieux", "organismes"])
  func tablesHaveColumnsOfRegisters(table: String) throws {
    try prepare()
    let plain = try rows("convert", "feed.xml", "--to", "csv", "--table", table)
    let wide = try rows("select", "feed.xml", "--to", "csv", "--table", table, "--reference", "r.sqlite")
    // How many offers there are of a body stands last.
    #expect(wide[0].filter(plain[0].contains) == plain[0])
    #expect(wide[0].count > plain[0].count && wide.count == plain.count)
    if table == "lieux" { #expect(wide[1].contains("Caen") && wide[0].contains("siret_etat")) }
    if table == "formations" { #expect(wide[1].contains("Soudeur assembleur imaginaire")) }
  }

  /// Such a column can be chosen by its name, as others can, and needs the database.
  @Test func columnsOfRegistersAreChosenByTheirName() throws {
    try prepare()
    let choice = ["convert", "feed.xml", "--to", "csv", "--table", "formations", "--columns"]
    let chosen = try rows(
      choice + ["formation_numero,titre=certification_titre,certification_fin", "--reference", "r.sqlite"])
    #expect(chosen[0] == ["formation_numero", "titre", "certification_fin"])
    #expect(chosen.contains { $0.suffix(2) == ["Soudeur assembleur imaginaire", "2030-06-30"] })
    let without = try tool.run(choice + ["certification_titre"])
    #expect(without.status == 64 && without.errors.contains("--reference"))
    let misspelt = try tool.run(choice + ["certification_titr", "--lang", "en"])
    #expect(misspelt.status == 64 && misspelt.errors.contains("'certification_titre'"))
  }

  /// Questions in SQL may ask for the same columns; those of the feed are what they are without a database.
  @Test func questionsMayAskRegisters() throws {
    try prepare()
    func ask(_ question: String, _ more: String...) throws -> [[String]] {
      try rows(["sql", "feed.xml", question, "--format", "csv"] + more)
    }
    let titles = try ask(
      "select certification_titre, certification_fin from formations order by 1 desc limit 1", "--reference", "r.sqlite"
    )
    #expect(titles[1] == ["Soudeur assembleur imaginaire", "2030-06-30"])
    #expect(try ask("select distinct commune_nom from lieux", "--reference", "r.sqlite")[1] == ["Caen"])
    let joined = try ask(
      "select count(*) n from sessions s join formations f using (source, formation_id) where s.lieu_commune_nom = 'Caen' "
        + "and f.certification_niveau = 3", "--reference", "r.sqlite")
    #expect(joined[1] != ["0"])
    let wide = try ask("select * from organismes", "--reference", "r.sqlite")
    let plain = try ask("select * from organismes")
    #expect(wide[0].filter(plain[0].contains) == plain[0] && wide[0].contains("siret_etat"))
    #expect(wide.count == plain.count)
    #expect(try tool.run("sql", "--reference", "r.sqlite").output.contains("certification_titre"))
    #expect(try !tool.run("sql").output.contains("certification_titre"))
    let without = try tool.run("sql", "feed.xml", "select certification_titre from formations")
    #expect(without.status == 64 && without.errors.contains("no such column"))
    let nothing = try tool.run("sql", "feed.xml", "select 1 from formations", "--reference", "nothing", "--lang", "en")
    #expect(nothing.status == 2 && nothing.errors.contains("there is no reference database"))
  }

  /// The database is read: nothing that is written may take its place, however it was named.
  @Test(arguments: [
    "validate feed.xml --fail-on never -o r.sqlite", "validate feed.xml --report csv=r.sqlite",
    "validate feed.xml --report html-by-organisme=.", "fix feed.xml -o r.sqlite",
    "convert feed.xml --to csv --table formations -o r.sqlite", "convert feed.xml --to lheo -o r.sqlite",
    "select feed.xml --to csv -o r.sqlite", "select feed.xml -o r.sqlite", "select feed.xml --count -o r.sqlite",
    "sql feed.xml 'select 1 from formations' -o r.sqlite",
  ]) func nothingTakesThePlaceOfTheDatabase(command: String) throws {
    try prepare()
    let before = FileManager.default.contents(atPath: tool.path("r.sqlite"))
    let words = command.split(separator: "'").enumerated().flatMap { index, part in
      index == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
    let named =
      command.contains("--to lheo") || words == ["select", "feed.xml", "-o", "r.sqlite"]
      ? [] : ["--reference", "r.sqlite"]
    for (more, environment) in [(named, [:]), ([], ["LHEO_REFERENCE": tool.path("r.sqlite")])] {
      if more.isEmpty, environment.isEmpty { continue }
      let run = try tool.run(words + more, environment: environment)
      #expect(run.status == 64, "\(run.status) \(run.errors)")
      #expect(FileManager.default.contents(atPath: tool.path("r.sqlite")) == before)
    }
  }

  @Test func whatCannotBeAskedIsRefused() throws {
    try prepare()
    let path = "formation/certification/code-RNCP:titre"
    let without = try tool.run("convert", "feed.xml", "--to", "csv", "--columns", path)
    #expect(without.status == 64 && without.errors.contains("--reference"))
    let title = try tool.run("convert", "feed.xml", "--to", "csv", "--columns", "formation/intitule-formation:titre")
    #expect(title.status == 64 && title.errors.contains("registers know no 'titre'"))
    let nothing = try tool.run("convert", "feed.xml", "--to", "csv", "--reference", "nothing")
    #expect(nothing.status == 2 && nothing.errors.contains("there is no reference database"))
  }

  /// Nobody should believe that registers were asked where they were not.
  @Test(arguments: [
    "convert feed.xml --to ndjson -o t", "convert feed.xml --to csv --all-tables -o t",
    "convert feed.xml --to xlsx -o t",
    "convert feed.xml --to sqlite -o t", "convert feed.xml --to lheo -o t", "convert feed.xml --to edof -o t",
    "select feed.xml --to ndjson -o t", "select feed.xml -o t",
  ]) func whereNoColumnIsForThemRegistersAreRefused(command: String) throws {
    try prepare()
    let run = try tool.run(command.split(separator: " ").map(String.init) + ["--reference", "r.sqlite"])
    #expect(run.status == 64 && run.errors.contains("--reference") && !tool.exists("t"), "\(run.status) \(run.errors)")
  }
}
