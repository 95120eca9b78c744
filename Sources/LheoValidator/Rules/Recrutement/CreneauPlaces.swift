import LheoModel

extension Rule {
  static let rdviPlacesAbsentes = creneauPlacesAbsentes(.rdvi)
  static let icoPlacesAbsentes = creneauPlacesAbsentes(.ico)
  static let rdviPlaces = creneauPlaces(.rdvi)
  static let icoPlaces = creneauPlaces(.ico)

  private static func creneauPlacesAbsentes(_ creneau: Creneau) -> Rule {
    let isRdvi = creneau == .rdvi
    return Rule(
      "recrutement/\(creneau)-places-absentes", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message("le nombre de places n'est pas indiqué.", "the number of places is missing."),
      why: Text(
        "Sans nombre de places, France Travail n'ouvre pas le créneau aux candidats.",
        "Without a number of places France Travail does not open the slot to candidates."),
      repair: isRdvi
        ? Text(
          "Ajoutez <nb-places> : le nombre de personnes reçues en même temps, de 1 à 299.",
          "Add <nb-places>: how many people are received at the same time, 1 to 299.")
        : Text(
          "Ajoutez <nb-places> : le nombre de personnes accueillies dans la salle ou à distance, de 1 à 299.",
          "Add <nb-places>: how many people fit into the room or take part remotely, 1 to 299."),
      form: isRdvi
        ? .field(
          .nombreDePlaces, "saisissez combien de personnes sont reçues en même temps, de 1 à 299.",
          "type how many people are received at the same time, 1 to 299.")
        : .field(
          .nombreDePlaces, "saisissez combien de personnes sont accueillies dans la salle ou à distance, de 1 à 299.",
          "type how many people fit into the room or take part remotely, 1 to 299."),
      source: .guide(
        "Entretien individuel (RDVI) et les Informations collectives (ICO)", 1381...1383, words: "doit être renseigné",
        isRdvi ? "recevoir de manière simultanée" : "physiquement dans une salle ou à distance"),
      triggering: creneau.example("pas de nb-places", "no nb-places") { $0.nbPlaces = nil },
      repaired: creneau.change { $0.nbPlaces = 2 },
      passing: creneau.example("nb-places = 1") { $0.nbPlaces = 1 },
      morePassing: [creneau.closed("pas de nb-places", "no nb-places") { $0.nbPlaces = nil }],
      check: .creneau(creneau) { context in
        if context.recrutement.nbPlaces == nil { context.report(at: context.recrutement, missing: .nbPlaces) }
      })
  }

  private static func creneauPlaces(_ creneau: Creneau) -> Rule {
    Rule(
      "recrutement/\(creneau)-places", .franceTravail, .error, blocks: [.franceTravail],
      message: creneau.message(
        "le nombre de places n'est pas compris entre 1 et 299.", "the number of places is not between 1 and 299."),
      why: Text(
        "France Travail refuse un créneau dont le nombre de places est hors de ces limites.",
        "France Travail refuses a slot whose number of places is outside these limits."),
      repair: Text("Écrivez dans <nb-places> un nombre de 1 à 299.", "Write a number from 1 to 299 in <nb-places>."),
      form: .field(.nombreDePlaces, "saisissez un nombre de 1 à 299.", "type a number from 1 to 299."),
      source: Creneau.source(1381, "compris entre 1 et 299"),
      triggering: creneau.example("nb-places = 300") { $0.nbPlaces = 300 },
      creneau.example("nb-places = 0") { $0.nbPlaces = 0 },
      creneau.example("nb-places = -1") { $0.nbPlaces = -1 },
      repaired: creneau.change { $0.nbPlaces = 299 },
      passing: creneau.example("nb-places = 299") { $0.nbPlaces = 299 },
      morePassing: [
        creneau.example("nb-places = 1") { $0.nbPlaces = 1 },
        creneau.closed("nb-places = 0", "nb-places = 0") { $0.nbPlaces = 0 },
      ],
      check: .creneau(creneau) { context in
        guard let leaf = context.recrutement.nbPlaces, let places = context.places else { return }
        if !(1...299).contains(places) {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à 299", "1 to 299"))
        }
      })
  }
}
