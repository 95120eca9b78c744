import LheoModel

extension Rule {
  static let iscPlacesAbsentes = Rule(
    "recrutement/isc-places-absentes", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message("le nombre de places n'est pas indiqué.", "the number of places is missing."),
    why: Text(
      "Sans nombre de places, France Travail n'ouvre pas la candidature.",
      "Without a number of places France Travail does not open the application."),
    repair: Text("Ajoutez <nb-places>, de 1 à 999.", "Add <nb-places>, 1 to 999."),
    form: .field(.nombreDePlaces, "saisissez un nombre de 1 à 999.", "type a number from 1 to 999."),
    source: Candidature.source(1366, "nombre de places doit être renseigné"),
    triggering: Candidature.example("pas de nb-places", "no nb-places") { $0.nbPlaces = nil },
    repaired: Candidature.change { $0.nbPlaces = 12 },
    passing: Candidature.example("nb-places = 1") { $0.nbPlaces = 1 },
    morePassing: [
      Candidature.closed("recrutement fermé, pas de nb-places", "recruitment closed, no nb-places") {
        $0.nbPlaces = nil
      }
    ],
    check: .candidature { context in
      if context.recrutement.nbPlaces == nil { context.report(at: context.recrutement, missing: .nbPlaces) }
    })

  static let iscPlaces = Rule(
    "recrutement/isc-places", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message(
      "le nombre de places n'est pas compris entre 1 et 999.", "the number of places is not between 1 and 999."),
    why: Text(
      "France Travail refuse une candidature dont le nombre de places est hors de ces limites.",
      "France Travail refuses an application whose number of places is outside these limits."),
    repair: Text("Écrivez dans <nb-places> un nombre de 1 à 999.", "Write a number from 1 to 999 in <nb-places>."),
    form: .field(.nombreDePlaces, "saisissez un nombre de 1 à 999.", "type a number from 1 to 999."),
    source: Candidature.source(1366, "compris entre 1 et 999"),
    triggering: Candidature.example("nb-places = 1000") { $0.nbPlaces = 1000 },
    Candidature.example("nb-places = 0") { $0.nbPlaces = 0 },
    Candidature.example("nb-places = -1") { $0.nbPlaces = -1 },
    repaired: Candidature.change { $0.nbPlaces = 12 },
    passing: Candidature.example("nb-places = 999") { $0.nbPlaces = 999 },
    morePassing: [
      Candidature.example("nb-places = 1") { $0.nbPlaces = 1 },
      Candidature.closed("recrutement fermé, nb-places = 0", "recruitment closed, nb-places = 0") { $0.nbPlaces = 0 },
    ],
    check: .candidature { context in
      guard let leaf = context.recrutement.nbPlaces, let places = context.places else { return }
      if !(1...999).contains(places) {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à 999", "1 to 999"))
      }
    })
}
