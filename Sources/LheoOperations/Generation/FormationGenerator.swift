import LheoModel

/// Makes offers up: fictitious bodies and people, valid against the schema and without findings of the rules, in the
/// style of regional feeds.
package struct FormationGenerator {
  private var random: SeededGenerator
  private var count = 0
  /// The number of the certification of the offer that is being made.
  private var certification = 0
  /// The year in which sessions start.
  private let year: Int
  /// How many bodies there are at most; `nil` where each offer has its own.
  private let bodies: Int?

  /// A generator.
  ///
  /// - Parameters:
  ///   - seed: what it makes is the same for the same seed.
  ///   - year: the year in which sessions start.
  ///   - bodies: how many bodies there are at most, and about as many certifications: in groups, as many bodies as there are
  ///     subjects share a certification of each.
  package init(seed: UInt64, year: Int, bodies: Int? = nil) {
    random = SeededGenerator(seed: seed)
    self.year = year
    self.bodies = bodies
  }

  /// The next offer.
  package mutating func next() -> Formation {
    count += 1
    let subject = random.one(of: Vocabulary.subjects)
    let subjectNumber = Vocabulary.subjects.firstIndex { $0.rome == subject.rome }!
    let town = random.one(of: Vocabulary.towns)
    let isApprenticeship = random.chance(15)
    var formation = Formation(
      numero: "04_\(count)F",
      domaineFormation: DomaineFormation(
        codesFORMACODE: [formacode(subject.formacode, isMain: true)], codesNSF: [.init(subject.nsf)],
        codesROME: [.init(subject.rome)]),
      intituleFormation: .init(title(subject, isApprenticeship)),
      objectifFormation: .init(paragraph("À l'issue de la formation, le stagiaire sait", 2)),
      resultatsAttendus: .init("Obtention de la certification, ou de blocs de compétences."),
      contenuFormation: .init(paragraph("Le programme comprend plusieurs modules :", 4)),
      certifiante: .init(.oui), contactsFormation: [contactFormation(town)], parcoursDeFormation: .init(.mixte),
      codeNiveauEntree: .init(.niveau3), objectifGeneralFormation: .init(.certification),
      certifications: [
        Certification(
          codeRNCP: .init("RNCP\(chooseCertification(ofSubject: subjectNumber))"),
          codeCERTIFINFO: .init("\(random.number(10000...99999))"))
      ],
      codeNiveauSortie: .init(.niveau4),
      urlFormation: UrlFormation(urlwebs: [.init("https://www.example.org/formations/\(count)")]))
    for number in 1...random.number(1...2) { formation.actions.append(action(number, town, isApprenticeship)) }
    formation.organismeFormationResponsable = organisme(town)
    formation.datecrea = "\(year - 1)0901"
    formation.datemaj = "\(year)0110"
    formation.extras = [Extras(info: "origine", items: [.extra(Extra(info: "base", text: "fictive"))])]
    return formation
  }

  private mutating func title(_ subject: Vocabulary.Subject, _ isApprenticeship: Bool) -> String {
    let kind = random.one(of: ["Titre professionnel", "Certificat", "Parcours"])
    return "\(kind) \(subject.title)" + (isApprenticeship ? " - 1ère année (en apprentissage)" : "")
  }

  private mutating func action(_ number: Int, _ town: Vocabulary.Town, _ isApprenticeship: Bool) -> Action {
    let hours = random.number(10...120) * 7
    let months = random.number(2...9)
    var action = Action(
      numero: "04_\(count)\(number)A", rythmeFormation: "Temps plein", codesPublicVise: [formacode("83056")],
      niveauEntreeObligatoire: .init(.non),
      modalitesAlternance: .init(isApprenticeship ? "Deux semaines en centre, deux en entreprise" : "Sans alternance"),
      modalitesEnseignement: .init(.presentiel),
      conditionsSpecifiques: "Entretien de motivation ; savoir lire, écrire et compter.",
      priseEnChargeFraisPossible: .init(.oui), lieuxDeFormation: [lieu(town)],
      modalitesEntreesSorties: .init(.datesFixes),
      adresseInformation: AdresseInformation(adresse: adresse(town)),
      restauration: "Restaurant à proximité", accesHandicapes: "Locaux accessibles", languesFormation: ["FR"],
      modalitesPedagogiques: "Cours, ateliers, mises en situation",
      nombreHeuresCentre: .init(hours), nombreHeuresEntreprise: .init(70), nombreHeuresTotal: .init(hours + 70),
      organismesFormateurs: [organismeFormateur(town)],
      organismesFinanceurs: [
        OrganismeFinanceur(codeFinanceur: .init(.conseilRegional), nbPlacesFinancees: .init(random.number(8...16)))
      ])
    for index in 1...random.number(1...4) {
      action.sessions.append(session("04_\(count)\(number)\(index)S", town, months, isApprenticeship))
    }
    if isApprenticeship { action.dureeCycle = 1 }
    action.datemaj = "\(year)0110"
    return action
  }

  private mutating func session(_ numero: String, _ town: Vocabulary.Town, _ months: Int, _ isApprenticeship: Bool)
    -> Session
  {
    let month = random.number(7...12)
    let day = random.number(1...28)
    let endMonth = month + months
    let start = PartialDate(year: year, month: month, day: day)!
    let end = PartialDate(year: year + (endMonth - 1) / 12, month: (endMonth - 1) % 12 + 1, day: day)!
    var session = Session(
      numero: numero, periode: Periode(debut: .init(start), fin: .init(end)),
      adresseInscription: AdresseInscription(adresse: adresse(town)),
      modalitesInscription: "Sur dossier ou par courriel",
      etatRecrutement: .init(.ouvert))
    if isApprenticeship {
      session.cycles = [
        Cycle(
          typeCycle: .init(.apprentissage), anneesCycle: [1], effectifMinimal: 6, capaciteSimultanee: 16,
          capaciteCumulee: 16,
          alternance: Alternance(
            typeAlternance: .init(.apprentissage),
            rythmeAlternance: RythmeAlternance(
              uniteRythmeAlternance: .init(.semaine), unitesEntreprise: 2, unitesCentre: 2)))
      ]
    }
    if isApprenticeship {
      session.blocsCompetences = [
        BlocsCompetences(
          validationBlocs: .init(.totale),
          referenceCertification: ReferenceCertification(referenceCodeRNCP: .init("RNCP\(certification)")),
          blocs: [BlocCompetences(libelleBloc: "Premier bloc", codeBloc: .init("RNCP\(certification)BC01"))])
      ]
      session.contactsSession = [
        ContactSession(typeContact: .init(.referentApprentissage), coordonnees: coordonnees(town))
      ]
    }
    session.recrutements = [candidature(numero, start), reunion(numero, start, town)]
    session.datemaj = "\(year)0110"
    return session
  }

  private mutating func candidature(_ numero: String, _ start: PartialDate) -> Recrutement {
    Recrutement(
      numero: numero + "R1", modaliteRecrutement: .init(.candidature), nbPlaces: .init(random.number(6...20)),
      periode: Periode(
        debut: .init(PartialDate(year: year, month: 1, day: 15)!),
        fin: .init(PartialDate(year: year, month: start.month! - 1, day: 20)!)))
  }

  private mutating func reunion(_ numero: String, _ start: PartialDate, _ town: Vocabulary.Town) -> Recrutement {
    let day = PartialDate(year: year, month: start.month! - 1, day: random.number(1...28))!
    return Recrutement(
      numero: numero + "R2",
      modaliteRecrutement: .init(random.chance(50) ? .informationCollective : .rendezVousIndividuel),
      aDistance: .init(.non), adresse: adresse(town), nbPlaces: .init(random.number(10...30)),
      periode: Periode(debut: .init(day), fin: .init(day)),
      heureDebut: .init("09h\(random.one(of: ["00", "15", "30"]))"),
      heureFin: "11h30", commentaire: "Se munir d'une pièce d'identité")
  }

  // MARK: People and places

  private func formacode(_ code: String, isMain: Bool = false) -> TextLeaf {
    var leaf = TextLeaf(code)
    leaf.ref = "V14"
    if isMain { leaf.tag = "principal" }
    return leaf
  }

  private mutating func adresse(_ town: Vocabulary.Town) -> Adresse {
    Adresse(
      lignes: [.init("\(random.number(1...120)) rue \(random.one(of: Vocabulary.streets))")],
      codepostal: .init(town.postcode),
      ville: .init(town.name), departement: .init(String(town.postcode.prefix(2))), codeINSEECommune: .init(town.insee),
      region: .init(town.region), pays: "FR",
      geolocalisation: Geolocalisation(latitude: .init(town.latitude), longitude: .init(town.longitude)))
  }

  private mutating func coordonnees(_ town: Vocabulary.Town) -> Coordonnees {
    Coordonnees(
      civilite: "Mme", nom: .init(random.one(of: Vocabulary.names)),
      prenom: .init(random.one(of: Vocabulary.firstNames)),
      adresse: adresse(town), telfixe: Telfixe(numtels: [.init(phone())]), courriel: "contact@example.org",
      web: Web(urlwebs: ["https://www.example.org"]))
  }

  /// A number of the range that is reserved for fiction.
  private mutating func phone() -> String { "01 99 00 \(random.number(10...99)) \(random.number(10...99))" }

  private mutating func contactFormation(_ town: Vocabulary.Town) -> ContactFormation {
    ContactFormation(typeContact: .init(.accueil), coordonnees: coordonnees(town))
  }

  private mutating func lieu(_ town: Vocabulary.Town) -> LieuDeFormation {
    LieuDeFormation(
      siretLieuFormation: SIRETLieuFormation(siret: .init(siret())),
      coordonnees: Coordonnees(nom: .init("Centre Alpha \(town.name)"), adresse: adresse(town)))
  }

  private mutating func organismeFormateur(_ town: Vocabulary.Town) -> OrganismeFormateur {
    OrganismeFormateur(
      siretFormateur: SIRETFormateur(siret: .init(siret())), raisonSocialeFormateur: .init("Centre Alpha \(town.name)"),
      contactsFormateur: [ContactFormateur(coordonnees: coordonnees(town))])
  }

  private mutating func organisme(_ town: Vocabulary.Town) -> OrganismeFormationResponsable {
    OrganismeFormationResponsable(
      numero: "O\(count)", numeroActivite: "99999999999",
      siretOrganismeFormation: SIRETOrganismeFormation(siret: .init(siret())),
      nomOrganisme: .init("Centre Alpha"), raisonSociale: .init("Association Centre Alpha Formation"),
      coordonneesOrganisme: CoordonneesOrganisme(coordonnees: coordonnees(town)),
      contactsOrganisme: [ContactOrganisme(typeContact: .init(.referentHandicap), coordonnees: coordonnees(town))])
  }

  /// The number of the certification of an offer: each subject has one in eight.
  private mutating func chooseCertification(ofSubject subject: Int) -> Int {
    let number = random.number(10000...39999)
    let chosen = bodies.map { 10000 + number % min($0, 30000) } ?? number
    certification = firstOfGroup(chosen) + subject
    return certification
  }

  /// The first certification of the group that one is in.
  private func firstOfGroup(_ certification: Int) -> Int {
    certification - certification % Vocabulary.subjects.count
  }

  /// A SIRET whose check digit is right; no company has a number that starts with 9000000.
  private mutating func siret() -> String {
    let number = random.number(100000...999999)
    let ofGroup = firstOfGroup(certification) + number % Vocabulary.subjects.count
    let body = "9000000" + "\(bodies.map { 100_000 + ofGroup % $0 } ?? number)"
    var sum = 0
    for (index, digit) in body.utf8.reversed().enumerated() {
      let value = Int(digit - 0x30) * (index % 2 == 0 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return body + "\((10 - sum % 10) % 10)"
  }

  private mutating func paragraph(_ start: String, _ sentences: Int) -> String {
    start + " " + (0..<sentences).map { _ in random.one(of: Vocabulary.sentences) }.joined(separator: " ")
  }
}
