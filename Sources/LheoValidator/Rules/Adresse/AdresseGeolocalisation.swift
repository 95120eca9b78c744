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
    triggering: Example("pas de geolocalisation", "no geolocalisation") { $0.adresse.geolocalisation = nil },
    passing: Example("formation à distance", "a distance course") { formation in
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
    Example("0 et 0", "0 and 0") { $0.adresse.geolocalisation = Geolocalisation(latitude: "0", longitude: "0.0") },
    passing: Example("latitude = 90") { $0.adresse.geolocalisation?.latitude = "90" },
    check: .adresse { context in
      guard let place = context.adresse.geolocalisation else { return }
      let latitude = Degrees(place.latitude.text)
      let longitude = Degrees(place.longitude.text)
      if let latitude, let longitude, latitude.isAtMost(90), longitude.isAtMost(180),
        !latitude.isZero || !longitude.isZero
      {
        return
      }
      context.report(at: place, found: "\(place.latitude.trimmedText) ; \(place.longitude.trimmedText)")
    })
}

/// An angle as decimal text: what a rule asks of it needs no floating point, which costs as much as all other rules on
/// an address.
private struct Degrees {
  private var whole = 0
  private var hasFraction = false

  /// Reads `-0.3714`, `49`, `+49.2`, `49.`; `nil` for anything else.
  init?(_ text: String) {
    var digits = 0
    var points = 0
    let isNumber = text.withBytes { bytes in
      for (index, byte) in bytes.trimmed.enumerated() {
        switch byte {
        case 0x2B, 0x2D: if index > 0 { return false }
        case 0x2E: points += 1
        case 0x30...0x39:
          digits += 1
          if points > 0 {
            if byte > 0x30 { hasFraction = true }
          } else if whole < 1000 {
            whole = whole * 10 + Int(byte - 0x30)
          }
        default: return false
        }
      }
      return digits > 0 && points <= 1
    }
    if !isNumber { return nil }
  }

  var isZero: Bool { whole == 0 && !hasFraction }

  func isAtMost(_ limit: Int) -> Bool { whole < limit || whole == limit && !hasFraction }
}
