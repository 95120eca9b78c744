import LheoModel

extension Rule {
  static let rythmeAbsent = Rule(
    "apprentissage/rythme-absent", .apprentissage, .warning, blocks: [],
    message: Text("Le rythme de l'alternance n'est pas indiqué.", "The work-study rhythm is missing."),
    why: Text(
      "Employeurs et familles veulent savoir combien de temps l'apprenti passe en centre et en entreprise.",
      "Employers and families want to know how long the apprentice is in the centre and in the company."),
    repair: Text(
      "Ajoutez <rythme-alternance> à <alternance> : l'unité, le temps en entreprise et le temps en centre.",
      "Add <rythme-alternance> to <alternance>: the unit, the time in the company and the time in the centre."),
    form: .field(
      .rythmeAlternance, "choisissez l'unité et saisissez le temps « En centre » et « En entreprise ».",
      "choose the unit and type the time « En centre » and « En entreprise »."),
    source: .guide("Cycles de l'alternance", 1544, words: "Préciser le rythme"),
    triggering: .apprentissage("pas de rythme-alternance", "no rythme-alternance") {
      $0.cycle.alternance?.rythmeAlternance = nil
    },
    repaired: {
      $0.cycle.alternance?.rythmeAlternance = Formation.apprentissage.cycle.alternance?.rythmeAlternance
    },
    passing: .apprentissage("2 semaines et 2 semaines", "2 weeks and 2 weeks"),
    check: .cycle { context in
      if context.isApprenticeCycle, let alternance = context.cycle.alternance, alternance.rythmeAlternance == nil {
        context.report(at: alternance, missing: .rythmeAlternance)
      }
    })

  static let rythmeZero = Rule(
    "apprentissage/rythme-zero", .apprentissage, .warning, blocks: [],
    message: Text(
      "Le temps en centre ou en entreprise est nul ou négatif.",
      "The time in the centre or in the company is zero or negative."),
    why: Text(
      "L'alternance partage le temps entre le centre et l'entreprise.",
      "Work-study shares the time between the centre and the company."),
    repair: Text(
      "Écrivez au moins 1 dans <unites-centre> et <unites-entreprise>.",
      "Write at least 1 in <unites-centre> and <unites-entreprise>."),
    form: .field(
      .rythmeAlternance, "saisissez au moins 1 dans « En centre » et dans « En entreprise ».",
      "type at least 1 in « En centre » and in « En entreprise »."),
    source: .guide("Cycles de l'alternance", 1544, words: "2 semaines en centre"),
    triggering: .apprentissage("unites-centre = 0") { $0.cycle.alternance?.rythmeAlternance?.unitesCentre = 0 },
    .apprentissage("unites-entreprise = -1") { $0.cycle.alternance?.rythmeAlternance?.unitesEntreprise = -1 },
    repaired: {
      $0.cycle.alternance?.rythmeAlternance?.unitesCentre = 1
      $0.cycle.alternance?.rythmeAlternance?.unitesEntreprise = 1
    },
    passing: .apprentissage("1 et 1", "1 and 1") { formation in
      formation.cycle.alternance?.rythmeAlternance?.unitesCentre = 1
      formation.cycle.alternance?.rythmeAlternance?.unitesEntreprise = 1
    },
    check: .cycle { context in
      guard let rythme = context.cycle.alternance?.rythmeAlternance else { return }
      for leaf in [rythme.unitesCentre, rythme.unitesEntreprise] {
        if let units = leaf.number, units <= 0 {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("au moins 1", "at least 1"))
        }
      }
    })
}
