import LheoModel

extension Rule {
  static let adresseCodePostalFormat = Rule(
    "adresse/codepostal-format", .franceTravail, .error,
    message: Text("Le code postal n'est pas alphanumérique.", "The postcode is not alphanumeric."),
    why: Text(
      "France Travail refuse un code postal avec un espace ou un signe.",
      "France Travail refuses a postcode with a space or a sign."),
    repair: Text("Écrivez cinq chiffres ou lettres, sans espace.", "Write five digits or letters, without spaces."),
    source: "\(sourceAdresses) (l. 1396)",
    triggering: Example("codepostal = 14 00") { $0.adresse.codepostal = "14 00" },
    passing: .unchanged,
    check: .adresse { context in
      // Other lengths are the schema's.
      if context.codePostal.hasFiveCharacters, !context.codePostal.isAlphanumeric, context.codeINSEE.isUsable {
        let leaf = context.adresse.codepostal
        context.report(at: leaf, found: leaf.text, expected: Text("cinq chiffres ou lettres", "five digits or letters"))
      }
    })

  static let adresseCodePostalZero = Rule(
    "adresse/codepostal-zero", .franceTravail, .error,
    message: Text("Le code postal 00000 est refusé.", "The postcode 00000 is refused."),
    why: Text("France Travail ne peut pas situer l'adresse.", "France Travail cannot place the address."),
    repair: Text("Écrivez le vrai code postal.", "Write the real postcode."),
    source: "\(sourceAdresses) (l. 1396)",
    triggering: Example("codepostal = 00000") { $0.adresse.codepostal = "00000" },
    passing: .unchanged,
    check: .adresse { context in
      if context.codePostal.isZero, context.codeINSEE.isUsable {
        context.report(at: context.adresse.codepostal, found: "00000")
      }
    })

  static let adresseINSEEFormat = Rule(
    "adresse/insee-format", .franceTravail, .error,
    message: Text("Le code commune INSEE n'est pas alphanumérique.", "The INSEE code is not alphanumeric."),
    why: Text(
      "France Travail refuse un code INSEE avec un espace ou un signe.",
      "France Travail refuses an INSEE code with a space or a sign."),
    repair: Text(
      "Écrivez les cinq caractères du code, par exemple 14118 ou 2A004.",
      "Write the five characters of the code, for example 14118 or 2A004."),
    source: "\(sourceAdresses) (l. 1397)",
    triggering: Example("code-INSEE-commune = 1411-") { $0.adresse.codeINSEECommune = "1411-" },
    passing: Example("code-INSEE-commune = 2A004") { formation in
      formation.adresse.codeINSEECommune = "2A004"
      formation.adresse.departement = "2A"
    },
    check: .adresse { context in
      if context.codeINSEE.hasFiveCharacters, !context.codeINSEE.isAlphanumeric, context.codePostal.isUsable,
        let leaf = context.adresse.codeINSEECommune
      {
        context.report(at: leaf, found: leaf.text, expected: Text("cinq chiffres ou lettres", "five digits or letters"))
      }
    })

  static let adresseINSEEZero = Rule(
    "adresse/insee-zero", .franceTravail, .error,
    message: Text("Le code INSEE 00000 est refusé.", "The INSEE code 00000 is refused."),
    why: Text("France Travail ne peut pas situer l'adresse.", "France Travail cannot place the address."),
    repair: Text("Écrivez le vrai code, ou retirez l'élément.", "Write the real code, or remove the element."),
    source: "\(sourceAdresses) (l. 1397)",
    triggering: Example("code-INSEE-commune = 00000") { $0.adresse.codeINSEECommune = "00000" },
    passing: .unchanged,
    check: .adresse { context in
      if context.codeINSEE.isZero, context.codePostal.isUsable, let leaf = context.adresse.codeINSEECommune {
        context.report(at: leaf, found: "00000")
      }
    })

  static let adresseCodesAbsents = Rule(
    "adresse/codepostal-et-insee-absents", .franceTravail, .error,
    message: Text("Ni code postal ni code INSEE exploitable.", "Neither a usable postcode nor a usable INSEE code."),
    why: Text(
      "L'adresse ne peut pas être située : France Travail la refuse.",
      "The address cannot be placed: France Travail refuses it."),
    repair: Text(
      "Écrivez le code postal et, si possible, le code commune INSEE.",
      "Write the postcode and, if possible, the INSEE code."),
    source: "\(sourceAdresses) (l. 1398)",
    triggering: Example("codepostal = 00000, pas de code INSEE", "codepostal = 00000, no INSEE code") { formation in
      formation.adresse.codepostal = "00000"
      formation.adresse.codeINSEECommune = nil
    },
    passing: Example("code postal seul", "a postcode only") { $0.adresse.codeINSEECommune = nil },
    check: .adresse { context in
      // A postcode that is missing or of another length is the schema's.
      guard context.codePostal.hasFiveCharacters, !context.codePostal.isUsable, !context.codeINSEE.isUsable
      else { return }
      context.report(at: context.adresse.codepostal, found: context.adresse.codepostal.text)
    })

  static let adresseINSEEAbsent = Rule(
    "adresse/insee-absent", .franceTravail, .info,
    message: Text("Le code commune INSEE n'est pas indiqué.", "The INSEE code of the commune is missing."),
    why: Text(
      "La commune sera déduite du code postal et de la ville, ce qui peut se tromper.",
      "The commune will be derived from postcode and town, which may go wrong."),
    repair: Text("Ajoutez <code-INSEE-commune>.", "Add <code-INSEE-commune>."),
    source: "\(sourceAdresses) (l. 1398)",
    triggering: Example("pas de code-INSEE-commune", "no code-INSEE-commune") { $0.adresse.codeINSEECommune = nil },
    passing: .unchanged,
    check: .adresse { context in
      if context.codePostal.isUsable, context.adresse.codeINSEECommune == nil {
        context.report(at: context.adresse, missing: .codeINSEECommune)
      }
    })

  static let adresseCodePostalFrance = Rule(
    "adresse/codepostal-france", .qualite, .warning,
    message: Text("Ce n'est pas un code postal français.", "This is no French postcode."),
    why: Text("Le code ne correspond à aucun département.", "The code fits no department."),
    repair: Text(
      "Écrivez cinq chiffres dont les deux premiers sont ceux du département, ou indiquez le pays.",
      "Write five digits whose first two are those of the department, or name the country."),
    source: "\(sourceAdresses) (l. 1396)",
    triggering: Example("codepostal = 1400A") { $0.adresse.codepostal = "1400A" },
    Example("codepostal = 99000") { $0.adresse.codepostal = "99000" },
    passing: Example("adresse en Belgique", "an address in Belgium") { formation in
      formation.adresse.codepostal = "B1000"
      formation.adresse.pays = "BE"
    },
    check: .adresse { context in
      guard context.codePostal.isUsable, !(1...98).contains((context.codePostal.number ?? 0) / 1000),
        context.adresse.pays.map({ $0.trimmedText.uppercased() == "FR" || $0.text.isBlank }) ?? true
      else { return }
      context.report(
        at: context.adresse.codepostal, found: context.adresse.codepostal.trimmedText,
        expected: Text("cinq chiffres", "five digits"))
    })

  static let adresseINSEEDepartement = Rule(
    "adresse/insee-departement", .qualite, .warning,
    message: Text("Le département ne correspond pas au code INSEE.", "The department does not fit the INSEE code."),
    why: Text(
      "L'offre sera cherchée dans le mauvais département.", "The offer will be looked for in the wrong department."),
    repair: Text("Corrigez <departement> ou <code-INSEE-commune>.", "Correct <departement> or <code-INSEE-commune>."),
    source: "\(sourceAdresses) (l. 1397)",
    triggering: Example("departement = 76, code INSEE 14118", "departement = 76, INSEE code 14118") {
      $0.adresse.departement = "76"
    },
    passing: .unchanged,
    check: .adresse { context in
      guard context.codeINSEE.isUsable, let leaf = context.adresse.departement,
        let code = context.adresse.codeINSEECommune?.trimmedText
      else { return }
      let department = code.utf8.prefix(Departement.length(in: code.utf8))
      if leaf.text.utf8.elementsEqual(department) { return }
      let expected = String(Substring(department)).uppercased()
      let found = leaf.trimmedText.uppercased()
      if !found.isEmpty, found != expected, "0" + expected != found {
        context.report(at: leaf, found: found, expected: Text(verbatim: expected))
      }
    })
}
