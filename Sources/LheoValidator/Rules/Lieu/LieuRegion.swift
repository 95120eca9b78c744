import LheoModel

extension Rule {
  static let lieuHorsRegion = Rule(
    "lieu/hors-region", .carif, .warning,
    message: Text(
      "Aucun lieu de l'action n'est dans la région de ce Carif-Oref.",
      "No place of the action is in the region of this Carif-Oref."),
    why: Text(
      "Une offre est référencée par le Carif-Oref de la région où elle se déroule.",
      "An offer is listed by the Carif-Oref of the region where it takes place."),
    repair: Text(
      "Transmettez l'offre au Carif-Oref du lieu de formation. (Règle active avec --region.)",
      "Send the offer to the Carif-Oref of the place of training. (The rule needs --region.)"),
    source: "Guide de saisie OFeli, « Recommandations », lieu de la formation (l. 155-162)",
    triggering: Example("tous les lieux à Paris, région 28", "all places in Paris, region 28") {
      $0.adresse.move(to: "75115", "75015", "Paris")
    },
    passing: .unchanged,
    check: .action { context in
      guard let region = context.options.region, context.isTaughtOnSite else { return }
      let adresses = context.action.lieuxDeFormation.compactMap(\.coordonnees.adresse)
      let regions = adresses.compactMap(Region.containing)
      guard let first = context.action.lieuxDeFormation.first, !regions.isEmpty, !regions.contains(region) else {
        return
      }
      context.report(at: first, found: adresses.first?.ville.trimmedText, expected: Text(verbatim: region.name))
    })

  static let lieuFOADHorsSiege = Rule(
    "lieu/foad-hors-siege", .carif, .warning,
    message: Text(
      "La formation est à distance et l'organisme n'est pas de cette région.",
      "The course is remote and its body is not of this region."),
    why: Text(
      "Une formation à distance est référencée par le Carif-Oref du siège de l'organisme.",
      "A remote course is listed by the Carif-Oref of the body's seat."),
    repair: Text(
      "Transmettez l'offre au Carif-Oref du siège. (Règle active avec --region.)",
      "Send the offer to the Carif-Oref of the seat. (The rule needs --region.)"),
    source: "Guide de saisie OFeli, foire aux questions, « session entièrement à distance » (l. 2190-2200)",
    triggering: Example("à distance, siège à Lyon, région 28", "at a distance, seat in Lyon, region 28") { formation in
      formation.action.modalitesEnseignement = .init(.aDistance)
      formation.organismeFormationResponsable.coordonneesOrganisme.coordonnees.adresse?.move(
        to: "69381", "69001", "Lyon")
    },
    passing: .unchanged,
    check: .action { context in
      guard let region = context.options.region, context.action.modalitesEnseignement.code == .aDistance,
        let adresse = context.formation.organismeFormationResponsable.coordonneesOrganisme.coordonnees.adresse,
        let found = Region.containing(adresse), found != region
      else { return }
      context.report(at: adresse, found: adresse.ville.trimmedText, expected: Text(verbatim: region.name))
    })
}

extension Adresse {
  fileprivate mutating func move(to insee: String, _ codepostal: String, _ ville: String) {
    codeINSEECommune = TextLeaf(insee)
    self.codepostal = TextLeaf(codepostal)
    self.ville = TextLeaf(ville)
    departement = TextLeaf(String(insee.prefix(2)))
    region = nil
  }
}
