import LheoModel
import LheoOutput
import LheoWriter

extension Formation {
  /// An offer with no more than what receivers ask of each: the start for who makes feeds of data of one's own.
  ///
  /// - Parameter day: when it is sent; the session starts in the September after the next.
  public static func smallest(asOf day: PartialDate) -> Formation {
    let year = (day.year ?? 2026) + 1
    let adresse = Adresse(
      lignes: ["12 rue des Écoles"], codepostal: "14000", ville: "Caen", codeINSEECommune: "14118")
    var session = Session(
      numero: "99_S1", periode: Periode(debut: DateLeaf("\(year)0901"), fin: DateLeaf("\(year + 1)0630")),
      adresseInscription: AdresseInscription(adresse: adresse), etatRecrutement: .init(.ouvert),
      recrutements: [
        Recrutement(
          numero: "R1", modaliteRecrutement: .init(.candidature), nbPlaces: 12,
          periode: Periode(debut: DateLeaf(day.lheoText), fin: DateLeaf("\(year)0831")))
      ])
    session.datecrea = day.lheoText
    session.datemaj = day.lheoText
    var formation = Formation.example
    formation.numero = "99_F1"
    formation.contactsFormation = [
      ContactFormation(coordonnees: Coordonnees(nom: "Duval", courriel: "contact@example.org"))
    ]
    formation.actions[0].numero = "99_A1"
    formation.actions[0].datemaj = day.lheoText
    formation.actions[0].conditionsSpecifiques = "Aucune"
    formation.actions[0].lieuxDeFormation[0].coordonnees.adresse = adresse
    formation.actions[0].sessions = [session]
    formation.organismeFormationResponsable.coordonneesOrganisme.coordonnees.adresse = adresse
    return formation
  }
}
