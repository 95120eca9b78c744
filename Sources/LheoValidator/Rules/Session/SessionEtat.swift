import LheoModel

extension Rule {
  static let etatSuspendu = Rule(
    "session/etat-suspendu", .carif, .info, blocks: [],
    message: Text("Le recrutement est suspendu.", "The recruitment is suspended."),
    why: Text(
      "OFeli ne connaît que « ouvert » et « fermé » : l'état 3 n'y a pas d'équivalent.",
      "OFeli knows “open” and “closed” only: state 3 has no counterpart there."),
    repair: Text(
      "Écrivez 1 (ouvert) dans <etat-recrutement>, ou 2 (fermé) quand il ne reste aucun créneau à venir.",
      "Write 1 (open) in <etat-recrutement>, or 2 (closed) when no slot is left to come."),
    form: .field(
      .etatDeRecrutement, "choisissez « 1 - Recrutement ouvert » ou « 2 - Recrutement fermé ».",
      "choose « 1 - Recrutement ouvert » or « 2 - Recrutement fermé »."),
    source: .guide("Comment clôturer un recrutement", 1725...1737, words: "2 - Recrutement fermé"),
    triggering: Example("etat-recrutement = 3") { $0.session.etatRecrutement = .init(.suspendu) },
    repaired: { $0.session.etatRecrutement = .init(.ouvert) },
    passing: .unchanged,
    check: .session { context in
      if context.etat == .suspendu, let leaf = context.session.etatRecrutement {
        context.report(
          at: leaf, found: leaf.trimmedText, shown: Text("3 (suspendu)", "3 (suspended)"),
          expected: Text("1 (ouvert) ou 2 (fermé)", "1 (open) or 2 (closed)"))
      }
    })
}
