import LheoModel

extension Formation {
  /// A complete offer that breaks no rule on 24 November 2026, with a recruitment of each modality by which a jobseeker
  /// can be positioned. The examples of rules are changes of it.
  public static let example: Formation = {
    var action = Action(
      numero: "04_9001A", rythmeFormation: "Temps plein", codesPublicVise: ["83056"],
      niveauEntreeObligatoire: .init(.non),
      modalitesAlternance: "Sans alternance", modalitesEnseignement: .init(.presentiel),
      conditionsSpecifiques: "Savoir lire et écrire", priseEnChargeFraisPossible: .init(.oui),
      lieuxDeFormation: [
        LieuDeFormation(
          siretLieuFormation: SIRETLieuFormation(siret: "90000000100009"),
          coordonnees: Coordonnees(nom: "Centre Alpha", adresse: .example))
      ],
      modalitesEntreesSorties: .init(.datesFixes), sessions: [.example], nombreHeuresCentre: 400,
      nombreHeuresEntreprise: 70,
      nombreHeuresTotal: 470,
      organismesFormateurs: [
        OrganismeFormateur(
          siretFormateur: SIRETFormateur(siret: "90000000100009"), raisonSocialeFormateur: "Centre Alpha")
      ],
      organismesFinanceurs: [OrganismeFinanceur(codeFinanceur: .init(.conseilRegional), nbPlacesFinancees: 12)])
    action.datemaj = "20260110"
    return Formation(
      numero: "04_9001F", domaineFormation: DomaineFormation(codesFORMACODE: ["22403"]),
      intituleFormation: "Titre professionnel plaquiste", objectifFormation: "Poser des cloisons et des plafonds.",
      resultatsAttendus: "Titre professionnel de niveau 3.",
      contenuFormation: "Cloisons, doublages, plafonds, isolation.",
      certifiante: .init(.oui),
      contactsFormation: [
        ContactFormation(coordonnees: Coordonnees(nom: "Darcueil", adresse: .example, courriel: "contact@example.org"))
      ],
      parcoursDeFormation: .init(.enGroupe), codeNiveauEntree: .init(.sansNiveauSpecifique),
      certifications: [Certification(codeRNCP: "RNCP37277", codeCERTIFINFO: "113331")],
      codeNiveauSortie: .init(.niveau3),
      actions: [action],
      organismeFormationResponsable: OrganismeFormationResponsable(
        numeroActivite: "99999999999", siretOrganismeFormation: SIRETOrganismeFormation(siret: "90000000100009"),
        nomOrganisme: "Centre Alpha", raisonSociale: "Association Centre Alpha",
        coordonneesOrganisme: CoordonneesOrganisme(coordonnees: Coordonnees(adresse: .example)),
        contactsOrganisme: [
          ContactOrganisme(coordonnees: Coordonnees(nom: "Darcueil", courriel: "contact@example.org"))
        ]))
  }()

  // The parts that examples change.

  var action: Action {
    get { actions[0] }
    set { actions[0] = newValue }
  }

  var session: Session {
    get { action.sessions[0] }
    set { action.sessions[0] = newValue }
  }

  /// The application, modality 7.
  var candidature: Recrutement {
    get { session.recrutements[0] }
    set { session.recrutements[0] = newValue }
  }

  /// The appointment, modality 8.
  var rendezVous: Recrutement {
    get { session.recrutements[1] }
    set { session.recrutements[1] = newValue }
  }

  /// The meeting, modality 9.
  var reunion: Recrutement {
    get { session.recrutements[2] }
    set { session.recrutements[2] = newValue }
  }

  var lieu: LieuDeFormation {
    get { action.lieuxDeFormation[0] }
    set { action.lieuxDeFormation[0] = newValue }
  }

  /// The address of the place of training.
  var adresse: Adresse {
    get { lieu.coordonnees.adresse! }
    set { lieu.coordonnees.adresse = newValue }
  }

  /// Makes the offer one for apprentices.
  mutating func becomeApprentissage() {
    intituleFormation = "CAP plaquiste - 1ère et 2ème année (en apprentissage)"
    action.dureeCycle = 2
    session.periode = Periode(debut: "20270901", fin: "20290630")
    session.recrutements = []
    session.contactsSession = [
      ContactSession(typeContact: .init(.referentApprentissage), coordonnees: Coordonnees(nom: "Duval"))
    ]
    session.cycles = [.example(year: 1), .example(year: 2)]
  }

  var cycle: Cycle {
    get { session.cycles[0] }
    set { session.cycles[0] = newValue }
  }
}

extension Example {
  /// An offer for apprentices.
  static func apprentissage(
    _ label: Language.French, _ english: Language.English? = nil,
    _ change: @escaping @Sendable (inout Formation) -> Void = { _ in }
  ) -> Example {
    Example(label, english) {
      $0.becomeApprentissage()
      change(&$0)
    }
  }

  /// The offer as it is.
  static let unchanged = Example("une offre complète", "a complete offer") { _ in }
}

extension Adresse {
  fileprivate static let example = Adresse(
    lignes: ["12 rue des Écoles"], codepostal: "14000", ville: "Caen", departement: "14", codeINSEECommune: "14118",
    region: "28", pays: "FR", geolocalisation: Geolocalisation(latitude: "49.1829", longitude: "-0.3707"))
}

extension Session {
  fileprivate static let example: Session = {
    var session = Session(
      numero: "04_9001S", periode: Periode(debut: "20270301", fin: "20270930"),
      adresseInscription: AdresseInscription(adresse: .example), etatRecrutement: .init(.ouvert),
      recrutements: [
        Recrutement(
          numero: "R1", modaliteRecrutement: .init(.candidature), nbPlaces: 12,
          periode: Periode(debut: "20261101", fin: "20270228")),
        .slot("R2", .rendezVousIndividuel, places: 2), .slot("R3", .informationCollective, places: 20),
      ],
      blocsCompetences: [
        BlocsCompetences(
          validationBlocs: .init(.totale),
          referenceCertification: ReferenceCertification(referenceCodeRNCP: "RNCP37277"),
          blocs: [BlocCompetences(libelleBloc: "Cloisons", codeBloc: "RNCP37277BC01")])
      ])
    session.datecrea = "20260901"
    session.datemaj = "20260910"
    return session
  }()
}

extension Recrutement {
  fileprivate static func slot(_ numero: String, _ modalite: ModaliteRecrutement, places: Int) -> Recrutement {
    Recrutement(
      numero: numero, modaliteRecrutement: .init(modalite), aDistance: .init(.non), adresse: .example,
      nbPlaces: NumberLeaf(places), periode: Periode(debut: "20270115", fin: "20270115"), heureDebut: "09h00",
      heureFin: "12h00")
  }
}

extension Cycle {
  fileprivate static func example(year: Int) -> Cycle {
    Cycle(
      typeCycle: .init(.apprentissage), anneesCycle: [NumberLeaf(year)], effectifMinimal: 6, capaciteSimultanee: 12,
      capaciteCumulee: 24,
      alternance: Alternance(
        typeAlternance: .init(.apprentissage),
        rythmeAlternance: RythmeAlternance(uniteRythmeAlternance: .init(.semaine), unitesEntreprise: 2, unitesCentre: 2)
      ))
  }
}
