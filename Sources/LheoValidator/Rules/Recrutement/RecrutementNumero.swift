import LheoModel

extension Rule {
  static let recrutementNumeroAbsent = Rule(
    "recrutement/numero-absent", .franceTravail, .error,
    message: Text("Le recrutement n'a pas de numéro.", "The recruitment has no number."),
    why: Text(
      "France Travail identifie chaque candidature, rendez-vous ou information collective par l'attribut numero.",
      "France Travail identifies each application, appointment or meeting by its attribute numero."),
    repair: Text(
      "Ajoutez l'attribut numero, différent pour chaque recrutement.",
      "Add the attribute numero, different for each recruitment."),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1365, 1380)",
    triggering: Example("pas d'attribut numero", "no attribute numero") { $0.reunion.numero = nil },
    Example("numero vide", "numero empty") { $0.candidature.numero = " " },
    passing: .unchanged,
    check: .recrutement(.candidature, .rendezVousIndividuel, .informationCollective) { context in
      if context.recrutement.numero.isBlank {
        context.report(at: context.recrutement, expected: Text("numero=\"…\"", "numero=\"…\""))
      }
    })

  static let recrutementNumeroDouble = Rule(
    "recrutement/numero-double", .franceTravail, .error,
    message: Text("Le numéro du recrutement est déjà utilisé.", "The number of the recruitment is used already."),
    why: Text(
      "Deux recrutements de même numéro se confondent chez France Travail : l'un efface l'autre.",
      "Two recruitments with one number are taken for one at France Travail: one erases the other."),
    repair: Text(
      "Donnez à chaque recrutement du flux son propre numéro.", "Give each recruitment of the feed a number of its own."
    ),
    source: "Guide de saisie OFeli, « Modalités de recrutement » (l. 1365, 1380)",
    triggering: Example("deux recrutements R1", "two recruitments R1") { $0.reunion.numero = "R1" },
    passing: .unchanged,
    check: .recrutement(.candidature, .rendezVousIndividuel, .informationCollective) { context in
      guard let numero = context.recrutement.numero, !numero.isBlank,
        let line = context.memory.note(numero.stripped, of: .recrutement, line: context.recrutement.position.line)
      else { return }
      context.report(
        at: context.recrutement, found: numero,
        expected: Text("un numéro unique, déjà vu ligne \(line)", "a unique number, seen on line \(line) already"))
    })
}
