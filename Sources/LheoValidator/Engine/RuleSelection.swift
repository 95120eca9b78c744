extension RuleEngine {
  /// The rules of an engine. Choosing them takes as long as checking some offers, so the engines of a run share them.
  final class Selection: Sendable {
    let rules: [Rule]
    let severities: [Severity]
    /// Whether somebody has said how bad findings of a rule are.
    let isConfigured: [Bool]
    /// How many of them are asked for; the others come after them.
    let reportedCount: Int
    /// The rules of EDOF, where they are asked for beside these.
    let edofForOthers: Selection?

    init(_ options: RuleOptions, isForEdof: Bool = false) {
      let selected = options.selectedRules.filter { ($0.rule.profile == .edof) == isForEdof }
      // Who shows a session is a fact: it does not depend on which rules are asked for.
      let chosen = Set(selected.map(\.rule.id))
      let silent =
        options.asksForRules
        ? Rule.all.filter {
          !$0.blocks.isEmpty && ($0.profile == .edof) == isForEdof && !chosen.contains($0.id) && options.canCheck($0)
        } : []
      rules = selected.map(\.rule) + silent
      severities = selected.map(\.severity) + silent.map(\.severity)
      isConfigured = selected.map(\.isConfigured) + silent.map { _ in false }
      reportedCount = selected.count
      let edof = isForEdof ? nil : Selection(options, isForEdof: true)
      edofForOthers = edof.flatMap { $0.reportedCount == 0 ? nil : $0 }
    }
  }
}
