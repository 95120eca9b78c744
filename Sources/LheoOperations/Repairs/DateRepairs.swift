import LheoModel

extension Repair {
  /// Dates in other forms, where year, month and day cannot be taken for each other.
  static let dates = Repair(
    "schema/format",
    "Écrit les dates comme 20270728, si leur sens est certain (2027-07-28, 28/07/2027 ; mais pas 05/07/2027).",
    "Writes dates like 20270728, if it is certain what they mean (2027-07-28, 28/07/2027; but not 05/07/2027).",
    .leaf { leaf, text in
      guard case .date = leaf.element?.definition.content, let date = PartialDate(certain: text.trimmed) else {
        return .same
      }
      return .text(date.lheoText)
    })
}

extension PartialDate {
  /// Reads a day with `-`, `/` or `.` between its numbers, the year first or last, midnight after it allowed. Where the
  /// year is last, people of some countries write the month first: a day that may be a month is not certain.
  fileprivate init?(certain text: String) {
    // A hostile text may be long.
    guard text.utf8.count <= 32 else { return nil }
    var day = text[...]
    for midnight in ["T00:00:00Z", "T00:00:00.000", "T00:00:00", " 00:00:00", " 00:00"] where day.hasSuffix(midnight) {
      day = day.dropLast(midnight.count)
      break
    }
    guard let separator = day.first(where: { !$0.isNumber }), "-/.".contains(separator) else { return nil }
    let parts = day.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) })
    else {
      return nil
    }
    let numbers = parts.map { Int($0)! }
    switch parts.map(\.utf8.count) {
    case [4, 1, 1], [4, 1, 2], [4, 2, 1], [4, 2, 2]:
      self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    case [1, 1, 4], [1, 2, 4], [2, 1, 4], [2, 2, 4]:
      guard numbers[0] > 12 || numbers[0] == numbers[1] else { return nil }
      self.init(year: numbers[2], month: numbers[1], day: numbers[0])
    default: return nil
    }
  }
}
