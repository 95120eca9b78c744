import LheoModel
import LheoOperations
import LheoOutput

/// For people at a terminal.
struct DifferenceText: DifferenceReport {
  let sink: ByteSink
  let language: Language
  var summary = DifferenceSummary()

  func begin(old: String, new: String) { line("\(old.visible) → \(new.visible)\n") }

  mutating func write(_ change: OfferChange) {
    summary.count(change)
    line(
      "\(change.kind.symbol) \(change.numero.visible) \(language("« \(change.intitule.visible) »", "“\(change.intitule.visible)”"))"
    )
    for field in change.fields {
      line("    \(field.path.visible) (\(field.label))")
      if let before = field.before { line("      - \(before.visible)") }
      if let after = field.after { line("      + \(after.visible)") }
    }
  }

  mutating func end(same: Int) {
    summary.same = same
    line("\n" + summary.sentence(language))
  }

  private func line(_ text: String) { sink.append(text.visibleLines + "\n") }
}
