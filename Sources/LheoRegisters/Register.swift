import LheoModel

/// An official register, or a part of one that is published as a file of its own.
public enum Register: String, CaseIterable, Sendable, Codable, Comparable {
  /// The certifications of the RNCP, with their partners.
  case rncp
  /// The certifications of the répertoire spécifique.
  case rs
  /// The public list of training bodies, with their Qualiopi.
  case organismes
  /// The communes of today, with those that are part of others.
  case communes
  /// What became of communes: mergers, changes of name and of département.
  case mouvements
  /// All communes since 1943.
  case historique
  /// The départements.
  case departements
  /// The regions.
  case regions
  /// The communes of the overseas collectivities.
  case outreMer = "outre-mer"
  /// The postcodes of communes.
  case codesPostaux = "codes-postaux"
  /// Where communes are.
  case geo
  /// Establishments, by SIRET.
  case sirene
  /// The occupations of ROME.
  case rome
  /// Schools, by UAI.
  case uai
  /// The diplomas of the ministries, by their code.
  case diplomes
  /// Which certification a diploma is.
  case diplomesCertifications = "diplomes-certifications"
  /// The descriptors of Formacode.
  case formacode
  /// The certifications of Certif Info.
  case certifinfo
  /// The codes of Certif Info that take the place of others.
  case certifinfoRemplacements = "certifinfo-remplacements"
  /// Where addresses are, for each commune.
  case adresses

  /// In the order in which they are listed.
  public static func < (left: Register, right: Register) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }

  /// What it is, for people.
  public var title: Text {
    switch self {
    case .rncp: Text("Répertoire national des certifications professionnelles", "RNCP, national certifications")
    case .rs: Text("Répertoire spécifique", "RS, specific certifications")
    case .organismes: Text("Liste publique des organismes de formation", "Public list of training bodies")
    case .communes: Text("Communes (code officiel géographique)", "Communes (official geographic code)")
    case .mouvements: Text("Mouvements de communes", "What became of communes")
    case .historique: Text("Communes depuis 1943", "Communes since 1943")
    case .departements: Text("Départements", "Départements")
    case .regions: Text("Régions", "Regions")
    case .outreMer: Text("Communes d'outre-mer", "Communes of the overseas collectivities")
    case .codesPostaux: Text("Codes postaux", "Postcodes")
    case .geo: Text("Position des communes", "Where communes are")
    case .sirene: Text("Établissements (Sirene)", "Establishments (Sirene)")
    case .rome: Text("Métiers (ROME)", "Occupations (ROME)")
    case .uai: Text("Établissements scolaires (UAI)", "Schools (UAI)")
    case .diplomes: Text("Codes des diplômes (BCN)", "Codes of diplomas (BCN)")
    case .diplomesCertifications: Text("Certifications des diplômes", "Certifications of diplomas")
    case .formacode: Text("Formacode", "Formacode")
    case .certifinfo: Text("Certif Info", "Certif Info")
    case .certifinfoRemplacements: Text("Certif Info, codes remplacés", "Certif Info, replaced codes")
    case .adresses: Text("Adresses (BAN), par commune", "Addresses (BAN), by commune")
    }
  }

  /// Who publishes it.
  public var publisher: String {
    switch self {
    case .rncp, .rs: "France compétences"
    case .organismes: "Ministère du Travail (DGEFP)"
    case .communes, .mouvements, .historique, .departements, .regions, .outreMer, .sirene: "INSEE"
    case .codesPostaux: "La Poste"
    case .geo: "Etalab (geo.api.gouv.fr)"
    case .rome: "France Travail"
    case .uai, .diplomes: "Ministère de l'Éducation nationale (DEPP)"
    case .diplomesCertifications: "France compétences, Réseau des Carif-Oref"
    case .formacode: "Centre Inffo"
    case .certifinfo, .certifinfoRemplacements: "Réseau des Carif-Oref"
    case .adresses: "DINUM, IGN (Base adresse nationale)"
    }
  }

  /// The data set on data.gouv.fr, its short name or its number; elsewhere what its publisher calls it.
  public var dataset: String {
    switch self {
    case .rncp, .rs: "repertoire-national-des-certifications-professionnelles-et-repertoire-specifique"
    case .organismes: "582c8978c751df788ec0bb7e"
    case .communes, .mouvements, .historique, .departements, .regions, .outreMer: "58c984b088ee386cdb1261f3"
    case .codesPostaux: "base-officielle-des-codes-postaux"
    case .geo: "decoupage-administratif"
    case .sirene: "base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret"
    case .rome: "58da857388ee384902e505f5"
    case .uai: "fr-en-annuaire-education"
    case .diplomes: "N_FORMATION_DIPLOME"
    case .diplomesCertifications: "Kit apprentissage"
    case .formacode: "formacode-r-version-14"
    case .certifinfo, .certifinfoRemplacements: "api-certif-info"
    case .adresses: "base-adresse-nationale"
    }
  }

  /// The licence under which it may be used; `nil` where its publisher states none.
  public var licence: String? {
    switch self {
    case .rncp, .rs, .codesPostaux, .sirene, .adresses: "Licence Ouverte 2.0"
    case .diplomes, .diplomesCertifications, .formacode, .certifinfo, .certifinfoRemplacements: nil
    default: "Licence Ouverte"
    }
  }

  /// After how many days it is old: there have been newer editions for some time.
  public var lifetime: Int {
    switch self {
    case .rncp, .rs, .organismes: 45
    case .sirene, .uai: 75
    case .codesPostaux, .rome, .diplomes, .diplomesCertifications, .certifinfo, .certifinfoRemplacements: 275
    case .communes, .mouvements, .historique, .departements, .regions, .outreMer, .geo, .adresses: 425
    case .formacode: 1500
    }
  }

  /// What it is called in the midst of a sentence, after « selon » or « according to ».
  package var shortName: Text {
    switch self {
    case .rncp: Text("le RNCP", "the RNCP")
    case .rs: Text("le répertoire spécifique", "the RS")
    case .organismes: Text("la liste publique des organismes", "the public list of training bodies")
    case .communes, .mouvements, .historique, .departements, .regions, .outreMer:
      Text("le COG de l'INSEE", "INSEE's COG")
    case .codesPostaux: Text("La Poste", "La Poste")
    case .geo: Text("geo.api.gouv.fr", "geo.api.gouv.fr")
    case .sirene: Text("Sirene", "Sirene")
    case .rome: Text("le ROME", "ROME")
    case .uai: Text("le répertoire des UAI", "the directory of UAI")
    case .diplomes: Text("la BCN", "the BCN")
    case .diplomesCertifications: Text("le kit apprentissage", "the kit apprentissage")
    case .formacode: Text("le Formacode", "Formacode")
    case .certifinfo, .certifinfoRemplacements: Text("Certif Info", "Certif Info")
    case .adresses: Text("la BAN", "the BAN")
    }
  }

  /// What the licence asks to be said: the source and the day of the data.
  public func mention(day: PartialDate) -> Text {
    Text("Source : \(publisher), \(day)", "Source: \(publisher), \(day)")
  }
}
