import LheoModel

extension RuleContext {
  /// Minimum and capacities are asked for from the school year 2026 on; before, their absence is a hint only.
  var capacitySeverity: Severity? { (sessionStart ?? .max) >= Self.schoolYear2026 ? nil : .info }

  /// How many the cycle takes in all. Where the cumulated capacity is below the simultaneous one, that is the mistake.
  fileprivate var capacity: Int? {
    let capacity = max(cycle.capaciteCumulee?.number ?? 0, cycle.capaciteSimultanee?.number ?? 0)
    return capacity >= 1 ? capacity : nil
  }

  private static let schoolYear2026 = PartialDate(year: 2026, month: 9, day: 1)!.dayNumber!
}

extension Rule {
  static let effectifMinimalAbsent = Rule(
    "apprentissage/effectif-minimal-absent", .apprentissage, .warning, blocks: [],
    message: Text("L'effectif minimal d'ouverture n'est pas indiqué.", "The minimum number of learners is missing."),
    why: Text(
      "Il est attendu à compter de la rentrée 2026.", "It is expected from the start of the 2026 school year on."),
    repair: Text(
      "Ajoutez <effectif-minimal> : le nombre d'inscrits nécessaire pour que la session ouvre.",
      "Add <effectif-minimal>: how many must enrol for the session to open."),
    form: .field(
      .effectifMinimal, "saisissez le nombre d'inscrits nécessaire pour que la session ouvre.",
      "type how many must enrol for the session to open."),
    source: .guide("Cycles de l'alternance", 1541...1541, 1546...1546, words: "compter de la rentrée 2026"),
    triggering: .apprentissage("pas d'effectif-minimal", "no effectif-minimal") { $0.cycle.effectifMinimal = nil },
    repaired: { $0.cycle.effectifMinimal = 6 },
    passing: .apprentissage("effectif-minimal = 6"),
    morePassing: [
      .apprentissage("session terminée", "the session is over") {
        $0.cycle.effectifMinimal = nil
        $0.session.periode = Periode(debut: "20240901", fin: "20260630")
      }
    ],
    check: .cycle { context in
      if context.isApprenticeCycle, context.cycle.effectifMinimal == nil {
        context.report(at: context.cycle, missing: .effectifMinimal, severity: context.capacitySeverity)
      }
    })

  static let effectifMinimal = Rule(
    "apprentissage/effectif-minimal", .apprentissage, .error, blocks: [],
    message: Text("L'effectif minimal est inférieur à 1.", "The minimum number of learners is below 1."),
    why: Text(
      "C'est le nombre d'inscrits nécessaire pour ouvrir la session.",
      "It is how many must enrol for the session to open."),
    repair: Text(
      "Écrivez dans <effectif-minimal> le nombre d'inscrits nécessaire pour que la session ouvre, au moins 1.",
      "Write in <effectif-minimal> how many must enrol for the session to open, at least 1."),
    form: .field(
      .effectifMinimal, "saisissez le nombre d'inscrits nécessaire pour que la session ouvre, au moins 1.",
      "type how many must enrol for the session to open, at least 1."),
    source: .guide("Cycles de l'alternance", 1541...1541, 1548...1548, words: "minimum requis"),
    triggering: .apprentissage("effectif-minimal = 0") { $0.cycle.effectifMinimal = 0 },
    .apprentissage("effectif-minimal = -1") { $0.cycle.effectifMinimal = -1 },
    repaired: { $0.cycle.effectifMinimal = 1 },
    passing: .apprentissage("effectif-minimal = 1") { $0.cycle.effectifMinimal = 1 },
    check: .cycle { context in
      if let leaf = context.cycle.effectifMinimal, let number = leaf.number, number < 1 {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("au moins 1", "at least 1"))
      }
    })

  static let effectifMinimalCapacite = Rule(
    "apprentissage/effectif-minimal-capacite", .apprentissage, .error, blocks: [],
    message: Text("L'effectif minimal dépasse la capacité.", "The minimum number of learners is above the capacity."),
    why: Text(
      "La session n'ouvrirait jamais : l'effectif minimal est le seuil d'ouverture, pas la capacité.",
      "The session would never open: the minimum is what it takes to open, not the capacity."),
    repair: Text(
      "Écrivez dans <effectif-minimal> le nombre d'inscrits nécessaire pour ouvrir, au plus la capacité.",
      "Write in <effectif-minimal> how many must enrol for the session to open, at most the capacity."),
    form: .field(
      .effectifMinimal, "saisissez le nombre d'inscrits nécessaire pour ouvrir, au plus la capacité.",
      "type how many must enrol for the session to open, at most the capacity."),
    source: .guide("Cycles de l'alternance", 1541...1543, words: "le nombre d'apprenants requis"),
    triggering: .apprentissage("effectif-minimal = 25, capacite-cumulee = 24") { $0.cycle.effectifMinimal = 25 },
    repaired: { $0.cycle.effectifMinimal = 6 },
    passing: .apprentissage("effectif-minimal = 24, capacite-cumulee = 24") { $0.cycle.effectifMinimal = 24 },
    check: .cycle { context in
      guard let leaf = context.cycle.effectifMinimal, let number = leaf.number,
        let capacity = context.capacity, number > capacity
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("au plus \(capacity)", "at most \(capacity)"))
    })

  static let effectifMinimalEgalCapacite = Rule(
    "apprentissage/effectif-minimal-egal-capacite", .apprentissage, .info, blocks: [],
    message: Text(
      "L'effectif minimal est égal à la capacité simultanée.",
      "The minimum number of learners equals the simultaneous capacity."),
    why: Text(
      "On confond souvent le seuil d'ouverture et la capacité.",
      "The number needed to open and the capacity are often confused."),
    repair: Text(
      "Vérifiez que <effectif-minimal> est bien le nombre d'inscrits nécessaire pour ouvrir, et corrigez-le sinon.",
      "Check that <effectif-minimal> is how many must enrol for the session to open, and correct it if not."),
    form: .field(
      .effectifMinimal, "vérifiez que c'est bien le nombre d'inscrits nécessaire pour ouvrir.",
      "check that this is how many must enrol for the session to open."),
    source: .guide("Les espaces du Tableau de bord", 198, words: "nombre minimal d'inscrits"),
    triggering: .apprentissage("12 et 12", "12 and 12") { $0.cycle.effectifMinimal = 12 },
    repaired: { $0.cycle.effectifMinimal = 6 },
    passing: .apprentissage("11 et 12", "11 and 12") { $0.cycle.effectifMinimal = 11 },
    check: .cycle { context in
      guard let leaf = context.cycle.effectifMinimal, let number = leaf.number, number > 1,
        number == context.cycle.capaciteSimultanee?.number
      else { return }
      context.report(
        at: leaf, found: leaf.trimmedText,
        expected: Text("le nombre d'inscrits nécessaire pour ouvrir", "how many must enrol to open"))
    })

  static let capaciteAbsente = Rule(
    "apprentissage/capacite-absente", .apprentissage, .warning, blocks: [],
    message: Text("Une capacité du cycle n'est pas indiquée.", "A capacity of the cycle is missing."),
    why: Text(
      "Les capacités simultanée et cumulée sont attendues à compter de la rentrée 2026.",
      "The simultaneous and the cumulative capacity are expected from the start of the 2026 school year on."),
    repair: Text(
      "Ajoutez <capacite-simultanee> et <capacite-cumulee>.", "Add <capacite-simultanee> and <capacite-cumulee>."),
    form: .field(
      .cycles, "saisissez « Capacité simultanée » et « Capacité cumulée ».",
      "type « Capacité simultanée » and « Capacité cumulée »."),
    source: .guide("Cycles de l'alternance", 1542...1546, words: "compter de la rentrée 2026"),
    triggering: .apprentissage("pas de capacite-cumulee", "no capacite-cumulee") { $0.cycle.capaciteCumulee = nil },
    .apprentissage("pas de capacite-simultanee", "no capacite-simultanee") { $0.cycle.capaciteSimultanee = nil },
    repaired: {
      if $0.cycle.capaciteSimultanee == nil { $0.cycle.capaciteSimultanee = 12 }
      if $0.cycle.capaciteCumulee == nil { $0.cycle.capaciteCumulee = 24 }
    },
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
    "apprentissage/capacite-cumulee", .apprentissage, .error, blocks: [],
    message: Text(
      "La capacité cumulée est inférieure à la capacité simultanée.",
      "The cumulative capacity is below the simultaneous one."),
    why: Text(
      "Deux groupes de 12 qui viennent en alternance font 12 apprentis en même temps et 24 en tout.",
      "Two groups of 12 that take turns are 12 apprentices at a time and 24 in all."),
    repair: Text(
      "Écrivez dans <capacite-cumulee> au moins la valeur de <capacite-simultanee>, ou corrigez <capacite-simultanee>.",
      "Write at least the value of <capacite-simultanee> in <capacite-cumulee>, or correct <capacite-simultanee>."),
    form: .field(
      .capaciteCumulee, "saisissez le nombre total d'apprenants formés, au moins égal à la capacité simultanée.",
      "type the total number of learners trained, at least the simultaneous capacity."),
    source: .guide("Cycles de l'alternance", 1551...1556, words: "Capacité de formation cumulée"),
    triggering: .apprentissage("simultanée 24, cumulée 12", "simultaneous 24, cumulative 12") { formation in
      formation.cycle.capaciteSimultanee = 24
      formation.cycle.capaciteCumulee = 12
    },
    repaired: { $0.cycle.capaciteCumulee = 24 },
    passing: .apprentissage("12 et 12", "12 and 12") { $0.cycle.capaciteCumulee = 12 },
    check: .cycle { context in
      guard let leaf = context.cycle.capaciteCumulee, let total = leaf.number, total >= 1,
        let atOnce = context.cycle.capaciteSimultanee?.number, total < atOnce
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("au moins \(atOnce)", "at least \(atOnce)"))
    })

  static let capacitePositive = Rule(
    "apprentissage/capacite-positive", .apprentissage, .error, blocks: [],
    message: Text("Une capacité est inférieure à 1.", "A capacity is below 1."),
    why: Text("Une session accueille au moins un apprenti.", "A session takes at least one apprentice."),
    repair: Text(
      "Écrivez au moins 1 dans <capacite-simultanee> et <capacite-cumulee>.",
      "Write at least 1 in <capacite-simultanee> and <capacite-cumulee>."),
    form: .field(
      .cycles, "saisissez au moins 1 dans « Capacité simultanée » et « Capacité cumulée ».",
      "type at least 1 in « Capacité simultanée » and « Capacité cumulée »."),
    source: .guide("Cycles de l'alternance", 1542...1543, words: "nombre maximal d'apprenants"),
    triggering: .apprentissage("capacite-simultanee = 0") { $0.cycle.capaciteSimultanee = 0 },
    repaired: {
      $0.cycle.capaciteSimultanee = 12
      $0.cycle.capaciteCumulee = 24
    },
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
