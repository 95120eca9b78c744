import LheoModel
import LheoOperations
import LheoOutput

/// Lists repairs, and how many there were.
public struct RepairListing {
  private let sink: ByteSink
  private let language: Language
  private let isQuiet: Bool
  private let listsMade: Bool
  private var counts: [String: Int] = [:]
  private var offerCount = 0
  private var refusedCount = 0
  private var byteCounts: [String: Int] = [:]

  /// A listing into a sink.
  ///
  /// - Parameters:
  ///   - sink: where it goes.
  ///   - language: its language.
  ///   - isQuiet: whether it has the totals only.
  ///   - listsMade: whether the repairs that were made in offers are listed, or shown elsewhere.
  public init(_ sink: ByteSink, _ language: Language, isQuiet: Bool, listsMade: Bool = true) {
    self.sink = sink
    self.listsMade = listsMade
    self.language = language
    self.isQuiet = isQuiet
  }

  /// What follows is of one of several feeds.
  public func begin(_ feed: String) { if !isQuiet { sink.append("\(feed.visible)\n") } }

  /// Lists what was done to an offer.
  public mutating func add(_ notes: [RepairNote]) {
    if notes.contains(where: \.isMade) { offerCount += 1 }
    for note in notes {
      if note.isMade { counts[note.rule, default: 0] += 1 } else { refusedCount += 1 }
      if !isQuiet, listsMade || !note.isMade { sink.append(text(of: note)) }
    }
  }

  /// Lists what was done to the bytes of a feed: the first repairs of each kind, and how many others there are.
  public mutating func add(_ tally: ByteRepairTally) {
    if !isQuiet { for repair in tally.repairs { sink.append(text(of: repair)) } }
    for kind in ByteRepair.Kind.allCases where tally.count(kind) > 0 {
      let count = tally.count(kind)
      byteCounts[kind.rawValue, default: 0] += count
      let others = count - ByteRepairTally.keptCount
      if others <= 0 || isQuiet { continue }
      sink.append(
        language(
          "- \(kind.rawValue) : \(others, "autre(s) réparation(s)").\n",
          "- \(kind.rawValue): \(others, "other repair(s)").\n"))
    }
  }

  /// Lists the totals.
  public func end() throws {
    let all = counts.merging(byteCounts) { $0 + $1 }
    for (rule, count) in all.sorted(by: { $0.key < $1.key }) { sink.append("\(count)  \(rule)\n") }
    let byteTotal = byteCounts.values.reduce(0, +)
    if byteTotal > 0 {
      sink.append(
        language(
          "\(byteTotal, "réparation(s)") avant la lecture du XML.\n",
          "\(byteTotal, "repair(s)") before the XML is read.\n"))
    }
    let total = counts.values.reduce(0, +)
    sink.append(
      language(
        "\(total, "réparation(s)") dans \(offerCount, "offre(s)").\n",
        "\(total, "repair(s)") in \(offerCount, "offer(s)").\n"))
    if refusedCount > 0 {
      sink.append(
        language(
          "\(refusedCount, "réparation(s) impossible(s)"), à faire à la main.\n",
          "\(refusedCount, "repair(s)") not possible, to be made by hand.\n"))
    }
    try sink.finish()
  }

  /// Both texts from where they differ.
  private func change(from before: String, to after: String?) -> String {
    let start = after.map { zip(before.unicodeScalars, $0.unicodeScalars).prefix { $0 == $1 }.count } ?? 0
    func quoted(_ text: String) -> String {
      let excerpt = text.excerpt(around: start).showingBlanks.visible
      return text.isEmpty ? language("rien", "nothing") : language("« \(excerpt) »", "“\(excerpt)”")
    }
    return "\(quoted(before)) → \(after.map(quoted) ?? language("retiré", "removed"))"
  }

  private func text(of repair: ByteRepair) -> String {
    let what = language("- ligne \(repair.line) ", "- line \(repair.line) ") + repair.kind.rawValue
    let change = change(from: repair.before, to: repair.after)
    return language("\(what) : \(change)\n", "\(what): \(change)\n")
  }

  private func text(of note: RepairNote) -> String {
    let place = note.line > 0 ? language("ligne \(note.line)", "line \(note.line)") : language("nouveau", "new")
    let change = change(from: note.before, to: note.after)
    let obstacle =
      note.obstacle.map {
        language(" (pas fait : l'offre ne respecterait plus \($0))", " (not done: the offer would break \($0))")
      } ?? ""
    let what = "\((note.formation ?? "-").visible) \(place) \(note.element.name) \(note.rule)"
    return language("\(what) : \(change)\(obstacle)\n", "\(what): \(change)\(obstacle)\n")
  }
}

extension String {
  /// At most 60 characters, among them that at an offset and a little of what is before it.
  fileprivate func excerpt(around offset: Int) -> String {
    let scalars = unicodeScalars
    let start = scalars.count > 60 && offset > 40 ? offset - 20 : 0
    let rest = scalars.dropFirst(start)
    let shown = rest.count > 60 ? String(rest.prefix(59)) + "…" : String(rest)
    return (start > 0 ? "…" : "") + shown
  }

  /// With signs for tabs and line ends, which a repair may have changed.
  fileprivate var showingBlanks: String {
    replacing("\r\n", with: "↵").replacing("\n", with: "↵").replacing("\r", with: "↵").replacing("\t", with: "⇥")
  }
}
