import LheoModel

let sourceCycles = "Guide de saisie OFeli, « Spécial apprentissage », cycles de l'alternance (l. 1500-1545)"

extension RuleContext {
  /// Whether the cycle is for apprentices.
  var isApprenticeCycle: Bool { cycle.typeCycle.code == .apprentissage }
}

extension Rule {
  static let anneeCycleAbsente = Rule(
    "apprentissage/annee-cycle-absente", .apprentissage, .error,
    message: Text("Le cycle n'a pas d'année.", "The cycle has no year."),
    why: Text(
      "L'année dit à quel moment du diplôme on peut entrer en apprentissage.",
      "The year says when in the diploma one can enter as an apprentice."),
    repair: Text("Ajoutez <annee-cycle>.", "Add <annee-cycle>."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("cycle sans annee-cycle", "a cycle without annee-cycle") { formation in
      formation.cycle.anneesCycle = []
      formation.intituleFormation = "CAP plaquiste - 2ème année (en apprentissage)"
    },
    passing: .apprentissage("annee-cycle = 1"),
    check: .cycle { context in
      if context.isApprenticeCycle, context.cycle.anneesCycle.isEmpty {
        context.report(at: context.cycle, missing: .anneeCycle)
      }
    })

  static let anneeCycleHorsDuree = Rule(
    "apprentissage/annee-cycle-hors-duree", .apprentissage, .error,
    message: Text("L'année du cycle dépasse la durée de cycle.", "The year is beyond the length of the cycle."),
    why: Text(
      "On n'entre pas en 3ème année d'un diplôme de 2 ans.", "Nobody enters the third year of a diploma of two."),
    repair: Text("Corrigez <annee-cycle> ou <duree-cycle>.", "Correct <annee-cycle> or <duree-cycle>."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("annee-cycle = 3, duree-cycle = 2") { formation in
      formation.cycle.anneesCycle = [3]
      formation.intituleFormation = "CAP plaquiste - 2ème et 3ème année (en apprentissage)"
    },
    .apprentissage("annee-cycle = 0") { formation in
      formation.cycle.anneesCycle = [0]
      formation.intituleFormation = "CAP plaquiste - 2 ans (en apprentissage)"
    },
    passing: .apprentissage("annee-cycle = 2, duree-cycle = 2"),
    check: .cycle { context in
      guard context.isApprenticeCycle, let duration = context.action.dureeCycle?.number, (1...5).contains(duration)
      else { return }
      for leaf in context.cycle.anneesCycle {
        if let year = leaf.number, !(1...duration).contains(year) {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à \(duration)", "1 to \(duration)"))
        }
      }
    })

  static let anneeCycleDouble = Rule(
    "apprentissage/annee-cycle-double", .apprentissage, .warning,
    message: Text("L'année figure dans deux cycles de la session.", "The year stands in two cycles of the session."),
    why: Text(
      "Les capacités de cette année seraient comptées deux fois.", "The capacities of that year would be counted twice."
    ),
    repair: Text("Gardez un cycle par année.", "Keep one cycle a year."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("deux cycles pour l'année 1", "two cycles for year 1") { formation in
      formation.session.cycles[1].anneesCycle = [1]
      formation.intituleFormation = "CAP plaquiste - 1ère année (en apprentissage)"
    },
    passing: .apprentissage("années 1 et 2", "years 1 and 2"),
    check: .session { context in
      var seen: Set<Int> = []
      for cycle in context.session.cycles where cycle.typeCycle.code == .apprentissage {
        for leaf in cycle.anneesCycle {
          if let year = leaf.number, !seen.insert(year).inserted { context.report(at: leaf, found: leaf.trimmedText) }
        }
      }
    })

  static let typeCycle = Rule(
    "apprentissage/type-cycle", .apprentissage, .error,
    message: Text(
      "Le type de cycle n'est pas « contrat d'apprentissage ».", "The type of cycle is not apprenticeship."),
    why: Text(
      "Une formation en apprentissage n'a pas de cycle de formation initiale.",
      "An apprenticeship course has no cycle of initial training."),
    repair: Text(
      "Écrivez <type-cycle>1</type-cycle>, ou séparez les deux offres.",
      "Write <type-cycle>1</type-cycle>, or make two offers."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("type-cycle = 0") { $0.cycle.typeCycle = .init(.formationInitiale) },
    passing: .apprentissage("type-cycle = 1"),
    check: .cycle { context in
      if context.isApprentissage, context.cycle.typeCycle.code == .formationInitiale {
        context.report(at: context.cycle.typeCycle, found: "0", expected: Text("1", "1"))
      }
    })

  static let typeAlternance = Rule(
    "apprentissage/type-alternance", .apprentissage, .error,
    message: Text(
      "Le type d'alternance n'est pas « contrat d'apprentissage ».", "The type of alternance is not apprenticeship."),
    why: Text("Le cycle et le contrat doivent dire la même chose.", "Cycle and contract must say the same."),
    repair: Text(
      "Écrivez <alternance> avec <type-alternance>1</type-alternance>.",
      "Write <alternance> with <type-alternance>1</type-alternance>."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("type-alternance = 0") { $0.cycle.alternance?.typeAlternance = .init(.tous) },
    .apprentissage("pas d'alternance", "no work-study") { $0.cycle.alternance = nil },
    passing: .apprentissage("type-alternance = 1"),
    check: .cycle { context in
      guard context.isApprenticeCycle else { return }
      guard let alternance = context.cycle.alternance else {
        return context.report(at: context.cycle, missing: .alternance)
      }
      let leaf = alternance.typeAlternance
      if leaf.code == .tous || leaf.code == .professionnalisation {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("1", "1"))
      }
    })
}
