import Foundation
import TestSupport
import Testing

/// Which rows and columns are written: `--columns`, `--where` and `--limit`, in `convert` and `select`.
@Suite struct TableChoiceTests {
  let tool = Tool()
  private let feed = Tool.fixture("valid/regional.xml")

  /// The lines of a table, without its header.
  private func lines(_ arguments: String...) throws -> [Substring] {
    let result = try tool.run([arguments[0], feed] + arguments.dropFirst())
    #expect(result.status == 0, "\(arguments): \(result.errors)")
    return Array(result.output.split(separator: "\n").dropFirst())
  }

  @Test(arguments: ["convert", "select"]) func columnsHaveTheirNames(_ command: String) throws {
    let result = try tool.run(
      command, feed, "--to", "csv", "--columns", "session_numero,debut,etat=etat_recrutement:label", "--limit", "1")
    #expect(result.status == 64 && result.errors.contains("etat_recrutement:label"), "\(result.errors)")
    let rows = try tool.run(
      command, feed, "--to", "csv", "--columns", "session_numero,etat=etat_recrutement_libelle,formation/certifiante",
      "--limit", "2")
    #expect(rows.output == "session_numero,etat,formation/certifiante\n04_111S,ouvert,1\n04_112S,ouvert,1\n")
  }

  /// A year in a name of a column is one in its path.
  @Test(arguments: [
    ("debut < 2027-09-01", "session/periode/debut < 2027-09-01"),
    ("lieu_codepostal like '61*'", "action/lieu-de-formation/coordonnees/adresse/codepostal like '61*'"),
    ("enseignement = 'entièrement presentielle'", "action/modalites-enseignement = 0"),
  ])
  func namesInConditionsMeanColumns(_ condition: String, _ path: String) throws {
    let found = try lines("convert", "--to", "csv", "--where", condition)
    let expected = try lines("convert", "--to", "csv", "--where", path)
    #expect(found == expected)
    #expect(!found.isEmpty && found.count < 95 || condition.hasPrefix("enseignement"), "\(found.count)")
    let selected = try lines("select", "--to", "csv", "--prune", "--where", condition)
    #expect(selected.count == found.count)
  }

  @Test(arguments: ["csv", "tsv"]) func rowsAreLimited(_ format: String) throws {
    for command in ["convert", "select"] {
      #expect(try lines(command, "--to", format, "--limit", "7").count == 7)
      #expect(try lines(command, "--to", format, "--limit", "1000").count == 95)
      #expect(try lines(command, "--to", format, "--table", "organismes", "--limit", "3").count == 3)
    }
    #expect(try lines("convert", "--to", format, "--limit", "2", "--where", "session_numero like '*2S'").count == 2)
  }

  @Test(arguments: ["convert", "select"]) func offersAreLimitedWhereThereIsNotOneTable(_ command: String) throws {
    #expect(try lines(command, "--to", "ndjson", "--limit", "4").count == 3)
    for (arguments, output) in [
      (["--to", "csv", "--all-tables"], "folder"), (["--to", "sqlite"], "a.sqlite"), (["--to", "lheo"], "a.xml"),
    ] {
      let result = try tool.run([command, feed, "--limit", "4", "-o", output] + arguments)
      #expect(result.status == 0, "\(arguments): \(result.errors)")
    }
    #expect(try tool.read("folder/formations.csv").split(separator: "\n").count == 5)
    #expect(try tool.read("a.xml").components(separatedBy: "<formation ").count == 5)
    #expect(try tool.run("validate", "a.xml", "--profile", "none").status == 0)
    let exported = try tool.run("export", "a.sqlite", "--profile", "none", "-o", "b.xml")
    let same = try tool.read("b.xml") == tool.read("a.xml")
    #expect(exported.status == 0 && same, "\(exported.errors)")
  }

  @Test func severalFeedsAreLimitedTogether() throws {
    let result = try tool.run("convert", feed, Tool.fixture("valid/minimal.xml"), "--to", "ndjson", "--limit", "31")
    #expect(result.output.split(separator: "\n").count == 31)
    let rows = try tool.run("convert", feed, Tool.fixture("valid/minimal.xml"), "--to", "csv", "--limit", "2")
    #expect(rows.output.split(separator: "\n").count == 3)
  }

  @Test(.needsPython, arguments: ["convert", "select"]) func aWorkbookMayHaveOneTable(_ command: String) throws {
    let result = try tool.run(
      command, feed, "--to", "xlsx", "--columns", "n=session_numero,debut", "--limit", "3", "-o", "a.xlsx")
    #expect(result.status == 0, "\(result.errors)")
    let seen = Python.run(
      """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      print(book.sheetnames, [[str(cell.value).split('\\n')[-1][:10] for cell in row] for row in book['sessions']][:2], book['sessions'].max_row)
      """, tool.path("a.xlsx"))
    #expect(
      seen.output
        == "['Lisez-moi', 'sessions', 'Codes', 'Colonnes'] [['n', 'debut'], ['04_111S', '2027-08-25']] 4\n")
  }

  @Test(arguments: [
    ("convert --to csv --columns debu", "Did you mean 'debut'?"),
    ("select --to csv --columns debu", "Did you mean 'debut'?"),
    ("convert --to csv --where 'debu = 2026'", "Did you mean 'debut'?"),
    ("select --where 'debu = 2026'", "Did you mean 'debut'?"),
    ("convert --to csv --table lieux --where 'vile = Caen'", "Did you mean 'ville'?"),
    ("convert --to csv --where 'etat_recrutement = ouvrt'", "2 (fermé)"),
    ("convert --to csv --limit 0", "--limit takes a number from 1"),
    ("select --to sqlite --columns debut -o a.sqlite", "require csv, tsv or xlsx"),
    ("convert --to csv --all-tables --columns debut -o a", "require csv, tsv or xlsx"),
    ("select --to ndjson --table lieux", "require csv, tsv or xlsx"),
    ("select --departement Calvadoz", "Did you mean 14 (Calvados)?"), ("select --departement 99", "départements"),
    ("select --financeur etat", "may be 11"), ("select --financeur zzzz", "dict-financeurs"),
    ("select --niveau-sortie 99", "dict-niveaux"), ("select --region Normandy", "28 Normandie"),
  ])
  func aMistakeIsNamed(_ line: String, _ message: String) throws {
    let words = ToolCommand(line, .listing).steps[0]
    let result = try tool.run([words[0], feed] + words.dropFirst())
    #expect(result.status == 64 && result.errors.contains(message), "\(line): \(result.errors)")
    #expect(!tool.exists("a") && !tool.exists("a.sqlite"))
  }

  @Test(arguments: [
    ("--departement", "Calvados", "14"), ("--departement", "2a", "2A"), ("--region", "normandie", "28"),
    ("--financeur", "region", "2"), ("--niveau-sortie", "niveau 4", "14"),
  ])
  func aMeaningIsAsGoodAsItsCode(_ option: String, _ meaning: String, _ code: String) throws {
    let result = try tool.run("select", feed, option, meaning, "--count")
    #expect(result.status < 2, "\(result.errors)")
    #expect(try tool.run("select", feed, option, code, "--count").output == result.output)
  }
}
