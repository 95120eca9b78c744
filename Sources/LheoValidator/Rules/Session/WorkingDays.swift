import LheoModel

/// Days on which files are exchanged: neither week-ends nor the public holidays of France (without those of
/// Alsace-Moselle alone).
enum WorkingDays {
  /// The day that is so many working days after another; days count from 1 January 1970.
  static func day(_ count: Int, after start: Int) -> Int {
    var day = start
    var left = count
    while left > 0 {
      day += 1
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  static func isWorkingDay(_ day: Int) -> Bool {
    // 1 January 1970 was a Thursday.
    let weekday = (day + 3) % 7
    guard weekday < 5, let date = PartialDate(dayNumber: day), let year = date.year else { return weekday < 5 }
    switch (date.month, date.day) {
    case (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25): return false
    default:
      let easter = easterSunday(year)
      return ![easter + 1, easter + 39, easter + 50].contains(day)
    }
  }

  /// Easter Sunday of a year (Meeus, Jones and Butcher).
  static func easterSunday(_ year: Int) -> Int {
    let a = year % 19
    let b = year / 100
    let c = year % 100
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let month = (h + l - 7 * m + 114) / 31
    let day = (h + l - 7 * m + 114) % 31 + 1
    return PartialDate(year: year, month: month, day: day)?.dayNumber ?? 0
  }
}
