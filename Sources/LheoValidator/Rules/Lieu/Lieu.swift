import LheoModel

extension Rule {
  static let lieuAbsent = Rule(
    "lieu/absent", .carif, .error, blocks: [],
    message: Text("Le lieu de formation n'est pas indiqué.", "The place of training is missing."),
    why: Text(
      "Le lieu est obligatoire, sauf pour une formation entièrement à distance.",
      "The place is mandatory, except for a course that is entirely remote."),
    repair: Text("Ajoutez <lieu-de-formation> à l'action.", "Add <lieu-de-formation> to the action."),
    form: .field(
      .lieuxDeFormation, "cliquez sur « Ajouter » et choisissez un lieu.", "click « Ajouter » and choose a place."),
    source: .guide("Lieu de la formation", 972...983, words: "Lieux de formation"),
    triggering: Example("en présence, pas de lieu", "on site, no place") { $0.action.lieuxDeFormation = [] },
    repaired: { $0.action.lieuxDeFormation = Formation.example.action.lieuxDeFormation },
    passing: Example("à distance, pas de lieu", "at a distance, no place") { formation in
      formation.action.lieuxDeFormation = []
      formation.action.modalitesEnseignement = .init(.aDistance)
    },
    check: .action { context in
      if context.action.lieuxDeFormation.isEmpty, context.isTaughtOnSite {
        context.report(at: context.action, missing: .lieuDeFormation)
      }
    })

  static let lieuSansAdresse = Rule(
    "lieu/sans-adresse", .carif, .error, blocks: [],
    message: Text("Le lieu de formation n'a pas d'adresse.", "The place of training has no address."),
    why: Text("Les stagiaires doivent savoir où aller.", "Trainees must know where to go."),
    repair: Text("Ajoutez <adresse> dans <coordonnees>.", "Add <adresse> to <coordonnees>."),
    form: .adresse, source: .guide("Lieu de la formation", 991...1013, words: "Rechercher une adresse"),
    triggering: Example("coordonnées sans adresse", "contact details without an address") {
      $0.lieu.coordonnees.adresse = nil
    },
    repaired: { $0.lieu.coordonnees.adresse = Formation.example.adresse },
    passing: .unchanged,
    check: .action { context in
      guard context.isTaughtOnSite else { return }
      for lieu in context.action.lieuxDeFormation where lieu.coordonnees.adresse == nil && !lieu.coordonnees.isAbsent {
        context.report(at: lieu.coordonnees, missing: .adresse)
      }
    })

  static let lieuDistancePrecise = Rule(
    "lieu/distance-precise", .carif, .info, blocks: [],
    message: Text(
      "La formation est entièrement à distance, et a pourtant un lieu.",
      "The course is entirely remote, and yet has a place."),
    why: Text(
      "Le lieu n'est alors utile que pour un regroupement.", "The place then matters only for a meeting on site."),
    repair: Text(
      "Retirez <lieu-de-formation>, sauf s'il y a un regroupement.",
      "Remove <lieu-de-formation>, unless there is a meeting on site."),
    form: .field(
      .lieuxDeFormation, "retirez le lieu, sauf s'il y a un regroupement.",
      "remove the place, unless there is a meeting on site."),
    source: .aDistance,
    triggering: Example("modalites-enseignement = 2, un lieu", "modalites-enseignement = 2, a place") {
      $0.action.modalitesEnseignement = .init(.aDistance)
    },
    repaired: { $0.action.lieuxDeFormation = [] },
    passing: .unchanged,
    check: .action { context in
      if context.action.modalitesEnseignement.code == .aDistance, let lieu = context.action.lieuxDeFormation.first {
        let name = lieu.coordonnees.adresse?.ville ?? lieu.coordonnees.nom
        context.report(
          at: lieu, found: name?.text ?? "<lieu-de-formation>",
          expected: Text("aucun lieu, ou celui d'un regroupement", "no place, or that of a meeting on site"))
      }
    })

  static let lieuNomAbsent = Rule(
    "lieu/nom-absent", .qualite, .info, blocks: [],
    message: Text("Le lieu de formation n'a pas de nom.", "The place of training has no name."),
    why: Text(
      "Un nom (mairie, centre, hôtel) aide le stagiaire à le trouver.",
      "A name (town hall, centre, hotel) helps trainees to find it."),
    repair: Text(
      "Ajoutez <nom> dans <coordonnees>, ou <denomination> dans <adresse>.",
      "Add <nom> to <coordonnees>, or <denomination> to <adresse>."),
    form: .field(
      .nomDuLieu, "saisissez le nom du lieu, par exemple celui du centre ou de l'hôtel.",
      "type the name of the place, such as that of the centre or hotel."),
    source: .guide("Lieu de la formation", 991...997, words: "Renseignez le nom du lieu", "Nom du lieu"),
    triggering: Example("pas de nom", "no nom") { $0.lieu.coordonnees.nom = nil },
    repaired: { $0.lieu.coordonnees.nom = "Centre Alpha" },
    passing: Example("une denomination", "a denomination") { formation in
      formation.lieu.coordonnees.nom = nil
      formation.adresse.denomination = "Centre Alpha"
    },
    check: .action { context in
      for lieu in context.action.lieuxDeFormation {
        let coordonnees = lieu.coordonnees
        if !coordonnees.isAbsent, (coordonnees.nom?.text).isBlank, coordonnees.lignes.isEmpty,
          (coordonnees.adresse?.denomination?.text).isBlank, coordonnees.adresse != nil
        {
          context.report(at: coordonnees, missing: .nom)
        }
      }
    })

  static let lieuSIRET = Rule(
    "lieu/siret", .qualite, .warning, blocks: [],
    message: Text("Le SIRET du lieu est faux.", "The SIRET number of the place is wrong."),
    why: Text("Le lieu ne sera pas rattaché à l'établissement.", "The place will not be linked to the establishment."),
    repair: Text(
      "Écrivez dans <SIRET> les 14 chiffres de l'établissement, ou retirez <SIRET-lieu-formation>.",
      "Write the 14 digits of the establishment in <SIRET>, or remove <SIRET-lieu-formation>."),
    form: .field(
      .siretDuLieu, "saisissez les 14 chiffres de l'établissement, ou laissez le champ vide.",
      "type the 14 digits of the establishment, or leave the field empty."),
    source: .guide("Lieu de la formation", 997...999, words: "SIRET"),
    triggering: Example("SIRET = 12345678901234") {
      $0.lieu.siretLieuFormation = SIRETLieuFormation(siret: "12345678901234")
    },
    Example("SIRET = 00000000000000") { $0.lieu.siretLieuFormation = SIRETLieuFormation(siret: "00000000000000") },
    repaired: { $0.lieu.siretLieuFormation?.siret = "90000000100009" },
    passing: Example("La Poste, 35600000000048") {
      $0.lieu.siretLieuFormation = SIRETLieuFormation(siret: "35600000000048")
    },
    check: .action { context in
      context.action.lieuxDeFormation.forEachPointer { context.checkSIRET($0.pointee.siretLieuFormation?.siret) }
    })

  static let inscriptionAbsente = Rule(
    "lieu/inscription-absente", .carif, .error, blocks: [],
    message: Text("Le lieu d'inscription n'est pas indiqué.", "The place of registration is missing."),
    why: Text(
      "Le lieu d'inscription est obligatoire, dans LHEO comme dans OFeli.",
      "The place of registration is mandatory, in LHEO as in OFeli."),
    repair: Text("Ajoutez <adresse-inscription> à la session.", "Add <adresse-inscription> to the session."),
    form: .field(
      .lieuInscription, "cliquez sur la loupe et choisissez un lieu.",
      "click the magnifying glass and choose a place."),
    source: .guide("Lieu d'inscription", 1278, words: "Un lieu d'inscription doit obligatoirement être renseigné"),
    triggering: Example("pas d'adresse-inscription", "no adresse-inscription") {
      $0.session.adresseInscription = .absent
    },
    repaired: { $0.session.adresseInscription = Formation.example.session.adresseInscription },
    passing: .unchanged, reportedAs: .elementManquant, check: .schema)
}

extension RuleContext {
  /// Whether the action is taught on site, at least in part.
  var isTaughtOnSite: Bool {
    let modalites = action.modalitesEnseignement.code
    return modalites == .presentiel || modalites == .mixte
  }

  /// Reports a SIRET of 14 characters that is none. Other lengths are the schema's.
  func checkSIRET(_ leaf: TextLeaf?) {
    guard let leaf, !leaf.isAbsent, leaf.text.unicodeScalars.count == 14, !leaf.text.isSIRET || leaf.text.isZeros
    else { return }
    report(
      at: leaf, found: leaf.text,
      expected: Text(
        "14 chiffres, dont le dernier est une clé de contrôle juste", "14 digits, the last one a correct check digit"))
  }
}

extension String {
  /// Whether all characters are zeros.
  var isZeros: Bool { utf8.allSatisfy { $0 == 0x30 } }
}
