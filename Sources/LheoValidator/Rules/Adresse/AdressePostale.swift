import LheoModel
import LheoRegisters

extension RuleSource {
  static let codesPostaux = other(
    Text("La Poste, base officielle des codes postaux", "La Poste, official list of postcodes"))
}

extension Rule {
  static let adresseVilleCodePostal = Rule(
    "adresse/ville-codepostal", .qualite, .warning, blocks: [],
    message: Text("La ville et le code postal ne correspondent pas.", "Town and postcode do not match."),
    why: Text(
      "L'adresse sera placée dans une autre commune.", "The address will be put in another commune."),
    repair: Text("Corrigez <codepostal> ou <ville>.", "Correct <codepostal> or <ville>."),
    form: .adresse, source: .codesPostaux, needs: [.codesPostaux],
    triggering: Example("14610 Caen") { $0.adresse.codepostal = "14610" },
    Example("14000 Bayeux") { $0.adresse.ville = "Bayeux" },
    repaired: { formation in
      formation.adresse.codepostal = "14000"
      formation.adresse.ville = "Caen"
    },
    passing: Example("14610 Épron") { formation in
      formation.adresse.codepostal = "14610"
      formation.adresse.ville = "EPRON"
    },
    morePassing: [
      Example("14052 Caen Cedex 4") { formation in
        formation.adresse.codepostal = "14052"
        formation.adresse.ville = "Caen Cedex 4"
      },
      Example("75015 Paris 15e") { $0.adresse.move(to: "75115", "75015", "Paris 15e", region: "11") },
    ],
    check: .adresse { context in
      guard let sheet = context.judgedPostcode else { return }
      let leaf = context.adresse.ville
      let town = context.town(leaf.text)
      if town.words.isEmpty || sheet.names.contains(town) || context.isRefused(leaf) { return }
      // A part of the name is enough: `Saint-Étienne` for `Saint-Étienne-du-Rouvray`.
      if sheet.names.contains(where: { $0.words.starts(with: town.words) || town.words.starts(with: $0.words) }) {
        return
      }
      if let commune = context.commune, sheet.places.contains(where: { context.isPart($0.commune, of: commune) }),
        commune.names.contains(town)
      {
        return
      }
      let names = sheet.places.compactMap(\.names.first).prefix(6).joined(separator: ", ")
      context.report(
        at: leaf, found: leaf.text,
        shown: Text(verbatim: "\(context.adresse.codepostal.trimmedText) \(leaf.trimmedText)"),
        expected: Text(verbatim: names), from: .codesPostaux)
    })

  static let adresseCodePostalInconnu = Rule(
    "adresse/codepostal-inconnu", .qualite, .info, blocks: [],
    message: Text("Ce code postal est inconnu de La Poste.", "La Poste does not know this postcode."),
    why: Text(
      "Les codes CEDEX ne sont pas dans la liste ; sinon, c'est une faute de frappe.",
      "CEDEX codes are not in the list; otherwise this is a typing error."),
    repair: Text("Vérifiez <codepostal>.", "Check <codepostal>."), form: .adresse, source: .codesPostaux,
    needs: [.codesPostaux],
    triggering: Example("codepostal = 14010") { $0.adresse.codepostal = "14010" },
    repaired: { $0.adresse.codepostal = "14000" },
    passing: Example("14052 Caen Cedex 4") { formation in
      formation.adresse.codepostal = "14052"
      formation.adresse.ville = "Caen Cedex 4"
    },
    check: .adresse { context in
      guard context.codePostal.isUsable, context.codePostal.number != nil, context.postcode == nil,
        context.adresse.isInFrance, !context.hasCedex
      else { return }
      let leaf = context.adresse.codepostal
      context.report(
        at: leaf, found: leaf.text, expected: Text("un code postal de La Poste", "a postcode of La Poste"),
        from: .codesPostaux)
    })

  static let adresseCodePostalINSEE = Rule(
    "adresse/codepostal-insee", .qualite, .warning, blocks: [],
    message: Text(
      "Le code postal n'est pas un de ceux de la commune du code INSEE.",
      "The postcode is not one of those of the INSEE code's commune."),
    why: Text("Le code postal ou le code INSEE est faux.", "The postcode or the INSEE code is wrong."),
    repair: Text(
      "Corrigez <codepostal> et <ville>, ou <code-INSEE-commune>.",
      "Correct <codepostal> and <ville>, or <code-INSEE-commune>."),
    form: .adresse, source: .codesPostaux, needs: [.codesPostaux],
    triggering: Example("14610, code INSEE 14118", "14610, INSEE code 14118") { formation in
      formation.adresse.codepostal = "14610"
      formation.adresse.ville = "Épron"
    },
    repaired: { formation in
      formation.adresse.codepostal = "14000"
      formation.adresse.ville = "Caen"
    },
    passing: .unchanged,
    check: .adresse { context in
      guard context.codeINSEE.isUsable, let sheet = context.judgedPostcode, let commune = context.commune,
        !commune.postcodes.isEmpty, let leaf = context.adresse.codeINSEECommune
      else { return }
      let code = context.adresse.codepostal.trimmedText
      if commune.postcodes.contains(code) || sheet.places.contains(where: { context.isPart($0.commune, of: commune) }) {
        return
      }
      // Where the town is not that of the postcode, adresse/ville-codepostal reports it.
      if !sheet.names.contains(context.town(context.adresse.ville.text)),
        context.checkedRules.contains("adresse/ville-codepostal")
      {
        return
      }
      let name = (commune.commune ?? commune.current)?.name ?? ""
      context.report(
        at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText) \(name), \(code)"),
        expected: Text(
          "un code postal parmi \(commune.postcodes.sorted().joined(separator: ", "))",
          "a postcode among \(commune.postcodes.sorted().joined(separator: ", "))"),
        from: .codesPostaux)
    })
}

extension RuleContext {
  /// The postcode of an address in France that is one of La Poste's and no CEDEX.
  fileprivate var judgedPostcode: PostcodeSheet? {
    guard codePostal.isUsable, let sheet = postcode, adresse.isInFrance else { return nil }
    return hasCedex ? nil : sheet
  }

  /// Whether the address is one of a CEDEX or a post-office box, which has a postcode of its own.
  var hasCedex: Bool {
    adressePointer.pointee.ville.text.hasMark("cedex")
      || adressePointer.pointee.lignes.contains { $0.text.hasMark("bp") || $0.text.hasMark("cs") }
  }

  /// Whether a commune is the one of a sheet, or part of it.
  fileprivate func isPart(_ code: String, of sheet: CommuneSheet) -> Bool {
    [sheet.commune?.code, sheet.current?.code, sheet.commune?.parent, sheet.current?.parent].contains(code)
  }
}

extension String {
  /// Whether a word, in small letters, stands in the text by itself or before digits.
  fileprivate func hasMark(_ word: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    return withBytes { bytes in
      guard bytes.count >= wanted.count else { return false }
      func isLetter(_ index: Int) -> Bool {
        bytes.indices.contains(index) && (0x61...0x7A).contains(bytes[index] | 0x20)
      }
      return (0...(bytes.count - wanted.count)).contains { start in
        wanted.indices.allSatisfy { bytes[start + $0] | 0x20 == wanted[$0] } && !isLetter(start - 1)
          && !isLetter(start + wanted.count)
      }
    }
  }
}
