import LheoModel

extension Rule {
  static let edofDonneeManquante = edof(
    "donnee-manquante", .error, blocks: [],
    message: Text("EDOF refuserait l'offre.", "EDOF would refuse the offer."),
    why: Text(
      "L'offre ne peut pas être écrite en EDOF : il y manque une donnée, ou EDOF en veut moins.",
      "The offer cannot be written in EDOF: something is missing, or EDOF wants less of it."),
    repair: Text(
      "Complétez ou corrigez l'élément nommé : par exemple <acces-handicapes>, ou l'attribut datecrea.",
      "Complete or correct the element that is named: for example <acces-handicapes>, or the attribut datecrea."),
    source: .edofKit,
    triggering: Example(forEdof: "LHEO, pas d'acces-handicapes", "LHEO, no acces-handicapes") {
      $0.action.accesHandicapes = nil
    },
    Example(forEdof: "LHEO, pas de datecrea", "LHEO, no datecrea") { $0.datecrea = nil },
    repaired: {
      $0.action.accesHandicapes = "Locaux accessibles"
      $0.datecrea = "20260110"
    },
    passing: Example(forEdof: "une offre LHEO prête pour EDOF", "an offer of LHEO that is ready for EDOF") { _ in },
    check: { context in
      // What another rule is about is reported by that one.
      for gap in context.gaps ?? [] where gap.severity == .blocking && gap.rule == nil { context.report(gap) }
    })

  static let edofSiretCle = edof(
    "siret-cle", .warning,
    message: Text("La clé du SIRET est fausse.", "The check digit of the SIRET is wrong."),
    why: Text(
      "EDOF reconnaît l'organisme à son SIRET ; un chiffre est sans doute mal recopié.",
      "EDOF knows the body by its SIRET; a digit has probably been copied wrongly."),
    repair: Text("Corrigez <SIRET>.", "Correct <SIRET>."), source: .edofOthers,
    triggering: Example(edof: "SIRET = 90000000100001") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100001"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    check: { context in
      let leaf = context.formation.organismeFormationResponsable.siretOrganismeFormation.siret
      if leaf.trimmedText.hasSIRETLength, !leaf.trimmedText.hasSIRETKey {
        context.report(
          at: leaf, found: leaf.text, expected: Text("14 chiffres dont la clé", "14 digits with their check digit"))
      }
    })

  static let edofSiretUnique = edof(
    "siret-unique", .warning,
    message: Text("Le fichier a les offres de plusieurs SIRET.", "The file has offers of several SIRETs."),
    why: Text(
      "Un fichier se dépose pour un organisme : EDOF n'y veut qu'un SIRET.",
      "A file is handed in for one body: EDOF wants one SIRET in it."),
    repair: Text(
      "Faites un fichier par <SIRET>.", "Make a file for each <SIRET>."),
    source: .edofOthers,
    triggering: Example(
      edof: "un autre SIRET que l'offre précédente", "another SIRET than the offer before", after: [.edofExample]
    ) {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000200007"
      $0.action.extras[0][deep: "duree-apprentissage"] = "600"
    },
    repaired: { $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009" },
    passing: Example(edof: "le même SIRET", "the same SIRET", after: [.edofExample]) { _ in },
    check: { context in
      // Offers of LHEO go into a file for each body.
      if context.gaps != nil { return }
      let leaf = context.formation.organismeFormationResponsable.siretOrganismeFormation.siret
      if let other = context.seen(leaf.trimmedText, of: .organisme, at: leaf, isLive: true),
        context.seen(leaf.trimmedText, of: .autreOrganisme, at: leaf, isLive: true) == nil
      {
        context.report(
          at: leaf, other, Text("un autre", "another one"), expected: Text("un seul SIRET", "one SIRET only"))
      }
    })

  static let edofResume = edof(
    "resume-contenu", .warning,
    message: Text("Les points forts manquent ou sont trop courts.", "The strong points are missing or too short."),
    why: Text(
      "Mon Compte Formation les montre en tête de l'offre.", "Mon Compte Formation shows them at the top of the offer."),
    repair: Text(
      "Écrivez 5 à 255 caractères dans <extra info=\"resume-contenu\">, dans <extras>.",
      "Write 5 to 255 characters in <extra info=\"resume-contenu\">, in <extras>."),
    source: .edofOthers,
    triggering: Example(edof: "resume-contenu = CAP") { $0.extras[0][deep: "resume-contenu"] = "CAP" },
    repaired: { $0.extras[0][deep: "resume-contenu"] = "Du plan à la pose" },
    check: { context in
      let expected = Text("5 à 255 caractères", "5 to 255 characters")
      guard let extra = context.formation.edofExtras.find("resume-contenu") else {
        return context.report(at: context.formation.edofExtras, missing: .extra, expected: expected)
      }
      if extra.trimmedText.unicodeScalars.count < 5 { context.report(at: extra, found: extra.text, expected: expected) }
    })

  static let edofCodeCPF = edof(
    "code-cpf", .warning,
    message: Text("Ce code CPF n'est pas connu.", "This CPF code is not known."),
    why: Text(
      "Les codes CPF servent aux bilans de compétences, à la VAE et aux permis.",
      "CPF codes are for skills assessments, VAE and driving licences."),
    repair: Text(
      "Écrivez dans <code-CPF> CPF202 (bilan), CPF200 (VAE) ou le code du permis ; sinon <code-RNCP> ou <code-RS>.",
      "Write CPF202 (skills assessment), CPF200 (VAE) or the code of the licence in <code-CPF>; else <code-RNCP> or <code-RS>."
    ), source: .edofOthers,
    triggering: Example(edof: "code-CPF = CPF1") { $0.certifications = [Certification(codeCPF: "CPF1")] },
    repaired: { $0.certifications = [Certification(codeCPF: "CPF202")] },
    check: { context in
      guard let leaf = context.formation.certifications.first?.codeCPF,
        !EdofVocabulary.codesCPF.contains(leaf.trimmedText)
      else { return }
      context.report(
        at: leaf, found: leaf.text, expected: Text(verbatim: EdofVocabulary.codesCPF.sorted().joined(separator: ", ")))
    })

  static let edofCategorisation = edof(
    "categorisation-absente", .warning,
    message: Text("La VAE n'a pas de catégorie.", "The VAE does not have a category."),
    why: Text("EDOF demande le domaine de chaque VAE.", "EDOF asks for the domain of each VAE."),
    repair: Text(
      "Ajoutez <extra info=\"categorisation-offre\"> avec un code à trois chiffres, dans <extras>.",
      "Add <extra info=\"categorisation-offre\"> with a code of three digits, in <extras>."), source: .edofOthers,
    triggering: Example(edof: "code-CPF = CPF200, pas de catégorie", "code-CPF = CPF200, no category") {
      $0.certifications = [Certification(codeCPF: "CPF200")]
    },
    repaired: { $0.extras[0].items += [.extra(Extra(info: "categorisation-offre", text: "230"))] },
    passing: Example(edof: "code-CPF = CPF200, catégorie 230", "code-CPF = CPF200, category 230") {
      $0.certifications = [Certification(codeCPF: "CPF200")]
      $0.extras[0].items += [.extra(Extra(info: "categorisation-offre", text: "230"))]
    },
    check: { context in
      let formation = context.formation
      if formation.edofCode?.trimmedText == "CPF200", formation.edofExtras.find("categorisation-offre") == nil {
        context.report(
          at: formation.edofExtras, missing: .extra,
          expected: Text("categorisation-offre, trois chiffres", "categorisation-offre, three digits"))
      }
    })

  static let edofCategorisationDouble = edof(
    "categorisation-double", .warning,
    message: Text("Deux VAE ont la même catégorie.", "Two VAEs have the same category."),
    why: Text(
      "EDOF n'accepte qu'une VAE par catégorie (contrôle 30077).", "EDOF accepts one VAE a category (control 30077)."),
    repair: Text(
      "Changez <extra info=\"categorisation-offre\">, ou réunissez les offres.",
      "Change <extra info=\"categorisation-offre\">, or join the offers."), source: .edofControlByOthers(30077),
    triggering: Example(edof: "la catégorie d'une VAE précédente", "the category of a VAE before", after: [.edofVAE]) {
      $0 = .edofVAE
    },
    repaired: { $0.extras[0][deep: "categorisation-offre"] = "314" },
    check: { context in
      let formation = context.formation
      guard formation.edofCode?.trimmedText == "CPF200",
        let extra = formation.edofExtras.find("categorisation-offre"),
        let other = context.seen(extra.trimmedText, of: .categorie, at: extra, isLive: true)
      else { return }
      context.report(at: extra, other, expected: Text("une catégorie par VAE", "a category for each VAE"))
    })

  static let edofBlocDouble = edof(
    "bloc-double", .warning,
    message: Text("Un bloc de compétences figure deux fois.", "A block of skills is there twice."),
    why: Text("EDOF le signale (contrôle 30070).", "EDOF reports it (control 30070)."),
    repair: Text(
      "N'écrivez ce <extra info=\"code-bloc\"> qu'une fois, dans <extras>.",
      "Write this <extra info=\"code-bloc\"> once, in <extras>."),
    source: .edofControlByOthers(30070),
    triggering: Example(edof: "RNCP37277BC01 deux fois", "RNCP37277BC01 twice") {
      $0.edofBlocs = ["RNCP37277BC01", "RNCP37277BC01"]
    },
    repaired: { $0.edofBlocs = ["RNCP37277BC01"] },
    passing: Example(edof: "deux blocs", "two blocks") { $0.edofBlocs = ["RNCP37277BC01", "RNCP37277BC02"] },
    check: { context in
      var seen: Set<String> = []
      for bloc in context.formation.edofExtras.all("code-bloc") where !seen.insert(bloc.trimmedText).inserted {
        context.report(at: bloc, found: bloc.text, expected: Text("une fois chaque bloc", "each block once"))
      }
    })

  static let edofBlocForme = edof(
    "bloc-forme", .warning,
    message: Text(
      "Le code du bloc n'est pas celui d'un bloc de la certification.",
      "The code of the block is not that of a block of the certification."),
    why: Text(
      "Dans l'exemple officiel, un bloc porte le code RNCP de l'offre, BC et deux chiffres.",
      "In the official sample a block has the RNCP code of the offer, BC and two digits."),
    repair: Text(
      "Écrivez dans <extra info=\"code-bloc\"> le code RNCP de l'offre, BC et deux chiffres.",
      "Write the RNCP code of the offer, BC and two digits in <extra info=\"code-bloc\">."),
    source: .edofKit,
    triggering: Example(edof: "code-bloc = BC01") { $0.edofBlocs = ["BC01"] },
    repaired: { $0.edofBlocs = ["RNCP37277BC01"] },
    check: { context in
      guard let code = context.formation.certifications.first?.codeRNCP?.trimmedText else { return }
      for bloc in context.formation.edofExtras.all("code-bloc") {
        let text = bloc.trimmedText
        let number = text.dropFirst(code.count + 2)
        if !text.hasPrefix(code + "BC") || number.utf8.count != 2 || !String(number).isDigits {
          context.report(
            at: bloc, found: bloc.text, expected: Text("par exemple \(code)BC01", "for example \(code)BC01"))
        }
      }
    })

  static let edofBlocsAbsents = edof(
    "blocs-absents", .warning,
    message: Text("L'offre RNCP ne dit pas ses blocs.", "The RNCP offer does not say its blocks."),
    why: Text(
      "Depuis le 11 juin 2026, les blocs seraient obligatoires pour les offres RNCP.",
      "Since 11 June 2026 blocks are said to be mandatory for RNCP offers."),
    repair: Text(
      "Ajoutez <extras info=\"blocs-competences\"> avec un <extra info=\"code-bloc\"> par bloc.",
      "Add <extras info=\"blocs-competences\"> with an <extra info=\"code-bloc\"> for each block."),
    source: .edofOthers,
    triggering: Example(edof: "pas de bloc", "no block") { $0.edofBlocs = [] },
    repaired: { $0.edofBlocs = ["RNCP37277BC01"] },
    passing: Example(edof: "code-RS, pas de bloc", "code-RS, no block") {
      $0.certifications = [Certification(codeRS: "RS5695")]
      $0.edofBlocs = []
    },
    check: { context in
      let formation = context.formation
      // Where the RNCP is there, it says whether there are blocks.
      if let sheet = context.certifications.first?.sheet, sheet.code.repertoire == .rncp, sheet.blocs.isEmpty,
        context.edition(of: .rncp)?.hasBlocs == true
      {
        return
      }
      if formation.certifications.first?.codeRNCP != nil, formation.edofExtras.find("code-bloc") == nil {
        context.report(
          at: formation.edofExtras, missing: .extra, expected: Text("blocs-competences", "blocs-competences"))
      }
    })
}

extension Formation {
  /// The blocks of an example.
  fileprivate var edofBlocs: [String] {
    get { edofExtras.all("code-bloc").map(\.text) }
    set {
      extras[0].items.removeAll { if case .extras(let group) = $0 { group.info == "blocs-competences" } else { false } }
      if newValue.isEmpty { return }
      let blocs = newValue.map { Extras.Item.extra(Extra(info: "code-bloc", text: $0)) }
      extras[0].items.append(.extras(Extras(info: "blocs-competences", items: blocs)))
    }
  }

  /// An accompaniment to a VAE.
  fileprivate static let edofVAE: Formation = {
    var formation = Formation.edofExample
    formation.certifications = [Certification(codeCPF: "CPF200")]
    formation.extras[0].items += [.extra(Extra(info: "categorisation-offre", text: "230"))]
    return formation
  }()
}
