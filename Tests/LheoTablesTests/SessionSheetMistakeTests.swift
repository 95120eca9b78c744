import Foundation
import LheoFormats
import LheoModel
import LheoParser
import TestSupport
import Testing
@testable import LheoXLSX

/// Mistakes are named by sheet, row and column.
extension SessionSheetTests {
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
