import ArgumentParser
import Glibc
import LheoModel

/// The day that rules about dates use.
struct Day: ExpressibleByArgument {
  let date: PartialDate

  init(_ date: PartialDate) { self.date = date }

  /// Reads `AAAA-MM-JJ`.
  init?(argument: String) {
    guard let date = PartialDate(iso: argument), date.isComplete else { return nil }
    self.date = date
  }

  var defaultValueDescription: String { said("aujourd'hui à Paris", "today in Paris") }

  /// The time now, as `horodatage-export` wants it.
  static var timestamp: String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }

  /// Today in Paris.
  static var today: Day {
    setenv("TZ", "Europe/Paris", 1)
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Day(PartialDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))!)
  }
}
