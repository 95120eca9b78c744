import LheoModel

extension Rule {
  static let edofContactInscription = edof(
    "contact-inscription", .warning,
    message: Text(
      "La session n'a pas de contact d'inscription.", "The session does not have a contact for applications."),
    why: Text("EDOF le demande (contrôle 30022).", "EDOF asks for it (control 30022)."),
    repair: Text(
      "Ajoutez <extra info=\"contact-inscription\"> avec <coordonnees>, dans <extras>.",
      "Add <extra info=\"contact-inscription\"> with <coordonnees>, in <extras>."),
    source: .edofControlByOthers(30022),
    triggering: Example(edof: "pas de contact-inscription", "no contact-inscription") {
      $0.session.extras[0][deep: "contact-inscription"] = nil
    },
    repaired: {
      $0.session.extras[0].items += [.extra(Formation.edofExample.session.edofExtras.find("contact-inscription")!)]
    },
    check: { context in
      for session in context.formation.actions.flatMap(\.sessions)
      where session.edofExtras.find("contact-inscription")?.people.isEmpty ?? true {
        context.report(
          at: session.edofExtras, missing: .extra, expected: Text("contact-inscription", "contact-inscription"))
      }
    })

  static let edofDatesAbsentes = edof(
    "dates-absentes", .warning,
    message: Text("La session n'a pas ses deux dates.", "The session does not have both dates."),
    why: Text(
      "Seule une action à entrées et sorties permanentes s'en passe.",
      "Only an action that one may begin at any time does without."),
    repair: Text("Renseignez <debut> et <fin> dans <periode>.", "Fill in <debut> and <fin> in <periode>."),
    source: .edofOthers,
    triggering: Example(edof: "pas de periode", "no periode") { $0.session.periode = .absent },
    repaired: { $0.session.periode = Periode(debut: "20270301", fin: "20270930") },
    passing: Example(edof: "entrées permanentes, pas de periode", "entries at any time, no periode") {
      $0.action.modalitesEntreesSorties = .init(.permanentes)
      $0.session.periode = .absent
    },
    check: { context in
      for action in context.formation.actions where !action.isPermanent {
        for session in action.sessions
        where session.periode.debut.trimmedText.isEmpty || session.periode.fin.trimmedText.isEmpty {
          context.report(
            at: session, missing: .periode, expected: Text("<debut> et <fin>", "<debut> and <fin>"))
        }
      }
    })

  static let edofDatesInversees = edof(
    "dates-inversees", .error,
    message: Text("La session finit avant de commencer.", "The session ends before it begins."),
    why: Text("EDOF le refuse (contrôle 30020).", "EDOF refuses it (control 30020)."),
    repair: Text("Corrigez <debut> ou <fin>.", "Correct <debut> or <fin>."), source: .edofControlByOthers(30020),
    triggering: Example(edof: "fin avant debut", "fin before debut") {
      $0.session.periode = Periode(debut: "20270901", fin: "20270831")
    },
    repaired: { $0.session.periode = Periode(debut: "20270901", fin: "20270902") },
    passing: Example(edof: "un seul jour", "one day only") {
      $0.session.periode = Periode(debut: "20270901", fin: "20270901")
    },
    check: { context in
      for action in context.formation.actions where !action.isPermanent {
        for periode in action.sessions.map(\.periode) {
          guard let start = periode.debut.date?.dayNumber, let end = periode.fin.date?.dayNumber, end < start else {
            continue
          }
          context.report(at: periode, expected: Text("une fin après le début", "an end after the start"))
        }
      }
    })

  static let edofSessionsIdentiques = edof(
    "sessions-identiques", .warning,
    message: Text("Deux sessions de l'action ont les mêmes dates.", "Two sessions of the action have the same dates."),
    why: Text("EDOF le refuse (contrôle 10133).", "EDOF refuses it (control 10133)."),
    repair: Text(
      "Réunissez-les en une <session>, ou changez <debut> ou <fin>.",
      "Join them in one <session>, or change <debut> or <fin>."),
    source: .edofControlByOthers(10133),
    triggering: Example(edof: "deux fois les mêmes dates", "the same dates twice") { formation in
      formation.action.sessions.append(formation.session)
      formation.action.sessions[1].numero = "04_9002S"
    },
    repaired: { $0.action.sessions.removeLast() },
    passing: Example(edof: "entrées permanentes, les mêmes dates", "entries at any time, the same dates") { formation in
      formation.action.modalitesEntreesSorties = .init(.permanentes)
      formation.action.sessions.append(formation.session)
    },
    check: { context in
      for action in context.formation.actions where !action.isPermanent {
        var seen: Set<[String]> = []
        for session in action.sessions where !session.periode.isAbsent {
          let dates = [session.periode.debut.trimmedText, session.periode.fin.trimmedText]
          if dates != ["", ""], !seen.insert(dates).inserted {
            context.report(
              at: session, found: session.periode,
              expected: Text(
                "d'autres dates que celles d'une session précédente", "other dates than an earlier session"))
          }
        }
      }
    })

  static let edofDateImpossible = edof(
    "date-impossible", .error,
    message: Text("Cette date n'existe pas.", "This date does not exist."),
    why: Text(
      "Le schéma d'EDOF la laisse passer, mais aucun calendrier ne l'a.",
      "EDOF's schema lets it pass, but no calendar has it."),
    repair: Text(
      "Corrigez <debut>, <fin> ou <date>, ou l'attribut datecrea ou l'attribut datemaj : 20260901.",
      "Correct <debut>, <fin> or <date>, or the attribute datecrea or the attribute datemaj: 20260901."),
    source: .edofKit,
    triggering: Example(edof: "debut = 20270231") { $0.session.periode.debut = "20270231" },
    Example(edof: "datemaj = hier") { $0.action.datemaj = "hier" },
    repaired: {
      $0.session.periode.debut = "20270228"
      $0.action.datemaj = "20260110"
    },
    passing: Example(edof: "debut = 20280229") { $0.session.periode = Periode(debut: "20280229", fin: "20280301") },
    check: { context in
      for action in context.formation.actions {
        let dates =
          action.sessions.flatMap { [$0.periode.debut, $0.periode.fin] } + action.datesInformation.map(\.date)
        for date in dates where !date.trimmedText.isEmpty && date.date == nil {
          context.report(at: date, found: date.text, expected: Text("un jour du calendrier", "a day of the calendar"))
        }
      }
      context.checkDates(of: context.formation)
      for action in context.formation.actions {
        context.checkDates(of: action)
        for session in action.sessions { context.checkDates(of: session) }
      }
    })
}

extension RuleContext {
  /// Reports when something was made and changed, where that is no day.
  fileprivate func checkDates(of element: some DatedElement) {
    for attribute in [KnownAttribute.datecrea, .datemaj] {
      guard let date = element.details[attribute], PartialDate(date.stripped)?.isComplete != true else { continue }
      // A day that is written otherwise may be understood.
      let isOtherForm = PartialDate(iso: date.stripped)?.isComplete ?? false
      report(
        at: element, found: date, shown: Text(verbatim: "\(attribute.name) = \(date)"),
        expected: Text("un jour comme 20260901", "a day such as 20260901"), severity: isOtherForm ? .warning : nil)
    }
  }
}
