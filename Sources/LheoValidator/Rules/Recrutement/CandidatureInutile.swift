import LheoModel

extension Rule {
  static let iscAdresseInutile = Rule(
    "recrutement/isc-adresse-inutile", .franceTravail, .info, blocks: [],
    message: Candidature.message("l'adresse n'est pas utilisée.", "the address is not used."),
    why: Text("Aucune adresse n'est requise pour une candidature.", "No address is needed for an application."),
    repair: Text("Vous pouvez retirer <adresse>.", "You may remove <adresse>."),
    form: .field(.adresseRecrutement, "vous pouvez vider ce champ.", "you may empty this field."),
    source: Candidature.source(1370, "Aucune adresse n'est requise"),
    triggering: Example("une adresse", "an address") { $0.candidature.adresse = $0.adresse },
    repaired: Candidature.change { $0.adresse = nil },
    passing: .unchanged,
    check: .candidature { context in
      guard context.hasAdresse, let adresse = context.recrutement.adresse else { return }
      let place = adresse.lignes.map(\.trimmedText) + ["\(adresse.codepostal.trimmedText) \(adresse.ville.trimmedText)"]
      context.report(
        at: adresse, found: place.joined(separator: ", "), expected: Text("pas d'adresse", "no address"))
    })

  static let iscHorairesInutiles = Rule(
    "recrutement/isc-horaires-inutiles", .franceTravail, .info, blocks: [],
    message: Candidature.message("les horaires ne sont pas utilisés.", "the times are not used."),
    why: Text("Une candidature n'a pas d'heure.", "An application has no time of day."),
    repair: Text("Vous pouvez retirer <heure-debut> et <heure-fin>.", "You may remove <heure-debut> and <heure-fin>."),
    form: .field(
      .horaireDebut, "vous pouvez vider ce champ, et « Horaire fin ».", "you may empty this field, and « Horaire fin »."
    ),
    source: .guide(
      "Inscriptions sur candidature", 1366...1367, words: "nombre de places", "une date de début et une date de fin"),
    triggering: Candidature.example("heure-debut = 09h00") { $0.heureDebut = "09h00" },
    Candidature.example("heure-fin = 17h00") { $0.heureFin = "17h00" },
    repaired: Candidature.change { recrutement in
      recrutement.heureDebut = nil
      recrutement.heureFin = nil
    },
    passing: .unchanged,
    check: .candidature { context in
      if let leaf = context.recrutement.heureDebut ?? context.recrutement.heureFin {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("pas d'horaire", "no times"))
      }
    })
}
