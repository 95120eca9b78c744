import LheoModel

extension Rule {
  static let rdviDateAbsente = creneauDateAbsente(.rdvi)
  static let icoDateAbsente = creneauDateAbsente(.ico)
  static let rdviDateIncomplete = creneauDateIncomplete(.rdvi)
  static let icoDateIncomplete = creneauDateIncomplete(.ico)
  static let rdviUnJour = creneauUnJour(.rdvi)
  static let icoUnJour = creneauUnJour(.ico)

  private static func creneauDateAbsente(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-absente", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("la date n'est pas indiquée.", "the date is missing."),
      why: Text(
        "Un créneau sans date ne peut pas être proposé à un candidat.",
        "A slot without a date cannot be offered to a candidate."),
      repair: Text(
        "Ajoutez <periode> avec la date dans <debut> et la même dans <fin>.",
        "Add <periode> with the date in <debut> and the same in <fin>."),
      form: .field(.dateRecrutement, "choisissez la date.", "choose the date."),
      source: Creneau.source(1384, "doit être renseignée"),
      triggering: creneau.example("pas de periode", "no periode") { $0.periode = nil },
      repaired: creneau.change { $0.periode = .creneau },
      passing: creneau.example("une date", "a date") { _ in },
      morePassing: [creneau.closed("pas de periode", "no periode") { $0.periode = nil }],
      check: .creneau(creneau) { context in
        if context.recrutement.periode == nil { context.report(at: context.recrutement, missing: .periode) }
      })
  }

  private static func creneauDateIncomplete(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-incomplete", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("la date est incomplète ou n'existe pas.", "the date is incomplete or does not exist."),
      why: Text(
        "France Travail ne peut pas placer au calendrier une date inconnue ou impossible.",
        "France Travail cannot put an unknown or impossible date into the calendar."),
      repair: Text(
        "Écrivez dans <debut> et <fin> la même date, complète et qui existe (AAAAMMJJ).",
        "Write the same complete date, one that exists (YYYYMMDD), in <debut> and <fin>."),
      form: .field(.dateRecrutement, "choisissez une date dans le calendrier.", "choose a date in the calendar."),
      source: Creneau.source(1384, "date de début = date de fin"),
      triggering: creneau.example("debut = 20270231") { $0.periode?.debut = "20270231" },
      creneau.example("fin = 00000000") { $0.periode?.fin = "00000000" },
      creneau.example("debut = fin = 00000000") { $0.periode = Periode(debut: "00000000", fin: "00000000") },
      repaired: creneau.change { $0.periode = .creneau },
      passing: creneau.example("debut = fin = 20270228") { $0.periode = Periode(debut: "20270228", fin: "20270228") },
      morePassing: [
        creneau.closed("debut = 20270231", "debut = 20270231") { $0.periode?.debut = "20270231" }
      ],
      check: .creneau(creneau) { context in
        guard let periode = context.recrutement.periode else { return }
        // A slot has one date, though it is written twice.
        let isIncomplete = [periode.debut, periode.fin].contains { $0.isIncomplete && !context.isRefused($0) }
        if isIncomplete { context.report(at: periode, expected: .completeDate) }
      })
  }

  private static func creneauUnJour(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-un-jour", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("la date de début et la date de fin diffèrent.", "the start and the end date differ."),
      why: Text("France Travail n'accepte qu'un jour par créneau.", "France Travail accepts only one day per slot."),
      repair: Text(
        "Écrivez la même date dans <debut> et <fin> ; s'il y a plusieurs jours, créez un <recrutement> par jour.",
        "Write the same date in <debut> and <fin>; if there are several days, make one <recrutement> for each."),
      form: .field(
        .dateRecrutement, "choisissez un seul jour ; s'il y en a plusieurs, ajoutez une modalité par jour.",
        "choose a single day; if there are several, add one modality for each."),
      source: Creneau.source(1384, "La durée est d'1 jour maximal"),
      triggering: creneau.example("du 15 au 16 janvier", "from 15 to 16 January") { $0.periode?.fin = "20270116" },
      creneau.example("du 15 au 14 janvier", "from 15 to 14 January") { $0.periode?.fin = "20270114" },
      repaired: creneau.change { $0.periode?.fin = "20270115" },
      passing: creneau.example("un seul jour", "a single day") { _ in },
      morePassing: [creneau.closed("deux jours", "two days") { $0.periode?.fin = "20270116" }],
      check: .creneau(creneau) { context in
        guard let start = context.recrutementStart, let end = context.recrutementEnd, start != end,
          let periode = context.recrutement.periode
        else { return }
        context.report(at: periode, expected: Text("un seul jour", "a single day"))
      })
  }
}

extension Periode {
  /// When the slots of the example offer are.
  fileprivate static let creneau = Periode(debut: "20270115", fin: "20270115")
}
