import LheoModel

extension Rule {
  static let rdviPlacesAbsentes = creneauPlacesAbsentes(.rdvi)
  static let icoPlacesAbsentes = creneauPlacesAbsentes(.ico)
  static let rdviPlaces = creneauPlaces(.rdvi)
  static let icoPlaces = creneauPlaces(.ico)

  private static func creneauPlacesAbsentes(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-places-absentes", .franceTravail, .error,
      message: creneau.message("le nombre de places n'est pas indiqué.", "the number of places is missing."),
      why: Text(
        "Sans nombre de places, France Travail n'ouvre pas le créneau aux candidats.",
        "Without a number of places France Travail does not open the slot to candidates."),
      repair: Text(
        "Ajoutez <nb-places> : les personnes reçues en même temps, de 1 à 299.",
        "Add <nb-places>: how many people are received at the same time, 1 to 299."),
      source: "\(Creneau.source) (l. 1381-1383)",
      triggering: creneau.example("pas de nb-places", "no nb-places") { $0.nbPlaces = nil },
      passing: creneau.example("nb-places = 1") { $0.nbPlaces = 1 },
      check: .recrutement(creneau.modalite) { context in
        if context.recrutement.nbPlaces == nil { context.report(at: context.recrutement, missing: .nbPlaces) }
      })
  }

  private static func creneauPlaces(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-places", .franceTravail, .error,
      message: creneau.message("le nombre de places n'est pas accepté.", "the number of places is not accepted."),
      why: Text(
        "France Travail refuse un créneau dont le nombre de places sort des bornes.",
        "France Travail refuses a slot whose number of places is out of bounds."),
      repair: Text("Écrivez un nombre de 1 à 299.", "Write a number from 1 to 299."),
      source: "\(Creneau.source) (l. 1381)",
      triggering: creneau.example("nb-places = 300") { $0.nbPlaces = 300 },
      creneau.example("nb-places = 0") { $0.nbPlaces = 0 },
      passing: creneau.example("nb-places = 299") { $0.nbPlaces = 299 },
      check: .recrutement(creneau.modalite) { context in
        guard let leaf = context.recrutement.nbPlaces, let places = context.places else { return }
        // A negative number is told by recrutement/places-entier.
        if places == 0 || places > 299 {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à 299", "1 to 299"))
        }
      })
  }
}
