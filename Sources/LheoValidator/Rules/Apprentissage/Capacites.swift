import LheoModel

extension RuleContext {
  /// Minimum and capacities are asked for from the school year 2026 on; before, their absence is a hint only.
  var capacitySeverity: Severity? { (sessionStart ?? .max) >= Self.schoolYear2026 ? nil : .info }

  private static let schoolYear2026 = PartialDate(year: 2026, month: 9, day: 1)!.dayNumber!
}

extension Rule {
  static let effectifMinimalAbsent = Rule(
    "apprentissage/effectif-minimal-absent", .apprentissage, .warning,
    message: Text("L'effectif minimal d'ouverture n'est pas indiqué.", "The minimum number to open is missing."),
    why: Text("Il est attendu à compter de la rentrée 2026.", "It is expected from the school year 2026 on."),
    repair: Text(
      "Ajoutez <effectif-minimal> : le nombre d'inscrits pour que la session ouvre.",
      "Add <effectif-minimal>: how many must enrol for the session to open."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("pas d'effectif-minimal", "no effectif-minimal") { $0.cycle.effectifMinimal = nil },
    passing: .apprentissage("effectif-minimal = 6"),
    check: .cycle { context in
      if context.isApprenticeCycle, context.cycle.effectifMinimal == nil {
        context.report(at: context.cycle, missing: .effectifMinimal, severity: context.capacitySeverity)
      }
    })

  static let effectifMinimal = Rule(
    "apprentissage/effectif-minimal", .apprentissage, .error,
    message: Text("L'effectif minimal est inférieur à 1.", "The minimum number is below 1."),
    why: Text(
      "C'est le nombre d'inscrits nécessaire pour ouvrir la session.",
      "It is how many must enrol for the session to open."),
    repair: Text("Écrivez au moins 1.", "Write at least 1."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("effectif-minimal = 0") { $0.cycle.effectifMinimal = 0 },
    passing: .apprentissage("effectif-minimal = 1") { $0.cycle.effectifMinimal = 1 },
    check: .cycle { context in
      if let leaf = context.cycle.effectifMinimal, let number = leaf.number, number < 1 {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("au moins 1", "at least 1"))
      }
    })

  static let effectifMinimalCapacite = Rule(
    "apprentissage/effectif-minimal-capacite", .apprentissage, .error,
    message: Text("L'effectif minimal dépasse la capacité.", "The minimum number is above the capacity."),
    why: Text(
      "La session n'ouvrirait jamais : l'effectif minimal est le seuil d'ouverture, pas la capacité.",
      "The session would never open: the minimum is the threshold, not the capacity."),
    repair: Text(
      "Écrivez le nombre d'inscrits nécessaire pour ouvrir.", "Write how many must enrol for the session to open."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("effectif-minimal = 25, capacite-cumulee = 24") { $0.cycle.effectifMinimal = 25 },
    passing: .apprentissage("effectif-minimal = 24, capacite-cumulee = 24") { $0.cycle.effectifMinimal = 24 },
    check: .cycle { context in
      guard let leaf = context.cycle.effectifMinimal, let number = leaf.number,
        let capacity = (context.cycle.capaciteCumulee ?? context.cycle.capaciteSimultanee)?.number, capacity >= 1,
        number > capacity
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("au plus \(capacity)", "at most \(capacity)"))
    })

  static let effectifMinimalEgalCapacite = Rule(
    "apprentissage/effectif-minimal-egal-capacite", .apprentissage, .info,
    message: Text(
      "L'effectif minimal est égal à la capacité simultanée.", "The minimum number equals the simultaneous capacity."),
    why: Text(
      "On confond souvent le seuil d'ouverture et la capacité.",
      "Threshold and capacity are often taken for one another."),
    repair: Text(
      "Vérifiez que c'est bien le nombre d'inscrits nécessaire pour ouvrir.",
      "Check that this is how many must enrol for the session to open."),
    source: "Guide de saisie OFeli, « Tableau de bord », actualités (l. 195-200)",
    triggering: .apprentissage("12 et 12", "12 and 12") { $0.cycle.effectifMinimal = 12 },
    passing: .apprentissage("11 et 12", "11 and 12") { $0.cycle.effectifMinimal = 11 },
    check: .cycle { context in
      guard let leaf = context.cycle.effectifMinimal, let number = leaf.number, number > 1,
        number == context.cycle.capaciteSimultanee?.number
      else { return }
      context.report(at: leaf, found: leaf.trimmedText)
    })

  static let capaciteAbsente = Rule(
    "apprentissage/capacite-absente", .apprentissage, .warning,
    message: Text("Une capacité du cycle n'est pas indiquée.", "A capacity of the cycle is missing."),
    why: Text(
      "Les capacités simultanée et cumulée sont attendues à compter de la rentrée 2026.",
      "Simultaneous and cumulated capacity are expected from the school year 2026 on."),
    repair: Text(
      "Ajoutez <capacite-simultanee> et <capacite-cumulee>.", "Add <capacite-simultanee> and <capacite-cumulee>."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("pas de capacite-cumulee", "no capacite-cumulee") { $0.cycle.capaciteCumulee = nil },
    passing: .apprentissage("12 et 24", "12 and 24"),
    check: .cycle { context in
      guard context.isApprenticeCycle else { return }
      if context.cycle.capaciteSimultanee == nil {
        context.report(at: context.cycle, missing: .capaciteSimultanee, severity: context.capacitySeverity)
      } else if context.cycle.capaciteCumulee == nil {
        context.report(at: context.cycle, missing: .capaciteCumulee, severity: context.capacitySeverity)
      }
    })

  static let capaciteCumulee = Rule(
    "apprentissage/capacite-cumulee", .apprentissage, .error,
    message: Text(
      "La capacité cumulée est inférieure à la capacité simultanée.",
      "The cumulated capacity is below the simultaneous one."),
    why: Text(
      "Deux groupes de 12 en alternance font 12 en même temps, 24 en tout.",
      "Two groups of 12 taking turns are 12 at a time, 24 in all."),
    repair: Text("Corrigez l'une des deux capacités.", "Correct one of the two capacities."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("simultanée 24, cumulée 12", "simultaneous 24, cumulated 12") { formation in
      formation.cycle.capaciteSimultanee = 24
      formation.cycle.capaciteCumulee = 12
    },
    passing: .apprentissage("12 et 12", "12 and 12") { $0.cycle.capaciteCumulee = 12 },
    check: .cycle { context in
      guard let leaf = context.cycle.capaciteCumulee, let total = leaf.number, total >= 1,
        let atOnce = context.cycle.capaciteSimultanee?.number, total < atOnce
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("au moins \(atOnce)", "at least \(atOnce)"))
    })

  static let capacitePositive = Rule(
    "apprentissage/capacite-positive", .apprentissage, .error,
    message: Text("Une capacité est inférieure à 1.", "A capacity is below 1."),
    why: Text("Une session accueille au moins un apprenti.", "A session takes at least one apprentice."),
    repair: Text("Écrivez au moins 1.", "Write at least 1."),
    source: .other(Text(verbatim: sourceCycles)),
    triggering: .apprentissage("capacite-simultanee = 0") { $0.cycle.capaciteSimultanee = 0 },
    passing: .apprentissage("1 et 1", "1 and 1") { formation in
      formation.cycle.capaciteSimultanee = 1
      formation.cycle.capaciteCumulee = 1
      formation.cycle.effectifMinimal = 1
    },
    check: .cycle { context in
      for leaf in [context.cycle.capaciteSimultanee, context.cycle.capaciteCumulee] {
        if let leaf, let number = leaf.number, number < 1 {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("au moins 1", "at least 1"))
        }
      }
    })
}
