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
      "recrutement/\(creneau)-date-absente", .franceTravail, .error,
      message: creneau.message("la date n'est pas indiquée.", "the date is missing."),
      why: Text(
        "Un créneau sans date ne peut pas être proposé à un candidat.",
        "A slot without a date cannot be offered to a candidate."),
      repair: Text(
        "Ajoutez <periode> avec la date dans <debut> et la même dans <fin>.",
        "Add <periode> with the date in <debut> and the same in <fin>."),
      source: "\(Creneau.source) (l. 1384)",
      triggering: creneau.example("pas de periode", "no periode") { $0.periode = nil },
      passing: creneau.example("une date", "a date") { _ in },
      check: .recrutement(creneau.modalite) { context in
        if context.recrutement.periode == nil { context.report(at: context.recrutement, missing: .periode) }
      })
  }

  private static func creneauDateIncomplete(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-date-incomplete", .franceTravail, .error,
      message: creneau.message("la date est incomplète ou n'existe pas.", "the date is incomplete or does not exist."),
      why: Text(
        "France Travail ne peut pas placer au calendrier une date inconnue ou impossible.",
        "France Travail cannot put an unknown or impossible date into the calendar."),
      repair: Text("Écrivez une date réelle, AAAAMMJJ.", "Write a real date, AAAAMMJJ."),
      source: "\(Creneau.source) (l. 1384)",
      triggering: creneau.example("debut = 20270231") { $0.periode?.debut = "20270231" },
      creneau.example("fin = 00000000") { $0.periode?.fin = "00000000" },
      passing: creneau.example("debut = fin = 20270228") { $0.periode = Periode(debut: "20270228", fin: "20270228") },
      check: .recrutement(creneau.modalite) { $0.reportIncompleteDates() })
  }

  private static func creneauUnJour(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-un-jour", .franceTravail, .error,
      message: creneau.message("le créneau s'étend sur plusieurs jours.", "the slot is longer than one day."),
      why: Text("France Travail n'accepte qu'un jour par créneau.", "France Travail accepts one day a slot only."),
      repair: Text(
        "Écrivez la même date dans <debut> et <fin> ; créez un recrutement par jour.",
        "Write the same date in <debut> and <fin>; make one recruitment a day."),
      source: "\(Creneau.source) (l. 1384)",
      triggering: creneau.example("du 15 au 16 janvier", "from 15 to 16 January") { $0.periode?.fin = "20270116" },
      passing: creneau.example("un seul jour", "a single day") { _ in },
      check: .recrutement(creneau.modalite) { context in
        guard let start = context.recrutementStart, let end = context.recrutementEnd, start != end,
          let periode = context.recrutement.periode
        else { return }
        context.report(
          at: periode, found: "\(periode.debut.trimmedText) – \(periode.fin.trimmedText)",
          expected: Text("debut = fin", "debut = fin"))
      })
  }
}

extension RuleContext {
  /// Reports the dates of the recruitment that are well-formed for the schema, but incomplete or no day of the calendar.
  func reportIncompleteDates() {
    guard let periode = recrutement.periode else { return }
    reportIncomplete(periode.debut)
    reportIncomplete(periode.fin)
  }

  /// Reports a date that is incomplete or no day of the calendar. One that is missing or badly written is the schema's.
  func reportIncomplete(_ leaf: DateLeaf) {
    if leaf.day != nil { return }
    let text = leaf.trimmedText
    guard text.utf8.count == 8, text.utf8.allSatisfy(\.isDigit) else { return }
    report(at: leaf, found: text, expected: Text("une date complète AAAAMMJJ", "a complete date AAAAMMJJ"))
  }
}
