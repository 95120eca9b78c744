import LheoModel

extension Rule {
  static let iscPeriodeAbsente = Rule(
    "recrutement/isc-periode-absente", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message(
      "les dates de candidature ne sont pas indiquées.", "the application dates are missing."),
    why: Text("Sans période, personne ne peut candidater.", "Without an application period nobody can apply."),
    repair: Text(
      "Ajoutez <periode> avec les deux dates dans <debut> et <fin>.",
      "Add <periode> with both dates in <debut> and <fin>."),
    form: .field(
      .modalitesRecrutement, "saisissez « Date début » et « Date fin » de la candidature.",
      "type « Date début » and « Date fin » of the application."),
    source: Candidature.source(1367, "La période de candidature doit être renseignée"),
    triggering: Candidature.example("pas de periode", "no periode") { $0.periode = nil },
    repaired: Candidature.change { $0.periode = .example },
    passing: Candidature.example("une période", "a period") { _ in },
    morePassing: [
      Candidature.closed("recrutement fermé, pas de periode", "recruitment closed, no periode") { $0.periode = nil }
    ],
    check: .candidature { context in
      if context.recrutement.periode == nil { context.report(at: context.recrutement, missing: .periode) }
    })

  static let iscPeriodeIncomplete = Rule(
    "recrutement/isc-periode-incomplete", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message(
      "une date de candidature est incomplète ou n'existe pas.",
      "an application date is incomplete or does not exist."),
    why: Text(
      "France Travail ne peut pas ouvrir une candidature à une date inconnue ou impossible.",
      "France Travail cannot open applications on an unknown or impossible date."),
    repair: Text(
      "Écrivez dans <debut> et <fin> des dates complètes et qui existent (AAAAMMJJ).",
      "Write complete dates that exist (YYYYMMDD) in <debut> and <fin>."),
    form: .field(
      .modalitesRecrutement, "choisissez « Date début » et « Date fin » dans le calendrier.",
      "choose « Date début » and « Date fin » in the calendar."),
    source: Candidature.source(1367, "avoir une date de début et une date de fin"),
    triggering: Candidature.example("fin = 20269999") { $0.periode?.fin = "20269999" },
    Candidature.example("debut = 20260231") { $0.periode?.debut = "20260231" },
    repaired: Candidature.change { $0.periode = .example },
    passing: Candidature.example("debut = 20260228") { $0.periode?.debut = "20260228" },
    check: .candidature { context in
      guard let periode = context.recrutement.periode else { return }
      for leaf in [periode.debut, periode.fin] where leaf.isIncomplete {
        context.report(at: leaf, expected: .completeDate)
      }
    })

  static let iscPeriodeOrdre = Rule(
    "recrutement/isc-periode-ordre", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message("la date de fin précède la date de début.", "the end date is before the start date."),
    why: Text(
      "Une période qui finit avant de commencer ne s'ouvre jamais.",
      "A period that ends before it starts never opens."),
    repair: Text(
      "Corrigez <debut> ou <fin> ; la même date est permise.", "Correct <debut> or <fin>; the same date is allowed."),
    form: .field(
      .modalitesRecrutement, "corrigez « Date début » ou « Date fin » ; la même date est permise.",
      "correct « Date début » or « Date fin »; the same date is allowed."),
    source: Candidature.source(1367, "avoir une date de début et une date de fin"),
    triggering: Candidature.example("fin la veille du début", "ends the day before it starts") {
      $0.periode = Periode(debut: "20270102", fin: "20270101")
    },
    repaired: Candidature.change { $0.periode?.fin = "20270102" },
    passing: Candidature.example("un seul jour", "a single day") {
      $0.periode = Periode(debut: "20270101", fin: "20270101")
    },
    check: .candidature { $0.reportOrderOfDates() })

  static let iscDebutApresFinSession = Rule(
    "recrutement/isc-debut-apres-fin-session", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message(
      "la date de début n'est pas antérieure à la fin de la formation.",
      "the start date is not before the end of the course."),
    why: Text(
      "La candidature doit commencer avant la fin de la formation ; sinon, France Travail la refuse.",
      "Applications must start before the course ends; otherwise France Travail refuses them."),
    repair: Text(
      "Écrivez dans <debut> une date avant la fin de la session, et dans <fin> son dernier jour au plus tard.",
      "Write a date before the end of the session in <debut>, and its last day or an earlier one in <fin>."),
    form: .field(
      .modalitesRecrutement,
      "choisissez une « Date début » avant la fin de la session, et une « Date fin » au plus tard son dernier jour.",
      "choose a « Date début » before the end of the session, and a « Date fin » on its last day at the latest."),
    source: Candidature.source(1368, "antérieure à la date de fin de la formation"),
    triggering: Candidature.example("début le dernier jour de la session", "starts on the last day of the session") {
      $0.periode = Periode(debut: "20270930", fin: "20270930")
    },
    Candidature.example("toute la période après la session", "the whole period after the session") {
      $0.periode = Periode(debut: "20271001", fin: "20271031")
    },
    repaired: Candidature.change { $0.periode = Periode(debut: "20270929", fin: "20270930") },
    passing: Candidature.example("début la veille du dernier jour", "starts the day before the last") {
      $0.periode = Periode(debut: "20270929", fin: "20270929")
    },
    check: .candidature { context in
      guard let start = context.recrutementStart, let end = context.sessionEnd, start >= end,
        let periode = context.recrutement.periode
      else { return }
      let limit = context.session.periode.fin
      context.report(at: periode.debut, expected: Text("avant le \(limit)", "before \(limit)"))
    })

  static let iscFinApresFinSession = Rule(
    "recrutement/isc-fin-apres-fin-session", .qualite, .info, blocks: [],
    message: Candidature.message(
      "la date de fin dépasse la fin de la formation.", "the end date is after the end of the course."),
    why: Text(
      "Des candidats postuleraient pour une session terminée.", "Candidates would apply for a session that is over."),
    repair: Text(
      "Écrivez dans <fin> le dernier jour de la session au plus tard.",
      "Write the last day of the session or an earlier one in <fin>."
    ),
    form: .field(
      .modalitesRecrutement, "choisissez une « Date fin » au plus tard le dernier jour de la session.",
      "choose the last day of the session or an earlier one as « Date fin »."),
    source: .guide(
      "Inscriptions sur candidature", 1367...1368, words: "une date de fin", "la date de fin de la formation"),
    triggering: Candidature.example("fin le lendemain de la session", "ends the day after the session") {
      $0.periode?.fin = "20271001"
    },
    repaired: Candidature.change { $0.periode?.fin = "20270930" },
    passing: Candidature.example("fin le dernier jour de la session", "ends on the last day of the session") {
      $0.periode?.fin = "20270930"
    },
    check: .candidature { context in
      guard let start = context.recrutementStart, let end = context.recrutementEnd, let sessionEnd = context.sessionEnd,
        start < sessionEnd, end > sessionEnd, let periode = context.recrutement.periode
      else { return }
      let limit = context.session.periode.fin
      context.report(at: periode.fin, expected: Text("au plus tard le \(limit)", "\(limit) or earlier"))
    })
}

extension Periode {
  /// When applications are open in the example offer.
  fileprivate static let example = Periode(debut: "20261101", fin: "20270228")
}

extension DateLeaf {
  /// Whether it is well-formed for the schema, but incomplete or no day of the calendar.
  var isIncomplete: Bool {
    day == nil && text.withBytes { $0.trimmed.count == 8 && $0.trimmed.allSatisfy(\.isDigit) }
  }
}

extension Text {
  /// What is expected in the place of an incomplete date.
  static let completeDate = Text("une date complète, qui existe", "a complete date that exists")
}

extension RuleContext {
  /// Reports a recruitment whose period ends before it starts.
  func reportOrderOfDates() {
    guard let start = recrutementStart, let end = recrutementEnd, end < start, let periode = recrutement.periode else {
      return
    }
    report(at: periode.fin, expected: Text("au plus tôt le \(periode.debut)", "\(periode.debut) or later"))
  }
}
