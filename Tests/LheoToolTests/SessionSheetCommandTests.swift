import Foundation
import LheoXLSX
import TestSupport
import Testing

/// The spreadsheet for small bodies on the command line: the template, filled in, becomes catalogues and feeds.
@Suite struct SessionSheetCommandTests {
  let tool = Tool()
  private static let schema = LibXML2Schema(Repository.referenceEdofSchema)
  private static let own = LibXML2Schema(Repository.edofSchema)
  private static let siret = "11000007200014"

  private func bytes(_ name: String) -> [UInt8] { URL(filePath: tool.path(name)).bytes }

  /// The template with the rows of the example, changed.
  private func write(_ name: String, _ change: (inout [[String: String]]) -> Void = { _ in }) throws {
    var rows = SessionSheet.exampleRows
    change(&rows)
    try SessionSheetWriter.write(to: tool.path(name), name: name, rows: rows)
  }

  private func expectCatalogue(_ name: String, sessions: Int) throws {
    let file = bytes(name)
    #expect(Self.schema.isValid(file) == true, "\(Self.schema.problems(in: file) ?? [])")
    #expect(Self.own.isValid(file) == true)
    let text = String(String.UnicodeScalarView(file.map { Unicode.Scalar($0) }))
    #expect(text.components(separatedBy: "<session ").count - 1 == sessions)
  }

  // MARK: There and back

  /// As somebody would fill it in.
  @Test(.needsPython) func theTemplateIsFilledInAndExported() throws {
    #expect(try tool.run("export", "--template", "edof.xlsx").status == 0)
    let script = """
      import sys, datetime, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      assert book.sheetnames[:3] == ['Lisez-moi', 'Sessions', 'Exemple'], book.sheetnames
      sheet, example = book['Sessions'], book['Exemple']
      names = [sheet.cell(2, c).value.split('\\n')[-1] for c in range(1, sheet.max_column + 1)]
      for row in range(3, 6):
        for column in range(1, sheet.max_column + 1):
          value = example.cell(row, column).value
          if value is not None: sheet.cell(row, column).value = value
      at = lambda row, name: sheet.cell(row, names.index(name) + 1)
      assert isinstance(at(3, 'debut').value, datetime.datetime), at(3, 'debut').value
      # As people type: a number for a text, a text for a number, a formula, a code alone.
      at(3, 'lieu-codepostal').value = 14000
      at(3, 'prix-total-TTC').value = '1 200,50 €'
      at(5, 'etat-recrutement').value = 1
      at(5, 'taux-tva').value = None
      at(6, 'session-numero').value = 'S4'
      at(6, 'etat-recrutement').value = 'fermé'
      for name in ['inscription-ligne', 'inscription-codepostal', 'inscription-ville']:
        at(6, name).value = at(5, name).value
      at(6, 'debut').value = datetime.date(2027, 5, 3)
      at(6, 'fin').value = '30/06/2027'
      book.save(sys.argv[1])
      """
    let filled = Python.run(script, tool.path("edof.xlsx"))
    #expect(filled.status == 0, "\(filled.output)")
    let result = try tool.run("export", "edof.xlsx", "--to", "edof", "--tva", "0", "--use-contact", "-o", "edof")
    #expect(result.status == 0, "\(result)")
    try expectCatalogue("edof/\(Self.siret).xml", sessions: 4)
    let text = String(String.UnicodeScalarView(bytes("edof/\(Self.siret).xml").map { Unicode.Scalar($0) }))
    #expect(text.contains("<debut>20270503</debut>") && text.contains("<fin>20270630</fin>"))
    // The rate of the sheet holds for its action, that of the option for the other.
    #expect(
      text.contains(">20.0<") && text.contains(">1000.42<") && text.contains(">0.0<") && text.contains(">1300.00<"))
    #expect(try tool.run("validate", "edof", "--as-of", "2026-11-24").status == 0)
  }

  /// As LibreOffice keeps it.
  @Test(.needs("soffice")) func libreOfficeKeepsWhatIsWritten() throws {
    try write("edof.xlsx")
    let office = try #require(Program.find("soffice"))
    let arguments = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tool.path("saved")]
    let run = Program.run(office, arguments + [tool.path("edof.xlsx")], environment: ["HOME": tool.folder.path])
    guard FileManager.default.fileExists(atPath: tool.path("saved/edof.xlsx")) else {
      Issue.record("LibreOffice does not save it: \(run.output)")
      return
    }
    for (data, folder) in [("edof.xlsx", "a"), ("saved/edof.xlsx", "b")] {
      let result = try tool.run("export", data, "--to", "edof", "--use-contact", "-o", folder)
      #expect(result.status == 0, "\(result)")
    }
    try expectCatalogue("a/\(Self.siret).xml", sessions: 3)
    #expect(bytes("a/\(Self.siret).xml") == bytes("b/\(Self.siret).xml"))
  }

  @Test func theExampleIsAFeed() throws {
    try write("edof.xlsx")
    let result = try tool.run("export", "edof.xlsx", "-o", "feed.xml", "--as-of", "2026-11-24")
    #expect(result.status == 0, "\(result)")
    #expect(try tool.run("validate", "feed.xml", "--profile", "none").status == 0)
    // What it says is enough for EDOF, too, by the same way as any feed.
    #expect(try tool.run("convert", "feed.xml", "--to", "edof", "--use-contact", "-o", "a").status == 0)
    #expect(try tool.run("export", "edof.xlsx", "--to", "edof", "--use-contact", "-o", "b").status == 0)
    #expect(bytes("a/\(Self.siret).xml") == bytes("b/\(Self.siret).xml"))
  }

  @Test func workbooksComeThroughPipesAndFillSeveralFiles() throws {
    try write("edof.xlsx") { rows in
      rows.append(rows[0])
      rows[3]["SIRET-organisme-formation"] = "90000000100009"
      rows[3]["formation-numero"] = "F2"
    }
    try "cat edof.xlsx | '\(Tool.executable.path)' export - --to edof --use-contact -o edof".write(
      toFile: tool.path("run"), atomically: true, encoding: .utf8)
    let shell = try ChildProcess("/bin/sh", ["run"], in: tool.folder.path).wait(seconds: 60)
    #expect(shell.status == 0)
    try expectCatalogue("edof/\(Self.siret).xml", sessions: 3)
    try expectCatalogue("edof/90000000100009.xml", sessions: 1)
  }

  @Test func memoryDoesNotGrowWithTheTexts() throws {
    let example = SessionSheet.exampleRows[0]
    let names = example.keys.sorted()
    func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    let used = try [1_000, 4_000].map { count in
      let rows = (0..<count).map { row in
        let cells = names.map { name in
          switch name {
          case "formation-numero": text("F\(row)")
          case "contenu-formation": "<c t=\"s\"><v>\(row)</v></c>"
          default: text(example[name]!)
          }
        }
        return "<row>\(cells.joined())</row>"
      }
      var book = WorkbookFile(.init("Sessions", "<row>\(names.map(text).joined())</row>" + rows.joined()))
      book.sharedTexts = (0..<count).map { "<si><t>\($0)\(String(repeating: " programme", count: 290))</t></si>" }
        .joined()
      try Data(book.bytes).write(to: URL(filePath: tool.path("big.xlsx")))
      let run = try ToolRun.run(
        ["export", "big.xlsx", "--profile", "none", "-o", "feed.xml"],
        in: tool.folder.path, measuresMemory: true)
      #expect(run.status == 0, "\(run.errorText)")
      return (memory: run.memory, size: book.bytes.count)
    }
    #expect(used[1].memory - used[0].memory < (used[1].size - used[0].size) / 2, "\(used)")
  }

  // MARK: The template

  @Test func aWorkbookThatIsThereStays() throws {
    try tool.write("mine", to: "edof.xlsx")
    let result = try tool.run("export", "--template", "edof.xlsx", environment: Tool.english)
    #expect(result.status == 2 && result.errors.contains("filled it in"))
    #expect(try tool.read("edof.xlsx") == "mine")
    #expect(try tool.run("export", "--template", "none/edof.xlsx").status == 2)
    #expect(try tool.run("export", "--template", "b.xlsx", "-o", "c.xlsx").status == 64)
  }

  @Test func theEmptyTemplateHasNoSession() throws {
    #expect(try tool.run("export", "--template", "edof.xlsx").status == 0)
    let result = try tool.run("export", "edof.xlsx", "--to", "edof", "-o", "edof")
    #expect(result.status == 2 && result.errors.contains("aucune session") && !tool.exists("edof/\(Self.siret).xml"))
  }

  @Test(.needsPython) func cellsHaveListsAndHelp() throws {
    #expect(try tool.run("export", "--template", "edof.xlsx").status == 0)
    let script = """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      sheet = book['Sessions']
      help = {}
      for rule in sheet.data_validations.dataValidation:
        for area in str(rule.sqref).split():
          help[area.split(':')[0]] = rule
      for column in range(1, sheet.max_column + 1):
        header = sheet.cell(2, column)
        rule = help[sheet.cell(3, column).coordinate]
        print(header.value.split('\\n')[-1], rule.type, len(rule.prompt or ''), len(header.comment.text), sep='\\t', end='\\t')
        choices = []
        if rule.formula1 and rule.type == 'list':
          name, area = rule.formula1.split('!')
          choices = [cell[0].value for cell in book[name][area.replace('$', '')]]
        print('|'.join(map(str, choices)))
      """
    let run = Python.run(script, tool.path("edof.xlsx"))
    #expect(run.status == 0, "\(run.output)")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.map { String($0[0]) } == SessionSheet.columns.map(\.name))
    for row in rows { #expect(Int(row[2])! > 3 && Int(row[3])! > 10, "\(row)") }
    let state = try #require(rows.first { $0[0] == "etat-recrutement" })
    #expect(state[1] == "list" && state[4] == "1 – ouvert|2 – fermé")
    #expect(rows.count { $0[1] == "list" } > 15)
  }

  /// Without any of the columns that are marked, an offer of the example is not written; without all others it is.
  @Test func columnsThatAreMarkedAreWhatEdofNeeds() throws {
    let options = ["--to", "edof", "--tva", "20", "--use-contact"]
    for column in SessionSheet.columns where column.need == .mandatory && !column.name.hasSuffix("-numero") {
      // These have rules of their own: the key of the rows, and where the file goes.
      if column.name == "SIRET-organisme-formation" { continue }
      try write("edof.xlsx") { rows in
        rows = [rows[0]]
        rows[0][column.name] = nil
      }
      let result = try tool.run(["export", "edof.xlsx", "-o", "out"] + options)
      // The person of a place may be the contact of the offer.
      let isFilledIn = ["lieu-nom", "lieu-prenom", "lieu-numtel", "lieu-courriel"].contains(column.name)
      #expect(
        result.status == (isFilledIn ? 0 : 1), "\(column.name): \(result.output)")
    }
    try write("least.xlsx") { rows in
      rows = [rows[0]]
      for column in SessionSheet.columns where column.need != .mandatory {
        if ["code-RNCP", "nombre-heures-total"].contains(column.name) { continue }
        rows[0][column.name] = nil
      }
    }
    let least = try tool.run(["export", "least.xlsx", "-o", "least"] + options)
    #expect(least.status == 0, "\(least)")
    try expectCatalogue("least/\(Self.siret).xml", sessions: 1)
  }

  // MARK: What is wrong

  @Test func mistakesAreSaidAndNothingIsWritten() throws {
    try write("edof.xlsx") { rows in
      rows[1]["debut"] = "32/01/2027"
      rows[2]["etat-recrutement"] = "complet"
    }
    for to in [["--to", "edof", "-o", "edof"], ["-o", "feed.xml", "--lang", "fr"]] {
      let result = try tool.run(["export", "edof.xlsx"] + to)
      let said = result.errors.replacing("\u{A0}", with: " ")
      #expect(result.status == 2 && said.contains("edof.xlsx: Feuille Sessions, ligne 4, colonne"), "\(result)")
      #expect(said.contains("« Date de début » : « 32/01/2027 » n'est pas une date : écrivez-la comme 01/09/2026."))
      #expect(said.contains("ligne 5, colonne") && said.contains("« complet »"))
    }
    #expect(!tool.exists("edof") && !tool.exists("feed.xml"))
    let english = try tool.run("export", "edof.xlsx", "-o", "feed.xml", "--lang", "en").errors
    #expect(english.contains("Sheet Sessions, row 4") && english.contains("is not a date"))
  }

  @Test func whatIsMissingIsListedWithItsRow() throws {
    try write("edof.xlsx") { rows in
      rows.append(rows[0].merging(["formation-numero": "F2"]) { $1 })
      rows[2]["acces-handicapes"] = nil
    }
    let result = try tool.run(
      "export", "edof.xlsx", "--to", "edof", "--use-contact", "--gaps", "csv=gaps.csv", "-o", "edof")
    #expect(result.status == 0)
    let gaps = try tool.read("gaps.csv").split(separator: "\n").filter { $0.hasPrefix("blocking") }
    #expect(gaps.count == 1 && gaps[0].contains(",A2,,acces-handicapes,5,"), "\(gaps)")
    try expectCatalogue("edof/\(Self.siret).xml", sessions: 1)
    try write("bad.xlsx") { $0[1]["modalite-recrutement"] = nil }
    let findings = try tool.run("export", "bad.xlsx", "-o", "feed.xml", "--lang", "fr", "--as-of", "2026-11-24")
    #expect(findings.status == 1 && findings.errors.contains("ligne 4"), "\(findings)")
  }

  @Test(arguments: [("bad.xlsx", "ce n'est pas un classeur"), ("empty.XLSX", "vide")])
  func whatIsNamedLikeAWorkbookIsOne(name: String, words: String) throws {
    try (name == "bad.xlsx" ? "bonjour" : "").write(toFile: tool.path(name), atomically: true, encoding: .utf8)
    for target in [["--to", "edof", "-o", "edof"], ["-o", "feed.xml", "--lang", "fr"]] {
      let result = try tool.run(["export", name] + target)
      #expect(result.status == 2 && result.errors.contains(words) && !result.errors.contains("JSON"), "\(result)")
    }
  }

  @Test(arguments: [("a.ods", "OpenDocument"), ("a.zip", "classeur"), ("a.xls", ".xlsx")])
  func otherFilesAreNamed(name: String, word: String) throws {
    let bytes: [UInt8] =
      switch name {
      case "a.ods": ZipFile([("mimetype", []), ("content.xml", [])]).bytes
      case "a.zip": ZipFile([("a.xml", [])]).bytes
      default: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
      }
    try Data(bytes).write(to: URL(filePath: tool.path(name)))
    let result = try tool.run("export", name, "--to", "edof", "-o", "edof")
    #expect(result.status == 2 && result.errors.contains(word) && result.errors.contains(name), "\(result)")
  }
}
