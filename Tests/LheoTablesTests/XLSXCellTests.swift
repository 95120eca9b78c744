import LheoModel
import Testing
@testable import LheoTables
@testable import LheoXLSX

/// What a value of the feed is in a cell of a workbook.
@Suite struct XLSXCellTests {
  private static func column(
    _ path: String, _ type: Column.ValueType = .text, several: Bool = false
  ) -> TableColumn {
    TableColumn(name: "x", label: "X", valueType: type, path: path, mayHoldSeveral: several)
  }

  @Test(arguments: [
    ("12", 12), ("0", 0), ("007", 7), ("-1.0822", -1.0822), ("2500,50", 2500.5), ("49.44", 49.44),
    ("999999999999999", 999_999_999_999_999),
  ])
  func isANumber(text: String, number: Double) { #expect(XLSXCell(text, .number) == .number(number)) }

  @Test(arguments: [
    "", "-", "1.", ".5", "1.2.3", "1,2.3", "1e5", "0x10", "nan", "inf", "+5", " 5", "٣", "12 h", "2 500", "7|9", "--1",
    "9999999999999999", "1\u{0}", "=1", "-=1",
  ])
  func isNoNumber(text: String) { #expect(XLSXCell(text, .number) == .text(text)) }

  @Test(arguments: ["2026-09-01", "20260901", "1900-01-01", "2028-02-29"]) func isADate(text: String) {
    guard case .date(let date) = XLSXCell(text, .date) else { return #expect(Bool(false), "\(text)") }
    #expect(date.isoText == text || date.lheoText == text)
  }

  /// What a calendar does not have, what is known in part only, and what Excel's days do not reach.
  @Test(arguments: [
    "20270231", "2027-02-31", "20269999", "2026-09", "2026", "00000000", "99999999", "18991231", "01/09/2026", "",
    "=TODAY()", "2026-09-01T00:00:00", "2026-09-01|2027-09-01",
  ])
  func isNoDate(text: String) { #expect(XLSXCell(text, .date) == .text(text)) }

  @Test(arguments: [
    "https://www.exemple.fr", "http://exemple.fr/a/b.html?x=1&y=%C3%A9#z", "HTTPS://Exemple.FR:8443/",
    "mailto:contact@exemple.fr",
  ])
  func isAWebAddress(text: String) { #expect(XLSXCell(text, .webAddress) == .link(text, target: text)) }

  @Test func theLongestAddress() {
    let start = "https://exemple.fr/"
    let longest = start + String(repeating: "a", count: 2_079 - start.count)
    #expect(XLSXCell(longest, .webAddress) == .link(longest, target: longest))
    #expect(XLSXCell(longest + "a", .webAddress) == .text(longest + "a"))
  }

  @Test(arguments: [
    "", "www.exemple.fr", "javascript:alert(1)", "file:///etc/passwd", "internal:sessions!A1",
    "external:\\\\serveur\\x",
    "ftp://exemple.fr", "\\\\serveur\\partage", "https://", "https:///x", "https://exemple", "https://a..fr",
    "https://banque.fr@mechant.fr/", "https://banque.fr:x@mechant.fr/", "https://exemple.fr/a b",
    "https://exemple.fr\n",
    "https://exemple.fr/\"&HYPERLINK(", "https://exemple.fr/<x>", "https://exemple.fr|https://exemple.org",
    "https://exemple.fr/\u{202E}gpj.exe", "https://exempl\u{0435}.fr", "https://exemple.fr/\u{1}",
    "https:\\\\exemple.fr",
    "=HYPERLINK(\"https://exemple.fr\")", " https://exemple.fr", "ms-excel:ofe|u|https://exemple.fr",
    "mailto:a@exemple.fr?bcc=b@exemple.fr", "mailto:", "data:text/html,x", "https://[::1]/",
  ])
  func isNoWebAddress(text: String) { #expect(XLSXCell(text, .webAddress) == .text(text)) }

  @Test(arguments: ["contact@exemple.fr", "prenom.nom+cfa@sous-domaine.exemple.fr"]) func isAMailAddress(text: String) {
    #expect(XLSXCell(text, .mailAddress) == .link(text, target: "mailto:\(text)"))
  }

  @Test(arguments: [
    "", "contact", "@exemple.fr", "a@", "a@exemple", "a@b@exemple.fr", "a@exemple.fr?subject=x",
    "a@exemple.fr,b@exemple.fr",
    "a b@exemple.fr", "a@exemple.fr:25", "a&b@exemple.fr", "é@exemple.fr", "mailto:a@exemple.fr", "\"a\"@exemple.fr",
    "a@exemple.fr\n", "a@\(String(repeating: "x", count: 254)).fr",
  ])
  func isNoMailAddress(text: String) { #expect(XLSXCell(text, .mailAddress) == .text(text)) }

  @Test func aColumnSaysWhatItsCellsMayBe() {
    let expected: [(TableColumn, XLSXCell.Kind)] = [
      (Self.column("session/periode/debut", .date), .date), (Self.column("formation/@datemaj"), .date),
      (Self.column("action/nombre-heures-total", .number), .number),
      (Self.column("lieu/latitude"), .number), (Self.column("action/prix-total-TTC"), .number),
      (Self.column("session/recrutement/nb-places", .number, several: true), .text),
      (Self.column("session/periode/debut", .date, several: true), .text),
      (Self.column("a/courriel|b/courriel"), .mailAddress),
      (Self.column("formation/url-formation/urlweb"), .webAddress),
      (Self.column("a/urlweb", several: true), .webAddress), (Self.column("a/courriel|b/urlweb"), .text),
      (Self.column("formation/certifiante", .code("dict-boolean")), .text), (Self.column(""), .text),
      (Self.column("", .number), .number), (Self.column("action/adresse/codepostal"), .text),
      (Self.column("a/SIRET"), .text),
    ]
    for (column, kind) in expected { #expect(XLSXCell.Kind(column) == kind, "\(column.path)") }
  }
}
