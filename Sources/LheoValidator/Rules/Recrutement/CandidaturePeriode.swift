import LheoModel

extension Rule {
  static let iscPeriodeAbsente = Rule(
    "recrutement/isc-periode-absente", .franceTravail, .error,
    message: Candidature.message(
      "les dates de candidature ne sont pas indiquées.", "the dates of application are missing."),
    why: Text("Sans période, personne ne peut candidater.", "Without a period nobody can apply."),
    repair: Text(
      "Ajoutez <periode> avec <debut> et <fin>.", "Add <periode> with <debut> and <fin>."),
    source: "\(Candidature.source) (l. 1367)",
    triggering: Candidature.example("pas de periode", "no periode") { $0.periode = nil },
    passing: Candidature.example("une période", "a period") { _ in },
    check: .recrutement(.candidature) { context in
      if context.recrutement.periode == nil { context.report(at: context.recrutement, missing: .periode) }
    })

  static let iscPeriodeIncomplete = Rule(
    "recrutement/isc-periode-incomplete", .franceTravail, .error,
    message: Candidature.message(
      "une date de candidature est incomplète ou n'existe pas.",
      "a date of application is incomplete or does not exist."),
    why: Text(
      "France Travail ne peut pas ouvrir une candidature à une date inconnue ou impossible.",
      "France Travail cannot open applications on an unknown or impossible date."),
    repair: Text("Écrivez des dates réelles, AAAAMMJJ.", "Write real dates, AAAAMMJJ."),
    source: "\(Candidature.source) (l. 1367)",
    triggering: Candidature.example("fin = 20269999") { $0.periode?.fin = "20269999" },
    Candidature.example("debut = 20260231") { $0.periode?.debut = "20260231" },
    passing: Candidature.example("debut = 20260228") { $0.periode?.debut = "20260228" },
    check: .recrutement(.candidature) { $0.reportIncompleteDates() })

  static let iscPeriodeOrdre = Rule(
    "recrutement/isc-periode-ordre", .franceTravail, .error,
    message: Candidature.message("la fin précède le début.", "the end is before the start."),
    why: Text("Une période à l'envers n'ouvre jamais.", "A period that runs backwards never opens."),
    repair: Text(
      "Corrigez <debut> ou <fin> ; un seul jour est permis.", "Correct <debut> or <fin>; one day is allowed."),
    source: "\(Candidature.source) (l. 1367)",
    triggering: Candidature.example("fin la veille du début", "ends the day before it starts") {
      $0.periode = Periode(debut: "20270102", fin: "20270101")
    },
    passing: Candidature.example("un seul jour", "a single day") {
      $0.periode = Periode(debut: "20270101", fin: "20270101")
    },
    check: .recrutement(.candidature) { $0.reportOrderOfDates() })

  static let iscDebutApresFinSession = Rule(
    "recrutement/isc-debut-apres-fin-session", .franceTravail, .error,
    message: Candidature.message(
      "la candidature ne commence pas avant la fin de la formation.",
      "applications do not start before the end of the course."),
    why: Text(
      "La date de début doit être antérieure à la fin de la formation ; sinon France Travail la refuse.",
      "Applications must start before the course ends; otherwise France Travail refuses them."),
    repair: Text("Avancez le début de la candidature.", "Start applications earlier."),
    source: "\(Candidature.source) (l. 1368)",
    triggering: Candidature.example("début le dernier jour de la session", "starts on the last day of the session") {
      $0.periode = Periode(debut: "20270930", fin: "20270930")
    },
    passing: Candidature.example("début la veille du dernier jour", "starts the day before the last") {
      $0.periode = Periode(debut: "20270929", fin: "20270929")
    },
    check: .recrutement(.candidature) { context in
      guard let start = context.recrutementStart, let end = context.sessionEnd, start >= end,
        let periode = context.recrutement.periode
      else { return }
      let limit = context.session.periode.fin.trimmedText
      context.report(
        at: periode.debut, found: periode.debut.trimmedText, expected: Text("avant le \(limit)", "before \(limit)"))
    })

  static let iscFinApresFinSession = Rule(
    "recrutement/isc-fin-apres-fin-session", .qualite, .info,
    message: Candidature.message(
      "elle reste ouverte après la fin de la formation.", "it stays open after the end of the course."),
    why: Text(
      "Des candidats postuleraient pour une session finie.", "Candidates would apply for a session that is over."),
    repair: Text(
      "Arrêtez la candidature au plus tard à la fin de la session.", "End applications by the end of the session."),
    source: "\(Candidature.source) (l. 1368)",
    triggering: Candidature.example("fin le lendemain de la session", "ends the day after the session") {
      $0.periode?.fin = "20271001"
    },
    passing: Candidature.example("fin le dernier jour de la session", "ends on the last day of the session") {
      $0.periode?.fin = "20270930"
    },
    check: .recrutement(.candidature) { context in
      guard let start = context.recrutementStart, let end = context.recrutementEnd, let sessionEnd = context.sessionEnd,
        start < sessionEnd, end > sessionEnd, let periode = context.recrutement.periode
      else { return }
      context.report(at: periode.fin, found: periode.fin.trimmedText)
    })

  static let iscClose = Rule(
    "recrutement/isc-close", .franceTravail, .warning,
    message: Candidature.message("la période de candidature est terminée.", "the period of application is over."),
    why: Text(
      "La session n'est pas finie, mais plus personne ne peut candidater.",
      "The session is not over, but nobody can apply any more."),
    repair: Text(
      "Prolongez <fin>, ou fermez le recrutement (etat-recrutement 2).",
      "Extend <fin>, or close the recruitment (etat-recrutement 2)."),
    source: "\(Candidature.source), « À savoir » (l. 1374-1376)",
    triggering: Candidature.example("fin la veille du jour de référence", "ends the day before the day of reference") {
      $0.periode = Periode(debut: "20261101", fin: "20261123")
    },
    passing: Candidature.example("fin le jour de référence", "ends on the day of reference") {
      $0.periode = Periode(debut: "20261101", fin: "20261124")
    },
    check: .recrutement(.candidature) { context in
      guard let start = context.recrutementStart, let end = context.recrutementEnd, start <= end, end < context.asOf,
        !context.sessionIsOver, context.etat != .ferme, let periode = context.recrutement.periode,
        // All slots over is told once, by recrutement/ouvert-sans-creneau-a-venir.
        context.etat != .ouvert
          || context.recrutements.contains(where: { $0.isPositioning && ($0.end ?? .max) >= context.asOf })
      else { return }
      context.report(at: periode.fin, found: periode.fin.trimmedText)
    })
}

extension RuleContext {
  /// Reports a recruitment whose period ends before it starts.
  func reportOrderOfDates() {
    guard let start = recrutementStart, let end = recrutementEnd, end < start, let periode = recrutement.periode else {
      return
    }
    report(
      at: periode.fin, found: periode.fin.trimmedText,
      expected: Text(
        "au plus tôt \(periode.debut.trimmedText)", "\(periode.debut.trimmedText) or later"))
  }
}
