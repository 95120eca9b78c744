import LheoModel

extension Rule {
  static let adresseGeolocalisationAbsente = Rule(
    "adresse/geolocalisation-absente", .qualite, .info,
    message: Text("Le lieu de formation n'est pas géolocalisé.", "The place of training is not geolocated."),
    why: Text(
      "Sans coordonnées, l'offre n'apparaît pas sur les cartes ni dans les recherches par distance.",
      "Without coordinates the offer is on no map and in no search by distance."),
    repair: Text(
      "Ajoutez <geolocalisation> avec latitude et longitude.", "Add <geolocalisation> with latitude and longitude."),
    source: "Guide de saisie OFeli, « Lieu de la formation » (l. 990-1010)",
    triggering: Example("pas de geolocalisation") { $0.adresse.geolocalisation = nil },
    passing: Example("formation à distance") { formation in
      formation.action.modalitesEnseignement = .init(.aDistance)
      formation.adresse.geolocalisation = nil
    },
    check: .adresse { context in
      if context.adressePlace == .lieu, context.adresse.geolocalisation == nil,
        context.action.modalitesEnseignement.code != .aDistance
      {
        context.report(at: context.adresse, missing: .geolocalisation)
      }
    })

  static let adresseGeolocalisationValeur = Rule(
    "adresse/geolocalisation-valeur", .qualite, .warning,
    message: Text("Les coordonnées géographiques sont fausses.", "The coordinates are wrong."),
    why: Text(
      "Le lieu sera placé ailleurs sur la carte, ou nulle part.",
      "The place will be put elsewhere on the map, or nowhere."),
    repair: Text(
      "Écrivez des degrés décimaux avec un point : latitude de -90 à 90, longitude de -180 à 180.",
      "Write decimal degrees with a point: latitude -90 to 90, longitude -180 to 180."),
    source: "Guide de saisie OFeli, « Lieu de la formation » (l. 990-1010)",
    triggering: Example("latitude = 49,18") { $0.adresse.geolocalisation?.latitude = "49,18" },
    Example("0 et 0") { $0.adresse.geolocalisation = Geolocalisation(latitude: "0", longitude: "0.0") },
    passing: Example("latitude = 90") { $0.adresse.geolocalisation?.latitude = "90" },
    check: .adresse { context in
      guard let place = context.adresse.geolocalisation else { return }
      let latitude = Double(place.latitude.trimmedText)
      let longitude = Double(place.longitude.trimmedText)
      let found = "\(place.latitude.trimmedText) ; \(place.longitude.trimmedText)"
      let isRight =
        latitude.map { (-90...90).contains($0) } ?? false && longitude.map { (-180...180).contains($0) } ?? false
      if !isRight || latitude == 0 && longitude == 0 { context.report(at: place, found: found) }
    })
}
