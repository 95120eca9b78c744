import LheoModel

extension Rule {
  static let iscPlacesAbsentes = Rule(
    "recrutement/isc-places-absentes", .franceTravail, .error,
    message: Candidature.message("le nombre de places n'est pas indiqué.", "the number of places is missing."),
    why: Text(
      "Sans nombre de places, France Travail n'ouvre pas la candidature.",
      "Without a number of places France Travail does not open the application."),
    repair: Text("Ajoutez <nb-places>, de 1 à 999.", "Add <nb-places>, 1 to 999."),
    source: "\(Candidature.source) (l. 1366)",
    triggering: Candidature.example("pas de nb-places", "no nb-places") { $0.nbPlaces = nil },
    passing: Candidature.example("nb-places = 1") { $0.nbPlaces = 1 },
    check: .recrutement(.candidature) { context in
      if context.recrutement.nbPlaces == nil { context.report(at: context.recrutement, missing: .nbPlaces) }
    })

  static let iscPlaces = Rule(
    "recrutement/isc-places", .franceTravail, .error,
    message: Candidature.message("le nombre de places n'est pas accepté.", "the number of places is not accepted."),
    why: Text(
      "France Travail refuse une candidature dont le nombre de places sort des bornes.",
      "France Travail refuses an application whose number of places is out of bounds."),
    repair: Text("Écrivez un nombre de 1 à 999.", "Write a number from 1 to 999."),
    source: "\(Candidature.source) (l. 1366)",
    triggering: Candidature.example("nb-places = 1000") { $0.nbPlaces = 1000 },
    Candidature.example("nb-places = 0") { $0.nbPlaces = 0 },
    passing: Candidature.example("nb-places = 999") { $0.nbPlaces = 999 },
    check: .recrutement(.candidature) { context in
      guard let leaf = context.recrutement.nbPlaces, let places = context.places else { return }
      // A negative number is told by recrutement/places-entier.
      if places == 0 || places > 999 {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à 999", "1 to 999"))
      }
    })
}
