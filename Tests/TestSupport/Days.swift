import LheoModel

extension PartialDate {
  /// 1 January 2026, as of which tests judge that say no other day.
  public static let newYear2026 = PartialDate(year: 2026, month: 1, day: 1)!
}
