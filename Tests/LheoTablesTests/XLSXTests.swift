import Foundation
import LheoModel
@testable import LheoXLSX
import TestSupport
import Testing
@testable import LheoTables

/// Workbooks, read with nothing but zip and XML.
@Suite(.needs("python3")) struct XLSXTests {
  private let temporary = try! TemporaryFolder()
  private var path: String { temporary.url.appending(path: "a.xlsx").path }
  private static let table = Table.named("certifications")!
  private static let columns = ["a", "b"].map { TableColumn(name: $0, label: $0, valueType: .text, path: "") }

  /// Writes rows into sheets of so many; the workbook.
  private func write(_ rows: [[String]], maximumRows: UInt32 = 1_048_576) throws -> XLSXWriter {
    let writer = try XLSXWriter(path: path, name: "a.xlsx", maximumRows: maximumRows)
    let sheet = writer.makeSheet()
    try sheet.begin(Self.table, columns: Self.columns)
    for row in rows { try sheet.write(TableRow(row.map(\.utf8))) }
    try writer.close()
    return writer
  }

  /// The sheets, each with its rows, with the texts in them.
  private func sheets() throws -> [[[String]]] {
    let script = """
      import sys, json, zipfile, xml.etree.ElementTree as tree
      book = zipfile.ZipFile(sys.argv[1])
      x = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
      names = sorted((n for n in book.namelist() if '/sheet' in n), key=lambda n: int(''.join(c for c in n if c.isdigit())))
      print(json.dumps([[[''.join(t.text or '' for t in cell.iter(x + 't')) for cell in row]
        for row in tree.fromstring(book.read(name)).iter(x + 'row')] for name in names]))
      """
    let result = Program.run(try #require(Program.find("python3")), ["-c", script, path])
    return try JSONDecoder().decode([[[String]]].self, from: Data(result.output.utf8))
  }

  /// Words stay whole, unless one is longer than a line; characters count, not bytes.
  @Test(arguments: [
    ("", 1), ("dix signes", 1), ("onze signes", 2), ("éééééééééé", 1), ("ééééééééééé", 2), ("un deux trois quatre", 3),
    ("un\ndeux", 2), ("un\n\ndeux trois quatre", 4), (String(repeating: "a", count: 30), 3), ("a bbbbbbbbbbbb", 3),
  ])
  func textsAreBrokenBetweenWords(_ text: String, _ lines: Int) {
    #expect(XLSXLayout.lines(of: Array(text.utf8), width: 10) == lines, "\(text)")
  }

  /// As who puts words beside each other until the next one does not fit, and tears those that fit in no line.
  @Test(arguments: 0..<200) func linesAreThoseOfWords(seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    let words = (0..<Int.random(in: 1...60, using: &random)).map { _ in
      String((0..<Int.random(in: 1...24, using: &random)).map { _ in "aé€𝄞".randomElement(using: &random)! })
    }
    let width = Int.random(in: 1...30, using: &random)
    var (lines, rest) = (1, width)
    for word in words {
      if word.count > rest, rest < width { (lines, rest) = (lines + 1, width) }
      let torn = (word.count - 1) / width
      (lines, rest) = (lines + torn, rest - word.count + torn * width - 1)
    }
    #expect(XLSXLayout.lines(of: Array(words.joined(separator: " ").utf8), width: width) == lines, "\(words) \(width)")
  }

  @Test(arguments: [0, 1, 8, 9, 10, 18, 19, 27]) func fullSheetsAreFollowedByOthersAndNoRowIsLost(count: Int) throws {
    let rows = (0..<count).map { ["\($0)", "x"] }
    _ = try write(rows, maximumRows: 10)
    let sheets = try sheets()
    #expect(sheets.allSatisfy { $0.first == ["a", "b"] && $0.count <= 10 })
    #expect(sheets.flatMap { $0.dropFirst() } == rows)
    #expect(sheets.count == max(1, (count + 8) / 9))
  }

  /// Excel counts in UTF-16, where `𝛼` is two and `é` one.
  @Test func textsThatAreTooLongAreCutAndCounted() throws {
    let limit = XLSXWriter.maximumCellLength
    let texts = ["x", "é", "日", "𝛼", "e\u{301}"]
    let rows = texts.map { text in
      let count = (limit + text.utf16.count - 1) / text.utf16.count
      return [String(repeating: text, count: count), String(repeating: text, count: count + 1)]
    }
    let writer = try write(rows)
    for (row, written) in zip(rows, try sheets()[0].dropFirst()) {
      for (text, cell) in zip(row, written) {
        // As much as fits, and no half of a character.
        #expect(text.unicodeScalars.starts(with: cell.unicodeScalars))
        #expect(!cell.unicodeScalars.contains("\u{FFFD}"))
        #expect(cell.utf16.count <= limit && cell.utf16.count >= min(text.utf16.count, limit - 1))
      }
    }
    // In the first column those of two units that end in the middle.
    #expect(
      writer.cuts == [
        .init(table: "certifications", column: "b", count: 5), .init(table: "certifications", column: "a", count: 2),
      ])
  }

  @Test func textsThatFitAreNotCounted() throws {
    #expect(try write([[String(repeating: "日", count: XLSXWriter.maximumCellLength), "x"]]).cuts.isEmpty)
  }

  @Test func marksInTextsAreNoRows() throws {
    let texts = ["</row>", "</worksheet>", "=1+1", "<row r=\"1\">", "]]>", "&amp;"]
    _ = try write(texts.map { [$0, ""] })
    #expect(try sheets()[0].dropFirst().map { $0[0] } == texts)
  }

  @Test func anEmptyRowIsNoLoss() throws {
    _ = try write([["", ""], ["x", "y"]])
    #expect(try sheets()[0].last == ["x", "y"])
  }

  /// A part of the workbook.
  private func part(_ name: String) throws -> String {
    let files = Archive.files(inZip: [UInt8](try Data(contentsOf: URL(filePath: path))))
    return String(decoding: try #require(files[name]), as: UTF8.self)
  }

  @Test(arguments: [0, 1, 8, 9, 20]) func filtersEndWithTheRows(count: Int) throws {
    _ = try write((0..<count).map { ["\($0)", "x"] }, maximumRows: 10)
    for number in 1...max(1, (count + 8) / 9) {
      let rows = min(9, max(0, count - (number - 1) * 9))
      #expect(
        try part("xl/worksheets/sheet\(number).xml").contains("<autoFilter ref=\"A1:B\(rows + 1)\"/>"), "\(number)")
    }
  }

  @Test func columnsAreAsWideAsWhatIsInThem() throws {
    let long = String(repeating: "é", count: 30)
    _ = try write([["x", long], ["", "y"]])
    let sheet = try part("xl/worksheets/sheet1.xml")
    func width(_ column: Int) throws -> Double {
      let start = try #require(sheet.range(of: "<col min=\"\(column)\" max=\"\(column)\" width=\"")).upperBound
      return try #require(Double(sheet[start...].prefix { $0 != "\"" }))
    }
    #expect(try (8.0..<9).contains(width(1)) && (31..<32).contains(width(2)))
    _ = try write([["x", String(repeating: "x", count: 500)]])
    #expect(try part("xl/worksheets/sheet1.xml").contains("width=\"40.7"))
  }

  @Test func aSheetIsPrintedAcrossOnePageWideWithItsHeader() throws {
    _ = try write([["x", "y"]])
    let sheet = try part("xl/worksheets/sheet1.xml")
    for word in ["<pageSetUpPr fitToPage=\"1\"/>", "orientation=\"landscape\"", "fitToHeight=\"0\"", "&amp;P / &amp;N"]
    {
      #expect(sheet.contains(word), "\(word)")
    }
    #expect(try part("xl/workbook.xml").contains("_xlnm.Print_Titles\" localSheetId=\"0\">certifications!$1:$1<"))
    #expect(try part("xl/workbook.xml").contains("_xlnm.Print_Area\" localSheetId=\"0\">certifications!$A$1:$B$2<"))
  }

  /// Each link stays in memory until the end, so there are not more than so many.
  @Test func linksBeyondTheLastAreTexts() throws {
    let columns = [TableColumn(name: "a", label: "A", valueType: .text, path: "x/urlweb")]
    let writer = try XLSXWriter(path: path, name: "a.xlsx")
    let sheet = writer.makeSheet()
    try sheet.begin(Self.table, columns: columns)
    let count = XLSXWriter.maximumLinks + 5
    for number in 0..<count { try sheet.write(TableRow(["https://exemple.fr/\(number)".utf8])) }
    try writer.close()
    let links = try part("xl/worksheets/_rels/sheet1.xml.rels")
    #expect(
      links.contains("exemple.fr/\(XLSXWriter.maximumLinks - 1)\"") && !links.contains("/\(XLSXWriter.maximumLinks)\""))
    #expect(try part("xl/worksheets/sheet1.xml").contains("exemple.fr/\(count - 1)<"))
  }

  @Test func aDescriptionAddsWhatTheWorkbookIs() throws {
    let description = XLSXDescription(producer: "a=1 & b", date: PartialDate(iso: "2026-11-26"), condition: "x < 1")
    let writer = try XLSXWriter(path: path, name: "a.xlsx", description: description)
    let sheet = writer.makeSheet()
    try sheet.begin(Self.table, columns: Self.columns)
    for number in 0..<150 { writer.note(source: "=flux\(number).xml") }
    for row in ["x", "y"] { try sheet.write(TableRow([row.utf8, "".utf8])) }
    try writer.close()
    let sheets = try sheets()
    let front = sheets[0]
    #expect(sheets.count == 4 && sheets[1].dropFirst().map { $0[0] } == ["x", "y"])
    #expect(front[0] == ["Offres de formation"])
    for row in [["Produit par", "a=1 & b"], ["Flux", "=flux0.xml"], ["et 50 autres"], ["Lignes retenues", "x < 1"]] {
      #expect(front.contains { $0.filter { !$0.isEmpty } == row }, "\(row)")
    }
    #expect(front.contains { $0.starts(with: ["certifications"]) })
    #expect(sheets[2].contains { $0.count == 3 && $0[1] == "1" && $0[2].contains("oui") })
    #expect(sheets[3].contains { $0.starts(with: ["certifications", "a", "a", "texte"]) })
  }

  @Test func aFolderThatIsMissingIsNamed() throws {
    let writer = try XLSXWriter(path: "/no/such/folder/a.xlsx", name: "a.xlsx")
    try writer.makeSheet().begin(Self.table, columns: Self.columns)
    #expect(throws: (any Error).self) { try writer.close() }
  }
}
