import LheoModel

extension RuleContext {
  /// Whether the cycle is for apprentices.
  var isApprenticeCycle: Bool { cycle.typeCycle.code == .apprentissage }
}

extension Rule {
  static let anneeCycleAbsente = Rule(
    "apprentissage/annee-cycle-absente", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text("Le cycle n'a pas d'année.", "The cycle has no year."),
    why: Text(
      "L'année dit à quel moment du diplôme on peut entrer en apprentissage.",
      "The year says when in the diploma one can enter as an apprentice."),
    repair: Text(
      "Ajoutez au cycle <annee-cycle>, avec l'année accessible en apprentissage.",
      "Add <annee-cycle> to the cycle, with the year that apprentices can enter."),
    form: .field(
      .anneeCycle, "choisissez l'année accessible en apprentissage.", "choose the year that apprentices can enter."),
    source: .guide("Cycles de l'alternance", 1537, words: "Préciser la ou les années"),
    triggering: .apprentissage("cycle sans annee-cycle", "a cycle without annee-cycle") { $0.cycle.anneesCycle = [] },
    repaired: { $0.cycle.anneesCycle = [1] },
    passing: .apprentissage("annee-cycle = 1"),
    check: .cycle { context in
      if context.isApprenticeCycle, context.cycle.anneesCycle.isEmpty {
        context.report(at: context.cycle, missing: .anneeCycle)
      }
    })

  static let anneeCycleHorsDuree = Rule(
    "apprentissage/annee-cycle-hors-duree", .apprentissage, .error, blocks: [],
    message: Text(
      "L'année du cycle est en dehors de la durée de cycle.",
      "The year of the cycle is outside the length of the cycle."),
    why: Text(
      "On n'entre pas en 3ème année d'un diplôme de 2 ans.", "Nobody enters the third year of a two-year diploma."),
    repair: Text(
      "Écrivez dans <annee-cycle> une année de 1 à la valeur de <duree-cycle>, ou corrigez <duree-cycle>.",
      "Write a year from 1 to the value of <duree-cycle> in <annee-cycle>, or correct <duree-cycle>."),
    form: .field(
      .anneeCycle, "choisissez une année qui ne dépasse pas la « durée cycle » saisie dans la fiche formation.",
      "choose a year within the « durée cycle » entered with the course."),
    source: .guide("Cycles de l'alternance", 1538, words: "ne peut être sélectionnée"),
    triggering: .apprentissage("annee-cycle = 3, duree-cycle = 2") { $0.cycle.anneesCycle = [3] },
    .apprentissage("annee-cycle = 0") { $0.cycle.anneesCycle = [0] },
    repaired: { $0.cycle.anneesCycle = [1] },
    passing: .apprentissage("annee-cycle = 2, duree-cycle = 2"),
    check: .cycle { context in
      guard context.isApprenticeCycle, let duration = context.action.dureeCycle?.number, (1...5).contains(duration)
      else { return }
      for leaf in context.cycle.anneesCycle {
        guard let year = leaf.number, !(1...duration).contains(year) else { continue }
        let expected = duration == 1 ? Text("1", "1") : Text("de 1 à \(duration)", "1 to \(duration)")
        context.report(at: leaf, found: leaf.trimmedText, expected: expected)
      }
    })

  static let anneeCycleDouble = Rule(
    "apprentissage/annee-cycle-double", .apprentissage, .warning, blocks: [],
    message: Text("L'année figure dans deux cycles de la session.", "The year is in two cycles of the session."),
    why: Text(
      "Les capacités de cette année seraient comptées deux fois.", "The capacities of that year would be counted twice."
    ),
    repair: Text(
      "Gardez un seul <cycle> par année, ou corrigez <annee-cycle>.",
      "Keep only one <cycle> per year, or correct <annee-cycle>."),
    form: .field(
      .anneeCycle, "corrigez l'année de l'un des deux cycles, ou supprimez ce cycle.",
      "correct the year of one of the two cycles, or remove that cycle."),
    source: .guide("Cycles de l'alternance", 1511, words: "Pour chaque année accessible"),
    triggering: .apprentissage("deux cycles pour l'année 1", "two cycles for year 1") {
      $0.session.cycles[1].anneesCycle = [1]
    },
    repaired: { $0.session.cycles[1].anneesCycle = [2] },
    passing: .apprentissage("années 1 et 2", "years 1 and 2"),
    check: .session { context in
      guard context.session.cycles.count > 0 else { return }
      var seen: Set<Int> = []
      for cycle in context.session.cycles where cycle.typeCycle.code == .apprentissage {
        for leaf in cycle.anneesCycle {
          if let year = leaf.number, !seen.insert(year).inserted {
            context.report(
              at: leaf, found: leaf.trimmedText, expected: Text("une autre année", "another year"))
          }
        }
      }
    })

  static let typeCycle = Rule(
    "apprentissage/type-cycle", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "Le type de cycle n'est pas « contrat d'apprentissage ».", "The type of cycle is not “apprenticeship contract”."),
    why: Text(
      "Une formation en apprentissage n'a pas de cycle de formation initiale.",
      "An apprenticeship course has no cycle of initial training."),
    repair: Text(
      "Écrivez 1 (contrat d'apprentissage) dans <type-cycle>, ou créez une autre formation pour la formation initiale.",
      "Write 1 (apprenticeship contract) in <type-cycle>, or make another course for initial training."),
    form: .field(.typeDeCycle, "choisissez « En apprentissage ».", "choose « En apprentissage »."),
    source: .guide("Cycles de l'alternance", 1539, words: "En apprentissage"),
    triggering: .apprentissage("type-cycle = 0") { $0.cycle.typeCycle = .init(.formationInitiale) },
    repaired: { $0.cycle.typeCycle = .init(.apprentissage) },
    passing: .apprentissage("type-cycle = 1"),
    check: .cycle { context in
      // A session for others in a course for apprentices is reported by apprentissage/melange, a cycle for a
      // professionalisation contract by contrat-pro/melange.
      guard context.dispositif == .apprentissage, context.cycle.typeCycle.code == .formationInitiale,
        context.cycle.alternance?.typeAlternance.code != .professionnalisation
      else { return }
      context.report(
        at: context.cycle.typeCycle, found: context.cycle.typeCycle.trimmedText,
        expected: Text("1 (contrat d'apprentissage)", "1 (apprenticeship contract)"))
    })

  static let typeAlternance = Rule(
    "apprentissage/type-alternance", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "Le type d'alternance n'est pas « contrat d'apprentissage ».",
      "The type of work-study is not “apprenticeship contract”."),
    why: Text(
      "Le cycle et l'alternance doivent indiquer le même contrat.",
      "The cycle and the work-study must name the same contract."),
    repair: Text(
      "Écrivez 1 dans <type-alternance> ; sans <alternance>, ajoutez-la avec <type-alternance> et <rythme-alternance>.",
      "Write 1 in <type-alternance>; without <alternance>, add it with <type-alternance> and <rythme-alternance>."
    ),
    form: .field(
      .typeAlternance, "choisissez « CA – Contrat d'apprentissage ».", "choose « CA – Contrat d'apprentissage »."),
    source: .guide("Cycles de l'alternance", 1540, words: "Contrat d'apprentissage"),
    triggering: .apprentissage("type-alternance = 0") { $0.cycle.alternance?.typeAlternance = .init(.tous) },
    .apprentissage("type-alternance = 2") { $0.cycle.alternance?.typeAlternance = .init(.professionnalisation) },
    .apprentissage("pas d'alternance", "no work-study") { $0.cycle.alternance = nil },
    repaired: {
      if $0.cycle.alternance == nil { $0.cycle.alternance = Formation.apprentissage.cycle.alternance }
      $0.cycle.alternance?.typeAlternance = .init(.apprentissage)
    },
    passing: .apprentissage("type-alternance = 1"),
    check: .cycle { context in
      guard context.isApprenticeCycle else { return }
      guard let alternance = context.cycle.alternance else {
        return context.report(at: context.cycle, missing: .alternance)
      }
      let leaf = alternance.typeAlternance
      if leaf.code == .tous || leaf.code == .professionnalisation {
        context.report(
          at: leaf, found: leaf.trimmedText,
          expected: Text("1 (contrat d'apprentissage)", "1 (apprenticeship contract)"))
      }
    })
}
