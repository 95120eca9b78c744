import LheoModel

/// Where something is typed in OFeli's form: screen, block and field, in the words of its guide.
public enum FormField: Sendable, Hashable, CaseIterable {
  // The dashboard.
  case erreurLiens
  // The training body.
  case identiteStructure, coordonneesStructure, contactsStructure
  // The course.
  case formations, certifications, intitule, dureeDeCycle, objectif, contenu, resultatsAttendus, niveauEntree,
    niveauSortie
  case organismeResponsable, sessions
  // A session.
  case dateDebut, dateFin, entreeSortiePermanente
  case organismesFormateurs, lieuxDeFormation, nomDuLieu, siretDuLieu, rechercherAdresse, numeroEtVoie
  case codePostal, ville, latitude, longitude, contactSession
  case financements, financier, etatDeRecrutement, placesFinancees
  case cycles, anneeCycle, typeDeCycle, effectifMinimal, capaciteSimultanee, capaciteCumulee, typeAlternance
  case rythmeAlternance, uniteAlternance, enCentre, enEntreprise
  case blocsDeCompetences, certificationDesBlocs, typeDeValidation, listeDesBlocs
  case dureesSession, dureeEnCentre, dureeEnEntreprise, dureeTotale
  case prerequis, typeDeParcours, rythme, modaliteEnseignement
  case lieuInscription
  // A recruitment of a session.
  case modalitesRecrutement, modaliteRecrutement, dateRecrutement, horaireDebut, horaireFin, nombreDePlaces, lienWeb
  case commentaire, perimetre, commentairePerimetre, aDistance, adresseRecrutement

  /// Screen, block and field.
  var labels: [String] { Self.labels[self]! }

  private static let labels: [FormField: [String]] = {
    let structure = "Ma structure"
    let formation = ["Formations", "Informations"]
    let session = "Sessions"
    func dates(_ field: String) -> [String] { [session, "Dates de la session", field] }
    func lieu(_ field: String) -> [String] { [session, "Organisation de la session", "Lieux de formation", field] }
    func financement(_ field: String) -> [String] { [session, "Financements", field] }
    func cycle(_ fields: String...) -> [String] { [session, "Cycles de l'alternance"] + fields }
    func blocs(_ field: String) -> [String] { [session, "Blocs de compétences", field] }
    func durees(_ field: String) -> [String] { [session, "Durées de la session", field] }
    func modalites(_ field: String) -> [String] { [session, "Modalités de la session", field] }
    func recrutement(_ fields: String...) -> [String] {
      [session, "Organisation de l'inscription", "Modalités de recrutement"] + fields
    }
    return [
      .erreurLiens: ["Tableau de bord", "Formations", "Erreur liens site internet"],
      .identiteStructure: [structure, "Identité de la structure"],
      .coordonneesStructure: [structure, "Coordonnées de la structure"],
      .contactsStructure: [structure, "Contacts de la structure"],
      .formations: ["Formations"],
      .certifications: formation + ["Certifications"],
      .intitule: formation + ["Intitulé"],
      .dureeDeCycle: formation + ["Durée de cycle"],
      .objectif: formation + ["Objectif"],
      .contenu: formation + ["Contenu"],
      .resultatsAttendus: formation + ["Résultats attendus"],
      .niveauEntree: formation + ["Niveau d'entrée"],
      .niveauSortie: formation + ["Niveau de sortie"],
      .organismeResponsable: formation + ["OF Responsable"],
      .sessions: [session],
      .dateDebut: dates("Date de début"),
      .dateFin: dates("Date de fin"),
      .entreeSortiePermanente: dates("Entrée-Sortie permanente"),
      .organismesFormateurs: [session, "Organisation de la session", "OF Formateurs"],
      .lieuxDeFormation: [session, "Organisation de la session", "Lieux de formation"],
      .nomDuLieu: lieu("Nom du lieu"),
      .siretDuLieu: lieu("SIRET"),
      .rechercherAdresse: lieu("Rechercher une adresse"),
      .numeroEtVoie: lieu("N° + voie"),
      .codePostal: lieu("Code postal"),
      .ville: lieu("Ville"),
      .latitude: lieu("Latitude"),
      .longitude: lieu("Longitude"),
      .contactSession: [session, "Contact session"],
      .financements: [session, "Financements"],
      .financier: financement("Financier"),
      .etatDeRecrutement: financement("Etat de recrutement"),
      .placesFinancees: financement("Nombre de places"),
      .cycles: cycle(),
      .anneeCycle: cycle("Année cycle"),
      .typeDeCycle: cycle("Type de cycle"),
      .effectifMinimal: cycle("Effectif minimal"),
      .capaciteSimultanee: cycle("Capacité simultanée"),
      .capaciteCumulee: cycle("Capacité cumulée"),
      .typeAlternance: cycle("Type d'alternance"),
      .rythmeAlternance: cycle("Rythme"),
      .uniteAlternance: cycle("Rythme", "Unité"),
      .enCentre: cycle("Rythme", "En centre"),
      .enEntreprise: cycle("Rythme", "En entreprise"),
      .blocsDeCompetences: [session, "Blocs de compétences"],
      .certificationDesBlocs: blocs("Certification"),
      .typeDeValidation: blocs("Type de validation"),
      .listeDesBlocs: [session, "Blocs de compétences", "Blocs de compétences"],
      .dureesSession: [session, "Durées de la session"],
      .dureeEnCentre: durees("Durée en centre"),
      .dureeEnEntreprise: durees("Durée en entreprise"),
      .dureeTotale: durees("Durée totale"),
      .prerequis: modalites("Prérequis"),
      .typeDeParcours: modalites("Type de parcours"),
      .rythme: modalites("Rythme"),
      .modaliteEnseignement: modalites("modalité d'enseignement"),
      .lieuInscription: [session, "Organisation de l'inscription", "Lieu d'inscription"],
      .modalitesRecrutement: recrutement(),
      .modaliteRecrutement: recrutement("Modalité de recrutement"),
      .dateRecrutement: recrutement("Date"),
      .horaireDebut: recrutement("Horaire début"),
      .horaireFin: recrutement("Horaire fin"),
      .nombreDePlaces: recrutement("Nombre de places"),
      .lienWeb: recrutement("Lien web"),
      .commentaire: recrutement("Commentaire"),
      .perimetre: recrutement("Périmètre de recrutement"),
      .commentairePerimetre: recrutement("Commentaire périmètre de recrutement"),
      .aDistance: recrutement("À distance"),
      .adresseRecrutement: recrutement("Adresse"),
    ]
  }()

  /// The way to the field, for people: « Sessions › Dates de la session › Date de fin ».
  public var path: String { labels.joined(separator: " › ") }
}

/// What to do for who types in OFeli's form.
public struct FormRepair: Sendable, Hashable {
  /// Where; `nil` for what no field of the form changes.
  public let field: FormField?
  /// What to do there, or whom to ask. Words in « » are labels of the form.
  let words: Text
  /// Whether the element that is reported may be typed elsewhere too, as addresses and texts are.
  var isMovable = false

  /// What to do in a field of the form.
  static func field(_ field: FormField, _ french: Language.French, _ english: Language.English) -> FormRepair {
    FormRepair(field: field, words: Text(french, english))
  }

  /// What to do in the field that the element comes from, and in general in this one.
  static func anyField(_ field: FormField, _ french: Language.French, _ english: Language.English) -> FormRepair {
    FormRepair(field: field, words: Text(french, english), isMovable: true)
  }

  /// The repair for an element.
  func standing(at path: String, element: String) -> FormRepair {
    // Addresses of places have fields of their own.
    guard isMovable, let other = FormField.of(element: element, path: path), other != .rechercherAdresse else {
      return self
    }
    return FormRepair(field: other, words: words)
  }

  /// What to do where the form has no field for it.
  static func elsewhere(_ french: Language.French, _ english: Language.English) -> FormRepair {
    FormRepair(field: nil, words: Text(french, english))
  }

  /// For what a program writes and no person types: numbers, attributes, codes.
  static let reportToCarif = elsewhere(
    "Cela ne se saisit pas dans le formulaire : signalez-le au Carif-Oref par la « Messagerie », ou à l'éditeur de votre logiciel.",
    "Nobody types this: report it to the Carif-Oref by « Messagerie », or to the makers of your software.")

  /// The repair as a sentence, with the way to the field.
  public var text: Text {
    guard let field else { return words }
    return Text(french: "\(field.path)\u{A0}: \(words.french)", english: "\(field.path): \(words.english)")
  }
}
