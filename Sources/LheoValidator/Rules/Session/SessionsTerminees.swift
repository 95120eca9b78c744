import LheoModel

extension Rule {
  static let sessionTerminee = Rule(
    "session/terminee", .carif, .info, blocks: [],
    message: Text("La session est terminée.", "The session is over."),
    why: Text(
      "Une session terminée ne se modifie plus ; elle sert aux statistiques.",
      "A session that is over is not changed any more; it is kept for statistics."),
    repair: Text(
      "Rien à corriger : dupliquez-la pour proposer de nouvelles dates ; ne la supprimez pas.",
      "Nothing to correct: duplicate it to offer new dates; do not delete it."),
    form: .field(
      .sessions, "rien à corriger ; dupliquez la session pour proposer de nouvelles dates, ne la supprimez pas.",
      "nothing to correct; duplicate the session to offer new dates, do not delete it."),
    source: .guide("Dates et type de session", 149, words: "Vous ne pouvez pas modifier"),
    triggering: Example("fin = 20261123") { $0.session.periode = Periode(debut: "20260901", fin: "20261123") },
    repaired: nil,
    passing: Example("dernier jour le jour de référence", "the last day is the day of reference") {
      $0.session.periode = Periode(debut: "20260901", fin: "20261124")
    },
    check: .session(includingPast: true) { context in
      // After 30 days session/archivee reports it.
      guard context.sessionIsOver, let end = context.sessionEnd, context.asOf - end <= 30 else { return }
      context.report(at: context.session.periode.fin, expected: Text("une fin à venir", "an end to come"))
    })

  static let sessionArchivee = Rule(
    "session/archivee", .franceTravail, .warning, blocks: [],
    message: Text(
      "La session est terminée depuis plus de 30 jours.", "The session has been over for more than 30 days."),
    why: Text("Elle n'est plus visible dans Kairos.", "It is not visible in Kairos any more."),
    repair: Text(
      "Rien à corriger : dupliquez-la pour proposer de nouvelles dates ; ne la supprimez pas.",
      "Nothing to correct: duplicate it to offer new dates; do not delete it."),
    form: .field(
      .sessions, "rien à corriger ; dupliquez la session pour proposer de nouvelles dates, ne la supprimez pas.",
      "nothing to correct; duplicate the session to offer new dates, do not delete it."),
    source: .guide("Kairos", 2259, words: "visible maximum 30 jours"),
    triggering: Example("terminée depuis 31 jours", "over for 31 days") {
      $0.session.periode = Periode(debut: "20260901", fin: "20261024")
    },
    repaired: nil,
    passing: Example("terminée depuis 30 jours", "over for 30 days") {
      $0.session.periode = Periode(debut: "20260901", fin: "20261025")
    },
    check: .session(includingPast: true) { context in
      guard context.sessionIsOver, let end = context.sessionEnd, context.asOf - end > 30 else { return }
      context.report(
        at: context.session.periode.fin,
        expected: Text("une fin qui date de 30 jours au plus", "an end at most 30 days ago"))
    })

  static let sessionToutesTerminees = Rule(
    "session/toutes-terminees", .carif, .warning, blocks: [],
    message: Text("Toutes les sessions de la formation sont terminées.", "All sessions of the course are over."),
    why: Text("La formation n'est plus diffusée.", "The course is not shown any more."),
    repair: Text("Ajoutez une <session> à venir.", "Add a <session> to come."),
    form: .field(
      .sessions, "dupliquez une session et donnez-lui de nouvelles dates.", "duplicate a session and give it new dates."
    ),
    source: .guide("Recherche de formations par le tableau de bord", 591, words: "toutes les sessions sont terminées"),
    triggering: Example("une seule session, finie en 2025", "a single session, over in 2025") {
      $0.session.periode = Periode(debut: "20250101", fin: "20250630")
    },
    repaired: { $0.action.sessions.append($0.renumbered(Formation.example.session, 2)) },
    passing: Example("une finie, une à venir", "one over, one to come") { formation in
      formation.action.sessions.append(formation.renumbered(formation.session, 2))
      formation.session.periode = Periode(debut: "20250101", fin: "20250630")
    },
    check: .formation { context in
      if context.dispositifs.count > 0 { return }
      var count = 0
      context.formationPointer.pointee.actions.forEachPointer { count += $0.pointee.sessions.count }
      if count == 0 { return }
      context.report(
        at: context.formation, found: "\(count)",
        shown: Text("\(count, "session(s) terminée(s)")", "\(count, "session(s)") over"),
        expected: Text("une session à venir", "a session to come"))
    })
}
