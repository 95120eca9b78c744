import LheoModel

/// Sees to it that what is around offers is there and closed, whatever rows have been added, deleted or given another rank.
struct StoredFrames {
  /// The elements that are open, the root first.
  private var open: [Element] = []
  private var hasRoot = false

  /// What is delivered for a part.
  mutating func parts(for part: StoredPart) -> [StoredPart] {
    switch part {
    case .begin(let element):
      guard let name = element.buffer.element else { return [] }
      open.append(name)
      hasRoot = true
      return [part]
    case .end(let name):
      // The root ends when all is over.
      guard open.count > 1, open.last == name else { return [] }
      open.removeLast()
      return [part]
    case .element, .offer: return usualFrames() + [part]
    }
  }

  /// What is delivered when all is over.
  mutating func close() -> [StoredPart] {
    let parts = usualFrames() + open.reversed().map { .end($0) }
    open = []
    return parts
  }

  /// An `offres` in a `lheo`, where the tables do not say what is around offers.
  private mutating func usualFrames() -> [StoredPart] {
    if hasRoot { return [] }
    hasRoot = true
    open = [.lheo, .offres]
    return open.map { .begin(StoredElement($0)) }
  }
}
