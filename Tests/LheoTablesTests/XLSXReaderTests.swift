import LheoModel
import LheoParser
import TestSupport
import Testing

@testable import LheoXLSX

/// Workbooks of all kinds are read, and hostile ones are refused.
@Suite struct XLSXReaderTests {
  private func read(
    _ bytes: [UInt8], limits: XLSXReadLimits = XLSXReadLimits(), sheet: Int = 0
  ) throws -> [[String: XLSXValue]] {
    let reader = try XLSXReader(.bytes(bytes, name: "a.xlsx"), limits: limits)
    var rows: [[String: XLSXValue]] = []
    guard sheet < reader.sheets.count else { return [] }
    try reader.forEachRow(of: reader.sheets[sheet]) { row in
      rows.append(Dictionary(uniqueKeysWithValues: row.cells.map { ($0.reference.description, $0.value) }))
    }
    return rows
  }

  private func read(_ rows: String, change: (inout WorkbookFile) -> Void = { _ in }) throws -> [[String: XLSXValue]] {
    var book = WorkbookFile(.init("A", rows))
    change(&book)
    return try read(book.bytes)
  }

  private func problem(_ bytes: [UInt8], limits: XLSXReadLimits = XLSXReadLimits()) -> XLSXReadError.Problem? {
    do {
      _ = try read(bytes, limits: limits)
      return nil
    } catch {
      return (error as? XLSXReadError)?.problem
    }
  }

  // MARK: Cells

  @Test func cellsHoldWhatTheirTypeSays() throws {
    let rows = try read(
      """
      <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><t> é </t></is></c>
      <c r="C2"><v>12.50</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c>
      <c r="F2" t="str"><f>A1</f><v>x</v></c><c r="G2"><f>1+1</f><v>2</v></c><c r="H2"><f>1+1</f></c><c r="I2"/>
      <c r="J2" t="d"><v>2026-09-01T00:00:00</v></c><c r="AA2" t="n"><v>1.2E3</v></c></row>
      """
    ) {
      $0.sharedTexts =
        "<si><t>no</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh><t>phon</t></rPh></si>"
    }
    #expect(
      rows == [
        [
          "A2": .text("rich"), "B2": .text(" é "), "C2": .number(12.5, "12.50"), "D2": .boolean(true),
          "E2": .error("#N/A"), "F2": .text("x"), "G2": .number(2, "2"), "H2": .formula,
          "J2": .date(PartialDate(iso: "2026-09-01")!), "AA2": .number(1200, "1.2E3"),
        ]
      ])
  }

  /// Cells need not say where they are.
  @Test func placesMayBeLeftOut() throws {
    let rows = try read(
      "<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row/><row r=\"9\"><c><v>4</v></c></row>")
    #expect(rows.map { $0.keys.sorted() } == [["A1", "D1", "E1"], ["A9"]])
  }

  @Test(arguments: [
    ("_x000A_", "\n"), ("a_x0041_b", "aAb"), ("_x0000_", ""), ("_x00", "_x00"), ("_xZZZZ_", "_xZZZZ_"),
    ("a\r\nb", "a\nb"),
    ("_x+041_", "_x+041_"), ("_xD800_", "_xD800_"),
  ])
  func lettersThatXMLDoesNotHaveAreUnderstood(written: String, text: String) {
    #expect(XLSXText.decoded(Array(written.utf8)) == text)
  }

  // MARK: Dates

  @Test(arguments: [
    (1.0, false, "1900-01-01"), (59, false, "1900-02-28"), (61, false, "1900-03-01"), (46266, false, "2026-09-01"),
    (46266.75, false, "2026-09-01"), (2_958_465, false, "9999-12-31"), (44804, true, "2026-09-01"),
    (0, true, "1904-01-01"),
  ])
  func daysAreCounted(serial: Double, startsIn1904: Bool, iso: String) {
    // The year 9999 is one that LHEO has for what is not known.
    let day = serial == 2_958_465 ? nil : PartialDate(iso: iso)
    #expect(XLSXValue.day(serial, startsIn1904: startsIn1904) == day)
  }

  @Test(arguments: [-1, 60, 0.5, 2_958_466, 1e300, .infinity, .nan]) func noDayIsMadeOfOtherNumbers(serial: Double) {
    #expect(XLSXValue.day(serial, startsIn1904: false) == nil)
  }

  @Test(arguments: [
    ("dd/mm/yyyy", true), ("mmm\\-yy", true), ("[$-40C]d mmmm yyyy;@", true), ("General", false), ("0.00", false),
    ("\"day\" 0", false), ("[Red]0", false), ("hh:mm:ss", false), ("[h]:mm", false), ("mm", true),
    ("#,##0\\ \"€\"", false),
    ("0;[dd]", false),
  ])
  func formatsOfDatesAreKnown(code: String, isDate: Bool) { #expect(XLSXNumberStyles.showsDate(code) == isDate) }

  @Test func aStyleMakesANumberADate() throws {
    let styles = """
      <numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="21"/></cellXfs>
      """
    let cells = (0..<5).map { "<c s=\"\($0)\"><v>46266</v></c>" }.joined()
    let day = XLSXValue.date(PartialDate(iso: "2026-09-01")!)
    for (date1904, startsIn1904) in [
      (nil, false), ("0", false), ("false", false), ("1", true), ("true", true), ("on", true),
    ] {
      let row = try read("<row>\(cells)</row>") {
        $0.styles = styles
        $0.date1904 = date1904
      }[0]
      let expected = startsIn1904 ? XLSXValue.date(PartialDate(iso: "2030-09-02")!) : day
      #expect(row["B1"] == expected && row["C1"] == expected)
      for place in ["A1", "D1", "E1"] { #expect(row[place] == .number(46266, "46266")) }
    }
  }

  // MARK: Sheets

  @Test func sheetsHaveTheOrderOfTheirTabs() throws {
    let book = WorkbookFile(
      .init("Z", ""), .init("h", "<row><c><v>1</v></c></row>", state: "veryHidden"), .init("é", "", state: "visible"))
    let reader = try XLSXReader(.bytes(book.bytes))
    #expect(reader.sheets.map(\.name) == ["Z", "h", "é"] && reader.sheets.map(\.isHidden) == [false, true, false])
    #expect(try read(book.bytes, sheet: 1).count == 1)
  }

  @Test func theStrictFormAndOtherEncodingsAreRead() throws {
    let row = "<row><c t=\"inlineStr\"><is><t>é</t></is></c></row>"
    #expect(try read(row) { $0.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main" } == [["A1": .text("é")]])
    #expect(try read(row) { $0.prolog = "\u{FEFF}" } == [["A1": .text("é")]])
  }

  @Test func mergedCellsGoOnBelow() throws {
    let rows =
      "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"C2\"><v>3</v></c></row><row><c><v>4</v></c></row><row r=\"5\"><c r=\"C5\"><v>5</v></c></row>"
    let book = WorkbookFile(
      .init(
        "A", rows,
        after:
          "<mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"A3:A9\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"?\"/></mergeCells>"
      ))
    let read = try read(book.bytes)
    #expect(read[1] == ["A2": .number(1, "1"), "C2": .number(3, "3")])
    #expect(read[3] == ["A5": .number(4, "4"), "C5": .number(5, "5")])
  }

  /// All texts of a workbook come back, whether they are in memory or on disk.
  @Test(arguments: [0, 100, 1 << 20]) func sharedTextsWaitOnDisk(memory: Int) throws {
    var random = RandomDocuments(seed: 3)
    let texts = (0..<2_000).map { _ in String(repeating: "é", count: random.number(0...200)) + "x" }
    var book = WorkbookFile(
      .init("A", texts.indices.reversed().map { "<row><c t=\"s\"><v>\($0)</v></c></row>" }.joined()))
    book.sharedTexts = texts.map { "<si><t>\($0)</t></si>" }.joined()
    var limits = XLSXReadLimits()
    limits.memory = memory
    let read = try read(book.bytes, limits: limits)
    #expect(read.count == texts.count)
    for (row, text) in zip(read, texts.reversed()) { #expect(row.values.first == .text(text)) }
  }

  // MARK: Hostile

  @Test(arguments: [
    "<row><c r=\"XFD9999999\"><v>1</v></c></row>", "<row><c r=\"XFE1\"><v>1</v></c></row>",
    "<row><c r=\"AAAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>", "<row r=\"1048577\"><c><v>1</v></c></row>",
    "<row r=\"99999999999999999999\"/><row r=\"1\"/><row r=\"1\"/>", "<row r=\"2\"/><row r=\"1\"/>",
    "<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "<row><c r=\"A2\"><v>1</v></c></row>",
    "<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", "<row><c t=\"s\"><v>0</v></c></row>",
    "<row><c t=\"s\"><v>-1</v></c></row>", "<row><c><v>one</v></c></row>", "<row><c><v>1e999</v></c></row>",
    "<c><v>1</v></c>",
    "<row><c r=\"A0\"><v>1</v></c></row>", "<row r=\"0\"/>", "<row r=\"-1\"/>", "<row><c", "<row></c></row>", "&lol;",
  ])
  func absurdSheetsAreDamaged(rows: String) {
    guard case .corrupt? = problem(WorkbookFile(.init("A", rows)).bytes) else {
      Issue.record("\(rows): \(String(describing: problem(WorkbookFile(.init("A", rows)).bytes)))")
      return
    }
  }

  @Test func documentTypesAreRefused() {
    var book = WorkbookFile(.init("A", "<row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row>"))
    book.prolog = "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;\">]>"
    guard case .corrupt(_, _, let reason)? = problem(book.bytes) else {
      Issue.record("it is read")
      return
    }
    #expect(reason.english.contains("DOCTYPE") && reason.french.contains("refusé"))
  }

  @Test func whatIsTooLargeIsRefused() {
    var limits = XLSXReadLimits()
    limits.partSize = 20_000
    limits.textSize = 1_000
    limits.itemCount = 10
    let long = String(repeating: "x", count: 1_001)
    let sheets = [
      WorkbookFile(.init("A", String(repeating: "<row/>", count: 5_000))),
      WorkbookFile(.init("A", "<row><c t=\"inlineStr\"><is><r><t>x</t></r><r><t>\(long)</t></r></is></c></row>")),
      WorkbookFile(.init("A", "<row><c><v>\(long)</v></c></row>")),
      WorkbookFile(.init("A", "", after: String(repeating: "<mergeCell ref=\"A1:A2\"/>", count: 11))),
      WorkbookFile(.init("A", "", after: String(repeating: "<mergeCell ref=\"A1:A1048576\"/>", count: 9))),
    ]
    for sheet in sheets {
      guard case .tooLarge? = problem(sheet.bytes, limits: limits) else {
        Issue.record(
          "it is read: \(sheet.parts.map(\.name)) \(String(describing: problem(sheet.bytes, limits: limits)))")
        continue
      }
    }
    var texts = WorkbookFile(.init("A", ""))
    texts.sharedTexts = "<si><t>\(long)</t></si>"
    guard case .tooLarge? = problem(texts.bytes, limits: limits) else {
      Issue.record("it is read")
      return
    }
  }

  @Test func otherFilesAreNamed() throws {
    let parts = WorkbookFile(.init("A", "")).parts
    let files: [(bytes: [UInt8], word: String)] = [
      (ZipFile([("a.xml", Array("<lheo/>".utf8))]).bytes, "zip"),
      (ZipFile([("mimetype", []), ("content.xml", [])]).bytes, "OpenDocument"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600), ".xls"),
      (ZipFile(parts.filter { $0.name != "xl/workbook.xml" }).bytes, "xl/workbook.xml"),
      (ZipFile(parts.filter { $0.name != "xl/worksheets/s0.xml" }).bytes, "xl/worksheets/s0.xml"),
      (ZipFile(parts + [parts[0]]).bytes, "twice"),
    ]
    for (bytes, word) in files {
      let error = #expect(throws: XLSXReadError.self) { _ = try read(bytes) }
      #expect(error?.description(in: .en).contains(word) == true, "\(word): \(String(describing: error))")
      #expect(error?.description(in: .fr).contains("a.xlsx") == true)
    }
    #expect(throws: (any Error).self) { _ = try read(Array(ZipFile(parts).bytes.prefix(300))) }
  }

  /// Whatever bytes of a workbook are changed, it is read or refused.
  @Test(arguments: 1...4) func changedWorkbooksAreReadOrRefused(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed)
    var book = WorkbookFile(
      .init(
        "A", "<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c><c r=\"B1\"><v>46266</v></c></row>",
        after: "<mergeCells><mergeCell ref=\"A1:A3\"/></mergeCells>"))
    book.sharedTexts = "<si><t>x</t></si>"
    book.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
    for _ in 0..<400 {
      var parts = book.parts
      let index = random.number(0...(parts.count - 1))
      for _ in 0..<random.number(1...3) {
        let place = random.number(0...(parts[index].bytes.count - 1))
        if random.chance(50) {
          parts[index].bytes[place] = UInt8(random.number(0...255))
        } else {
          parts[index].bytes.removeSubrange(place..<min(parts[index].bytes.count, place + random.number(1...20)))
        }
        if parts[index].bytes.isEmpty { break }
      }
      do { _ = try read(ZipFile(parts).bytes) } catch let error as XLSXReadError {
        #expect(!error.description.isEmpty)
      } catch is FeedError {
        // The archive cannot be read.
      }
    }
  }
}
