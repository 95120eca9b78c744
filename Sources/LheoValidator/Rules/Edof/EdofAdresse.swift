import LheoModel

extension Rule {
  static let edofVoie = edof(
    "voie", .warning,
    message: Text("La rue de l'adresse est incomplète.", "The street of the address is not complete."),
    why: Text(
      "EDOF veut le numéro, la nature et le nom de la voie, ou la ligne 5 (contrôle 30013).",
      "EDOF wants the number, the kind and the name of the street, or line 5 (control 30013)."),
    repair: Text(
      "Renseignez <extra info=\"numero-voie\">, <extra info=\"code-nature-voie\"> et <extra info=\"libelle-voie\">, ou <extra info=\"ligne5-adresse\">.",
      "Fill in <extra info=\"numero-voie\">, <extra info=\"code-nature-voie\"> and <extra info=\"libelle-voie\">, or <extra info=\"ligne5-adresse\">."
    ), source: .edofControlByOthers(30013),
    triggering: Example(edof: "pas de libelle-voie", "no libelle-voie") {
      $0.adresse.extras[0][deep: "libelle-voie"] = nil
    },
    repaired: { $0.adresse.extras[0].items += [.extra(Extra(info: "libelle-voie", text: "des Écoles"))] },
    passing: Example(edof: "ligne5-adresse = BP 202") {
      $0.adresse.extras[0].items = [.extra(Extra(info: "ligne5-adresse", text: "BP 202"))]
    },
    check: { context in
      for adresse in context.formation.edofAdresses {
        let extras = adresse.edofExtras
        func isThere(_ info: String) -> Bool { !(extras.find(info)?.trimmedText.isEmpty ?? true) }
        let missing = ["numero-voie", "code-nature-voie", "libelle-voie"].filter { !isThere($0) }
        if missing.isEmpty || isThere("ligne5-adresse") { continue }
        context.report(
          at: extras, missing: .extra, expected: Text(verbatim: missing.joined(separator: ", ")))
      }
    })

  static let edofCodePostal = edof(
    "codepostal", .error,
    message: Text("Le code postal n'a pas cinq chiffres.", "The postcode does not have five digits."),
    why: Text("L'adresse en France ne peut pas être située.", "The address in France cannot be located."),
    repair: Text(
      "Écrivez cinq chiffres dans <codepostal>, ou le pays dans <pays>.",
      "Write five digits in <codepostal>, or the country in <pays>."), source: .adresseFrancaise,
    triggering: Example(edof: "codepostal = 1400A") { $0.adresse.codepostal = "1400A" },
    Example(edof: "pas de codepostal", "no codepostal") { $0.adresse.codepostal = .absent },
    repaired: { $0.adresse.codepostal = "14000" },
    passing: Example(edof: "pays = BE, pas de codepostal", "pays = BE, no codepostal") {
      $0.adresse.codepostal = .absent
      $0.adresse.pays = "BE"
    },
    check: { context in
      for adresse in context.formation.edofAdresses where adresse.isFrench {
        let expected = Text("cinq chiffres", "five digits")
        let code = adresse.codepostal.trimmedText
        if code.isEmpty {
          context.report(at: adresse, missing: .codepostal, expected: expected)
        } else if code.utf8.count != 5 || !code.isDigits {
          context.report(at: adresse.codepostal, found: adresse.codepostal.text, expected: expected)
        }
      }
    })

  static let edofVille = edof(
    "ville", .error,
    message: Text("L'adresse n'a pas de ville.", "The address does not have a town."),
    why: Text("L'adresse en France ne peut pas être située.", "The address in France cannot be located."),
    repair: Text(
      "Renseignez <ville>, ou le pays dans <pays>.", "Fill in <ville>, or the country in <pays>."),
    source: .adresseFrancaise,
    triggering: Example(edof: "pas de ville", "no ville") { $0.adresse.ville = .absent },
    repaired: { $0.adresse.ville = "Caen" },
    passing: Example(edof: "pays = BE, pas de ville", "pays = BE, no ville") {
      $0.adresse.ville = .absent
      $0.adresse.pays = "BE"
    },
    check: { context in
      for adresse in context.formation.edofAdresses where adresse.isFrench && adresse.ville.trimmedText.isEmpty {
        context.report(at: adresse, missing: .ville)
      }
    })

  static let edofCourriel = edof(
    "courriel", .warning,
    message: Text("Ce n'est pas une adresse de courriel.", "This is not an e-mail address."),
    why: Text("Personne ne peut y écrire.", "Nobody can write there."),
    repair: Text("Écrivez <courriel> comme nom@domaine.fr.", "Write <courriel> like name@domain.fr."),
    source: .edofOthers,
    triggering: Example(edof: "courriel = contact") { $0.lieu.coordonnees.courriel = "contact" },
    repaired: { $0.lieu.coordonnees.courriel = "contact@example.org" },
    check: { context in
      for leaf in context.formation.edofPeople.compactMap(\.courriel) where !leaf.trimmedText.isEmailAddress {
        context.report(at: leaf, found: leaf.text, expected: Text("nom@domaine.fr", "name@domain.fr"))
      }
    })
}

extension String {
  /// Whether it is something, an at sign, something with a dot in it, without white space.
  fileprivate var isEmailAddress: Bool {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !contains(where: \.isWhitespace) else { return false }
    let names = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return names.count >= 2 && names.allSatisfy { !$0.isEmpty }
  }
}
