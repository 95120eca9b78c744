import LheoModel

extension Rule {
  static let recrutementEtatAbsent = Rule(
    "recrutement/etat-absent", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("L'état du recrutement n'est pas indiqué.", "The state of the recruitment is missing."),
    why: Text(
      "France Travail ne prend les créneaux que si l'état est « ouvert » (1).",
      "France Travail takes the slots only if the state is “open” (1)."),
    repair: Text(
      "Ajoutez <etat-recrutement> à la session : 1 (ouvert) si des créneaux sont à venir, sinon 2 (fermé).",
      "Add <etat-recrutement> to the session: 1 (open) if slots are to come, otherwise 2 (closed)."),
    form: .field(
      .etatDeRecrutement, "choisissez « Recrutement ouvert » si des dates sont à venir, sinon « Recrutement fermé ».",
      "choose « Recrutement ouvert » if dates are to come, otherwise « Recrutement fermé »."),
    source: etatOuvert,
    triggering: Example("pas d'etat-recrutement", "no etat-recrutement") { $0.session.etatRecrutement = nil },
    repaired: { $0.session.etatRecrutement = .init(.ouvert) },
    passing: Example("sans recrutement à positionner", "no recruitment to be positioned in") { formation in
      formation.session.etatRecrutement = nil
      formation.session.recrutements = []
    },
    check: .session { context in
      if context.session.etatRecrutement == nil, context.slotsAreTaken,
        context.recrutements.contains(where: \.isPositioning)
      {
        context.report(at: context.session, missing: .etatRecrutement)
      }
    })

  static let recrutementEtatNonOuvert = Rule(
    "recrutement/etat-non-ouvert", .franceTravail, .info, blocks: [],
    message: Text(
      "Le recrutement est fermé alors que des créneaux restent à venir.",
      "The recruitment is closed though slots are still to come."),
    why: Text(
      "Aucun candidat ne pourra être positionné sur ces créneaux ; c'est normal si vous ne voulez plus de candidats.",
      "No candidate can be positioned in these slots, which is normal if you want no more candidates."),
    repair: Text(
      "Rien à faire si vous ne voulez plus de candidats ; sinon écrivez 1 (ouvert) dans <etat-recrutement>.",
      "Nothing to do if you want no more candidates; otherwise write 1 (open) in <etat-recrutement>."),
    form: .field(
      .etatDeRecrutement,
      "rien à faire si vous ne voulez plus de candidats ; sinon choisissez « Recrutement ouvert ».",
      "nothing to do if you want no more candidates; otherwise choose « Recrutement ouvert »."),
    source: .guide(
      "Modalités de recrutement", 1365...1365, 1374...1374, 1380...1380,
      words: "l'état du recrutement doit être", "indiquer que l'état recrutement est fermé"),
    triggering: Example(
      "etat-recrutement = 2, information collective en janvier", "etat-recrutement = 2, meeting in January"
    ) {
      $0.session.etatRecrutement = .init(.ferme)
    },
    repaired: { $0.session.etatRecrutement = .init(.ouvert) },
    passing: Example("fermé, tous les créneaux passés", "closed, all slots are over") { formation in
      formation.session.etatRecrutement = .init(.ferme)
      for index in formation.session.recrutements.indices {
        formation.session.recrutements[index].periode = Periode(debut: "20261001", fin: "20261001")
      }
    },
    morePassing: [
      Example("suspendu : voir session/etat-suspendu", "suspended: see session/etat-suspendu") {
        $0.session.etatRecrutement = .init(.suspendu)
      }
    ],
    check: .session { context in
      guard context.etat == .ferme, context.dispositif.isInKairos, let leaf = context.session.etatRecrutement,
        context.recrutements.contains(where: { $0.isPositioning && ($0.end ?? .min) >= context.asOf })
      else { return }
      context.report(
        at: leaf, found: leaf.trimmedText, shown: Text("2 (fermé)", "2 (closed)"),
        expected: Text("1 (ouvert)", "1 (open)"))
    })

  static let ouvertSansCreneauAVenir = Rule(
    "recrutement/ouvert-sans-creneau-a-venir", .franceTravail, .warning, blocks: [.franceTravail],
    message: Text(
      "Le recrutement est ouvert mais toutes ses périodes de candidature sont passées.",
      "The recruitment is open but all its application periods are past."),
    why: Text(
      "Les candidats voient une session ouverte sans pouvoir s'y positionner.",
      "Candidates see an open session in which they cannot be positioned."),
    repair: Text(
      "Écrivez une date à venir dans la <fin> de la dernière candidature, ou 2 (fermé) dans <etat-recrutement>.",
      "Write a date to come in the <fin> of the last application, or 2 (closed) in <etat-recrutement>."),
    form: .field(
      .modalitesRecrutement,
      "choisissez une « Date fin » à venir pour la dernière candidature, ou « Recrutement fermé » dans « Etat de recrutement ».",
      "choose a « Date fin » to come for the last application, or « Recrutement fermé » in « Etat de recrutement »."
    ),
    source: .guide(
      "Inscriptions sur candidature", 1374...1376, words: "changer les dates de recrutement",
      "prolonger la période où il reçoit des demandes"),
    triggering: Example("une seule candidature, close la veille", "a single application, closed the day before") {
      $0.applications(("20261101", "20261123"))
    },
    Example("deux candidatures closes", "two closed applications") {
      $0.applications(("20260901", "20260930"), ("20261001", "20261031"))
    },
    repaired: { formation in
      formation.session.recrutements[formation.session.recrutements.count - 1].periode?.fin = "20270228"
    },
    passing: Example(
      "une candidature, close le jour de référence", "an application that closes on the day of reference"
    ) {
      $0.applications(("20261101", "20261124"))
    },
    morePassing: [
      Example("une candidature close, une à venir", "a closed application, one to come") {
        $0.applications(("20261001", "20261031"), ("20270101", "20270131"))
      },
      Example("une candidature close, une information collective à venir", "a closed application, a meeting to come") {
        formation in
        let reunion = formation.reunion
        formation.applications(("20261001", "20261031"))
        formation.session.recrutements.append(reunion)
      },
      Example(
        "un rendez-vous passé : voir recrutement/rdvi-date-passee",
        "an appointment in the past: see recrutement/rdvi-date-passee"
      ) { formation in
        formation.session.recrutements = [formation.rendezVous]
        formation.session.recrutements[0].periode = Periode(debut: "20261123", fin: "20261123")
      },
    ],
    check: .session { context in
      guard context.etat == .ouvert, context.slotsAreTaken, let leaf = context.session.etatRecrutement else { return }
      var last: RecrutementFacts?
      for recrutement in context.recrutements where recrutement.isPositioning {
        // Past appointments and meetings are reported one by one, and so are periods that are not understood.
        guard recrutement.modalite == .candidature, let end = recrutement.end, end < context.asOf,
          (recrutement.start ?? .min) <= end
        else { return }
        if end > (last?.end ?? .min) { last = recrutement }
      }
      guard let end = last?.pointer.pointee.periode?.fin else { return }
      context.report(
        at: leaf, found: leaf.trimmedText,
        shown: Text("1 (ouvert), dernière candidature close le \(end)", "1 (open), last application closed on \(end)"),
        expected: Text(
          "une candidature ouverte ou à venir, ou 2 (fermé)", "an application open or to come, or 2 (closed)"))
    })

  static let placesZeroOuvert = Rule(
    "recrutement/places-zero-ouvert", .franceTravail, .warning, blocks: [],
    message: Text(
      "Le recrutement est ouvert sans aucune place financée.",
      "The recruitment is open without a single funded place."),
    why: Text("« Ouvert » veut dire que des places sont disponibles.", "“Open” means that places are available."),
    repair: Text(
      "Écrivez dans <nb-places-financees> le nombre de places financées.",
      "Write the number of funded places in <nb-places-financees>."),
    form: .field(.placesFinancees, "saisissez le nombre de places financées.", "type the number of funded places."),
    source: .guide("Financements", 1148...1152, words: "1 - Places disponibles", "Nombre de places"),
    triggering: Example("nb-places-financees = 0") { $0.action.organismesFinanceurs[0].nbPlacesFinancees = 0 },
    repaired: { $0.action.organismesFinanceurs[0].nbPlacesFinancees = 12 },
    passing: Example("0 place chez un financeur, 5 chez l'autre", "0 places with one who pays, 5 with the other") {
      formation in
      formation.action.organismesFinanceurs[0].nbPlacesFinancees = 0
      formation.action.organismesFinanceurs.append(
        OrganismeFinanceur(codeFinanceur: .init(.entreprise), nbPlacesFinancees: 5))
    },
    morePassing: [
      Example("la seule session ouverte est terminée", "the only open session is over") { formation in
        formation.action.organismesFinanceurs[0].nbPlacesFinancees = 0
        var another = formation.session
        another.numero = "04_9002S"
        another.etatRecrutement = .init(.ferme)
        another.recrutements = []
        formation.session.periode = Periode(debut: "20260101", fin: "20261123")
        formation.action.sessions.append(another)
      }
    ],
    check: .action { context in
      let fundings = context.action.organismesFinanceurs
      guard let first = fundings.first?.nbPlacesFinancees, fundings.allSatisfy({ $0.nbPlacesFinancees?.number == 0 }),
        context.action.sessions.containsPointer(where: {
          $0.pointee.etatRecrutement?.code == .ouvert && !context.isOver($0)
        })
      else { return }
      context.report(at: first, found: first.trimmedText, expected: Text("1 place ou plus", "1 place or more"))
    })

  private static let etatOuvert = RuleSource.guide(
    "Modalités de recrutement", 1365...1365, 1380...1380, words: "l'état du recrutement doit être",
    "l'état du recrutement doit être ouvert")
}

extension Formation {
  /// Leaves nothing but applications with these periods.
  fileprivate mutating func applications(_ periods: (String, String)...) {
    session.recrutements = periods.enumerated().map { index, period in
      var application = Formation.example.candidature
      application.numero = "R\(index + 1)"
      application.periode = Periode(debut: DateLeaf(period.0), fin: DateLeaf(period.1))
      return application
    }
  }
}
