import ArgumentParser
import LheoModel
import LheoOperations
import LheoRegisters
import LheoValidator

/// Which repairs are made.
struct RepairArguments: ParsableArguments {
  @Option(
    help: .said(
      "Ne faire que cette réparation, ou famille (texte/*) ; peut être répété.",
      "Make only this repair, or family (texte/*); may be repeated.", value: "réparation", "repair"))
  var only: [String] = []

  @Option(
    help: .said(
      "Ne pas faire cette réparation, ou famille (texte/*) ; peut être répété.",
      "Leave out this repair, or family (texte/*); may be repeated.", value: "réparation", "repair"))
  var ignore: [String] = []

  @Flag(
    help: .said(
      "Faire aussi les réparations qui peuvent changer le sens.",
      "Also make repairs that may change what is meant."))
  var unsafe = false

  /// Says that there is no such repair or, where they are made, that one is asked for by its name and left out.
  func check(isMade: Bool) throws {
    for pattern in only + ignore where !Repair.all.contains(where: { Self.matches(pattern, $0.rule) }) {
      throw UsageError.missing(Text("réparation", "repair"), pattern, in: Repair.all.map(\.rule))
    }
    if unsafe || !isMade { return }
    for pattern in only where Repair.all.allSatisfy({ $0.isUnsafe || !Self.matches(pattern, $0.rule) }) {
      throw UsageError(
        "« \(pattern) » peut changer le sens d'une offre. Ajoutez --unsafe pour la faire.",
        "'\(pattern)' may change the meaning of an offer. Add --unsafe to make it.")
    }
  }

  /// The repairs that are asked for.
  var chosen: [Repair] {
    Repair.all.filter { repair in
      if ignore.contains(where: { Self.matches($0, repair.rule) }) || repair.isUnsafe && !unsafe { return false }
      return only.isEmpty || only.contains { Self.matches($0, repair.rule) }
    }
  }

  /// - Throws: `ValidationError` where only repairs are asked for that need registers which are not there.
  func requireNeeds(_ editions: [RegisterEdition]) throws {
    guard !only.isEmpty, let repair = chosen.first,
      chosen.allSatisfy({ !$0.needs.allSatisfy { $0.isMet(by: editions) } })
    else { return }
    let registers = RuleNeed.allCases.filter(repair.needs.contains).flatMap(\.registers).map(\.rawValue)
    let list = registers.joined(separator: ", ")
    throw UsageError(
      "\(repair.rule) a besoin de --reference avec \(list).", "\(repair.rule) needs --reference with \(list).")
  }

  private static func matches(_ pattern: String, _ rule: String) -> Bool {
    pattern == rule || pattern.hasSuffix("/*") && rule.hasPrefix(pattern.dropLast(1))
  }
}
