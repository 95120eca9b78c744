/// A region of France.
public struct Region: Sendable, Hashable {
  /// The INSEE code, such as `28`.
  public let code: String
  /// The name.
  public let name: String
  /// The departments, by code.
  public let departements: [String]
  /// Postcode and town of the regional prefecture: what France Travail is sent where a remote appointment has no
  /// address.
  public let prefecture: (codepostal: String, ville: String)
  /// The prefix of the regional Carif-Oref's numbers at France Travail; `nil` where it is not known.
  public let prefix: String?

  /// The region of an INSEE code.
  public static func named(_ code: String) -> Region? { all.first { $0.code == code } }

  /// The region that an address is in, by its department.
  package static func containing(_ adresse: Adresse) -> Region? { adresse.departementCode.flatMap { of($0) } }

  /// The region of a department; `nil` where there is none.
  package static func of(_ departement: String) -> Region? { number(departement).flatMap { byNumber[$0] } }

  private static let byNumber: [Region?] = {
    var found = [Region?](repeating: nil, count: 1000)
    for region in all { for departement in region.departements { found[number(departement)!] = region } }
    return found
  }()

  /// Both departments of Corsica have the number of their postcodes.
  private static func number(_ departement: String) -> Int? {
    if departement == "2A" || departement == "2B" { return 20 }
    return Int(departement).flatMap { (1..<1000).contains($0) ? $0 : nil }
  }

  /// Regions are the same if their codes are.
  public static func == (left: Region, right: Region) -> Bool { left.code == right.code }

  /// Hashes the code.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }

  private init(
    _ code: String, _ name: String, _ departements: String, _ codepostal: String, _ ville: String, prefix: String? = nil
  ) {
    self.code = code
    self.name = name
    self.departements = departements.split(separator: " ").map(String.init)
    prefecture = (codepostal, ville)
    self.prefix = prefix
  }

  /// The regions.
  public static let all = [
    Region("01", "Guadeloupe", "971", "97100", "Basse-Terre"),
    Region("02", "Martinique", "972", "97200", "Fort-de-France"),
    Region("03", "Guyane", "973", "97300", "Cayenne"),
    Region("04", "La Réunion", "974", "97400", "Saint-Denis"),
    Region("06", "Mayotte", "976", "97600", "Mamoudzou"),
    Region("11", "Île-de-France", "75 77 78 91 92 93 94 95", "75015", "Paris"),
    Region("24", "Centre-Val de Loire", "18 28 36 37 41 45", "45000", "Orléans"),
    Region("27", "Bourgogne-Franche-Comté", "21 25 39 58 70 71 89 90", "21000", "Dijon"),
    Region("28", "Normandie", "14 27 50 61 76", "76000", "Rouen", prefix: "04_"),
    Region("32", "Hauts-de-France", "02 59 60 62 80", "59000", "Lille"),
    Region("44", "Grand Est", "08 10 51 52 54 55 57 67 68 88", "67000", "Strasbourg"),
    Region("52", "Pays de la Loire", "44 49 53 72 85", "44000", "Nantes"),
    Region("53", "Bretagne", "22 29 35 56", "35000", "Rennes"),
    Region("75", "Nouvelle-Aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87", "33000", "Bordeaux"),
    Region("76", "Occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82", "31000", "Toulouse"),
    Region("84", "Auvergne-Rhône-Alpes", "01 03 07 15 26 38 42 43 63 69 73 74", "69000", "Lyon"),
    Region("93", "Provence-Alpes-Côte d'Azur", "04 05 06 13 83 84", "13000", "Marseille"),
    Region("94", "Corse", "2A 2B", "20000", "Ajaccio"),
  ]
}
