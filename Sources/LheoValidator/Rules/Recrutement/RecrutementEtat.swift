import LheoModel

extension Rule {
  static let recrutementEtatAbsent = Rule(
    "recrutement/etat-absent", .franceTravail, .error,
    message: Text("L'état du recrutement n'est pas indiqué.", "The state of the recruitment is missing."),
    why: Text(
      "France Travail ne prend les créneaux que si l'état est « ouvert » (1).",
      "France Travail takes the slots only if the state is “ouvert” (1)."),
    repair: Text(
      "Ajoutez <etat-recrutement>1</etat-recrutement> à la session.",
      "Add <etat-recrutement>1</etat-recrutement> to the session."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1365, 1380)",
    triggering: Example("pas d'etat-recrutement", "no etat-recrutement") { $0.session.etatRecrutement = nil },
    passing: Example("sans recrutement à positionner", "no recruitment to be positioned in") { formation in
      formation.session.etatRecrutement = nil
      formation.session.recrutements = []
    },
    check: .session { context in
      if context.session.etatRecrutement == nil, !context.sessionIsOver,
        context.recrutements.contains(where: \.isPositioning)
      {
        context.report(at: context.session, missing: .etatRecrutement)
      }
    })

  static let recrutementEtatNonOuvert = Rule(
    "recrutement/etat-non-ouvert", .franceTravail, .warning,
    message: Text(
      "Le recrutement n'est pas ouvert alors que des créneaux restent à venir.",
      "The recruitment is not open though slots are still to come."),
    why: Text(
      "Aucun candidat ne pourra être positionné sur ces créneaux.", "No candidate can be positioned in these slots."),
    repair: Text("Écrivez 1 (ouvert), ou retirez les créneaux.", "Write 1 (open), or remove the slots."),
    source:
      "Guide de saisie OFeli, « Modalités de recrutement » et « Clôturer un recrutement » (l. 1365, 1374, 1683-1747)",
    triggering: Example(
      "etat-recrutement = 2, information collective en janvier", "etat-recrutement = 2, meeting in January"
    ) {
      $0.session.etatRecrutement = .init(.ferme)
    },
    passing: Example("fermé, tous les créneaux passés", "closed, all slots are over") { formation in
      formation.session.etatRecrutement = .init(.ferme)
      for index in formation.session.recrutements.indices {
        formation.session.recrutements[index].periode = Periode(debut: "20261001", fin: "20261001")
      }
    },
    check: .session { context in
      guard let leaf = context.session.etatRecrutement, context.etat == .ferme || context.etat == .suspendu,
        !context.sessionIsOver,
        context.recrutements.contains(where: { $0.isPositioning && ($0.end ?? .min) >= context.asOf })
      else { return }
      context.report(
        at: leaf, found: "\(leaf.trimmedText) \(leaf.code.label ?? "")", expected: Text("1 ouvert", "1 (open)"))
    })

  static let ouvertSessionTerminee = Rule(
    "recrutement/ouvert-session-terminee", .carif, .warning,
    message: Text(
      "Le recrutement est ouvert alors que la session est terminée.",
      "The recruitment is open though the session is over."),
    why: Text(
      "Un recrutement ouvert attire des candidats pour rien.", "An open recruitment attracts candidates for nothing."),
    repair: Text("Écrivez 2 (fermé).", "Write 2 (closed)."),
    source: "Guide de saisie OFeli, « Clôturer un recrutement » (l. 147-149, 1683-1747)",
    triggering: Example("ouvert, fin = 20250630", "open, fin = 20250630") {
      $0.session.periode = Periode(debut: "20250101", fin: "20250630")
    },
    passing: Example("ouvert, dernier jour le jour de référence", "open, the last day is the day of reference") {
      $0.session.periode = Periode(debut: "20260101", fin: "20261124")
    },
    check: .session { context in
      if context.sessionIsOver, context.etat == .ouvert, let leaf = context.session.etatRecrutement {
        context.report(at: leaf, found: "1 ouvert", expected: Text("2 fermé", "2 (closed)"))
      }
    })

  static let ouvertSansCreneauAVenir = Rule(
    "recrutement/ouvert-sans-creneau-a-venir", .franceTravail, .warning,
    message: Text(
      "Le recrutement est ouvert mais tous ses créneaux sont passés.",
      "The recruitment is open but all its slots are past."),
    why: Text(
      "Les candidats voient une session ouverte sans pouvoir s'y positionner.",
      "Candidates see an open session in which they cannot be positioned."),
    repair: Text(
      "Ajoutez des dates, prolongez la candidature ou fermez le recrutement.",
      "Add dates, extend the application or close the recruitment."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1374-1376, 1385, 2181-2185)",
    triggering: Example("une seule candidature, close", "a single application, closed") { formation in
      formation.session.recrutements = [formation.candidature]
      formation.candidature.periode = Periode(debut: "20260101", fin: "20260131")
    },
    passing: .unchanged,
    check: .session { context in
      guard context.etat == .ouvert, !context.sessionIsOver, let leaf = context.session.etatRecrutement else { return }
      // Past appointments and meetings are told one by one, as errors.
      guard context.recrutements.allSatisfy({ !$0.isPositioning || ($0.end ?? .max) < context.asOf }),
        context.recrutements.contains(where: { $0.modalite == .candidature })
      else { return }
      context.report(at: leaf)
    })

  static let placesZeroOuvert = Rule(
    "recrutement/places-zero-ouvert", .franceTravail, .warning,
    message: Text(
      "Le recrutement est ouvert sans aucune place financée.", "The recruitment is open without a single funded place."),
    why: Text("« Ouvert » veut dire que des places sont disponibles.", "“Open” means that places are available."),
    repair: Text(
      "Corrigez <nb-places-financees>, ou fermez le recrutement.",
      "Correct <nb-places-financees>, or close the recruitment."),
    source: "Guide de saisie OFeli, « Financements » (l. 1148-1167)",
    triggering: Example("nb-places-financees = 0") { $0.action.organismesFinanceurs[0].nbPlacesFinancees = 0 },
    passing: Example("0 place chez un financeur, 5 chez l'autre", "0 places with one who pays, 5 with the other") {
      formation in
      formation.action.organismesFinanceurs[0].nbPlacesFinancees = 0
      formation.action.organismesFinanceurs.append(
        OrganismeFinanceur(codeFinanceur: .init(.entreprise), nbPlacesFinancees: 5))
    },
    check: .action { context in
      let fundings = context.action.organismesFinanceurs
      guard let first = fundings.first?.nbPlacesFinancees, fundings.allSatisfy({ $0.nbPlacesFinancees?.number == 0 }),
        context.action.sessions.containsPointer(where: { $0.pointee.etatRecrutement?.code == .ouvert })
      else { return }
      context.report(at: first, found: "0")
    })
}
