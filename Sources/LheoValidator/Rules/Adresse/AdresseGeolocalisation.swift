import LheoModel

extension RuleSource {
  static let geolocalisation = guide(
    "Lieu de la formation", 993...1015, words: "l'adresse géolocalisée", "Latitude", "Longitude")
}

extension Rule {
  static let adresseGeolocalisationAbsente = Rule(
    "adresse/geolocalisation-absente", .qualite, .info, blocks: [],
    message: Text("Le lieu de formation n'est pas géolocalisé.", "The place of training is not geolocated."),
    why: Text(
      "Sans latitude ni longitude, l'offre n'apparaît ni sur les cartes ni dans les recherches par distance.",
      "Without latitude and longitude the offer is on no map and in no search by distance."),
    repair: Text(
      "Ajoutez <geolocalisation> avec <latitude> et <longitude>.",
      "Add <geolocalisation> with <latitude> and <longitude>."),
    form: .adresse, source: .geolocalisation,
    triggering: Example("pas de geolocalisation", "no geolocalisation") { $0.adresse.geolocalisation = nil },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.1829", longitude: "-0.3707") },
    passing: Example("formation à distance", "a distance course") { formation in
      formation.action.modalitesEnseignement = .init(.aDistance)
      formation.adresse.geolocalisation = nil
    },
    check: .adresse { context in
      if context.adressePlace == .lieu, context.adresse.geolocalisation == nil, context.isTaughtOnSite {
        context.report(at: context.adresse, missing: .geolocalisation)
      }
    })

  static let adresseGeolocalisationValeur = Rule(
    "adresse/geolocalisation-valeur", .qualite, .warning, blocks: [],
    message: Text("Les coordonnées géographiques sont impossibles.", "The geographic coordinates are impossible."),
    why: Text(
      "Le lieu sera placé ailleurs sur la carte, ou nulle part.",
      "The place will be put elsewhere on the map, or nowhere."),
    repair: Text(
      "Écrivez des degrés décimaux avec un point : de -90 à 90 dans <latitude>, de -180 à 180 dans <longitude>.",
      "Write decimal degrees with a point: -90 to 90 in <latitude>, -180 to 180 in <longitude>."),
    form: .adresse, source: .geolocalisation,
    triggering: Example("latitude = 49,18") { $0.adresse.geolocalisation?.latitude = "49,18" },
    Example("latitude = 90.1") { $0.adresse.geolocalisation?.latitude = "90.1" },
    Example("longitude = 181") { $0.adresse.geolocalisation?.longitude = "181" },
    Example("0 et 0", "0 and 0") { $0.adresse.geolocalisation = Geolocalisation(latitude: "0", longitude: "0.0") },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.1829", longitude: "-0.3707") },
    passing: Example("latitude = 90") { $0.adresse.geolocalisation?.latitude = "90" },
    morePassing: [
      Example("longitude = -180") { $0.adresse.geolocalisation?.longitude = "-180" },
      Example("longitude = 0") { $0.adresse.geolocalisation?.longitude = "0" },
    ],
    check: .adresse { context in
      guard let point = context.point else { return }
      // Most points are good: the element is copied only for a finding.
      if point.latitude?.isAtMost(90) == true, point.longitude?.isAtMost(180) == true, !point.isZero { return }
      guard let place = context.adresse.geolocalisation else { return }
      if point.latitude?.isAtMost(90) != true {
        context.report(
          at: place.latitude, found: place.latitude.text,
          expected: Text(
            "des degrés de -90 à 90, avec un point et non une virgule",
            "degrees from -90 to 90, with a point and not a comma"))
      }
      if point.longitude?.isAtMost(180) != true {
        context.report(
          at: place.longitude, found: place.longitude.text,
          expected: Text(
            "des degrés de -180 à 180, avec un point et non une virgule",
            "degrees from -180 to 180, with a point and not a comma"))
      }
      if point.isZero { context.report(at: place, found: place.text, expected: .coordonnees) }
    })

  static let adresseCoordonneesHorsPays = Rule(
    "adresse/coordonnees-hors-pays", .qualite, .warning, blocks: [],
    message: Text(
      "Les coordonnées géographiques ne sont pas en France.", "The geographic coordinates are not in France."),
    why: Text(
      "Sur les cartes, le lieu sera placé à l'étranger ou en mer.",
      "On maps the place will be put abroad or in the sea."),
    repair: Text(
      "Corrigez <latitude> et <longitude> ; si le lieu est à l'étranger, écrivez le code du pays dans <pays>.",
      "Correct <latitude> and <longitude>; if the place is abroad, write the code of the country in <pays>."),
    form: .adresse, source: .geolocalisation,
    triggering: Example("48.65, 102.02") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "48.65", longitude: "102.02")
    },
    Example("latitude = 51.2") { $0.adresse.geolocalisation?.latitude = "51.2" },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.1829", longitude: "-0.3707") },
    passing: Example("adresse en Belgique", "an address in Belgium") { $0.adresse.moveToBelgium() },
    morePassing: [
      Example("latitude = 51.1") { $0.adresse.geolocalisation?.latitude = "51.1" },
      Example("La Réunion", "Réunion") {
        $0.adresse.geolocalisation = Geolocalisation(latitude: "-20.8789", longitude: "55.4481")
      },
      Example("Bastia") { $0.adresse.geolocalisation = Geolocalisation(latitude: "42.7", longitude: "9.45") },
    ],
    check: .adresse { context in
      guard let place = context.geolocalisationOutOfFrance, !place.isSwapped else { return }
      context.report(
        at: place.element, found: place.element.text, expected: Text("un point en France", "a point in France"))
    })

  static let adresseCoordonneesInversees = Rule(
    "adresse/coordonnees-inversees", .qualite, .warning, blocks: [],
    message: Text("La latitude et la longitude semblent inversées.", "Latitude and longitude seem to be swapped."),
    why: Text(
      "Sur les cartes, le lieu sera placé à l'étranger ou en mer.",
      "On maps the place will be put abroad or in the sea."),
    repair: Text("Échangez <latitude> et <longitude>.", "Swap <latitude> and <longitude>."),
    form: .adresse, source: .geolocalisation,
    triggering: Example("-0.3707, 49.1829") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "-0.3707", longitude: "49.1829")
    },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.1829", longitude: "-0.3707") },
    passing: .unchanged,
    morePassing: [
      Example("48.65, 102.02") {
        $0.adresse.geolocalisation = Geolocalisation(latitude: "48.65", longitude: "102.02")
      }
    ],
    check: .adresse { context in
      guard let place = context.geolocalisationOutOfFrance, place.isSwapped else { return }
      let found = place.element
      context.report(
        at: found, found: found.text,
        expected: Text(verbatim: "\(found.longitude.trimmedText), \(found.latitude.trimmedText)"))
    })
}

extension Text {
  fileprivate static let coordonnees = Text("les coordonnées du lieu", "the coordinates of the place")
}

extension Geolocalisation {
  fileprivate var text: String { "\(latitude.trimmedText), \(longitude.trimmedText)" }
}

extension RuleContext {
  /// The point of an address in France where it is a point, but not one in France, and whether it would be one with
  /// latitude and longitude swapped.
  fileprivate var geolocalisationOutOfFrance: (element: Geolocalisation, isSwapped: Bool)? {
    guard let point, let latitude = point.latitude, let longitude = point.longitude,
      !FrenchGround.contains(latitude, longitude), latitude.isAtMost(90), longitude.isAtMost(180), !point.isZero,
      adresse.isInFrance, let place = adresse.geolocalisation, !isRefused(place.latitude), !isRefused(place.longitude)
    else { return nil }
    return (place, FrenchGround.contains(longitude, latitude))
  }
}

/// The point of an address, read once for all rules.
struct AdressePoint {
  /// The angles; `nil` where the text is none.
  let latitude, longitude: Degrees?

  /// The point of an address that has both.
  init?(_ adresse: UnsafePointer<Adresse>) {
    let field = adresse.field(\.geolocalisation)
    guard field.pointee != nil else { return nil }
    let place: UnsafePointer<Geolocalisation> = field.wrapped()
    if place.pointee.latitude.isAbsent || place.pointee.longitude.isAbsent { return nil }
    latitude = Degrees(place.pointee.latitude.text)
    longitude = Degrees(place.pointee.longitude.text)
  }

  /// Whether both angles are zero.
  var isZero: Bool { latitude?.isZero == true && longitude?.isZero == true }
}
