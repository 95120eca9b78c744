import LheoModel

extension Rule {
  static let rdviDatePassee = creneauDatePassee(.rdvi)
  static let icoDatePassee = creneauDatePassee(.ico)
  static let rdviDateApresFinSession = creneauDateApresFinSession(.rdvi)
  static let icoDateApresFinSession = creneauDateApresFinSession(.ico)

  private static func creneauDatePassee(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-passee", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("la date est passée.", "the date is in the past."),
      why: Text(
        "France Travail refuse un créneau dont la date est antérieure au jour de réception.",
        "France Travail refuses a slot dated before the day it is received."),
      repair: Text(
        "Écrivez une date à venir dans <debut> et <fin>, ou retirez ce <recrutement> s'il en reste un à venir ; s'il n'en reste aucun, vous pouvez aussi écrire 2 (fermé) dans <etat-recrutement>.",
        "Write a date to come in <debut> and <fin>, or remove this <recrutement> if another one is to come; if none is, you may also write 2 (closed) in <etat-recrutement>."
      ),
      form: .field(
        .dateRecrutement,
        "choisissez une date à venir ; si plus aucune n'est prévue, choisissez « Recrutement fermé » dans « Etat de recrutement ».",
        "choose a date to come; if there will be none, choose « Recrutement fermé » in « Etat de recrutement »."),
      source: Creneau.source(1385, "postérieure ou égale à la date du jour"),
      triggering: creneau.example("la veille du jour de référence", "the day before the day of reference") {
        $0.periode = Periode(debut: "20261123", fin: "20261123")
      },
      repaired: creneau.change { $0.periode = Periode(debut: "20270115", fin: "20270115") },
      passing: creneau.example("le jour de référence", "the day of reference") {
        $0.periode = Periode(debut: "20261124", fin: "20261124")
      },
      morePassing: [
        creneau.closed("date passée", "date in the past") { $0.periode = Periode(debut: "20261123", fin: "20261123") }
      ],
      check: .creneau(creneau) { context in
        guard let start = context.recrutementStart, let periode = context.recrutement.periode, start < context.asOf
        else { return }
        let today = context.options.asOf
        context.report(at: periode.debut, expected: Text("au plus tôt le \(today)", "\(today) or later"))
      })
  }

  private static func creneauDateApresFinSession(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-apres-fin-session", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("la date est après la fin de la session.", "the date is after the end of the session."),
      why: Text(
        "On ne recrute pas pour une session terminée : France Travail refuse le créneau.",
        "Nobody is recruited for a session that is over: France Travail refuses the slot."),
      repair: Text(
        "Écrivez dans <debut> et <fin> le dernier jour de la session au plus tard.",
        "Write the last day of the session or an earlier one in <debut> and <fin>."),
      form: .field(
        .dateRecrutement, "choisissez une date au plus tard le dernier jour de la session.",
        "choose the last day of the session or an earlier one."),
      source: Creneau.source(1385, "ne doit pas être postérieure à la date de fin de la formation"),
      triggering: creneau.example("le lendemain de la fin de la session", "the day after the session ends") {
        $0.periode = Periode(debut: "20271001", fin: "20271001")
      },
      repaired: creneau.change { $0.periode = Periode(debut: "20270930", fin: "20270930") },
      passing: creneau.example("le dernier jour de la session", "the last day of the session") {
        $0.periode = Periode(debut: "20270930", fin: "20270930")
      },
      morePassing: [
        creneau.closed("date après la session", "date after the session") {
          $0.periode = Periode(debut: "20271001", fin: "20271001")
        }
      ],
      check: .creneau(creneau) { context in
        guard let start = context.recrutementStart, let end = context.sessionEnd, start > end,
          let periode = context.recrutement.periode
        else { return }
        let limit = context.session.periode.fin
        context.report(at: periode.debut, expected: Text("au plus tard le \(limit)", "\(limit) or earlier"))
      })
  }
}
