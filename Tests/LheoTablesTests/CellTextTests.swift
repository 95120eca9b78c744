import LheoModel
import Testing

@testable import LheoTables

@Suite struct CellTextTests {
  private static let numbers = [
    "", "0", "-0", "7", "-7", "007", "+5", "-", "--1", "1 2", " 1", "1.0", "١", "12345678901234567",
    "123456789012345678", "-123456789012345678", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "99999999999999999999",
  ]

  private func withBytes<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer(body)
  }

  @Test(arguments: Self.numbers) func numbersAreReadAsSwiftReadsThem(text: String) {
    #expect(withBytes(text, CellText.wholeNumber) == Int64(text))
  }

  @Test(arguments: [
    ("2026-09-01", true), ("2026-09", true), ("2026", true), ("2026-02-30", false), ("0000-01-01", false),
    ("2026-9-1", false), ("2026-00-01", false), ("2026/09/01", false), ("+026-09-01", false), ("２０２６-9-", false),
    ("2026-09-0", false), ("2026-0901", false), ("", false),
  ])
  func daysAreReadFromBytesAsFromTexts(text: String, isDate: Bool) {
    let date = withBytes(text) { PartialDate(iso: $0) }
    #expect(date == PartialDate(iso: text))
    #expect(date?.isoText == (isDate ? text : nil))
  }

  private static let values =
    numbers + [
      "20260901", "20260900", "20260999", "20269999", "20260230", "00000000", "99999999", "2026-09-01", "2026-09",
      "2026",
      "2026090", "texte", "a|b", "|", " x", "x ", "\u{A0}", "été",
    ]

  /// A value comes back from its cell if, read from there, it is what it was: whatever shorter way is taken to find that out.
  @Test(arguments: Self.values, [CellText.Form.asIs, .isoDate, .number, .day])
  func whatComesBackIsWhatIsReadAgain(text: String, form: CellText.Form) {
    for isDate in [false, true] {
      for separator in [nil, TableLayout.separator] {
        let comesBack = withBytes(text) { CellText.comesBack($0, as: form, isDate: isDate, separator: separator) }
        var (cell, back): ([UInt8], [UInt8]) = ([], [])
        withBytes(text) { CellText.append($0, as: form, to: &cell) }
        cell.withUnsafeBufferPointer { CellText.appendValue($0, isDate: isDate, to: &back) }
        let isWhole = withBytes(text) { !$0.isEmpty && $0.trimmed.count == $0.count }
        let isAlone = separator.map { !text.utf8.contains($0) } ?? true
        #expect(
          comesBack == (isWhole && isAlone && back == Array(text.utf8)),
          "\(text) as \(form), date: \(isDate), separator: \(separator != nil)")
      }
    }
  }
}
