import LheoModel
import Testing

@Suite struct PartialDateTests {
  @Test(arguments: [
    ("20260901", "2026-09-01"), (" 20260901\n", "2026-09-01"), ("20260900", "2026-09"), ("20260999", "2026-09"),
    ("20260000", "2026"), ("20269999", "2026"), ("00000000", ""), ("99999999", ""), ("20240229", "2024-02-29"),
  ])
  func isReadAndWrittenInISO(text: String, iso: String) {
    #expect(PartialDate(text)?.isoText == iso)
  }

  @Test(arguments: ["", "2026", "2026-09-01", "20260230", "20230229", "20261301", "2026090a", "202609011", "20260431"])
  func isNoDate(text: String) { #expect(PartialDate(text) == nil) }

  @Test(arguments: ["2026-09-01", "2026-09", "2026", "2024-02-29"]) func isReadFromISO(text: String) {
    #expect(PartialDate(iso: text)?.isoText == text)
  }

  @Test(arguments: [
    "", "20260901", "2026-9-1", "2026-13", "2026-02-30", "0000", "2026-00-01", "2026-09-", "-2026", "2026-09-01-01",
    "+026-09-01", "２０２６",
  ])
  func isNoDateInISO(text: String) { #expect(PartialDate(iso: text) == nil) }

  @Test func knowsWhatIsKnown() {
    #expect(PartialDate("20260901")?.isComplete == true)
    #expect(PartialDate("20260900")?.isComplete == false)
    #expect(PartialDate("99999999")?.isUnknown == true)
    #expect(PartialDate("20269999")?.lheoText == "20260000")
  }

  @Test func mustExistInTheCalendar() {
    #expect(PartialDate(year: 2026, month: 2, day: 29) == nil)
    #expect(PartialDate(year: 2026, day: 1) == nil)
    #expect(PartialDate(month: 1) == nil)
    #expect(PartialDate(year: 2000, month: 2, day: 29) != nil)
    #expect(PartialDate(year: 1900, month: 2, day: 29) == nil)
  }
}

@Suite struct TimeOfDayTests {
  @Test(arguments: [
    ("09h00", "09h00"), ("9h", "09h00"), ("9h30", "09h30"), ("9H05", "09h05"), ("09:30", "09h30"), (" 14h15 ", "14h15"),
    ("0h00", "00h00"), ("23h59", "23h59"),
  ])
  func isReadAsPeopleTypeIt(text: String, lheo: String) { #expect(TimeOfDay(text)?.lheoText == lheo) }

  @Test(arguments: [
    "", "h", "9", "0900", "24h00", "9h60", "9h5", "9h 30", "matin", "9h300", "100h", "9::30", ":30", "09h00h",
  ])
  func isNoTime(text: String) { #expect(TimeOfDay(text) == nil) }

  @Test func isOrdered() { #expect(TimeOfDay("09h59")! < TimeOfDay("10h00")!) }
}
