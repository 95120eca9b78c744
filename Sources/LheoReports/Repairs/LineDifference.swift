/// What differs between two texts, line by line. Time is linear: where lines differ, the next that are the same are looked
/// for in the lines that follow at once, as repairs move nothing.
enum LineDifference {
  typealias Line = ArraySlice<UInt8>

  enum Kind { case same, removed, added }

  /// So many lines are looked at for one that is the same.
  private static let window = 32

  /// The lines of a text, each with its end.
  static func lines(of text: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  /// Delivers all lines in order: those that are removed before those that take their place.
  static func forEach(_ before: [Line], _ after: [Line], _ take: (Kind, Line) -> Void) {
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if old < before.count, new < after.count, before[old] == after[new] {
        take(.same, before[old])
        old += 1
        new += 1
        continue
      }
      let (removed, added) = change(before[old...], after[new...])
      for line in before[old..<old + removed] { take(.removed, line) }
      for line in after[new..<new + added] { take(.added, line) }
      old += removed
      new += added
    }
  }

  /// How many lines go and how many come until the next that are the same, as few as possible.
  private static func change(_ before: ArraySlice<Line>, _ after: ArraySlice<Line>) -> (Int, Int) {
    let (oldCount, newCount) = (min(before.count, window), min(after.count, window))
    for sum in 1..<max(2, oldCount + newCount) {
      for removed in max(0, sum - newCount)...min(sum, oldCount) {
        let added = sum - removed
        if removed < before.count, added < after.count,
          before[before.startIndex + removed] == after[after.startIndex + added]
        {
          return (removed, added)
        }
      }
    }
    return (oldCount, newCount)
  }
}
