import LheoModel

let sourceLieu = "Guide de saisie OFeli, « Lieu de la formation »"

extension Rule {
  static let lieuAbsent = Rule(
    "lieu/absent", .carif, .error,
    message: Text("Le lieu de formation n'est pas indiqué.", "The place of training is missing."),
    why: Text(
      "Le lieu est obligatoire, sauf pour une formation entièrement à distance.",
      "The place is mandatory, except for a course that is entirely remote."),
    repair: Text("Ajoutez <lieu-de-formation> à l'action.", "Add <lieu-de-formation> to the action."),
    source: "\(sourceLieu) (l. 940-1015)",
    triggering: Example("en présence, pas de lieu", "on site, no place") { $0.action.lieuxDeFormation = [] },
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
    "lieu/sans-adresse", .carif, .error,
    message: Text("Le lieu de formation n'a pas d'adresse.", "The place of training has no address."),
    why: Text("Les stagiaires doivent savoir où aller.", "Trainees must know where to go."),
    repair: Text("Ajoutez <adresse> dans <coordonnees>.", "Add <adresse> to <coordonnees>."),
    source: "\(sourceLieu) (l. 940-1015)",
    triggering: Example("coordonnées sans adresse", "contact details without an address") {
      $0.lieu.coordonnees.adresse = nil
    },
    passing: .unchanged,
    check: .action { context in
      guard context.isTaughtOnSite else { return }
      for lieu in context.action.lieuxDeFormation where lieu.coordonnees.adresse == nil && !lieu.coordonnees.isAbsent {
        context.report(at: lieu.coordonnees, missing: .adresse)
      }
    })

  static let lieuDistancePrecise = Rule(
    "lieu/distance-precise", .carif, .info,
    message: Text(
      "La formation est entièrement à distance, et a pourtant un lieu.",
      "The course is entirely remote, and yet has a place."),
    why: Text("Le lieu n'est alors utile que pour un regroupement.", "The place then matters for a gathering only."),
    repair: Text(
      "Gardez-le s'il y a un regroupement ; sinon retirez-le.", "Keep it if there is a gathering; otherwise remove it."),
    source: "Guide de saisie OFeli, foire aux questions, « session entièrement à distance » (l. 2190-2200)",
    triggering: Example("modalites-enseignement = 2, un lieu", "modalites-enseignement = 2, a place") {
      $0.action.modalitesEnseignement = .init(.aDistance)
    },
    passing: .unchanged,
    check: .action { context in
      if context.action.modalitesEnseignement.code == .aDistance, let lieu = context.action.lieuxDeFormation.first {
        context.report(at: lieu)
      }
    })

  static let lieuDoublon = Rule(
    "lieu/doublon", .qualite, .warning,
    message: Text("Le lieu de formation est en double.", "The place of training is there twice."),
    why: Text(
      "Le candidat croit avoir le choix entre deux lieux.", "The candidate thinks there are two places to choose from."),
    repair: Text("Retirez l'un des deux.", "Remove one of the two."),
    source: "\(sourceLieu) (l. 940-1015)",
    triggering: Example("deux fois la même adresse", "the same address twice") {
      $0.action.lieuxDeFormation.append($0.lieu)
    },
    passing: .unchanged,
    check: .action { context in
      guard context.action.lieuxDeFormation.count > 1 else { return }
      var seen: Set<String> = []
      for lieu in context.action.lieuxDeFormation {
        let adresse = lieu.coordonnees.adresse
        let siret = lieu.siretLieuFormation?.siret.trimmedText ?? ""
        let place =
          adresse.map { "\($0.lignes.first?.text ?? "")|\($0.codepostal.text)|\($0.ville.text)".folded } ?? siret
        if !place.isEmpty, !seen.insert(siret + place).inserted {
          context.report(at: lieu, found: adresse?.ville.trimmedText ?? siret)
        }
      }
    })

  static let lieuNomAbsent = Rule(
    "lieu/nom-absent", .qualite, .info,
    message: Text("Le lieu de formation n'a pas de nom.", "The place of training has no name."),
    why: Text(
      "Un nom (mairie, centre, hôtel) aide le stagiaire à le trouver.",
      "A name (town hall, centre, hotel) helps trainees to find it."),
    repair: Text(
      "Ajoutez <nom> dans <coordonnees>, ou <denomination> dans <adresse>.",
      "Add <nom> to <coordonnees>, or <denomination> to <adresse>."),
    source: "\(sourceLieu), « Nom du lieu » (l. 955)",
    triggering: Example("pas de nom", "no nom") { $0.lieu.coordonnees.nom = nil },
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
    "lieu/siret", .qualite, .warning,
    message: Text("Le SIRET du lieu est faux.", "The SIRET of the place is wrong."),
    why: Text("Le lieu ne sera pas rattaché à l'établissement.", "The place will not be linked to the establishment."),
    repair: Text("Vérifiez les 14 chiffres.", "Check the 14 digits."),
    source: "LHEO, élément « SIRET-lieu-formation » ; clé de contrôle de l'INSEE",
    triggering: Example("SIRET = 12345678901234") {
      $0.lieu.siretLieuFormation = SIRETLieuFormation(siret: "12345678901234")
    },
    passing: Example("La Poste, 35600000000048") {
      $0.lieu.siretLieuFormation = SIRETLieuFormation(siret: "35600000000048")
    },
    check: .action { context in
      for lieu in context.action.lieuxDeFormation { context.checkSIRET(lieu.siretLieuFormation?.siret) }
    })

  static let inscriptionAbsente = Rule(
    "lieu/inscription-absente", .carif, .error,
    message: Text("Le lieu d'inscription n'est pas indiqué.", "The place of registration is missing."),
    why: Text(
      "Le lieu d'inscription est obligatoire, dans LHEO comme dans OFeli.",
      "The place of registration is mandatory, in LHEO as in OFeli."),
    repair: Text("Ajoutez <adresse-inscription> à la session.", "Add <adresse-inscription> to the session."),
    source: "Guide de saisie OFeli, « Lieu d'inscription » (l. 1275-1285)",
    triggering: Example("pas d'adresse-inscription", "no adresse-inscription") {
      $0.session.adresseInscription = .absent
    },
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
    guard let leaf, !leaf.isAbsent, leaf.text.unicodeScalars.count == 14, !leaf.text.isSIRET else { return }
    report(
      at: leaf, found: leaf.text,
      expected: Text("14 chiffres dont le dernier est la clé", "14 digits, the last one the check digit"))
  }
}
