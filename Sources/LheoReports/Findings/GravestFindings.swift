import LheoValidator

/// The gravest of the findings that come, at most so many, in the order in which they came.
struct GravestFindings {
  private let maximum: Int
  private var kept: [(number: Int, finding: Finding)] = []
  private var count = 0
  /// What is not graver than this and comes now is not among them.
  private var floor: Severity?

  init(_ maximum: Int) { self.maximum = maximum }

  /// Takes a finding.
  mutating func add(_ finding: Finding) {
    count += 1
    if let floor, finding.severity <= floor { return }
    if maximum == 0 { return }
    kept.append((count, finding))
    // Sorting now and then is cheaper than each time.
    if kept.count / 2 >= maximum { prune() }
  }

  private mutating func prune() {
    guard kept.count > maximum else { return }
    kept.sort {
      $0.finding.severity == $1.finding.severity ? $0.number < $1.number : $0.finding.severity > $1.finding.severity
    }
    kept.removeSubrange(maximum...)
    floor = kept.last?.finding.severity
  }

  /// The findings.
  mutating func take() -> [Finding] {
    prune()
    defer { kept = [] }
    return kept.sorted { $0.number < $1.number }.map(\.finding)
  }
}
