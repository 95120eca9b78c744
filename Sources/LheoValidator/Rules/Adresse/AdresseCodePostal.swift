import LheoModel

extension RuleSource {
  private static let adresses = "Entretien individuel (RDVI) et les Informations collectives (ICO)"

  static let adresseLigne = guide(adresses, 1392...1394, words: "La 1ère ligne doit être renseignée")
  static let adresseVille = guide(adresses, 1395, words: "La ville doit être renseignée")
  static let adresseCodePostal = guide(adresses, 1396, words: "Le code postal doit être au format")
  static let adresseINSEE = guide(adresses, 1397, words: "Le code INSEE doit être au format")
  static let adresseCodesAbsents = guide(adresses, 1398, words: "Absence du code postal ou INSEE")
  static let adresseDenomination = guide(adresses, 1400, words: "Nom de la structure", "avant l'adresse")
}

extension Rule {
  static let adresseCodePostalFormat = Rule(
    "adresse/codepostal-format", .franceTravail, .error, blocks: [.franceTravail],
    message: Text(
      "Le code postal contient autre chose que des chiffres et des lettres.",
      "The postcode has characters other than digits and letters."),
    why: Text(
      "France Travail refuse un code postal qui contient un espace ou un signe.",
      "France Travail refuses a postcode that contains a space or a sign."),
    repair: Text(
      "Écrivez dans <codepostal> cinq chiffres ou lettres, sans espace.",
      "Write five digits or letters in <codepostal>, without spaces."),
    form: .codePostal, source: .adresseCodePostal,
    triggering: Example("codepostal = 14 00") { $0.adresse.codepostal = "14 00" },
    repaired: { $0.adresse.codepostal = "14000" },
    passing: .unchanged,
    check: .adresse { context in
      // Other lengths are the schema's.
      if context.codePostal.hasFiveCharacters, !context.codePostal.isAlphanumeric, context.codeINSEE.isUsable {
        let leaf = context.adresse.codepostal
        context.report(at: leaf, found: leaf.text, expected: .fiveCharacters)
      }
    })

  static let adresseCodePostalZero = Rule(
    "adresse/codepostal-zero", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("Le code postal 00000 est refusé.", "The postcode 00000 is refused."),
    why: Text("France Travail ne peut pas situer l'adresse.", "France Travail cannot locate the address."),
    repair: Text(
      "Écrivez dans <codepostal> le code postal de la commune.", "Write the postcode of the commune in <codepostal>."),
    form: .codePostal, source: .adresseCodePostal,
    triggering: Example("codepostal = 00000") { $0.adresse.codepostal = "00000" },
    repaired: { $0.adresse.codepostal = "14000" },
    passing: .unchanged,
    check: .adresse { context in
      if context.codePostal.isZero, context.codeINSEE.isUsable {
        context.report(at: context.adresse.codepostal, found: "00000", expected: .codePostal)
      }
    })

  static let adresseCodesAbsents = Rule(
    "adresse/codepostal-et-insee-absents", .franceTravail, .error, blocks: [.franceTravail],
    message: Text(
      "Ni le code postal ni le code INSEE n'est utilisable.", "Neither the postcode nor the INSEE code can be used."),
    why: Text(
      "L'adresse ne peut pas être située : France Travail la refuse.",
      "The address cannot be located: France Travail refuses it."),
    repair: Text(
      "Écrivez le code postal dans <codepostal> et le code INSEE de la commune dans <code-INSEE-commune>.",
      "Write the postcode in <codepostal> and the INSEE code of the commune in <code-INSEE-commune>."),
    form: .adresse, source: .adresseCodesAbsents,
    triggering: Example("codepostal = 00000, pas de code INSEE", "codepostal = 00000, no INSEE code") { formation in
      formation.adresse.codepostal = "00000"
      formation.adresse.codeINSEECommune = nil
    },
    Example("14 00 et 1411-", "14 00 and 1411-") { formation in
      formation.adresse.codepostal = "14 00"
      formation.adresse.codeINSEECommune = "1411-"
    },
    repaired: { formation in
      formation.adresse.codepostal = "14000"
      formation.adresse.codeINSEECommune = "14118"
    },
    passing: Example("code postal seul", "a postcode only") { $0.adresse.codeINSEECommune = nil },
    check: .adresse { context in
      // A postcode that is missing or of another length is the schema's.
      guard context.codePostal.hasFiveCharacters, !context.codePostal.isUsable, !context.codeINSEE.isUsable
      else { return }
      context.report(
        at: context.adresse.codepostal, found: context.adresse.codepostal.text, expected: .codePostal)
    })

  static let adresseCodePostalFrance = Rule(
    "adresse/codepostal-france", .qualite, .warning, blocks: [],
    message: Text("Ce n'est pas un code postal français.", "This is not a French postcode."),
    why: Text("Le code ne correspond à aucun département.", "The code belongs to no department."),
    repair: Text(
      """
      Écrivez dans <codepostal> les cinq chiffres du code postal ; si l'adresse est à l'étranger, écrivez le code du \
      pays dans <pays>, par exemple BE.
      """,
      """
      Write the five digits of the postcode in <codepostal>; if the address is abroad, write the code of the country \
      in <pays>, for example BE.
      """),
    form: .codePostal, source: .adresseCodePostal,
    triggering: Example("codepostal = 1400A") { $0.adresse.codepostal = "1400A" },
    Example("codepostal = 99000") { $0.adresse.codepostal = "99000" },
    Example("codepostal = 00999") { $0.adresse.codepostal = "00999" },
    repaired: { $0.adresse.codepostal = "14000" },
    passing: Example("adresse en Belgique", "an address in Belgium") { $0.adresse.moveToBelgium() },
    morePassing: [
      Example("codepostal = 01000") { $0.adresse.codepostal = "01000" },
      Example("codepostal = 98800") { $0.adresse.codepostal = "98800" },
    ],
    check: .adresse { context in
      guard context.codePostal.isUsable, !(1...98).contains((context.codePostal.number ?? 0) / 1000),
        context.adresse.isInFrance
      else { return }
      context.report(
        at: context.adresse.codepostal, found: context.adresse.codepostal.text,
        expected: Text("cinq chiffres, de 01000 à 98999", "five digits, 01000 to 98999"))
    })
}

extension Text {
  static let fiveCharacters = Text("cinq chiffres ou lettres", "five digits or letters")
  static let codePostal = Text("le code postal de la commune", "the postcode of the commune")
  static let codeINSEE = Text("le code INSEE de la commune", "the INSEE code of the commune")
}

extension FormRepair {
  static let codePostal = anyField(
    .codePostal, "saisissez le code postal : cinq chiffres, sans espace.",
    "type the postcode: five digits, without spaces.")
  /// For what the form finds by itself once the address is chosen.
  static let adresse = anyField(
    .rechercherAdresse,
    "cherchez l'adresse et choisissez-la dans la liste : les autres champs se remplissent automatiquement.",
    "look the address up and choose it from the list: the other fields are filled in automatically.")
}

extension Adresse {
  /// Whether the address is in France, overseas included; one without a country is.
  package var isInFrance: Bool {
    guard let pays else { return true }
    let code = pays.trimmedText.uppercased()
    return code.isEmpty
      || ["FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF", "TF"].contains(code)
  }

  mutating func moveToBelgium() {
    (codepostal, ville, pays) = ("B1000", "Bruxelles", "BE")
    (codeINSEECommune, departement, region) = (nil, nil, nil)
    geolocalisation = Geolocalisation(latitude: "50.8467", longitude: "4.3525")
  }
}
