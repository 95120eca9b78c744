import Foundation
import LheoFormats
import LheoModel
import LheoParser
import TestSupport
import Testing

@testable import LheoXLSX

/// The sheet of sessions: what is written in it is in the offers, and what is wrong in it is said with its place.
@Suite struct SessionSheetTests {
  private let folder = try! TemporaryFolder()

  /// The template, with rows in it.
  private func workbook(_ rows: [[String: String]]) throws -> FeedInput {
    let path = folder.url.appending(path: "a.xlsx").path
    try SessionSheetWriter.write(to: path, name: "a.xlsx", rows: rows)
    return .file(path)
  }

  private func offers(_ input: FeedInput, jobs: Int = 1) throws -> [Formation] {
    var formations: [Formation] = []
    try SessionSheetSource(input).forEachPart(jobs: jobs, work: { { _ in } }) { event, _, _ in
      if let offer = event.offer { formations.append(Formation(decoding: offer)) }
    }
    return formations
  }

  /// A sheet of texts: headers, and rows below.
  private func sheet(_ headers: [String], _ rows: [[String]], name: String = "Sessions") -> FeedInput {
    .bytes(WorkbookFile(name, texts: [headers] + rows).bytes, name: "a.xlsx")
  }

  private func mistakes(_ input: FeedInput) -> [String] {
    do {
      _ = try offers(input)
      return []
    } catch {
      let lines = (error as? SessionSheetError)?.description(in: .fr) ?? "\(error)"
      return lines.split(separator: "\n").map { String($0).replacing("\u{A0}", with: " ") }
    }
  }

  private static let keys = ["SIRET-organisme-formation", "formation-numero", "action-numero", "session-numero"]

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
  private func count(_ formation: Formation, _ found: inout [String: Int]) {
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

  // MARK: What is wrong

  @Test func allMistakesAreSaidAtOnceWithTheirPlaces() throws {
    let headers = Self.keys + ["debut", "etat-recrutement", "prix-total-TTC"]
    let found = mistakes(
      sheet(
        headers,
        [
          ["11000007200014", "F", "A", "S", "32/01/2026", "ouvert", "100"], ["", "", "", "S", "", "fermer", "cent"],
          ["", "", "", "", "01/01/2026", "1", ""], ["", "G", "", "T", "", "1", ""],
          ["22000007200014", "F", "A", "U", "", "", "200"],
        ]))
    let places = [
      "ligne 2, colonne E « Date de début »", "ligne 3, colonne F « État du recrutement »",
      "ligne 3, colonne G « Prix TTC »", "ligne 3, colonne D « Numéro de la session » : la session « S »",
      "ligne 4, colonne D « Numéro de la session » : le numéro", "ligne 5, colonne C « Numéro de l'action »",
      "ligne 6, colonne A « SIRET de l'organisme » : l'offre a un autre SIRET à la ligne 2",
      "ligne 6, colonne G « Prix TTC » : « 200 » n'est pas ce que dit la ligne 2",
    ]
    #expect(found.count == places.count, "\(found)")
    for place in places {
      #expect(found.contains { $0.hasPrefix("a.xlsx: Feuille Sessions, ") && $0.contains(place) }, "\(place) \(found)")
    }
  }

  @Test(arguments: [
    ("debut", "bientôt"), ("debut", "31/02/2026"), ("debut", "2026"), ("etat-recrutement", "3"),
    ("etat-recrutement", "1 ouvert"), ("etat-recrutement", "1 – fermé"), ("taux-tva", "0,2"), ("taux-tva", "19"),
    ("taux-tva", "100"), ("lieu-codepostal", "2A004"), ("lieu-codepostal", "140"), ("SIRET-formateur", "12345678901"),
    ("SIRET-formateur", "1,10000072E+13"), ("lieu-numtel", "2,31E+08"),
    ("prix-total-TTC", "12,345"), ("prix-total-TTC", "-5"), ("prix-total-TTC", "gratuit"),
    ("nombre-heures-total", "7,5"),
    ("taux-tva", "normal"), ("url-action", "https://example.org/a|b"), ("langue-formation", "FR|EN"),
    ("code-modalites-admission", "92005;1"), ("date-information", "01/09/2026\nhier"),
  ])
  func wrongValuesAreRefused(column: String, written: String) {
    let found = mistakes(sheet(Self.keys + [column], [["11000007200014", "F", "A", "S", written]]))
    #expect(found.count == 1 && found[0].contains("colonne E"), "\(found)")
  }

  @Test func cellsOfSpreadsheetsThatAreNoValuesAreRefused() {
    let headers = (Self.keys + ["lieu-ville", "lieu-nom", "langue-formation"]).map {
      "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>"
    }
    let cells = ["11000007200014", "F", "A", "S"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
    let more = "<c t=\"e\"><v>#N/A</v></c><c><f>A1</f></c><c s=\"1\"><v>46266</v></c>"
    var book = WorkbookFile(.init("Sessions", "<row>\(headers.joined())</row><row>\(cells.joined())\(more)</row>"))
    book.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
    let found = mistakes(.bytes(book.bytes))
    #expect(
      found.count == 3 && found[0].contains("#N/A") && found[1].contains("formule") && found[2].contains("01/09/2026"))
  }

  @Test func headersThatAreNotKnownAreSaid() {
    let rows = [["11000007200014", "F", "A", "S", "", ""]]
    let found = mistakes(sheet(Self.keys + ["Intitule-formatoin", "session-numero"], rows))
    #expect(
      found.count == 2 && found.contains { $0.contains("intitule-formation ?") }
        && found.contains { $0.contains("déjà en D") })
    #expect(
      mistakes(sheet(Array(Self.keys.dropLast()), rows)).contains { $0.contains("pas de colonne session-numero") })
    #expect(mistakes(sheet(["a", "b"], rows)).first?.contains("Onglets : Sessions") == true)
    #expect(mistakes(sheet(Self.keys, [])).first?.contains("aucune session") == true)
  }

  /// 0.2 that is shown as 20 % is 20 %.
  @Test(arguments: [
    ("9", "0.2", "20"), ("10", "0.055", "5.5"), ("164", "0.021", "2.1"), ("9", "20", nil), ("0", "0.2", nil),
  ])
  func percentsAreReadAsTheyAreShown(format: String, number: String, rate: String?) throws {
    let headers = (Self.keys + ["taux-tva"]).map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
    let cells = ["11000007200014", "F", "A", "S"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
    let cell = "<c s=\"1\"><v>\(number)</v></c>"
    var book = WorkbookFile(.init("Sessions", "<row>\(headers.joined())</row><row>\(cells.joined())\(cell)</row>"))
    book.styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"\(format)\"/></cellXfs>"
    guard let rate else {
      #expect(mistakes(.bytes(book.bytes)).first?.contains("taux de TVA") == true)
      return
    }
    var found: [String: Int] = [:]
    for formation in try offers(.bytes(book.bytes)) { count(formation, &found) }
    #expect(found[rate] != nil, "\(found)")
  }

  /// Where all other rows agree, it is the first one that is wrong, and that is said once.
  @Test func theRowThatDiffersIsNamedOnce() {
    let rows = (0..<99).map { ["11000007200014", "F", "A", "S\($0)", $0 == 0 ? "Caem" : "Caen"] }
    let found = mistakes(sheet(Self.keys + ["lieu-ville"], rows))
    #expect(found.count == 1 && found[0].contains("ligne 2, colonne E") && found[0].contains("« Caen »"), "\(found)")
    var other = rows
    other[0][4] = "Caen"
    other[50][4] = "Caem"
    let one = mistakes(sheet(Self.keys + ["lieu-ville"], other))
    #expect(one.count == 1 && one[0].contains("ligne 52, colonne E") && one[0].contains("« Caem »"), "\(one)")
  }

  @Test func aColumnThatIsNotThereIsSaidOnce() {
    let rows = (0..<9).map { ["F\($0)", "A", "S"] }
    let found = mistakes(sheet(Array(Self.keys.dropFirst()), rows))
    #expect(found.count == 1 && found[0].contains("pas de colonne SIRET-organisme-formation"), "\(found)")
  }

  @Test func twoCodesAreAMistake() {
    let rows = [["11000007200014", "F", "A", "S", "37277", "5695"], ["", "", "", "T", "37277", "5695"]]
    let found = mistakes(sheet(Self.keys + ["code-RNCP", "code-RS"], rows))
    #expect(found.count == 1 && found[0].contains("n'en gardez qu'une"), "\(found)")
  }

  /// What only LHEO has does not matter to EDOF.
  @Test func columnsOfLheoAreNotReadForEdof() throws {
    let input = sheet(Self.keys + ["recrutement-debut"], [["11000007200014", "F", "A", "S", "demain"]])
    #expect(mistakes(input).count == 1)
    var count = 0
    try SessionSheetSource(input, isForEdof: true).forEachPart(jobs: 1, work: { { _ in } }) { event, _, _ in
      if event.offer != nil { count += 1 }
    }
    #expect(count == 1)
  }

  @Test func manyMistakesAreCounted() {
    let found = mistakes(sheet(Self.keys, (0..<1_000).map { _ in ["", "", "", "S"] }))
    #expect(found.count == 201 && found.last?.contains("800 autres erreurs") == true)
  }
}

extension XLSXRow {
  fileprivate init(header: [String]) {
    self.init(
      number: 1,
      cells: header.enumerated().map {
        XLSXReadCell(reference: XLSXCellReference(row: 1, column: $0 + 1), value: .text($1), isMerged: false)
      })
  }
}

/// Random sessions, as somebody would type them.
private struct RandomSessions {
  private var random: RandomDocuments
  private var count = 0

  init(seed: UInt64) { random = RandomDocuments(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { random.number(range) }

  /// Rows of some sessions; the numbers of their offers, and which values must be in these, and how often.
  mutating func sessions(_ number: Int) -> (rows: [[String: String]], offers: [String], values: [String: Int]) {
    var (rows, offers, values) = ([[String: String]](), [String](), [String: Int]())
    for place in 0..<number {
      var row: [String: String] = [:]
      var levels: [SheetColumn.Level] = [.session]
      if place == 0 || random.chance(50) { levels.append(.action) }
      if place == 0 || levels.count == 2 && random.chance(40) { levels.append(.formation) }
      if place == 0 { levels.append(.organisme) }
      for column in SessionSheet.columns where levels.contains(column.level) {
        let isKey = column.name.hasSuffix("-numero") || column.name.hasPrefix("SIRET-organisme")
        guard isKey || random.chance(60) else { continue }
        // An offer has one code.
        let codes = SessionSheet.certificationColumns.map { SessionSheet.columns[$0].name }
        if codes.contains(column.name), codes.contains(where: { row[$0] != nil }) { continue }
        let (typed, value) = self.value(of: column)
        row[column.name] = typed
        values[value, default: 0] += 1
        if column.name == "formation-numero" { offers.append(typed) }
      }
      rows.append(row)
    }
    return (rows, offers, values)
  }

  /// What somebody types in a cell, and what the feed then says.
  mutating func value(of column: SheetColumn) -> (typed: String, value: String) {
    count += 1
    let awkward = ["=1+1", "é | œ", "a\nb", "<b>", "0012", "1e5", "@x", "'", "2026-09-01", "«\u{A0}x\u{A0}»"]
    switch column.kind {
    case .text, .mail, .web:
      let text = "\(count) " + random.one(of: awkward)
      let whole = column.isTakenApart ? text.replacing("|", with: "/") : text
      return (whole, whole)
    case .lines: return ("x\n l\(count) ", "l\(count)")
    case .digits(let width):
      let digits = String(String(count).suffix(width ?? 5))
      let text = String(repeating: "0", count: (width ?? 5) - digits.count) + digits
      return (text, text)
    case .phone: return ("02 31 \(count)", "02 31 \(count)")
    case .date, .dates:
      let (day, month) = (random.number(10...28), random.number(10...12))
      return ("\(day)/\(month)/2026", "2026\(month)\(day)")
    case .hours: return (String(count), String(count))
    case .amount: return ("\(count),5", "\(count).50")
    case .decimal: return ("\(count).25", "\(count).25")
    case .rate: return random.one(of: [("5,5 %", "5.5"), ("20", "20"), ("0", "0"), ("2.10", "2.1")])
    case .code(let table), .codes(let table):
      let code = random.one(of: table.entries).code
      return (code, code)
    }
  }
}
