import LheoModel

extension Rule {
  static let rdviHorairesAbsents = creneauHorairesAbsents(.rdvi)
  static let icoHorairesAbsents = creneauHorairesAbsents(.ico)
  static let rdviHoraireFormat = creneauHoraireFormat(.rdvi)
  static let icoHoraireFormat = creneauHoraireFormat(.ico)
  static let rdviDebutAvant7h = creneauDebutAvant7h(.rdvi)
  static let icoDebutAvant7h = creneauDebutAvant7h(.ico)
  static let rdviFinApres20h = creneauFinApres20h(.rdvi)
  static let icoFinApres20h = creneauFinApres20h(.ico)
  static let rdviHorairesOrdre = creneauHorairesOrdre(.rdvi)
  static let icoHorairesOrdre = creneauHorairesOrdre(.ico)

  private static func creneauHorairesAbsents(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-horaires-absents", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("il manque l'heure de début ou de fin.", "the start or end time is missing."),
      why: Text("Le candidat doit savoir à quelle heure venir.", "The candidate must know when to come."),
      repair: Text(
        "Ajoutez <heure-debut> et <heure-fin>, par exemple 09h00 et 11h30.",
        "Add <heure-debut> and <heure-fin>, for example 09h00 and 11h30."),
      form: .field(
        .modalitesRecrutement, "saisissez « Horaire début » et « Horaire fin », par exemple 09h00 et 11h30.",
        "type « Horaire début » and « Horaire fin », for example 09h00 and 11h30."),
      source: Creneau.source(1386, "heure de début et heure de fin"),
      triggering: creneau.example("pas d'heure-fin", "no heure-fin") { $0.heureFin = nil },
      creneau.example("aucune heure", "no hours") { recrutement in
        recrutement.heureDebut = nil
        recrutement.heureFin = nil
      },
      repaired: creneau.change { recrutement in
        recrutement.heureDebut = "09h00"
        recrutement.heureFin = "12h00"
      },
      passing: creneau.example("09h00 à 12h00", "09h00 to 12h00") { _ in },
      morePassing: [creneau.closed("pas d'heure-fin", "no heure-fin") { $0.heureFin = nil }],
      check: .creneau(creneau) { context in
        let hasEnd = context.recrutement.heureFin != nil
        if context.recrutement.heureDebut == nil {
          context.report(
            at: context.recrutement, missing: .heureDebut,
            expected: hasEnd ? nil : Text("<heure-debut> et <heure-fin>", "<heure-debut> and <heure-fin>"))
        } else if !hasEnd {
          context.report(at: context.recrutement, missing: .heureFin)
        }
      })
  }

  private static func creneauHoraireFormat(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-horaire-format", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("l'heure est illisible.", "the time cannot be read."),
      why: Text(
        "Une heure illisible ne peut pas être affichée.", "A time that cannot be read cannot be shown."),
      repair: Text(
        "Écrivez dans <heure-debut> et <heure-fin> des heures comme 09h30.",
        "Write times like 09h30 in <heure-debut> and <heure-fin>."),
      form: .field(
        .modalitesRecrutement, "saisissez « Horaire début » et « Horaire fin » comme 09h30.",
        "type « Horaire début » and « Horaire fin » like 09h30."),
      source: Creneau.source(1386, "heure de début et heure de fin"),
      triggering: creneau.example("heure-debut = matin") { $0.heureDebut = "matin" },
      creneau.example("heure-fin = 25h00") { $0.heureFin = "25h00" },
      repaired: creneau.change { recrutement in
        recrutement.heureDebut = "09h00"
        recrutement.heureFin = "12h00"
      },
      passing: creneau.example("heure-debut = 9h") { $0.heureDebut = "9h" },
      morePassing: [creneau.closed("heure-debut = matin", "heure-debut = matin") { $0.heureDebut = "matin" }],
      check: .creneau(creneau) { context in
        for leaf in [context.recrutement.heureDebut, context.recrutement.heureFin] {
          guard let leaf, leaf.timeOfDay == nil else { continue }
          context.report(at: leaf, found: leaf.text, expected: Text("une heure comme 09h30", "a time like 09h30"))
        }
      })
  }

  private static func creneauDebutAvant7h(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-debut-avant-7h", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("l'heure de début est avant 7 heures.", "the start time is before 7 in the morning."),
      why: Text(
        "France Travail n'accepte pas de créneau avant 7 heures.",
        "France Travail accepts no slot before 7 in the morning."),
      repair: Text(
        "Écrivez 07h00 ou plus tard dans <heure-debut>, et une heure plus tardive dans <heure-fin>.",
        "Write 07h00 or later in <heure-debut>, and a later time in <heure-fin>."),
      form: .field(
        .horaireDebut, "saisissez 07h00 ou plus tard, et une heure plus tardive dans « Horaire fin ».",
        "type 07h00 or later, and a later time in « Horaire fin »."),
      source: Creneau.source(1387, "au plus tôt 7 heures"),
      triggering: creneau.example("heure-debut = 06h59") { $0.heureDebut = "06h59" },
      creneau.example("06h00 à 06h30", "06h00 to 06h30") { recrutement in
        recrutement.heureDebut = "06h00"
        recrutement.heureFin = "06h30"
      },
      repaired: creneau.change { recrutement in
        recrutement.heureDebut = "07h00"
        recrutement.heureFin = "12h00"
      },
      passing: creneau.example("heure-debut = 07h00") { $0.heureDebut = "07h00" },
      morePassing: [creneau.closed("heure-debut = 06h59", "heure-debut = 06h59") { $0.heureDebut = "06h59" }],
      check: .creneau(creneau) { context in
        guard let leaf = context.recrutement.heureDebut, let time = leaf.timeOfDay, time.hour < 7 else { return }
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("au plus tôt 07h00", "07h00 or later"))
      })
  }

  private static func creneauFinApres20h(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-fin-apres-20h", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("l'heure de fin est après 20 heures.", "the end time is after 8 in the evening."),
      why: Text(
        "France Travail n'accepte pas de créneau après 20 heures.",
        "France Travail accepts no slot after 8 in the evening."),
      repair: Text(
        "Écrivez 20h00 ou plus tôt dans <heure-fin>, et une heure moins tardive dans <heure-debut>.",
        "Write 20h00 or earlier in <heure-fin>, and an earlier time in <heure-debut>."),
      form: .field(
        .horaireFin, "saisissez 20h00 ou plus tôt, et une heure moins tardive dans « Horaire début ».",
        "type 20h00 or earlier, and an earlier time in « Horaire début »."),
      source: Creneau.source(1388, "au plus tard 20 heures"),
      triggering: creneau.example("heure-fin = 20h01") { $0.heureFin = "20h01" },
      creneau.example("20h00 à 21h00", "20h00 to 21h00") { recrutement in
        recrutement.heureDebut = "20h00"
        recrutement.heureFin = "21h00"
      },
      repaired: creneau.change { recrutement in
        recrutement.heureDebut = "09h00"
        recrutement.heureFin = "20h00"
      },
      passing: creneau.example("heure-fin = 20h00") { $0.heureFin = "20h00" },
      morePassing: [creneau.closed("heure-fin = 20h01", "heure-fin = 20h01") { $0.heureFin = "20h01" }],
      check: .creneau(creneau) { context in
        guard let leaf = context.recrutement.heureFin, let time = leaf.timeOfDay, let limit = TimeOfDay(hour: 20),
          time > limit
        else { return }
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("au plus tard 20h00", "20h00 or earlier"))
      })
  }

  private static func creneauHorairesOrdre(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-horaires-ordre", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message(
        "l'heure de fin n'est pas après l'heure de début.", "the end time is not after the start time."),
      why: Text("France Travail refuse un créneau sans durée.", "France Travail refuses a slot that lasts no time."),
      repair: Text(
        "Corrigez <heure-debut> ou <heure-fin> : la fin vient après le début.",
        "Correct <heure-debut> or <heure-fin>: the end comes after the start."),
      form: .field(
        .horaireFin, "saisissez une heure plus tardive que « Horaire début ».",
        "type a later time than « Horaire début »."),
      source: Creneau.source(1389, "postérieure à l'heure de début"),
      triggering: creneau.example("09h00 à 09h00", "09h00 to 09h00") { $0.heureFin = "09h00" },
      creneau.example("14h00 à 12h00", "14h00 to 12h00") { $0.heureDebut = "14h00" },
      repaired: creneau.change { recrutement in
        recrutement.heureDebut = "09h00"
        recrutement.heureFin = "12h00"
      },
      passing: creneau.example("09h00 à 09h01", "09h00 to 09h01") { $0.heureFin = "09h01" },
      morePassing: [creneau.closed("09h00 à 09h00", "09h00 to 09h00") { $0.heureFin = "09h00" }],
      check: .creneau(creneau) { context in
        guard let leaf = context.recrutement.heureFin, let first = context.recrutement.heureDebut,
          let start = first.timeOfDay, let end = leaf.timeOfDay, end <= start, !context.isRefused(first)
        else { return }
        context.report(
          at: leaf, found: leaf.trimmedText, expected: Text("après \(start.lheoText)", "after \(start.lheoText)"))
      })
  }
}
