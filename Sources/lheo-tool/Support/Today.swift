import ArgumentParser
import LheoModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The day that rules about dates use.
struct Day: ExpressibleByArgument {
  let date: PartialDate

  init(_ date: PartialDate) { self.date = date }

  /// Reads `AAAA-MM-JJ`.
  init?(argument: String) {
    guard let date = PartialDate(iso: argument), date.isComplete else { return nil }
    self.date = date
  }

  var defaultValueDescription: String { "today in Paris" }

  /// Today in Paris.
  static var today: Day {
    setenv("TZ", "Europe/Paris", 1)
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Day(PartialDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))!)
  }
}
