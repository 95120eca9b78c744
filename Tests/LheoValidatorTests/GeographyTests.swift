import LheoModel
import Testing

@testable import LheoValidator

/// Facts of France that rules rely on, against lists of their own.
@Suite struct GeographyTests {
  private static let departements =
    (1...95).filter { $0 != 20 }.map { $0 < 10 ? "0\($0)" : "\($0)" } + ["2A", "2B", "971", "972", "973", "974", "976"]

  /// The region of each department, as INSEE has them since 2016.
  private static let regions: [String: String] = [
    "01": "971", "02": "972", "03": "973", "04": "974", "06": "976", "11": "75 77 78 91 92 93 94 95",
    "24": "18 28 36 37 41 45", "27": "21 25 39 58 70 71 89 90", "28": "14 27 50 61 76", "32": "02 59 60 62 80",
    "44": "08 10 51 52 54 55 57 67 68 88", "52": "44 49 53 72 85", "53": "22 29 35 56",
    "75": "16 17 19 23 24 33 40 47 64 79 86 87", "76": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "84": "01 03 07 15 26 38 42 43 63 69 73 74", "93": "04 05 06 13 83 84", "94": "2A 2B",
  ]

  @Test func thereAreEighteenRegionsWithTheirDepartments() {
    #expect(Region.all.count == 18)
    #expect(Set(Region.all.map(\.name)).count == 18)
    for region in Region.all { #expect(region.departements.joined(separator: " ") == Self.regions[region.code]) }
  }

  @Test func everyDepartmentIsInOneRegion() {
    #expect(Self.departements.count == 101)
    for departement in Self.departements {
      #expect(Region.all.filter { $0.departements.contains(departement) }.count == 1, "\(departement)")
    }
    #expect(Region.all.flatMap(\.departements).count == 101)
  }

  @Test(arguments: departements) func anAddressIsInTheRegionOfItsDepartment(departement: String) throws {
    let region = try #require(Region.all.first { $0.departements.contains(departement) })
    let insee = departement + (departement.count == 2 ? "001" : "01")
    let postcode = ["2A": "20000", "2B": "20200"][departement] ?? insee
    for (codeINSEE, codepostal) in [(insee, "99999"), (nil, postcode)] as [(String?, String)] {
      var adresse = Adresse()
      adresse.codeINSEECommune = codeINSEE.map { TextLeaf($0) }
      adresse.codepostal = TextLeaf(codepostal)
      #expect(Region.containing(adresse)?.code == region.code)
    }
    var named = Adresse()
    named.departement = TextLeaf(departement)
    #expect(Region.containing(named)?.code == region.code)
  }

  @Test func thePrefectureIsInItsRegion() {
    for region in Region.all {
      var adresse = Adresse()
      adresse.codepostal = TextLeaf(region.prefecture.codepostal)
      #expect(Region.containing(adresse) == region, "\(region.name)")
      #expect(!region.prefecture.ville.isEmpty)
    }
  }
}

@Suite struct WorkingDaysTests {
  /// Those of 2027 and 2028 that fall on no week-end.
  private static let holidays = [
    "20270101", "20270329", "20270506", "20270517", "20270714", "20271101", "20271111", "20280417", "20280501",
    "20280508", "20280525", "20280605", "20280714", "20280815", "20281101", "20281225",
  ]

  private func day(_ text: String) throws -> Int { try #require(PartialDate(text)?.dayNumber) }

  @Test func daysAreWorkingDaysButForWeekEndsAndHolidays() throws {
    let first = try day("20270101")
    let last = try day("20281231")
    let holidays = Set(try Self.holidays.map { try day($0) })
    // 1 January 2027 is a Friday.
    for number in first...last {
      let isWeekEnd = [1, 2].contains((number - first) % 7)
      #expect(
        WorkingDays.isWorkingDay(number) == (!isWeekEnd && !holidays.contains(number)),
        "\(PartialDate(dayNumber: number)?.lheoText ?? "")")
    }
  }

  @Test(arguments: [
    ("20270325", 1, "20270326"), ("20270326", 1, "20270330"), ("20270326", 3, "20270401"), ("20270505", 2, "20270510"),
    ("20271231", 1, "20280103"), ("20270612", 5, "20270618"), ("20270612", 0, "20270612"),
  ])
  func workingDaysAreCounted(start: String, count: Int, end: String) throws {
    #expect(try WorkingDays.day(count, after: day(start)) == day(end))
  }

  /// As published, from 2000 to 2050.
  @Test(arguments: [
    "20000423", "20050327", "20080323", "20110424", "20160327", "20190421", "20210404", "20240331", "20250420",
    "20260405", "20270328", "20280416", "20300421", "20380425", "20490418", "20500410",
  ])
  func easterIsWhenItIs(date: String) throws {
    let year = try #require(Int(date.prefix(4)))
    #expect(try WorkingDays.easterSunday(year) == day(date))
  }
}
