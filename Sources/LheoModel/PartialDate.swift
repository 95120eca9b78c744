/// A date of LHEO (`AAAAMMJJ`) whose day, month or year may be unknown.
///
/// Feeds write an unknown day or month as `00` or `99`, and a date that is not known at all as `00000000` or
/// `99999999`.
public struct PartialDate: Hashable, Sendable {
  /// The year, or `nil` when the date is unknown.
  public let year: Int?
  /// The month from 1, or `nil` when it is unknown.
  public let month: Int?
  /// The day of the month from 1, or `nil` when it is unknown.
  public let day: Int?

  /// A date, which must exist in the calendar; leave out day, month or all where they are unknown.
  public init?(year: Int? = nil, month: Int? = nil, day: Int? = nil) {
    guard (year != nil || month == nil) && (month != nil || day == nil) else { return nil }
    if let year, !(1...9998).contains(year) { return nil }
    if let month, !(1...12).contains(month) { return nil }
    if let year, let month, let day, !(1...Self.days(inMonth: month, of: year)).contains(day) { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `AAAAMMJJ`, white space around it allowed. `nil` if it is something else or no day of the calendar.
  public init?(_ text: String) {
    guard let date = text.withBytes({ PartialDate(utf8: $0) }) else { return nil }
    self = date
  }

  /// Reads ISO 8601: `2026-09-01`, `2026-09` or `2026`. `nil` if it is something else or no day of the calendar.
  public init?(iso text: String) {
    guard let date = text.withBytes({ PartialDate(iso: $0) }) else { return nil }
    self = date
  }

  /// Reads ISO 8601 from bytes.
  package init?(iso bytes: UnsafeBufferPointer<UInt8>) {
    guard Self.hasISOForm(bytes) else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      range.upperBound > bytes.count ? nil : range.reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) }
    }
    self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
  }

  /// Whether bytes have the form of ISO 8601, be there such a day or not.
  package static func hasISOForm(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    (bytes.count == 4 || bytes.count == 7 || bytes.count == 10)
      && bytes.indices.allSatisfy { $0 == 4 || $0 == 7 ? bytes[$0] == UInt8(ascii: "-") : bytes[$0].isDigit }
  }

  /// Reads `AAAAMMJJ` from bytes.
  package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    let bytes = bytes.trimmed
    guard bytes.count == 8, bytes.allSatisfy(\.isDigit) else { return nil }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) } }
    let year = number(0..<4)
    let month = number(4..<6)
    let day = number(6..<8)
    let yearIsKnown = year != 0 && year != 9999
    let monthIsKnown = yearIsKnown && month != 0 && month != 99
    let dayIsKnown = monthIsKnown && day != 0 && day != 99
    self.init(year: yearIsKnown ? year : nil, month: monthIsKnown ? month : nil, day: dayIsKnown ? day : nil)
  }

  /// Whether day, month and year are known.
  public var isComplete: Bool { day != nil }

  /// Whether not even the year is known.
  public var isUnknown: Bool { year == nil }

  /// The date as LHEO writes it; unknown parts are `00`, an unknown date is `00000000`.
  public var lheoText: String {
    Self.digits(year ?? 0, 4) + Self.digits(month ?? 0, 2) + Self.digits(day ?? 0, 2)
  }

  /// The date in ISO 8601: `2026-09-01`, `2026-09` or `2026`; empty when it is unknown.
  public var isoText: String {
    guard let year else { return "" }
    guard let month else { return Self.digits(year, 4) }
    guard let day else { return Self.digits(year, 4) + "-" + Self.digits(month, 2) }
    return Self.digits(year, 4) + "-" + Self.digits(month, 2) + "-" + Self.digits(day, 2)
  }

  /// The date as people write it: `01/09/2026`, `09/2026` or `2026` in French, ISO 8601 in English.
  public func text(in language: Language) -> String {
    guard language == .fr, let year else { return isoText }
    let parts = [day, month].compactMap { $0.map { Self.digits($0, 2) } } + [Self.digits(year, 4)]
    return parts.joined(separator: "/")
  }

  static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    let missing = width - text.utf8.count
    return missing > 0 ? String(repeating: "0", count: missing) + text : text
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
