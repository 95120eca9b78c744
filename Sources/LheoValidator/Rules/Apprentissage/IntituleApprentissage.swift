import LheoModel

extension Rule {
  static let intituleMention = Rule(
    "apprentissage/intitule-mention", .apprentissage, .error, blocks: [],
    message: Text("L'intitulé ne dit pas « (en apprentissage) ».", "The title does not say “(en apprentissage)”."),
    why: Text(
      "Sans cette mention, rien ne distingue l'offre d'une formation classique.",
      "Without it nothing sets the offer apart from an ordinary course."),
    repair: Text(
      "Terminez <intitule-formation> par « (en apprentissage) ».",
      "End <intitule-formation> with “(en apprentissage)”."),
    form: .field(
      .intitule, "ajoutez à la fin « (en apprentissage) », entre parenthèses.",
      "add “(en apprentissage)” at the end, in parentheses."),
    source: .guide("Intitulé de formation", 129, words: "préciser dans l'intitulé"),
    triggering: .apprentissage("CAP plaquiste - 1ère et 2ème année") {
      $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année"
    },
    .apprentissage("en apprentissage, sans parenthèses", "en apprentissage, no parentheses") {
      $0.intituleFormation = "CAP plaquiste en apprentissage - 1ère et 2ème année"
    },
    repaired: { $0.intituleFormation.text += " (en apprentissage)" },
    passing: .apprentissage("(EN APPRENTISSAGE)") {
      $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année (EN APPRENTISSAGE)"
    },
    morePassing: [
      .apprentissage("( en  apprentissage )") {
        $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année\n      ( en  apprentissage )"
      },
      .apprentissage("toutes les sessions terminées", "all sessions are over") {
        $0.intituleFormation = "CAP plaquiste"
        $0.session.periode = Periode(debut: "20240901", fin: "20260630")
      },
    ],
    check: .formation { context in
      let leaf = context.formation.intituleFormation
      // In a mixed course the mention would be wrong for the other sessions.
      guard context.isApprentissage, !context.isMixed, !leaf.isAbsent, !context.saysApprentissage else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("… (en apprentissage)", "… (en apprentissage)"))
    })

  static let intituleAnnees = Rule(
    "apprentissage/intitule-annees", .apprentissage, .warning, blocks: [],
    message: Text(
      "L'intitulé n'indique pas les années accessibles.", "The title does not say which years can be entered."),
    why: Text(
      "Les familles cherchent l'année à laquelle on peut entrer en apprentissage.",
      "Families look for the year in which one can enter as an apprentice."),
    repair: Text(
      "Nommez les années dans <intitule-formation> : « - 1ère, 2ème et 3ème année (en apprentissage) ».",
      "Name the years in <intitule-formation>: “- 1ère, 2ème et 3ème année (en apprentissage)”."),
    form: .field(
      .intitule, "nommez les années accessibles : « 1ère, 2ème et 3ème année (en apprentissage) ».",
      "name the years that can be entered: “1ère, 2ème et 3ème année (en apprentissage)”."),
    source: .guide("Intitulé de formation", 129, words: "les années concernées"),
    triggering: .apprentissage("CAP plaquiste (en apprentissage)") {
      $0.intituleFormation = "CAP plaquiste (en apprentissage)"
    },
    .apprentissage("CAP plaquiste niveau 3 (en apprentissage)") {
      $0.intituleFormation = "CAP plaquiste niveau 3 (en apprentissage)"
    },
    repaired: { $0.intituleFormation = "CAP plaquiste - 1ère et 2ème année (en apprentissage)" },
    passing: .apprentissage("CAP plaquiste - 1 an (en apprentissage)") {
      $0.intituleFormation = "CAP plaquiste - 1 an (en apprentissage)"
    },
    morePassing: [
      .apprentissage("CAP plaquiste - 1 année (en apprentissage)") {
        $0.intituleFormation = "CAP plaquiste - 1 année (en apprentissage)"
      }
    ],
    check: .formation { context in
      let leaf = context.formation.intituleFormation
      guard context.isApprentissage, !context.isMixed, context.foldedTitle.contains("apprentissage"),
        !context.titleYears.areNamed
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("1ère, 2ème… année", "“1ère, 2ème… année”"))
    })

  static let intituleAnneesCycle = Rule(
    "apprentissage/intitule-annees-cycle", .apprentissage, .warning, blocks: [],
    message: Text(
      "Les années de l'intitulé ne sont pas celles des cycles.", "The years of the title are not those of the cycles."),
    why: Text(
      "Le candidat ne sait pas en quelle année il peut entrer.",
      "Candidates cannot tell in which year they may enter."),
    repair: Text(
      "Nommez dans <intitule-formation> les années qui sont dans <annee-cycle>, ou corrigez <annee-cycle>.",
      "Name in <intitule-formation> the years that are in <annee-cycle>, or correct <annee-cycle>."),
    form: .field(
      .intitule, "nommez les années qui sont saisies dans « Cycles de l'alternance », ou corrigez celles des cycles.",
      "name the years entered in « Cycles de l'alternance », or correct those of the cycles."),
    source: .guide("Cycles de l'alternance", 1537, words: "Préciser la ou les années"),
    triggering: .apprentissage("1ère et 2ème année, cycles 1, 2 et 3", "1ère et 2ème année, cycles 1, 2 and 3") {
      formation in
      formation.action.dureeCycle = 3
      var third = formation.cycle
      third.anneesCycle = [3]
      formation.session.cycles.append(third)
    },
    .apprentissage("de la 1ère à la 3ème année, cycles 1 et 3", "de la 1ère à la 3ème année, cycles 1 and 3") {
      $0.intituleFormation = "CAP plaquiste - de la 1ère à la 3ème année (en apprentissage)"
      $0.action.dureeCycle = 3
      $0.session.cycles[1].anneesCycle = [3]
    },
    repaired: {
      let years = Set($0.session.cycles.flatMap(\.anneesCycle).compactMap(\.number))
      $0.intituleFormation = TextLeaf("CAP plaquiste - \(TitleYears.french(years)) (en apprentissage)")
    },
    passing: .apprentissage("1ère et 2ème année, cycles 1 et 2", "1ère et 2ème année, cycles 1 and 2"),
    morePassing: [
      .apprentissage("de la 1ère à la 2ème année, cycles 1 et 2", "de la 1ère à la 2ème année, cycles 1 and 2") {
        $0.intituleFormation = "CAP plaquiste - de la 1ère à la 2ème année (en apprentissage)"
      },
      .apprentissage("une session terminée avait le cycle 3", "a session that is over had cycle 3") {
        $0.addPastSession()
        $0.action.sessions[1].cycles[1].anneesCycle = [3]
      },
    ],
    check: .formation { context in
      let named = context.titleYears
      guard context.isApprentissage, !context.isMixed, !named.years.isEmpty, !named.areIncomplete,
        let years = context.cycleYears, !years.isEmpty, years != named.years
      else { return }
      let leaf = context.formation.intituleFormation
      context.report(
        at: leaf, found: leaf.trimmedText, shown: TitleYears.text(named.years), expected: TitleYears.text(years))
    })
}

extension RuleContext {
  /// The years of the cycles of all sessions that are not over; `nil` where one of them is missing, wrong or there
  /// twice, which other rules report.
  fileprivate var cycleYears: Set<Int>? {
    var years: Set<Int> = []
    var areRight = true
    formationPointer.pointee.actions.forEachPointer { action in
      let duration = action.pointee.dureeCycle?.number ?? 5
      action.pointee.sessions.forEachPointer { session in
        if isOver(session) { return }
        var ofSession: Set<Int> = []
        for cycle in session.pointee.cycles {
          if cycle.anneesCycle.isEmpty || cycle.typeCycle.code != .apprentissage { areRight = false }
          for leaf in cycle.anneesCycle {
            guard let year = leaf.number, year >= 1, year <= duration, ofSession.insert(year).inserted else {
              areRight = false
              continue
            }
          }
        }
        years.formUnion(ofSession)
      }
    }
    return areRight ? years : nil
  }
}

extension TitleYears {
  /// « 1ère, 2ème et 3ème année »
  fileprivate static func french(_ years: Set<Int>) -> String {
    let ranks = years.sorted().map { $0 == 1 ? "1ère" : "\($0)ème" }
    return (ranks.count > 1 ? ranks.dropLast().joined(separator: ", ") + " et " + ranks.last! : ranks[0]) + " année"
  }

  fileprivate static func text(_ years: Set<Int>) -> Text {
    let numbers = years.sorted().map(String.init)
    let english =
      numbers.count > 1
      ? "years \(numbers.dropLast().joined(separator: ", ")) and \(numbers.last!)" : "year \(numbers[0])"
    return Text("\(french(years))", "\(english)")
  }
}
