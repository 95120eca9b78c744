import LheoModel
import LheoOperations
import LheoOutput

/// Lists repairs, and how many there were.
struct RepairListing {
  let sink: ByteSink
  let language: Language
  let isQuiet: Bool
  private var counts: [String: Int] = [:]
  private var offerCount = 0
  private var refusedCount = 0

  init(_ sink: ByteSink, _ language: Language, isQuiet: Bool) {
    self.sink = sink
    self.language = language
    self.isQuiet = isQuiet
  }

  /// Lists what was done to an offer.
  mutating func add(_ notes: [RepairNote]) {
    if notes.contains(where: \.isMade) { offerCount += 1 }
    for note in notes {
      if note.isMade { counts[note.rule, default: 0] += 1 } else { refusedCount += 1 }
      if !isQuiet { sink.append(text(of: note)) }
    }
  }

  /// Lists the totals.
  func end() throws {
    for (rule, count) in counts.sorted(by: { $0.key < $1.key }) { sink.append("\(count)  \(rule)\n") }
    let total = counts.values.reduce(0, +)
    sink.append(
      language(
        "Réparations : \(total), dans \(offerCount) offre\(offerCount > 1 ? "s" : "").\n",
        "Repairs: \(total), in \(offerCount) offer\(offerCount == 1 ? "" : "s").\n"))
    if refusedCount > 0 {
      sink.append(
        language(
          "Réparations impossibles : \(refusedCount), à faire à la main.\n",
          "Repairs that are not possible: \(refusedCount), to be made by hand.\n"))
    }
    try sink.finish()
  }

  private func text(of note: RepairNote) -> String {
    let place = note.line > 0 ? language("ligne \(note.line)", "line \(note.line)") : language("nouveau", "new")
    let after = note.after.map { "« \($0.shortenedForList) »" } ?? language("retiré", "removed")
    let obstacle =
      note.obstacle.map {
        language(" (pas fait : l'offre ne respecterait plus \($0))", " (not done: the offer would break \($0))")
      } ?? ""
    return "\((note.formation ?? "-").visible) \(place) \(note.element.name) \(note.rule) : "
      + "« \(note.before.shortenedForList) » → \(after)\(obstacle)\n"
  }
}

extension String {
  /// On one line, at most 60 characters.
  fileprivate var shortenedForList: String {
    let text = visible
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}
