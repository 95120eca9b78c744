import LheoModel

extension FormField {
  /// The field of the form that an element comes from; `nil` for what no person types.
  ///
  /// - Parameters:
  ///   - name: the name of the element.
  ///   - path: its path in its offer or its feed, or, for a missing element, its parent's.
  static func of(element name: String, path: String) -> FormField? {
    var names = path.split(separator: "/").map { $0.prefix { $0 != "[" }.split(separator: ":").last ?? $0 }
    if names.last.map(String.init) != name { names.append(Substring(name)) }
    names.removeFirst(names.firstIndex(of: "formation").map { $0 + 1 } ?? 0)
    // The most precise way first: the names of an element and of those around it, nearest first.
    for count in stride(from: min(3, names.count), through: 1, by: -1) {
      if let field = elements[names.suffix(count).joined(separator: "/")] { return field }
    }
    // What has no field of its own is in the block of what is around it.
    for around in names.dropLast().reversed() {
      if let field = blocks[String(around)] { return field }
    }
    return nil
  }

  /// Whether the field is only the block of the form that an element is in.
  func isBlock(of name: String) -> Bool { Self.blockFields.contains(self) && !Self.ownElements.contains(name) }

  private static let blockFields = Set(blocks.values)

  /// The elements that have a field of their own.
  private static let ownElements = Set(elements.keys.compactMap { $0.split(separator: "/").last.map(String.init) })

  private static let elements: [String: FormField] = [
    "intitule-formation": .intitule,
    "objectif-formation": .objectif,
    "contenu-formation": .contenu,
    "resultats-attendus": .resultatsAttendus,
    "code-niveau-entree": .niveauEntree,
    "code-niveau-sortie": .niveauSortie,
    "certification": .certifications,
    "certifiante": .certifications,
    "certification/code-RNCP": .certifications,
    "certification/code-RS": .certifications,
    "certification/code-CERTIFINFO": .certifications,
    "parcours-de-formation": .typeDeParcours,
    "action": .sessions,
    "action/session": .sessions,
    "action/duree-cycle": .dureeDeCycle,
    "action/rythme-formation": .rythme,
    "action/modalites-alternance": .rythme,
    "action/modalites-enseignement": .modaliteEnseignement,
    "action/conditions-specifiques": .prerequis,
    "action/modalites-entrees-sorties": .entreeSortiePermanente,
    "action/nombre-heures-centre": .dureeEnCentre,
    "action/nombre-heures-entreprise": .dureeEnEntreprise,
    "action/nombre-heures-total": .dureeTotale,
    "action/lieu-de-formation": .lieuxDeFormation,
    "action/organisme-formateur": .organismesFormateurs,
    "action/organisme-financeur": .financements,
    "organisme-financeur/code-financeur": .financier,
    "organisme-financeur/nb-places-financees": .placesFinancees,
    "session/periode/debut": .dateDebut,
    "session/periode/fin": .dateFin,
    "session/periode": .dateDebut,
    "session/etat-recrutement": .etatDeRecrutement,
    "session/adresse-inscription": .lieuInscription,
    "session/recrutement": .modalitesRecrutement,
    "session/cycle": .cycles,
    "session/blocs-competences": .blocsDeCompetences,
    "recrutement/modalite-recrutement": .modaliteRecrutement,
    "recrutement/nb-places": .nombreDePlaces,
    "recrutement/periode": .dateRecrutement,
    "recrutement/periode/debut": .dateRecrutement,
    "recrutement/periode/fin": .dateRecrutement,
    "recrutement/heure-debut": .horaireDebut,
    "recrutement/heure-fin": .horaireFin,
    "recrutement/urlweb": .lienWeb,
    "recrutement/commentaire": .commentaire,
    "recrutement/a-distance": .aDistance,
    "recrutement/code-perimetre-recrutement": .perimetre,
    "recrutement/infos-perimetre-recrutement": .commentairePerimetre,
    "cycle/annee-cycle": .anneeCycle,
    "cycle/type-cycle": .typeDeCycle,
    "cycle/effectif-minimal": .effectifMinimal,
    "cycle/capacite-simultanee": .capaciteSimultanee,
    "cycle/capacite-cumulee": .capaciteCumulee,
    "alternance/type-alternance": .typeAlternance,
    "alternance/rythme-alternance": .rythmeAlternance,
    "rythme-alternance/unite-rythme-alternance": .uniteAlternance,
    "rythme-alternance/unites-centre": .enCentre,
    "rythme-alternance/unites-entreprise": .enEntreprise,
    "blocs-competences/validation-blocs": .typeDeValidation,
    "bloc-competences/code-bloc": .listeDesBlocs,
    "lieu-de-formation/coordonnees/nom": .nomDuLieu,
    "SIRET-lieu-formation/SIRET": .siretDuLieu,
  ]

  /// The blocks of the form by the elements whose content they hold.
  private static let blocks: [String: FormField] = [
    "recrutement": .adresseRecrutement,
    "lieu-de-formation": .rechercherAdresse,
    "adresse-inscription": .lieuInscription,
    "contact-session": .contactSession,
    "contact-formation": .contactsStructure,
    "contact-organisme": .contactsStructure,
    "contact-formateur": .contactsStructure,
    "coordonnees-organisme": .coordonneesStructure,
    "organisme-formateur": .organismesFormateurs,
    "organisme-financeur": .financements,
    "organisme-formation-responsable": .organismeResponsable,
    "cycle": .cycles,
    "blocs-competences": .blocsDeCompetences,
    "certification": .certifications,
  ]
}
