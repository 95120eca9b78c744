import Foundation
import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoPipeline
import LheoValidator
import LheoWriter
import TestSupport
import Testing

// Offers for EDOF: complete ones, what each may lack, and values that no file may have.

/// Something that EDOF needs, taken from an offer that has it.
struct Lack: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The element that the gap names.
  let element: String
  let take: @Sendable (inout Formation) -> Void

  private init(_ element: String, _ description: String = "", _ take: @escaping @Sendable (inout Formation) -> Void) {
    testDescription = "\(element) \(description)"
    self.element = element
    self.take = take
  }

  static let all: [Lack] = [
    Lack("certification") { $0.certifications = [Certification(codeCERTIFINFO: "113331")] },
    Lack("certification", "two") { $0.certifications += [Certification(codeRS: "RS5695")] },
    Lack("code-RNCP", "not a code") { $0.certifications = [Certification(codeRNCP: "sans")] },
    Lack("objectif-general-formation") { $0.objectifGeneralFormation = nil },
    Lack("objectif-general-formation", "1") { $0.objectifGeneralFormation = .init(.obsolete) },
    Lack("SIRET") { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "9000000010" },
    Lack("datecrea") { $0.datecrea = nil },
    Lack("datemaj") { $0.actions[0].sessions[0].datemaj = nil },
    Lack("numero") { $0.actions[0].sessions[0].details[.numero] = nil },
    Lack("acces-handicapes") { $0.actions[0].accesHandicapes = nil },
    Lack("langue-formation") { $0.actions[0].languesFormation = [] },
    Lack("prix-total-TTC") { $0.actions[0].prixTotalTTC = nil },
    Lack("prix-total-TTC", "on request") { $0.actions[0].prixTotalTTC = "sur devis" },
    Lack("nombre-heures-total") {
      $0.actions[0].nombreHeuresTotal = nil
      $0.actions[0].nombreHeuresCentre = nil
    },
    Lack("etat-recrutement") { $0.actions[0].sessions[0].etatRecrutement = nil },
    Lack("etat-recrutement", "suspended") { $0.actions[0].sessions[0].etatRecrutement = .init(.suspendu) },
    Lack("prenom") { $0.actions[0].lieuxDeFormation[0].coordonnees.prenom = nil },
    Lack("telfixe") {
      $0.actions[0].lieuxDeFormation[0].coordonnees.telfixe = nil
      $0.actions[0].lieuxDeFormation[0].coordonnees.portable = nil
    },
    Lack("numtel", "letters") {
      $0.actions[0].lieuxDeFormation[0].coordonnees.telfixe = Telfixe(numtels: ["0231 poste 12"])
    },
    Lack("courriel") { $0.actions[0].lieuxDeFormation[0].coordonnees.courriel = nil },
    Lack("courriel", "contact") { $0.contactsFormation[0].coordonnees.courriel = nil },
    Lack("contact-session") { $0.actions[0].sessions[0].contactsSession = [] },
    Lack("lieu-de-formation") { $0.actions[0].lieuxDeFormation = [] },
    Lack("ligne", "too long") {
      $0.actions[0].sessions[0].adresseInscription.adresse.denomination = nil
      $0.actions[0].sessions[0].adresseInscription.adresse.lignes = [TextLeaf(String(repeating: "x", count: 51))]
    },
    Lack("ligne", "four") {
      $0.actions[0].sessions[0].adresseInscription.adresse.lignes = ["A", "B", "C", "D", "1 rue E"]
    },
    Lack("modalites-pedagogiques", "too long") {
      $0.actions[0].modalitesPedagogiques = TextLeaf(String(repeating: "x", count: 201))
    },
    Lack("intitule-formation", "characters") { $0.intituleFormation = "L’intitulé" },
    Lack("contenu-formation", "characters") { $0.contenuFormation = "中文" },
  ]
}

/// A value that nobody means, put into an offer that has all that EDOF needs.
struct BadValue: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The element that the gap names.
  let element: String
  /// Whether the offer is written all the same.
  let isMended: Bool
  let put: @Sendable (inout Formation) -> Void

  private init(
    _ element: String, _ value: String, isMended: Bool = false, _ put: @escaping @Sendable (inout Formation) -> Void
  ) {
    testDescription = "\(element) \(value)"
    self.element = element
    self.isMended = isMended
    self.put = put
  }

  static let all: [BadValue] = [
    BadValue("nombre-heures-total", "161.5", isMended: true) { $0.actions[0].nombreHeuresTotal = .init("161.5") },
    BadValue("nombre-heures-centre", "161,5", isMended: true) { $0.actions[0].nombreHeuresCentre = .init("161,5") },
    BadValue("duree-apprentissage", "-3") { $0.actions[0].nombreHeuresTotal = .init("-3") },
    BadValue("duree-apprentissage", "zz") { $0.actions[0].nombreHeuresTotal = .init("zz") },
    BadValue("nombre-heures-total", "0") {
      $0.actions[0].nombreHeuresTotal = 0
      $0.actions[0].nombreHeuresCentre = nil
    },
    BadValue("nombre-heures-centre", "-3") { $0.actions[0].nombreHeuresCentre = .init("-3") },
    BadValue("nombre-heures-entreprise", "7 h") { $0.actions[0].nombreHeuresEntreprise = .init("7 h") },
    BadValue("debut", "20270231") { $0.actions[0].sessions[0].periode.debut = "20270231" },
    BadValue("periode", "inverted") { $0.actions[0].sessions[0].periode.debut = "20280301" },
    BadValue("lieu-de-formation", "twice", isMended: true) {
      $0.actions[0].lieuxDeFormation.append($0.actions[0].lieuxDeFormation[0])
    },
    BadValue("action", "twice") {
      $0.actions.append($0.actions[0])
      $0.actions[1].numero = "other"
    },
    BadValue("numero", "of two actions") {
      $0.actions.append($0.actions[0])
      $0.actions[1].nombreHeuresTotal = 20
    },
    BadValue("numero", "of two sessions") { $0.actions[0].sessions.append($0.actions[0].sessions[0]) },
    BadValue("codepostal", "2A004") {
      $0.actions[0].lieuxDeFormation[0].coordonnees.adresse!.codepostal = "2A004"
      $0.actions[0].lieuxDeFormation[0].coordonnees.adresse!.pays = nil
    },
    BadValue("SIRET", "1,10000072E+13") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "1,10000072E+13"
    },
    BadValue("datecrea", "hier") { $0.datecrea = "hier" },
    BadValue("datemaj", "2026-09-01", isMended: true) { $0.actions[0].datemaj = "2026-09-01" },
    BadValue("intitule-formation", "mojibake") { $0.intituleFormation = "MÃ©canique" },
    BadValue("telfixe", "a mobile number", isMended: true) {
      let coordonnees = $0.actions[0].lieuxDeFormation[0].coordonnees
      $0.actions[0].lieuxDeFormation[0].coordonnees.telfixe = nil
      $0.actions[0].lieuxDeFormation[0].coordonnees.portable = Portable(
        numtels: coordonnees.telfixe?.numtels ?? ["0600000000"])
    },
    BadValue("taux-tva", "0.2") {
      $0.actions[0].extras = [
        Extras(info: "frais-pedagogiques", items: [.extra(Extra(info: "taux-tva", text: "0.2"))])
      ]
    },
  ]
}

extension RandomDocuments {
  /// A feed with blanks and CDATA around some of its values.
  mutating func padded(_ feed: String) -> String {
    let names = [
      "numtel", "nombre-heures-total", "nombre-heures-centre", "SIRET", "debut", "codepostal", "langue-formation",
      "etat-recrutement", "prix-total-TTC", "code-RNCP", "courriel", "latitude",
    ]
    var feed = feed
    for name in names where chance(60) {
      let (before, after) = one(of: [
        (" ", ""), ("\n  ", "\t"), ("<![CDATA[ ]]>", " "), ("<![CDATA[\n]]>", "<!-- x -->"),
      ])
      feed = feed.replacing("<\(name)>", with: "<\(name)>" + before).replacing("</\(name)>", with: after + "</\(name)>")
    }
    return feed
  }
}

extension Formation {
  /// An offer that has all that EDOF needs, and more, of random words.
  static func complete(_ numero: String, _ random: inout RandomDocuments) -> Formation {
    func words(_ most: Int) -> String {
      let letters = Array("abcdé ÀçÿZ09-'<&>\n")
      let length = random.chance(10) ? most : random.number(1...min(most, 40))
      return "m" + String((1..<max(2, length)).map { _ in random.one(of: letters) }).prefix(length - 1)
    }
    func person() -> Coordonnees {
      var person = Coordonnees(
        nom: TextLeaf(words(50)), prenom: TextLeaf(words(50)),
        telfixe: Telfixe(numtels: [TextLeaf(random.one(of: ["02 31 00 00 00", "+33231000000", "0231000000"]))]),
        courriel: "contact@example.org")
      if random.chance(30) { person.portable = Portable(numtels: ["06.00.00.00.00"]) }
      if random.chance(30) { person.civilite = "Madame" }
      return person
    }
    func adresse() -> Adresse {
      var adresse = Adresse(
        lignes: [TextLeaf(random.one(of: ["12 rue des Écoles", "BP 202", "Zone nord", "3 bis place A"]))],
        codepostal: "14000", ville: "Caen")
      if random.chance(30) { adresse.denomination = TextLeaf(words(50)) }
      if random.chance(30) { adresse.pays = "FR" }
      if random.chance(50) { adresse.geolocalisation = Geolocalisation(latitude: "49.18", longitude: "-0.37") }
      if random.chance(20) { adresse.departement = "14" }
      return adresse
    }
    var place = person()
    place.adresse = adresse()
    var session = Session(
      numero: "\(numero)S", periode: Periode(debut: "20270301", fin: "20270930"),
      adresseInscription: AdresseInscription(adresse: adresse()),
      etatRecrutement: .init(random.one(of: [.ouvert, .ferme])),
      contactsSession: [ContactSession(coordonnees: person())])
    session.datecrea = "20260101"
    session.datemaj = "20260901"
    var action = Action(
      numero: "\(numero)A", rythmeFormation: "Temps plein", codesPublicVise: ["83056"],
      niveauEntreeObligatoire: .init(.non), modalitesAlternance: "Sans", modalitesEnseignement: .init(.presentiel),
      conditionsSpecifiques: TextLeaf(words(3000)), priseEnChargeFraisPossible: .init(.oui),
      lieuxDeFormation: [LieuDeFormation(coordonnees: place)], modalitesEntreesSorties: .init(.datesFixes),
      sessions: [session], accesHandicapes: TextLeaf(words(250)), languesFormation: [random.one(of: ["FR", "fr"])],
      prixTotalTTC: TextLeaf(random.one(of: ["1200", "1200.5", "1 200,00 €", "0"])), nombreHeuresCentre: 400,
      nombreHeuresTotal: 470)
    if random.chance(40) { action.adresseInformation = AdresseInformation(adresse: adresse()) }
    if random.chance(40) { action.restauration = TextLeaf(words(250)) }
    if random.chance(40) { action.modalitesPedagogiques = TextLeaf(words(200)) }
    if random.chance(40) { action.urlAction = UrlAction(urlwebs: ["https://example.org/a", "https://example.org/b"]) }
    action.datecrea = "20260101"
    action.datemaj = "20260901"
    let siret = TextLeaf(random.one(of: ["90000000100009", "900 000 002 00007", "90000000300005"]))
    var formation = Formation(
      numero: numero, domaineFormation: DomaineFormation(codesFORMACODE: ["22403"]),
      intituleFormation: TextLeaf(words(255)), objectifFormation: TextLeaf(words(3000)),
      resultatsAttendus: TextLeaf(words(3000)), contenuFormation: TextLeaf(words(3000)), certifiante: .init(.oui),
      contactsFormation: [ContactFormation(coordonnees: person())], parcoursDeFormation: .init(.enGroupe),
      codeNiveauEntree: .init(.sansNiveauSpecifique), objectifGeneralFormation: .init(.certification),
      certifications: [random.one(of: [Certification(codeRNCP: "37277"), Certification(codeRS: "RS5695")])],
      actions: [action],
      organismeFormationResponsable: OrganismeFormationResponsable(
        numeroActivite: "99999999999", siretOrganismeFormation: SIRETOrganismeFormation(siret: siret),
        nomOrganisme: "Centre Alpha", raisonSociale: "Alpha"))
    formation.datecrea = "20260101"
    formation.datemaj = "20260901"
    return formation
  }
}
