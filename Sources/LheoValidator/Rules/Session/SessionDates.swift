import LheoModel

let sourceDatesSession = "Guide de saisie OFeli, « Dates de la session »"

extension Rule {
  static let sessionPeriodeIncomplete = Rule(
    "session/periode-incomplete", .carif, .error,
    message: Text(
      "Une date de la session est incomplète ou n'existe pas.", "A date of the session is incomplete or does not exist."
    ),
    why: Text(
      "Le début et la fin sont obligatoires ; sans eux la session ne peut être ni classée ni archivée.",
      "Start and end are mandatory; without them the session can neither be sorted nor archived."),
    repair: Text(
      "Écrivez des dates réelles, AAAAMMJJ. Une session à la demande peut le dire : <extras><extra info=\"session-a-la-demande\">1</extra></extras>.",
      "Write real dates, AAAAMMJJ. A session on demand can say so: <extras><extra info=\"session-a-la-demande\">1</extra></extras>."
    ),
    source: "\(sourceDatesSession) (l. 870-890)",
    triggering: Example("fin = 20269999") { $0.session.periode.fin = "20269999" },
    Example("debut = 00000000") { $0.session.periode.debut = "00000000" },
    passing: .unchanged,
    check: .session { context in
      let isOnDemand = context.session.extras.contains { $0["session-a-la-demande"] == "1" }
      for leaf in [context.session.periode.debut, context.session.periode.fin] {
        let text = leaf.trimmedText
        guard text.utf8.count == 8, text.utf8.allSatisfy(\.isDigit), leaf.day == nil else {
          continue
        }
        context.report(
          at: leaf, found: text, expected: Text("une date complète AAAAMMJJ", "a complete date AAAAMMJJ"),
          severity: isOnDemand ? .info : nil)
      }
    })

  static let sessionPeriodeOrdre = Rule(
    "session/periode-ordre", .carif, .error,
    message: Text("La fin de la session précède son début.", "The end of the session is before its start."),
    why: Text("Une session à l'envers n'est jamais affichée.", "A session that runs backwards is never shown."),
    repair: Text(
      "Corrigez <debut> ou <fin> ; un seul jour est permis.", "Correct <debut> or <fin>; one day is allowed."),
    source: "\(sourceDatesSession) (l. 870-890)",
    triggering: Example("fin la veille du début", "ends the day before it starts") {
      $0.session.periode = Periode(debut: "20270301", fin: "20270228")
    },
    passing: Example("un seul jour", "a single day") {
      $0.session.periode = Periode(debut: "20270301", fin: "20270301")
    },
    check: .session { context in
      guard let start = context.sessionStart, let end = context.sessionEnd, end < start else { return }
      let periode = context.session.periode
      context.report(
        at: periode.fin, found: periode.fin.trimmedText,
        expected: Text("au plus tôt \(periode.debut.trimmedText)", "\(periode.debut.trimmedText) or later"))
    })

  static let sessionTerminee = Rule(
    "session/terminee", .carif, .info,
    message: Text("La session est terminée.", "The session is over."),
    why: Text(
      "Une session terminée ne se modifie plus ; elle sert aux statistiques.",
      "A session that is over is not changed any more; it serves statistics."),
    repair: Text(
      "Dupliquez-la pour proposer de nouvelles dates ; ne la supprimez pas.",
      "Duplicate it to offer new dates; do not delete it."),
    source: "Guide de saisie OFeli, « Formulaire session » (l. 147-153)",
    triggering: Example("fin = 20261123") { $0.session.periode = Periode(debut: "20260901", fin: "20261123") },
    passing: Example("dernier jour le jour de référence", "the last day is the day of reference") {
      $0.session.periode = Periode(debut: "20260901", fin: "20261124")
    },
    check: .session { context in
      // After 30 days it is told by session/archivee.
      guard let end = context.sessionEnd, end < context.asOf, context.asOf - end <= 30 else { return }
      context.report(at: context.session.periode.fin, found: context.session.periode.fin.trimmedText)
    })

  static let sessionArchivee = Rule(
    "session/archivee", .franceTravail, .warning,
    message: Text(
      "La session est terminée depuis plus de 30 jours.", "The session has been over for more than 30 days."),
    why: Text("Elle n'est plus visible dans Kairos.", "It is not visible in Kairos any more."),
    repair: Text("Dupliquez-la pour proposer de nouvelles dates.", "Duplicate it to offer new dates."),
    source: "Guide de saisie OFeli, foire aux questions, Kairos (l. 2248)",
    triggering: Example("terminée depuis 31 jours", "over for 31 days") {
      $0.session.periode = Periode(debut: "20260901", fin: "20261024")
    },
    passing: Example("terminée depuis 30 jours", "over for 30 days") {
      $0.session.periode = Periode(debut: "20260901", fin: "20261025")
    },
    check: .session { context in
      guard let end = context.sessionEnd, context.asOf - end > 30 else { return }
      context.report(at: context.session.periode.fin, found: context.session.periode.fin.trimmedText)
    })

  static let sessionDelaiAffichage = Rule(
    "session/delai-affichage", .franceTravail, .info,
    message: Text(
      "La session commence trop tôt pour être sûre d'apparaître dans Kairos.",
      "The session starts too soon to be sure to appear in Kairos."),
    why: Text(
      "Une offre met au moins 72 heures à paraître, sans compter les week-ends et jours fériés.",
      "An offer takes at least 72 hours to appear, not counting week-ends and public holidays."),
    repair: Text(
      "Anticipez la saisie ; prévenez vos prescripteurs pour cette session.",
      "Enter sessions earlier; tell your advisers about this one."),
    source: "Guide de saisie OFeli, foire aux questions, Kairos (l. 2246, 2252)",
    triggering: Example("début dans 2 jours", "starts in 2 days") { $0.session.periode.debut = "20261126" },
    passing: Example("début dans 3 jours ouvrés", "starts in 3 working days") { $0.session.periode.debut = "20261127" },
    check: .session { context in
      // Three working days are never more than ten days away.
      guard let start = context.sessionStart, (context.asOf..<context.asOf + 10).contains(start),
        start < WorkingDays.day(3, after: context.asOf)
      else { return }
      context.report(at: context.session.periode.debut, found: context.session.periode.debut.trimmedText)
    })

  static let sessionToutesTerminees = Rule(
    "session/toutes-terminees", .carif, .warning,
    message: Text("Toutes les sessions de la formation sont terminées.", "All sessions of the course are over."),
    why: Text("La formation n'est plus diffusée.", "The course is not shown any more."),
    repair: Text("Ajoutez une session à venir.", "Add a session to come."),
    source: "Guide de saisie OFeli, « Recherche de formations », bloc Formations (l. 590-600)",
    triggering: Example("une seule session, finie en 2025", "a single session, over in 2025") {
      $0.session.periode = Periode(debut: "20250101", fin: "20250630")
    },
    passing: Example("une finie, une à venir", "one over, one to come") { formation in
      var another = formation.session
      another.numero = "04_9002S"
      another.recrutements = []
      formation.session.periode = Periode(debut: "20250101", fin: "20250630")
      formation.action.sessions.append(another)
    },
    check: .formation { context in
      let actions = context.formationPointer.pointee.actions
      let isToCome = actions.containsPointer {
        $0.pointee.sessions.containsPointer { ($0.pointee.periode.fin.day ?? .max) >= context.asOf }
      }
      if !isToCome, actions.containsPointer(where: { !$0.pointee.sessions.isEmpty }) {
        context.report(at: context.formation)
      }
    })
}
