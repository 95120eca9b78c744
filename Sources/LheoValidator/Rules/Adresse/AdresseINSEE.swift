import LheoModel

extension Rule {
  static let adresseINSEEFormat = Rule(
    "adresse/insee-format", .franceTravail, .error, blocks: [.franceTravail],
    message: Text(
      "Le code INSEE contient autre chose que des chiffres et des lettres.",
      "The INSEE code has characters other than digits and letters."),
    why: Text(
      "France Travail refuse un code INSEE qui contient un espace ou un signe.",
      "France Travail refuses an INSEE code that contains a space or a sign."),
    repair: Text(
      "Écrivez dans <code-INSEE-commune> les cinq caractères du code, par exemple 14118 ou 2A004.",
      "Write the five characters of the code in <code-INSEE-commune>, for example 14118 or 2A004."),
    form: .adresse, source: .adresseINSEE,
    triggering: Example("code-INSEE-commune = 1411-") { $0.adresse.codeINSEECommune = "1411-" },
    repaired: { $0.adresse.codeINSEECommune = "14118" },
    passing: Example("code-INSEE-commune = 2A004") { formation in
      formation.adresse.codeINSEECommune = "2A004"
      formation.adresse.departement = "2A"
    },
    check: .adresse { context in
      if context.codeINSEE.hasFiveCharacters, !context.codeINSEE.isAlphanumeric, context.codePostal.isUsable,
        let leaf = context.adresse.codeINSEECommune
      {
        context.report(at: leaf, found: leaf.text, expected: .fiveCharacters)
      }
    })

  static let adresseINSEEZero = Rule(
    "adresse/insee-zero", .franceTravail, .error, blocks: [.franceTravail],
    message: Text("Le code INSEE 00000 est refusé.", "The INSEE code 00000 is refused."),
    why: Text("France Travail ne peut pas situer l'adresse.", "France Travail cannot locate the address."),
    repair: Text(
      "Écrivez dans <code-INSEE-commune> le code INSEE de la commune.",
      "Write the INSEE code of the commune in <code-INSEE-commune>."
    ),
    form: .adresse, source: .adresseINSEE,
    triggering: Example("code-INSEE-commune = 00000") { $0.adresse.codeINSEECommune = "00000" },
    repaired: { $0.adresse.codeINSEECommune = "14118" },
    passing: .unchanged,
    check: .adresse { context in
      if context.codeINSEE.isZero, context.codePostal.isUsable, let leaf = context.adresse.codeINSEECommune {
        context.report(at: leaf, found: "00000", expected: .codeINSEE)
      }
    })

  static let adresseINSEEAbsent = Rule(
    "adresse/insee-absent", .franceTravail, .info, blocks: [],
    message: Text("Le code INSEE de la commune n'est pas indiqué.", "The INSEE code of the commune is missing."),
    why: Text(
      "La commune sera déduite du code postal et de la ville, au risque d'une erreur.",
      "The commune will be guessed from the postcode and the town, which may go wrong."),
    repair: Text("Ajoutez à l'adresse <code-INSEE-commune>.", "Add <code-INSEE-commune> to the address."),
    form: .adresse, source: .adresseCodesAbsents,
    triggering: Example("pas de code-INSEE-commune", "no code-INSEE-commune") { $0.adresse.codeINSEECommune = nil },
    Example("pays = RE, codepostal = 97400") { formation in
      formation.adresse.codeINSEECommune = nil
      formation.adresse.codepostal = "97400"
      formation.adresse.pays = "RE"
    },
    repaired: { $0.adresse.codeINSEECommune = "14118" },
    passing: .unchanged,
    morePassing: [Example("adresse en Belgique", "an address in Belgium") { $0.adresse.moveToBelgium() }],
    check: .adresse { context in
      if context.codePostal.isUsable, context.adresse.codeINSEECommune == nil, context.adresse.isInFrance {
        context.report(at: context.adresse, missing: .codeINSEECommune)
      }
    })

  static let adresseINSEEDepartement = Rule(
    "adresse/insee-departement", .qualite, .warning, blocks: [],
    message: Text("Le département ne correspond pas au code INSEE.", "The department does not match the INSEE code."),
    why: Text(
      "L'offre sera cherchée dans le mauvais département.", "The offer will be looked for in the wrong department."),
    repair: Text(
      "Écrivez dans <departement> le département du code INSEE, ou corrigez <code-INSEE-commune>.",
      "Write the department of the INSEE code in <departement>, or correct <code-INSEE-commune>."),
    form: .adresse, source: .adresseINSEE,
    triggering: Example("departement = 76, code INSEE 14118", "departement = 76, INSEE code 14118") {
      $0.adresse.departement = "76"
    },
    repaired: { $0.adresse.departement = "14" },
    passing: .unchanged,
    morePassing: [
      Example("departement = 014") { $0.adresse.departement = "014" },
      Example("departement = 2a, code INSEE 2A004", "departement = 2a, INSEE code 2A004") { formation in
        formation.adresse.departement = "2a"
        formation.adresse.codeINSEECommune = "2A004"
      },
    ],
    check: .adresse { context in
      guard context.codeINSEE.isUsable, !context.departementIsThatOfINSEE, let leaf = context.adresse.departement,
        let code = context.adresse.codeINSEECommune?.trimmedText
      else { return }
      let department = code.utf8.prefix(Departement.length(in: code.utf8))
      if leaf.text.utf8.elementsEqual(department) { return }
      let expected = String(Substring(department)).uppercased()
      let found = leaf.trimmedText.uppercased()
      if !found.isEmpty, found != expected, "0" + expected != found {
        context.report(at: leaf, found: leaf.text, expected: Text(verbatim: expected))
      }
    })
}

extension RuleContext {
  /// Whether the department is two digits, those that the INSEE code starts with: nearly always, and quickly seen.
  fileprivate var departementIsThatOfINSEE: Bool {
    let departement = adressePointer.field(\.departement)
    guard let number = codeINSEE.number, departement.pointee != nil else { return false }
    return departement.wrapped().pointee.text.withBytes { bytes in
      bytes.count == 2 && bytes[0].isDigit && Int(bytes[0]) * 10 + Int(bytes[1]) - 11 * 0x30 == number / 1000
        && bytes[1].isDigit
    }
  }
}
