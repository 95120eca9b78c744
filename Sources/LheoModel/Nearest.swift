/// Finds the name somebody meant.
package enum Nearest {
  /// The candidate that takes the fewest changes of letters, if they are few for its length.
  package static func match(_ name: String, in candidates: [String]) -> String? {
    let scored = candidates.map { ($0, distance(Array(name.lowercased().utf8), Array($0.lowercased().utf8))) }
    guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
    if best.1 < best.0.utf8.count, best.1 <= max(2, best.0.utf8.count / 3) { return best.0 }
    return candidates.first { $0.lowercased().contains(name.lowercased()) && name.count > 2 }
  }

  /// What follows "there is no …": the name that was meant, or else all names, or else where they are listed.
  ///
  /// - Parameters:
  ///   - candidates: the names there are.
  ///   - list: where they are listed, as a sentence, for names that are too many for a message.
  package static func hint(_ name: String, in candidates: [String], list: Text? = nil) -> Text {
    if let nearest = match(name, in: candidates) { return didYouMean(nearest) }
    if let list, candidates.count > longestList { return Text(verbatim: " ") + list }
    let names = candidates.joined(separator: ", ")
    return candidates.isEmpty ? .empty : Text(" Il y a : \(names).", " There are: \(names).")
  }

  /// Asks whether a name was meant.
  package static func didYouMean(_ name: String) -> Text {
    Text(" Vouliez-vous dire « \(name) » ?", " Did you mean '\(name)'?")
  }

  /// How many names a message may list.
  private static let longestList = 40

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let next = min(diagonal + (a == b ? 0 : 1), row[j] + 1, row[j + 1] + 1)
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[right.count]
  }
}
