import Foundation
import LheoFormats
import LheoModel
import LheoParser
import TestSupport
import Testing

@testable import LheoXLSX

/// The sheet of sessions: what is written in it is in the offers, and what is wrong in it is said with its place.
@Suite struct SessionSheetTests {
  let folder = try! TemporaryFolder()

  /// The template, with rows in it.
  func workbook(_ rows: [[String: String]]) throws -> FeedInput {
    let path = folder.url.appending(path: "a.xlsx").path
    try SessionSheetWriter.write(to: path, name: "a.xlsx", rows: rows)
    return .file(path)
  }

  func offers(_ input: FeedInput, jobs: Int = 1) throws -> [Formation] {
    var formations: [Formation] = []
    try SessionSheetSource(input).forEachPart(jobs: jobs, work: { { _ in } }) { event, _, _ in
      if let offer = event.offer { formations.append(Formation(decoding: offer)) }
    }
    return formations
  }

  /// A sheet of texts: headers, and rows below.
  func sheet(_ headers: [String], _ rows: [[String]], name: String = "Sessions") -> FeedInput {
    .bytes(WorkbookFile(name, texts: [headers] + rows).bytes, name: "a.xlsx")
  }

  func mistakes(_ input: FeedInput) -> [String] {
    do {
      _ = try offers(input)
      return []
    } catch {
      let lines = (error as? SessionSheetError)?.description(in: .fr) ?? "\(error)"
      return lines.split(separator: "\n").map { String($0).replacing("\u{A0}", with: " ") }
    }
  }

  static let keys = ["SIRET-organisme-formation", "formation-numero", "action-numero", "session-numero"]

  // MARK: What is written is read

  @Test func theExampleBecomesAnOffer() throws {
    let offer = try #require(try offers(workbook(SessionSheet.exampleRows)).first)
    #expect(offer.numero == "F1" && offer.datecrea == "20260110")
    #expect(offer.certifications == [Certification(codeRNCP: "RNCP37277")])
    #expect(offer.actions.map(\.numero) == ["A1", "A2"])
    #expect(offer.actions.map { $0.sessions.map(\.numero) } == [["S1", "S2"], ["S3"]])
    #expect(offer.actions[0].sessions[0].periode.debut.text == "20270104")
    // Dates that are left blank are those of the offer.
    #expect(offer.actions[1].datemaj == "20260110" && offer.actions[1].sessions[0].datecrea == "20260110")
    let place = offer.actions[1].lieuxDeFormation[0].coordonnees
    #expect(place.prenom?.text == "Ali" && place.adresse?.lignes.map(\.text) == ["3 place du Port"])
    #expect(offer.actions[0].extras.count == 1 && offer.actions[0].extras[0].info == "action")
    #expect(offer.contactsFormation[0].coordonnees.telfixe?.numtels[0].text == "02 31 00 00 00")
    let organisme = offer.organismeFormationResponsable
    #expect(organisme.nomOrganisme.text == "Centre de Caen")
    #expect(organisme.siretOrganismeFormation.siret.text == "11000007200014")
    // Each element has the row that says it.
    #expect(offer.actions[0].sessions[1].position.line == 4 && offer.actions[1].position.line == 5)
  }

  /// Random sessions, written as a spreadsheet keeps them and read again: all values are in the offers.
  @Test(arguments: 1...3) func whatIsWrittenIsInTheOffers(seed: UInt64) throws {
    var random = RandomSessions(seed: seed)
    for number in 0..<12 {
      let sessions = random.sessions(random.number(1...12))
      let formations = try offers(workbook(sessions.rows), jobs: number % 2 + 1)
      var found: [String: Int] = [:]
      for formation in formations { count(formation, &found) }
      #expect(formations.map { $0.numero ?? "" } == sessions.offers)
      for (value, wanted) in sessions.values.sorted(by: { $0.key < $1.key }) {
        #expect(found[value, default: 0] >= wanted, "\(seed) \(number): \(value)")
      }
    }
  }

  /// The texts and attributes of an element and of all in it.
  func count(_ formation: Formation, _ found: inout [String: Int]) {
    let buffer = ElementBuffer()
    formation.encode(into: buffer)
    func count(_ view: ElementView) {
      if !view.text.isEmpty { found[view.text, default: 0] += 1 }
      for attribute in view.attributes { found[attribute.value, default: 0] += 1 }
      for child in view.children { count(child) }
    }
    withExtendedLifetime(buffer) { count(buffer.root) }
  }

  @Test func rowsThatRepeatWhatIsAboveSayTheSame() throws {
    let example = SessionSheet.exampleRows
    var repeated = example
    for (name, value) in example[0] where repeated[1][name] == nil { repeated[1][name] = value }
    for column in SessionSheet.columns where column.level.rawValue < SheetColumn.Level.action.rawValue {
      repeated[2][column.name] = example[0][column.name]
    }
    let written = try offers(workbook(example))
    #expect(try offers(workbook(repeated)) == written && written.count == 1)
    // Sorted otherwise, it is the same offer with its sessions in another order.
    let sorted = try offers(workbook([repeated[2], repeated[0], repeated[1]]))
    #expect(sorted.count == 1 && sorted[0].actions.map(\.numero) == ["A2", "A1"])
  }

  /// Every column goes somewhere: its value alone, with the keys, is in the offer.
  @Test(arguments: SessionSheet.columns.indices) func everyColumnHasAPlace(index: Int) throws {
    let column = SessionSheet.columns[index]
    var random = RandomSessions(seed: UInt64(index))
    let (typed, value) = random.value(of: column)
    var row = ["SIRET-organisme-formation": "11000007200014", "formation-numero": "F", "action-numero": "A"]
    row["session-numero"] = "S"
    row[column.name] = typed
    var found: [String: Int] = [:]
    for formation in try offers(workbook([row])) { count(formation, &found) }
    #expect(found[value] != nil, "\(column.name): \(typed) \(found)")
    #expect(!column.help.isEmpty && column.help.utf16.count <= 255 && column.label.utf16.count <= 80)
  }

  @Test func namesAndLabelsTellColumnsApart() {
    #expect(Set(SessionSheet.columns.map(\.name)).count == SessionSheet.columns.count)
    #expect(Set(SessionSheet.columns.map(\.label)).count == SessionSheet.columns.count)
    for (index, column) in SessionSheet.columns.enumerated() {
      #expect(
        SheetHeader(XLSXRow(header: [column.header, "formation-numero", "action-numero", "session-numero"])) != nil)
      for text in [column.header, column.name.uppercased(), column.label] {
        let header = SheetHeader(XLSXRow(header: ["session-numero", "action-numero", "formation-numero", text]))
        let known = header?.columns[4] ?? header?.columns.first { $0.value == index }?.value
        #expect(known == index, "\(text)")
      }
    }
  }

  // MARK: What people write

  @Test(arguments: [
    ("debut", "01/09/2026", "20260901"), ("debut", "1/9/2026", "20260901"), ("debut", "2026-09-01", "20260901"),
    ("debut", "20260901", "20260901"), ("debut", " 01.09.2026 ", "20260901"), ("etat-recrutement", "1", "1"),
    ("etat-recrutement", "1 – ouvert", "1"), ("etat-recrutement", "1 - Ouvert", "1"),
    ("etat-recrutement", "OUVERT", "1"),
    ("etat-recrutement", "2 – autre chose", "2"), ("etat-recrutement", "ferme", "2"),
    ("lieu-codepostal", "1000", "01000"),
    ("taux-tva", "20 %", "20"), ("taux-tva", "2,10", "2.1"), ("lieu-ligne", "Bâtiment B_x000D_12 rue A", "12 rue A"),
    ("prix-total-TTC", "1 200,50 €", "1200.50"),
    ("prix-total-TTC", "1200", "1200"), ("prix-total-TTC", "1200.5", "1200.50"), ("nombre-heures-total", "35 h", "35"),
    ("nombre-heures-total", "35,0", "35"), ("taux-tva", "5,5 %", "5.5"),
    ("code-modalites-admission", "92005 ; 92007", "92007"),
    ("code-modalites-admission", "92005 – Admission après entretien", "92005"),
    ("lieu-ligne", "Bâtiment B\n12 rue A", "12 rue A"),
    ("date-information", "01/09/2026\n02/09/2026", "20260902"), ("langue-formation", "FR", "FR"),
    ("SIRET-formateur", "110 000 072 00014", "11000007200014"), ("lieu-codepostal", "14\u{A0}000", "14000"),
  ])
  func valuesAreReadAsPeopleWriteThem(column: String, written: String, value: String) throws {
    let input = sheet(Self.keys + [column], [["11000007200014", "F", "A", "S", written]])
    var found: [String: Int] = [:]
    for formation in try offers(input) { count(formation, &found) }
    #expect(found[value] != nil, "\(found)")
  }

  /// A spreadsheet makes numbers of what looks like one, and forgets zeros.
  @Test(arguments: [
    ("lieu-codepostal", "1000", "01000"), ("SIRET-organisme-formation", "5520123400012", "05520123400012"),
    ("SIRET-organisme-formation", "1.1000007200014E13", "11000007200014"), ("lieu-numtel", "231000000", "0231000000"),
    ("formation-numero", "12", "12"), ("prix-total-TTC", "1200.0999999999999", "1200.10"),
    ("etat-recrutement", "1", "1"),
    ("nombre-heures-total", "35", "35"), ("intitule-formation", "2026", "2026"), ("lieu-latitude", "-0.37", "-0.37"),
  ])
  func numbersAreReadAsTexts(column: String, number: String, value: String) throws {
    let texts = ["SIRET-organisme-formation", "formation-numero", "action-numero", "session-numero", "lieu-ville"]
    let values = ["11000007200014", "F", "A", "S", "Caen"]
    let index = texts.firstIndex(of: column)
    let headers = (index == nil ? texts + [column] : texts).map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
    var cells = values.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
    let cell = "<c><v>\(number)</v></c>"
    if let index { cells[index] = cell } else { cells.append(cell) }
    let book = WorkbookFile(.init("Sessions", "<row>\(headers.joined())</row><row>\(cells.joined())</row>"))
    var found: [String: Int] = [:]
    for formation in try offers(.bytes(book.bytes)) { count(formation, &found) }
    #expect(found[value] != nil, "\(found)")
  }

  @Test func rowsAboveTheHeaderAndOtherSheetsAndColumnsDoNoHarm() throws {
    var book = WorkbookFile(
      "Sessions",
      texts: [
        ["Nos sessions 2026"], [], Self.keys + ["# notes", "", "Intitulé de la formation *"],
        ["11000007200014", "F", "A", "S", "à revoir", "x", "Soudure"], ["", "", "", "", "note", "", ""],
      ])
    book.sheets.insert(.init("Brouillon", "", state: "hidden"), at: 0)
    let found = try offers(.bytes(book.bytes))
    #expect(found.map(\.intituleFormation.text) == ["Soudure"])
  }

  @Test func aSheetOfAnotherNameIsFoundByItsHeader() throws {
    let rows = [["11000007200014", "F", "A", "S"]]
    #expect(try offers(sheet(Self.keys, rows, name: "Feuil1")).count == 1)
    var two = WorkbookFile("a", texts: [Self.keys] + rows)
    two.sheets += WorkbookFile("b", texts: [Self.keys] + rows).sheets
    #expect(mistakes(.bytes(two.bytes)).first?.contains("plusieurs onglets") == true)
  }
}
