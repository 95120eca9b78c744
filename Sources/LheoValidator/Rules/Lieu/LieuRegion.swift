import LheoModel

extension RuleSource {
  static let aDistance = guide(
    "Comment saisir une session entièrement à distance", 2187...2195, words: "la spécification du lieu",
    "réservé aux organismes déclarés en Normandie")
}

extension Rule {
  static let lieuHorsRegion = Rule(
    "lieu/hors-region", .carif, .warning, blocks: [],
    message: Text(
      "Aucun lieu de l'action n'est dans la région de ce Carif-Oref.",
      "No place of the action is in the region of this Carif-Oref."),
    why: Text(
      "Une offre est référencée par le Carif-Oref de la région où elle se déroule. (Vérifié si la région du Carif-Oref est connue.)",
      "An offer is listed by the Carif-Oref of the region where it takes place. (Checked where the region of the Carif-Oref is known.)"
    ),
    repair: Text(
      """
      Transmettez l'offre au Carif-Oref du lieu de formation ; si l'adresse est fausse, corrigez <codepostal>, <ville>, \
      <departement>, <code-INSEE-commune> et <region>.
      """,
      """
      Send the offer to the Carif-Oref of the place of training; if the address is wrong, correct <codepostal>, \
      <ville>, <departement>, <code-INSEE-commune> and <region>.
      """),
    form: .field(
      .lieuxDeFormation,
      "choisissez le lieu où se déroule la formation ; hors région, référencez-la auprès du Carif-Oref de ce lieu.",
      "choose the place where the course takes place; outside the region, list it with that place's Carif-Oref."
    ),
    source: .guide("Lieu de la formation", 161, words: "hors région Normandie"),
    needs: [.region],
    triggering: Example("tous les lieux à Paris, région 28", "all places in Paris, region 28") {
      $0.adresse.move(to: "75115", "75015", "Paris", region: "11")
    },
    repaired: { $0.adresse.move(to: "14118", "14000", "Caen", region: "28") },
    passing: Example("un lieu à Paris, un à Caen", "one place in Paris, one in Caen") { formation in
      var other = formation.lieu
      other.siretLieuFormation = nil
      other.coordonnees.adresse?.move(to: "75115", "75015", "Paris", region: "11")
      formation.action.lieuxDeFormation.append(other)
    },
    check: .action { context in
      guard let region = context.options.region, context.isTaughtOnSite else { return }
      let adresses = context.action.lieuxDeFormation.compactMap(\.coordonnees.adresse)
      let regions = adresses.compactMap(Region.containing)
      guard let first = context.action.lieuxDeFormation.first, !regions.isEmpty, !regions.contains(region) else {
        return
      }
      context.report(
        at: first, found: adresses.first?.ville.text ?? regions[0].name,
        shown: Text(verbatim: "\(adresses.first?.ville.trimmedText ?? ""), \(regions[0].name)"),
        expected: Text("un lieu en région \(region.name)", "a place in the region \(region.name)"))
    })

  static let lieuFOADHorsSiege = Rule(
    "lieu/foad-hors-siege", .carif, .warning, blocks: [],
    message: Text(
      "La formation est à distance et l'organisme n'est pas de cette région.",
      "The course is remote and its training body is not in this region."),
    why: Text(
      "Une formation à distance est référencée par le Carif-Oref du siège de l'organisme. (Vérifié si la région du Carif-Oref est connue.)",
      "A remote course is listed by the Carif-Oref of the training body's head office. (Checked where the region of the Carif-Oref is known.)"
    ),
    repair: Text(
      """
      Transmettez l'offre au Carif-Oref du siège ; si elle a lieu en partie dans la région, écrivez 1 (mixte) dans \
      <modalites-enseignement>.
      """,
      """
      Send the offer to the Carif-Oref of the head office; if it takes place partly in the region, write 1 (mixed) in \
      <modalites-enseignement>.
      """),
    form: .horsSiege,
    source: .guide("Quelles formations saisir dans OFeli", 1905, words: "Carif-Oref du siège de l'organisme"),
    needs: [.region],
    triggering: Example("à distance, siège à Lyon, région 28", "at a distance, seat in Lyon, region 28") { formation in
      formation.action.modalitesEnseignement = .init(.aDistance)
      formation.siege?.move(to: "69381", "69001", "Lyon", region: "84")
    },
    repaired: { $0.action.modalitesEnseignement = .init(.mixte) },
    passing: Example("mixte, siège à Lyon", "mixed, seat in Lyon") { formation in
      formation.action.modalitesEnseignement = .init(.mixte)
      formation.siege?.move(to: "69381", "69001", "Lyon", region: "84")
    },
    check: .action { context in
      guard let region = context.options.region, context.action.modalitesEnseignement.code == .aDistance,
        let adresse = context.formation.siege, let found = Region.containing(adresse), found != region
      else { return }
      context.report(
        at: adresse, found: adresse.ville.text,
        shown: Text(verbatim: "\(adresse.ville.trimmedText), \(found.name)"),
        expected: Text("un siège en région \(region.name)", "a head office in the region \(region.name)"))
    })

  static let lieuFOADDeclarationHorsRegion = Rule(
    "lieu/foad-declaration-hors-region", .carif, .warning, blocks: [],
    message: Text(
      "La formation est à distance et l'organisme est déclaré dans une autre région.",
      "The course is remote and its training body is declared in another region."),
    why: Text(
      "Les formations à distance sont réservées aux organismes déclarés dans la région. (Vérifié si la région du Carif-Oref est connue.)",
      "Remote courses are for training bodies that are declared in the region. (Checked where the region of the Carif-Oref is known.)"
    ),
    repair: Text(
      """
      Transmettez l'offre au Carif-Oref de la région de déclaration ; si l'organisme est déclaré dans la région, \
      corrigez <numero-activite>.
      """,
      """
      Send the offer to the Carif-Oref of the region of declaration; if the training body is declared there, correct \
      <numero-activite>.
      """),
    form: .elsewhere(
      """
      Rapprochez-vous du Carif-Oref de votre région ; si le numéro de déclaration d'activité est faux, demandez la \
      correction par la « messagerie ».
      """,
      """
      Turn to the Carif-Oref of your region; if the declaration number is wrong, ask for the correction by \
      « messagerie ».
      """),
    source: .aDistance,
    needs: [.region],
    triggering: Example("à distance, numero-activite = 11755555555", "at a distance, numero-activite = 11755555555") {
      $0.action.modalitesEnseignement = .init(.aDistance)
      $0.organismeFormationResponsable.numeroActivite = "11755555555"
    },
    repaired: { $0.organismeFormationResponsable.numeroActivite = "23760058376" },
    passing: Example("en présence, numero-activite = 11755555555", "on site, numero-activite = 11755555555") {
      $0.organismeFormationResponsable.numeroActivite = "11755555555"
    },
    morePassing: [
      Example("à distance, déclaré en Haute-Normandie (23)", "at a distance, declared in Haute-Normandie (23)") {
        $0.action.modalitesEnseignement = .init(.aDistance)
        $0.organismeFormationResponsable.numeroActivite = "23760058376"
      },
      Example("à distance, déclaré en Normandie (28)", "at a distance, declared in Normandie (28)") {
        $0.action.modalitesEnseignement = .init(.aDistance)
        $0.organismeFormationResponsable.numeroActivite = "28140058376"
      },
      Example("à distance, 99999999999", "at a distance, 99999999999") {
        $0.action.modalitesEnseignement = .init(.aDistance)
        $0.organismeFormationResponsable.numeroActivite = "99999999999"
      },
    ],
    check: .action { context in
      guard let region = context.options.region, context.action.modalitesEnseignement.code == .aDistance,
        let declared = NumeroActivite(context.formation.organismeFormationResponsable.numeroActivite)?.region,
        declared != region
      else { return }
      // A seat in another region is reported by the rule before.
      if let siege = context.formation.siege, let found = Region.containing(siege), found != region { return }
      let leaf = context.formation.organismeFormationResponsable.numeroActivite
      context.report(
        at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText), \(declared.name)"),
        expected: Text("une déclaration en région \(region.name)", "a declaration in the region \(region.name)"))
    })
}

extension FormRepair {
  fileprivate static let horsSiege = field(
    .modaliteEnseignement,
    """
    si la formation a lieu en partie dans la région, choisissez une formation mixte ; sinon rapprochez-vous du \
    Carif-Oref de votre région.
    """,
    """
    if the course takes place partly in the region, choose a mixed one; otherwise turn to the Carif-Oref of your \
    region.
    """)
}

extension Formation {
  /// The address of the responsible body.
  var siege: Adresse? {
    get { organismeFormationResponsable.coordonneesOrganisme.coordonnees.adresse }
    set { organismeFormationResponsable.coordonneesOrganisme.coordonnees.adresse = newValue }
  }
}

extension Adresse {
  mutating func move(to insee: String, _ codepostal: String, _ ville: String, region: String) {
    codeINSEECommune = TextLeaf(insee)
    self.codepostal = TextLeaf(codepostal)
    self.ville = TextLeaf(ville)
    departement = TextLeaf(String(insee.prefix(2)))
    self.region = TextLeaf(region)
  }
}
