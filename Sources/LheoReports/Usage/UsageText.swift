import LheoModel
import LheoOperations
import LheoOutput

extension UsageReport {
  /// For people at a terminal.
  func writeText(to sink: ByteSink) {
    func line(_ text: String) {
      let end = text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex
      sink.append(String(text[..<end]).visible + "\n")
    }
    line(title)
    for remark in remarks { line(remark) }
    group(language("Flux", "Feeds"), usage.sources, line)
    group(language("Dernière mise à jour (datemaj)", "Last change (datemaj)"), usage.periods, line)
    line("")
    let heads = [
      language("offres", "offers"), "%", language("présent", "present"), language("rempli", "filled"),
      language("valeurs", "values"),
    ]
    line("".cell(Self.nameWidth) + heads.enumerated().map { $1.cell($0 == 0 ? 9 : 10, isRight: true) }.joined())
    for entry in used { line(row(entry)) }
    if unused.isEmpty { return }
    line("")
    line(language("Jamais utilisés", "Never used"))
    for entry in unused { line("  " + (entry.kind == .code ? "\(entry.path) = \(entry.name)" : entry.path)) }
  }

  private static let nameWidth = 48

  private func group(_ title: String, _ groups: [Usage.Group], _ line: (String) -> Void) {
    if groups.isEmpty { return }
    line("")
    line(title)
    for group in groups {
      line("  \(name(of: group).cell(Self.nameWidth - 2)) \(String(group.offers).cell(8, isRight: true))")
    }
  }

  private func row(_ entry: UsageEntry) -> String {
    let counts = entry.counts
    let cells = [
      String(counts.offers), percent(counts.offers, of: usage.offers), percent(counts.inParents, of: counts.parents),
      percent(counts.filled, of: counts.occurrences), distinct(entry),
    ]
    let name = String(repeating: "  ", count: min(entry.depth, 12)) + name(entry)
    return name.cell(Self.nameWidth) + cells.enumerated().map { $1.cell($0 == 0 ? 9 : 10, isRight: true) }.joined()
  }
}

extension String {
  /// The text in so many columns, at least one of them empty; what is longer is cut.
  fileprivate func cell(_ width: Int, isRight: Bool = false) -> String {
    let shown = count >= width ? prefix(max(0, width - 2)) + "…" : self[...]
    let space = String(repeating: " ", count: width - shown.count)
    return isRight ? space + shown : shown + space
  }
}
