import LheoModel

extension Rule {
  static let sessionPeriodeIncomplete = Rule(
    "session/periode-incomplete", .carif, .error, blocks: [],
    message: Text(
      "Une date de la session est incomplète ou n'existe pas.", "A date of the session is incomplete or does not exist."
    ),
    why: Text(
      "Les deux dates sont obligatoires ; sans elles, la session ne peut être ni classée ni archivée.",
      "Both dates are mandatory; without them the session can neither be sorted nor archived."),
    repair: Text(
      "Écrivez dans <debut> et <fin> des dates complètes et qui existent (AAAAMMJJ). Pour une session à la demande, <extras><extra info=\"session-a-la-demande\">1</extra></extras> le dit : ce n'est alors qu'une information.",
      "Write complete dates that exist (YYYYMMDD) in <debut> and <fin>. For a session on demand, <extras><extra info=\"session-a-la-demande\">1</extra></extras> says so: it is then a note only."
    ),
    form: .field(
      .dateDebut,
      "saisissez « Date de début » et « Date de fin » ; cochez aussi « Session à la demande » si c'en est une.",
      "enter « Date de début » and « Date de fin »; also tick « Session à la demande » if it is one."),
    source: .guide("Dates de la session", 906, words: "une date de début et une date de fin"),
    triggering: Example("fin = 20269999") { $0.session.periode.fin = "20269999" },
    Example("debut = 00000000") { $0.session.periode.debut = "00000000" },
    repaired: { $0.session.periode = Periode(debut: "20270301", fin: "20270930") },
    passing: .unchanged,
    check: .session { context in
      let periode = context.session.periode
      if context.sessionStart != nil, context.sessionEnd != nil { return }
      let isOnDemand = context.session.extras.contains { $0["session-a-la-demande"]?.stripped == "1" }
      for leaf in [periode.debut, periode.fin] {
        let text = leaf.trimmedText
        guard text.utf8.count == 8, text.utf8.allSatisfy(\.isDigit), leaf.day == nil else { continue }
        context.report(
          at: leaf, expected: Text("une date complète, qui existe", "a complete date that exists"),
          severity: isOnDemand ? .info : nil)
      }
    })

  static let sessionPeriodeOrdre = Rule(
    "session/periode-ordre", .carif, .error, blocks: [],
    message: Text(
      "La date de fin de la session précède la date de début.",
      "The end date of the session is before the start date."),
    why: Text(
      "Une session qui finit avant de commencer ne peut pas être proposée.",
      "A session that ends before it starts cannot be offered."),
    repair: Text(
      "Corrigez <debut> ou <fin> ; la même date est permise.", "Correct <debut> or <fin>; the same date is allowed."),
    form: .field(
      .dateFin, "saisissez la même date que « Date de début », ou une date postérieure.",
      "enter the same date as « Date de début », or a later one."),
    source: .guide("Dates de la session", 906, words: "une date de début et une date de fin"),
    triggering: Example("fin la veille du début", "ends the day before it starts") {
      $0.session.periode = Periode(debut: "20270301", fin: "20270228")
    },
    Example("fin passée, début à venir", "the end is past, the start is to come") {
      $0.session.periode = Periode(debut: "20270301", fin: "20260930")
    },
    repaired: { $0.session.periode.fin = "20270930" },
    passing: Example("un seul jour", "a single day") {
      $0.session.periode = Periode(debut: "20270301", fin: "20270301")
    },
    check: .session { context in
      guard let start = context.sessionStart, let end = context.session.periode.fin.day, end < start else { return }
      let debut = context.session.periode.debut
      context.report(
        at: context.session.periode.fin, expected: Text("au plus tôt le \(debut)", "\(debut) or later"))
    })

  static let sessionDelaiAffichage = Rule(
    "session/delai-affichage", .franceTravail, .info, blocks: [],
    message: Text(
      "La session commence trop tôt pour être sûre d'apparaître dans Kairos.",
      "The session starts too soon to be sure to appear in Kairos."),
    why: Text(
      "Une offre met au moins 72 heures à apparaître dans Kairos, hors week-ends et jours fériés.",
      "An offer takes at least 72 hours to appear in Kairos, not counting weekends and public holidays."),
    repair: Text(
      "Rien à corriger : anticipez la saisie des prochaines sessions et prévenez vos prescripteurs pour celle-ci.",
      "Nothing to correct: enter the next sessions earlier, and tell those who send you candidates about this one."),
    form: .elsewhere(
      "Rien à corriger : anticipez la saisie des prochaines sessions et prévenez vos prescripteurs pour celle-ci.",
      "Nothing to correct: enter the next sessions earlier, and tell those who send you candidates about this one."),
    source: .guide("Kairos", 2257...2257, 2263...2263, words: "à minima 72 heures", "minimum 72 h"),
    triggering: Example("début dans 2 jours", "starts in 2 days") { $0.session.periode.debut = "20261126" },
    repaired: nil,
    passing: Example("début dans 3 jours ouvrés", "starts in 3 working days") { $0.session.periode.debut = "20261127" },
    morePassing: [
      .apprentissage("apprentissage : hors Kairos", "apprenticeship: not in Kairos") {
        $0.session.periode.debut = "20261126"
        $0.session.datecrea = "20260301"
      },
      Example("contrat de professionnalisation : hors Kairos", "professionalisation contract: not in Kairos") {
        $0.becomeContratPro()
        $0.session.periode.debut = "20261126"
      },
    ],
    check: .session { context in
      // Three working days are never more than ten days away.
      guard let start = context.sessionStart, (context.asOf..<context.asOf + 10).contains(start),
        context.dispositif.isInKairos
      else { return }
      let first = WorkingDays.day(3, after: context.asOf)
      guard start < first, let day = PartialDate(dayNumber: first) else { return }
      context.report(at: context.session.periode.debut, expected: Text("au plus tôt le \(day)", "\(day) or later"))
    })
}
