import LheoModel
import LheoRegisters

extension RuleSource {
  static let codeOfficiel = other(Text("INSEE, code officiel géographique", "INSEE, official geographic code"))
}

extension Rule {
  static let adresseINSEEInconnu = Rule(
    "adresse/insee-inconnu", .qualite, .warning, blocks: [],
    message: Text("Ce code INSEE n'est celui d'aucune commune.", "This INSEE code is that of no commune."),
    why: Text("L'adresse ne peut pas être située.", "The address cannot be located."),
    repair: Text(
      "Écrivez dans <code-INSEE-commune> le code de la commune, et non son code postal.",
      "Write the code of the commune in <code-INSEE-commune>, not its postcode."),
    form: .adresse, source: .codeOfficiel, needs: [.communes],
    triggering: Example("code-INSEE-commune = 14999") { $0.adresse.codeINSEECommune = "14999" },
    repaired: { $0.adresse.codeINSEECommune = "14118" },
    passing: .unchanged,
    morePassing: [Example("code-INSEE-commune = 14003, fusionnée") { $0.adresse.codeINSEECommune = "85043" }],
    check: .adresse { context in
      guard let leaf = context.judgedINSEECode else { return }
      if let sheet = context.commune, sheet.fate != .unknown { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text("le code d'une commune", "the code of a commune"), from: .communes)
    })

  static let adresseINSEEAncien = Rule(
    "adresse/insee-ancien", .qualite, .warning, blocks: [],
    message: Text("Cette commune a fusionné avec une autre.", "This commune has merged with another one."),
    why: Text(
      "Les sites à jour ne connaissent plus ce code.", "Sites that are up to date do not know this code any more."),
    repair: Text(
      "Écrivez dans <code-INSEE-commune> le code de la commune d'aujourd'hui.",
      "Write the code of the commune of today in <code-INSEE-commune>."),
    form: .adresse, source: .codeOfficiel, needs: [.communes, .mouvements],
    triggering: Example("code-INSEE-commune = 85043") { $0.adresse.codeINSEECommune = "85043" },
    repaired: { $0.adresse.codeINSEECommune = "14118" },
    passing: Example("code-INSEE-commune = 85213, réutilisé") { $0.adresse.codeINSEECommune = "85213" },
    check: .adresse { context in
      guard let leaf = context.judgedINSEECode, let sheet = context.commune, sheet.commune == nil,
        case .replaced(let commune, let since) = sheet.fate
      else { return }
      context.report(
        at: leaf, found: leaf.text,
        expected: since.map {
          Text("\(commune.code), \(commune.name), depuis le \($0)", "\(commune.code), \(commune.name), since \($0)")
        } ?? Text(verbatim: "\(commune.code), \(commune.name)"), from: .communes)
    })

  static let adresseINSEEDeleguee = Rule(
    "adresse/insee-deleguee", .qualite, .info, blocks: [],
    message: Text(
      "C'est le code d'une commune déléguée ou associée.", "This is the code of a commune that is part of another one."),
    why: Text(
      "Les sites qui ne connaissent que les communes ne situent pas l'adresse.",
      "Sites that know communes only do not locate the address."),
    repair: Text(
      "Écrivez dans <code-INSEE-commune> le code de la commune.",
      "Write the code of the commune in <code-INSEE-commune>."),
    form: .adresse, source: .codeOfficiel, needs: [.communes],
    triggering: Example("code-INSEE-commune = 50173") { $0.adresse.codeINSEECommune = "50173" },
    repaired: { $0.adresse.codeINSEECommune = "14118" },
    passing: .unchanged,
    check: .adresse { context in
      guard let leaf = context.judgedINSEECode, let sheet = context.commune, let part = sheet.commune,
        part.kind.isFormer, case .replaced(let commune, _) = sheet.fate
      else { return }
      context.report(
        at: leaf, found: leaf.text, shown: Text(verbatim: "\(leaf.trimmedText), \(part.name)"),
        expected: Text(verbatim: "\(commune.code), \(commune.name)"), from: .communes)
    })

  static let adresseVilleINSEE = Rule(
    "adresse/ville-insee", .qualite, .info, blocks: [],
    message: Text(
      "La ville ne porte pas le nom de la commune du code INSEE.",
      "The town does not have the name of the INSEE code's commune."),
    why: Text("Le code ou la ville est faux.", "The code or the town is wrong."),
    repair: Text("Corrigez <ville> ou <code-INSEE-commune>.", "Correct <ville> or <code-INSEE-commune>."),
    form: .adresse, source: .codeOfficiel, needs: [.communes],
    triggering: Example("ville = Bayeux, code INSEE 14118", "ville = Bayeux, INSEE code 14118") {
      $0.adresse.ville = "Bayeux"
    },
    repaired: { $0.adresse.ville = "Caen" },
    passing: Example("ville = CAEN CEDEX 4") { $0.adresse.ville = "CAEN CEDEX 4" },
    check: .adresse { context in
      guard context.judgedINSEECode != nil, let sheet = context.commune, !sheet.names.isEmpty, sheet.fate != .unknown
      else {
        return
      }
      let leaf = context.adresse.ville
      let town = context.town(leaf.text)
      if town.words.isEmpty || sheet.names.contains(where: { $0 == town || $0.sharesWord(with: town) }) { return }
      guard !context.isRefused(leaf), let commune = sheet.commune ?? sheet.current else { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text(verbatim: "\(commune.name) (\(commune.code))"), from: .communes)
    })

  static let adresseDepartementRegion = Rule(
    "adresse/departement-region", .qualite, .warning, blocks: [],
    message: Text(
      "Le département ou la région ne correspond pas à la commune.", "Department or region do not match the commune."),
    why: Text("L'offre sera cherchée dans la mauvaise région.", "The offer will be looked for in the wrong region."),
    repair: Text(
      "Écrivez dans <departement> et <region> les codes de la commune, ou corrigez <code-INSEE-commune>.",
      "Write the codes of the commune in <departement> and <region>, or correct <code-INSEE-commune>."),
    form: .adresse, source: .codeOfficiel, needs: [.communes],
    triggering: Example("region = 11, code INSEE 14118", "region = 11, INSEE code 14118") { $0.adresse.region = "11" },
    repaired: { $0.adresse.region = "28" },
    passing: .unchanged,
    check: .adresse { context in
      guard context.judgedINSEECode != nil, let commune = context.commune?.current, let region = commune.region,
        let leaf = context.adresse.region, !leaf.text.isBlank, !context.isRefused(leaf)
      else { return }
      // adresse/insee-departement compares the department.
      let said = leaf.trimmedText
      if said == region || "0" + said == region { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text(verbatim: "\(region) (\(commune.name))"), from: .communes)
    })
}

extension RuleContext {
  /// The INSEE code of an address in France that looks like one and is not that of a collectivity overseas, which is in
  /// another file.
  fileprivate var judgedINSEECode: TextLeaf? {
    guard codeINSEE.isUsable, let leaf = adresse.codeINSEECommune, adresse.isInFrance else { return nil }
    let text = leaf.trimmedText
    if text.hasPrefix("99") { return nil }
    let isOverseas = text.hasPrefix("98") || ["975", "977", "978"].contains(text.prefix(3))
    return isOverseas && edition(of: .outreMer) == nil ? nil : leaf
  }
}
