/// How many findings a report still takes of a file.
struct FindingLimit {
  private let maximum: Int?
  /// How many it has taken.
  private(set) var shown = 0
  /// How many it has refused.
  private(set) var notShown = 0

  init(_ context: ReportContext) { maximum = context.maximumFindings }

  /// Another file begins.
  mutating func beginFile() { (shown, notShown) = (0, 0) }

  /// Whether it takes one more.
  mutating func takes() -> Bool {
    if let maximum, shown >= maximum {
      notShown += 1
      return false
    }
    shown += 1
    return true
  }
}
