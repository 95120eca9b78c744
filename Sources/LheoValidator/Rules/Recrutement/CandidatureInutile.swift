import LheoModel

extension Rule {
  static let iscAdresseInutile = Rule(
    "recrutement/isc-adresse-inutile", .franceTravail, .info,
    message: Candidature.message("l'adresse n'est pas utilisée.", "the address is not used."),
    why: Text("Aucune adresse n'est requise pour une candidature.", "No address is needed for an application."),
    repair: Text("Vous pouvez retirer <adresse>.", "You may remove <adresse>."),
    source: "\(Candidature.source) (l. 1370)",
    triggering: Example("une adresse", "an address") { $0.candidature.adresse = $0.adresse },
    passing: .unchanged,
    check: .recrutement(.candidature) { context in
      if let adresse = context.recrutement.adresse { context.report(at: adresse) }
    })

  static let iscHorairesInutiles = Rule(
    "recrutement/isc-horaires-inutiles", .franceTravail, .info,
    message: Candidature.message("les horaires ne sont pas utilisés.", "the times are not used."),
    why: Text("Une candidature n'a pas d'heure.", "An application has no time of day."),
    repair: Text("Vous pouvez retirer <heure-debut> et <heure-fin>.", "You may remove <heure-debut> and <heure-fin>."),
    source: "\(Candidature.source) (l. 1364-1370)",
    triggering: Candidature.example("heure-debut = 09h00") { $0.heureDebut = "09h00" },
    passing: .unchanged,
    check: .recrutement(.candidature) { context in
      if let leaf = context.recrutement.heureDebut ?? context.recrutement.heureFin {
        context.report(at: leaf, found: leaf.trimmedText)
      }
    })
}
