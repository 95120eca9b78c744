/// The elements of a sheet that are looked at, as France compétences writes them.
enum FicheTag: UInt64, CaseIterable {
  case other
  case FICHES, VERSION_FLUX, FICHE, NUMERO_FICHE, INTITULE, ABREGE, CODE, LIBELLE, ETAT_FICHE, NOMENCLATURE_EUROPE,
    NIVEAU, ACTIF
  case CODES_NSF, NSF, CODES_ROME, ROME, FORMACODES, FORMACODE
  case DATE_FIN_ENREGISTREMENT, DATE_LIMITE_DELIVRANCE, DATE_EFFET, DATE_DECISION
  case TYPE_ENREGISTREMENT, EXISTENCE_PARTENAIRES
  case SI_JURY_FI, SI_JURY_CA, SI_JURY_FC, SI_JURY_CQ, SI_JURY_CL, SI_JURY_VAE
  case BLOCS_COMPETENCES, BLOC_COMPETENCES
  case CERTIFICATEURS, CERTIFICATEUR, SIRET_CERTIFICATEUR, NOM_CERTIFICATEUR, ETAT_CERTIFICATEUR
  case PARTENAIRES, PARTENAIRE, NOM_PARTENAIRE, SIRET_PARTENAIRE, HABILITATION_PARTENAIRE, ETAT_HABILITATION
  case NOUVELLES_CERTIFICATIONS, NOUVELLE_CERTIFICATION, ID_FICHE_NOUVELLE_CERTIFICATION
  case ANCIENNES_CERTIFICATIONS, ANCIENNE_CERTIFICATION, ID_FICHE_ANCIENNE_CERTIFICATION

  static let named: [String: FicheTag] = Dictionary(
    uniqueKeysWithValues: allCases.dropFirst().map { ("\($0)", $0) })
}

/// The elements around one, and itself: six bits for each, so that the same name elsewhere is something else.
struct FicheWay: Hashable {
  private let bits: UInt64
  /// Deeper than any element that is looked at.
  private static let tooDeep = UInt64.max

  init(_ tag: FicheTag) { bits = tag.rawValue }

  private init(bits: UInt64) { self.bits = bits }

  func to(_ tag: FicheTag) -> FicheWay {
    bits >> 36 == 0 ? FicheWay(bits: bits << 6 | tag.rawValue) : FicheWay(bits: Self.tooDeep)
  }

  static func fiche(_ tags: FicheTag...) -> FicheWay { tags.reduce(FicheWay(.FICHES).to(.FICHE)) { $0.to($1) } }

  /// What it is for, where it is looked at.
  var slot: FicheSlot? { Self.slots[self] }

  private static let slots: [FicheWay: FicheSlot] = {
    var slots: [FicheWay: FicheSlot] = [
      FicheWay(.FICHES).to(.VERSION_FLUX): .version, fiche(): .fiche, fiche(.NUMERO_FICHE): .number,
      fiche(.INTITULE): .title, fiche(.ETAT_FICHE): .state,
      fiche(.ABREGE, .CODE): .shortCode, fiche(.ABREGE, .LIBELLE): .shortTitle,
      fiche(.NOMENCLATURE_EUROPE, .NIVEAU): .level, fiche(.ACTIF): .isActive,
      fiche(.TYPE_ENREGISTREMENT): .registration, fiche(.EXISTENCE_PARTENAIRES): .hasPartners,
      fiche(.DATE_FIN_ENREGISTREMENT): .endDate, fiche(.DATE_LIMITE_DELIVRANCE): .deliveryDate,
      fiche(.DATE_EFFET): .effectDate, fiche(.DATE_DECISION): .decisionDate,
      fiche(.NOUVELLES_CERTIFICATIONS, .NOUVELLE_CERTIFICATION, .ID_FICHE_NOUVELLE_CERTIFICATION): .successor,
      fiche(.ANCIENNES_CERTIFICATIONS, .ANCIENNE_CERTIFICATION, .ID_FICHE_ANCIENNE_CERTIFICATION): .predecessor,
    ]
    let lists: [(FicheWay, FicheSlot)] = [
      (fiche(.BLOCS_COMPETENCES, .BLOC_COMPETENCES), .bloc), (fiche(.CODES_ROME, .ROME), .rome),
      (fiche(.CODES_NSF, .NSF), .nsf), (fiche(.FORMACODES, .FORMACODE), .formacode),
    ]
    for (way, slot) in lists {
      slots[way] = slot
      slots[way.to(.CODE)] = .itemCode
      slots[way.to(.LIBELLE)] = .itemLabel
    }
    let certificateur = fiche(.CERTIFICATEURS, .CERTIFICATEUR)
    slots[certificateur] = .certificateur
    slots[certificateur.to(.SIRET_CERTIFICATEUR)] = .siret
    slots[certificateur.to(.NOM_CERTIFICATEUR)] = .name
    slots[certificateur.to(.ETAT_CERTIFICATEUR)] = .bodyState
    let partenaire = fiche(.PARTENAIRES, .PARTENAIRE)
    slots[partenaire] = .partenaire
    slots[partenaire.to(.SIRET_PARTENAIRE)] = .siret
    slots[partenaire.to(.NOM_PARTENAIRE)] = .name
    slots[partenaire.to(.HABILITATION_PARTENAIRE)] = .habilitation
    slots[partenaire.to(.ETAT_HABILITATION)] = .bodyState
    for tag in [FicheTag.SI_JURY_FI, .SI_JURY_CA, .SI_JURY_FC, .SI_JURY_CQ, .SI_JURY_CL, .SI_JURY_VAE] {
      slots[fiche(tag)] = .voie(tag)
      slots[fiche(tag).to(.ACTIF)] = .isOpen
    }
    return slots
  }()
}

/// What an element of a sheet is for.
enum FicheSlot: Equatable {
  /// With other elements in them.
  case fiche, bloc, rome, nsf, formacode, certificateur, partenaire, voie(FicheTag)
  /// With text.
  case version, number, title, shortCode, shortTitle, state, level, isActive, registration, hasPartners
  case endDate, deliveryDate, effectDate, decisionDate, successor, predecessor
  case itemCode, itemLabel, siret, name, bodyState, habilitation, isOpen

  var isText: Bool {
    switch self {
    case .fiche, .bloc, .rome, .nsf, .formacode, .certificateur, .partenaire, .voie: false
    default: true
    }
  }
}
