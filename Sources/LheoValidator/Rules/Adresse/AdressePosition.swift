import LheoModel
import LheoRegisters

extension Rule {
  static let coordonneesHorsCommune = Rule(
    "adresse/coordonnees-hors-commune", .qualite, .warning, blocks: [],
    message: Text("Le point n'est pas dans la commune.", "The point is not in the commune."),
    why: Text(
      "Sur les cartes et dans les recherches par distance, le lieu est ailleurs.",
      "On maps and in searches by distance the place is elsewhere."),
    repair: Text(
      "Corrigez <latitude> et <longitude>, ou <code-INSEE-commune>.",
      "Correct <latitude> and <longitude>, or <code-INSEE-commune>."),
    form: .adresse, source: .geolocalisation, needs: [.positions],
    triggering: Example("48.86, 2.35, code INSEE 14118", "48.86, 2.35, INSEE code 14118") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "48.86", longitude: "2.35")
    },
    Example("49.2300, -0.3707, au nord de Caen", "49.2300, -0.3707, north of Caen") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "49.2400", longitude: "-0.3707")
    },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.1829", longitude: "-0.3707") },
    passing: .unchanged,
    check: .adresse { context in
      guard let place = context.placedCommune else { return }
      let distance = place.position.distance(latitude: place.latitude, longitude: place.longitude)
      // A box is widened by two kilometres; without one the centre has to do.
      let isFar = place.position.box == nil ? distance > 15 : distance > 2
      guard isFar, let found = context.adresse.geolocalisation else { return }
      context.report(
        at: found, found: "\(found.latitude.trimmedText), \(found.longitude.trimmedText)",
        shown: Text(
          "\(found.latitude.trimmedText), \(found.longitude.trimmedText), à \(Int(distance.rounded())) km",
          "\(found.latitude.trimmedText), \(found.longitude.trimmedText), \(Int(distance.rounded())) km away"),
        expected: Text("un point de \(place.name)", "a point in \(place.name)"),
        severity: distance < 5 ? .info : nil, from: place.register)
    })

  static let coordonneesCentreCommune = Rule(
    "adresse/coordonnees-centre-commune", .qualite, .info, blocks: [],
    message: Text(
      "Le point est le centre de la commune, pas l'adresse.", "The point is the centre of the commune, not the address."
    ),
    why: Text(
      "Les trajets et les recherches par distance sont faux de quelques kilomètres.",
      "Ways and searches by distance are wrong by some kilometres."),
    repair: Text(
      "Écrivez dans <latitude> et <longitude> les coordonnées de l'adresse.",
      "Write the coordinates of the address in <latitude> and <longitude>."),
    form: .adresse, source: .geolocalisation, needs: [.positions],
    triggering: Example("49.1847, -0.3630") {
      $0.adresse.geolocalisation = Geolocalisation(latitude: "49.18471", longitude: "-0.3630")
    },
    repaired: { $0.adresse.geolocalisation = Geolocalisation(latitude: "49.1829", longitude: "-0.3707") },
    passing: .unchanged,
    check: .adresse { context in
      guard let place = context.placedCommune, abs(place.latitude - place.position.latitude) < 0.00005,
        abs(place.longitude - place.position.longitude) < 0.00005, let found = context.adresse.geolocalisation
      else { return }
      context.report(
        at: found, found: "\(found.latitude.trimmedText), \(found.longitude.trimmedText)",
        expected: Text("les coordonnées de l'adresse", "the coordinates of the address"), from: place.register)
    })
}

extension RuleContext {
  /// The point of the address in France, and where its commune is.
  fileprivate var placedCommune:
    (latitude: Double, longitude: Double, position: Commune.Position, name: String, register: Register)?
  {
    guard codeINSEE.isUsable, let point, let latitude = point.latitude, let longitude = point.longitude,
      let sheet = commune, let position = sheet.position, adresse.isInFrance,
      FrenchGround.contains(latitude, longitude), let found = adresse.geolocalisation,
      let north = Double(found.latitude.trimmedText), let east = Double(found.longitude.trimmedText)
    else { return nil }
    let register: Register = edition(of: .geo) == nil ? .adresses : .geo
    return (north, east, position, (sheet.current ?? sheet.commune)?.name ?? "", register)
  }
}

extension Commune.Position {
  /// How many kilometres a point is from the box of the commune, or from its centre if it has none.
  package func distance(latitude: Double, longitude: Double) -> Double {
    func outside(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      max(range.lowerBound - value, value - range.upperBound, 0)
    }
    let north = box.map { outside(latitude, $0.latitudes) } ?? abs(latitude - self.latitude)
    let east = box.map { outside(longitude, $0.longitudes) } ?? abs(longitude - self.longitude)
    // A degree is 111 km from south to north; from west to east it shrinks towards the poles.
    let (x, y) = (east * 111.3 * Self.cosine(latitude), north * 111.2)
    return (x * x + y * y).squareRoot()
  }

  /// The cosine of an angle in degrees, by its series.
  private static func cosine(_ degrees: Double) -> Double {
    let angle = degrees * .pi / 180
    let square = angle * angle
    return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56)))
  }
}
