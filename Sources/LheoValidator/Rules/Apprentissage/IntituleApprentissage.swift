import LheoModel

let sourceIntitule =
  "Guide de saisie OFeli, « Intitulé de formation » et « Règles de saisies particulières » (l. 127-131, 165-171)"

extension Rule {
  static let intituleMention = Rule(
    "apprentissage/intitule-mention", .apprentissage, .error,
    message: Text("L'intitulé ne dit pas « (en apprentissage) ».", "The title does not say “(en apprentissage)”."),
    why: Text(
      "Sans cette mention, rien ne distingue l'offre d'une formation classique.",
      "Without it nothing tells the offer from an ordinary course."),
    repair: Text("Terminez l'intitulé par « (en apprentissage) ».", "End the title with “(en apprentissage)”."),
    source: .other(Text(verbatim: sourceIntitule)),
    triggering: .apprentissage("CAP plaquiste - 1ère et 2ème année") {
      $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année"
    },
    passing: .apprentissage("(EN APPRENTISSAGE)") {
      $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année (EN APPRENTISSAGE)"
    },
    check: .formation { context in
      let leaf = context.formation.intituleFormation
      guard context.isApprentissage, !leaf.isAbsent, !context.saysApprentissage else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("… (en apprentissage)", "… (en apprentissage)"))
    })

  static let intituleAnnees = Rule(
    "apprentissage/intitule-annees", .apprentissage, .warning,
    message: Text(
      "L'intitulé ne dit pas les années accessibles.", "The title does not say which years can be entered."),
    why: Text(
      "Les familles cherchent l'année à laquelle on peut entrer en apprentissage.",
      "Families look for the year in which one can enter as an apprentice."),
    repair: Text(
      "Écrivez par exemple « - 1ère, 2ème et 3ème année (en apprentissage) ».",
      "Write for example “- 1ère, 2ème et 3ème année (en apprentissage)”."),
    source: .other(Text(verbatim: sourceIntitule)),
    triggering: .apprentissage("CAP plaquiste (en apprentissage)") {
      $0.intituleFormation = "CAP plaquiste (en apprentissage)"
    },
    passing: .apprentissage("CAP plaquiste - 1 an (en apprentissage)") {
      $0.intituleFormation = "CAP plaquiste - 1 an (en apprentissage)"
    },
    check: .formation { context in
      let leaf = context.formation.intituleFormation
      guard context.isApprentissage, context.foldedTitle.contains("apprentissage"), !context.titleYears.areNamed else {
        return
      }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("1ère, 2ème… année", "1ère, 2ème… année"))
    })

  static let intituleAnneesCycle = Rule(
    "apprentissage/intitule-annees-cycle", .apprentissage, .warning,
    message: Text(
      "Les années de l'intitulé ne sont pas celles des cycles.", "The years of the title are not those of the cycles."),
    why: Text(
      "Le candidat ne sait plus à quelle année il peut entrer.", "Candidates cannot tell in which year they may enter."),
    repair: Text(
      "Accordez l'intitulé et les <annee-cycle> des sessions.",
      "Make the title and the <annee-cycle> of the sessions agree."),
    source: "Guide de saisie OFeli, « Spécial apprentissage », cycles de l'alternance (l. 1500-1520)",
    triggering: .apprentissage("1ère et 2ème année, cycles 1, 2 et 3", "1ère et 2ème année, cycles 1, 2 and 3") {
      formation in
      formation.action.dureeCycle = 3
      var third = formation.cycle
      third.anneesCycle = [3]
      formation.session.cycles.append(third)
    },
    passing: .apprentissage("1ère et 2ème année, cycles 1 et 2", "1ère et 2ème année, cycles 1 and 2"),
    check: .formation { context in
      guard context.isApprentissage else { return }
      let named = context.titleYears.years
      if named.isEmpty { return }
      let cycles = context.formation.actions.flatMap(\.sessions).flatMap(\.cycles)
      let years = Set(cycles.flatMap(\.anneesCycle).compactMap(\.number))
      guard !years.isEmpty, named != years else { return }
      func list(_ years: Set<Int>) -> String { years.sorted().map(String.init).joined(separator: ", ") }
      context.report(
        at: context.formation.intituleFormation, found: list(named), expected: Text(verbatim: list(years)))
    })
}

/// The years that a title names: « 1ère, 2ème et 3ème année », « 2 ans ».
struct TitleYears {
  /// The years named by their rank.
  private(set) var years: Set<Int> = []
  private var hasDuration = false

  /// Whether the title says years at all.
  var areNamed: Bool { !years.isEmpty || hasDuration }

  /// Reads a title in lower case without accents.
  init(_ foldedTitle: String) {
    guard foldedTitle.utf8.contains(where: { (0x31...0x39).contains($0) }) else { return }
    let words = foldedTitle.utf8.split { !$0.isLetterOrDigit }.map { String(Substring($0)) }
    let saysYears = words.contains { $0.hasPrefix("annee") }
    for (index, word) in words.enumerated() {
      guard let first = word.utf8.first, (0x31...0x39).contains(first) else { continue }
      let rest = word.dropFirst()
      if ["ere", "re", "er", "e", "eme", "nde", "nd", "me"].contains(rest), saysYears {
        years.insert(Int(first - 0x30))
      }
      if rest.isEmpty, index + 1 < words.count, ["an", "ans"].contains(words[index + 1]) { hasDuration = true }
      if rest == "an" || rest == "ans" { hasDuration = true }
    }
  }
}
