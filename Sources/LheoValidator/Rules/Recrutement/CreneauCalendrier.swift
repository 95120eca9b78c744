import LheoModel

extension Rule {
  static let rdviDatePassee = creneauDatePassee(.rdvi)
  static let icoDatePassee = creneauDatePassee(.ico)
  static let rdviDateApresFinSession = creneauDateApresFinSession(.rdvi)
  static let icoDateApresFinSession = creneauDateApresFinSession(.ico)

  private static func creneauDatePassee(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-passee", .franceTravail, .error,
      message: creneau.message("la date est passée.", "the date is in the past."),
      why: Text(
        "France Travail refuse un créneau dont la date est antérieure au jour de réception.",
        "France Travail refuses a slot dated before the day it is received."),
      repair: Text(
        "Donnez une date à venir, retirez le créneau ou fermez le recrutement (etat-recrutement 2).",
        "Give a date to come, remove the slot, or close the recruitment (etat-recrutement 2)."),
      source: "\(Creneau.source) (l. 1385)",
      triggering: creneau.example("la veille du jour de référence", "the day before the day of reference") {
        $0.periode = Periode(debut: "20261123", fin: "20261123")
      },
      passing: creneau.example("le jour de référence", "the day of reference") {
        $0.periode = Periode(debut: "20261124", fin: "20261124")
      },
      check: .recrutement(creneau.modalite) { context in
        guard let start = context.recrutementStart, let periode = context.recrutement.periode, start < context.asOf,
          !context.sessionIsOver, context.etat != .ferme
        else { return }
        context.report(
          at: periode.debut, found: periode.debut.trimmedText,
          expected: Text("au plus tôt \(context.options.asOf.lheoText)", "\(context.options.asOf.lheoText) or later"))
      })
  }

  private static func creneauDateApresFinSession(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-apres-fin-session", .franceTravail, .error,
      message: creneau.message("la date dépasse la fin de la session.", "the date is after the end of the session."),
      why: Text(
        "On ne recrute pas pour une session qui est finie ; France Travail refuse le créneau.",
        "Nobody is recruited for a session that is over; France Travail refuses the slot."),
      repair: Text(
        "Corrigez la date du créneau ou la fin de la session.",
        "Correct the date of the slot or the end of the session."),
      source: "\(Creneau.source) (l. 1385)",
      triggering: creneau.example("le lendemain de la fin de la session", "the day after the session ends") {
        $0.periode = Periode(debut: "20271001", fin: "20271001")
      },
      passing: creneau.example("le dernier jour de la session", "the last day of the session") {
        $0.periode = Periode(debut: "20270930", fin: "20270930")
      },
      check: .recrutement(creneau.modalite) { context in
        guard let start = context.recrutementStart, let end = context.sessionEnd, start > end,
          let periode = context.recrutement.periode
        else { return }
        context.report(
          at: periode.debut, found: periode.debut.trimmedText,
          expected: Text(
            "au plus tard \(context.session.periode.fin.trimmedText)",
            "\(context.session.periode.fin.trimmedText) or earlier"))
      })
  }
}
