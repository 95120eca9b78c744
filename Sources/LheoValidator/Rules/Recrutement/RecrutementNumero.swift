import LheoModel

extension Rule {
  static let recrutementNumeroAbsent = Rule(
    "recrutement/numero-absent", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("Le recrutement n'a pas de numéro.", "The recruitment has no number."),
    why: Text(
      "France Travail identifie chaque candidature, rendez-vous ou information collective par l'attribut numero.",
      "France Travail identifies each application, appointment or meeting by its attribute numero."),
    repair: Text(
      "Ajoutez l'attribut numero, différent pour chaque recrutement.",
      "Add the attribute numero, different for each recruitment."),
    form: .reportToCarif,
    source: numeroUnique,
    triggering: Example("pas d'attribut numero", "no attribute numero") { $0.candidature.numero = nil },
    Example("numero vide", "numero empty") { $0.candidature.numero = " " },
    repaired: { $0.candidature.numero = "R4" },
    passing: .unchanged,
    morePassing: [
      Candidature.closed("recrutement fermé, pas de numero", "recruitment closed, no numero") { $0.numero = nil }
    ],
    check: .recrutement(.candidature, .rendezVousIndividuel, .informationCollective) { context in
      guard context.slotsAreTaken, context.recrutement.numero.isBlank else { return }
      let numero = context.recrutement.numero
      context.report(
        at: context.recrutement, found: numero ?? "",
        shown: numero == nil ? Text("pas d'attribut numero", "no attribute numero") : nil,
        expected: Text("numero=\"…\"", "numero=\"…\""))
    })

  static let recrutementNumeroDouble = Rule(
    "recrutement/numero-double", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("Le numéro du recrutement est déjà utilisé.", "The number of the recruitment is used already."),
    why: Text(
      "France Travail confond deux recrutements de même numéro : l'un efface l'autre.",
      "Two recruitments with the same number are taken for one at France Travail: one erases the other."),
    repair: Text(
      "Changez l'attribut numero de l'un des deux ; si l'un est dans une session terminée, changez celui de l'autre.",
      "Change the attribute numero of one of the two; if one is in a session that is over, change that of the other."),
    form: .reportToCarif,
    source: numeroUnique,
    triggering: Example("deux recrutements R1", "two recruitments R1") { $0.reunion.numero = "R1" },
    Example("R1 déjà dans une session terminée", "R1 in a session that is over already") { formation in
      formation.addPast(numero: "R1")
    },
    repaired: { formation in
      formation.candidature.numero = "R4"
      formation.reunion.numero = "R3"
    },
    passing: .unchanged,
    morePassing: [
      Example("R9 dans deux sessions terminées", "R9 in two sessions that are over") { formation in
        formation.addPast(numero: "R9")
        formation.addPast(numero: "R9")
      }
    ],
    check: .recrutement(.candidature, .rendezVousIndividuel, .informationCollective, includingPast: true) { context in
      let isLive = context.slotsAreTaken && !context.sessionIsOver
      let seen = context.seen(context.recrutement.numero, of: .recrutement, at: context.recrutement, isLive: isLive)
      // Where the whole session is there twice, that is what is reported.
      if let seen, !context.hasKnownSessionNumero { context.report(at: context.recrutement, seen) }
    })

  private static let numeroUnique = RuleSource.guide(
    "Modalités de recrutement", 1365...1365, 1380...1380, words: "numéro d'identification unique (attribut numéro)")
}

extension Formation {
  /// Adds a session that is over, with an application of that number.
  fileprivate mutating func addPast(numero: String) {
    var past = session
    past.numero = "04_\(8000 + action.sessions.count)S"
    past.periode = Periode(debut: DateLeaf("2026030\(action.sessions.count)"), fin: "20261031")
    past.recrutements = [candidature]
    past.recrutements[0].numero = numero
    action.sessions.append(past)
  }
}
