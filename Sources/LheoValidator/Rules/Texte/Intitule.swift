import LheoModel

extension Rule {
  static let texteMajuscules = Rule(
    "texte/majuscules", .carif, .warning, blocks: [],
    message: Text("Le texte est en majuscules.", "The text is in capitals."),
    why: Text(
      "Un texte en majuscules se lit mal et perd souvent ses accents.",
      "A text in capitals is hard to read and often loses its accents."),
    repair: Text(
      """
      Écrivez <intitule-formation>, <objectif-formation> ou <contenu-formation> en minuscules accentuées, avec une \
      majuscule en début de phrase.
      """,
      """
      Write <intitule-formation>, <objectif-formation> or <contenu-formation> in small letters with accents, and a \
      capital at the start of a sentence.
      """),
    form: .field(
      .intitule, "écrivez en minuscules accentuées ; de même pour « Objectif » et « Contenu ».",
      "write in small letters with accents; likewise for « Objectif » and « Contenu »."),
    source: .intitule,
    triggering: Example("TITRE PROFESSIONNEL PLAQUISTE") { $0.intituleFormation = "TITRE PROFESSIONNEL PLAQUISTE" },
    Example("13 capitales", "13 capitals") { $0.intituleFormation = "CAP BTS MCO NIV V" },
    Example("CUISINIER") { $0.intituleFormation = "CUISINIER" },
    Example("un mot de 7 capitales", "a word of 7 capitals") { $0.intituleFormation = "CUISINE" },
    .apprentissage("CAP MAÇONNERIE TAILLEUR - 1ère et 2ème année (en apprentissage)") {
      $0.intituleFormation = "CAP MAÇONNERIE TAILLEUR - 1ère et 2ème année (en apprentissage)"
    },
    Example("objectif en majuscules", "objective in capitals") {
      $0.objectifFormation = "POSER DES CLOISONS ET DES PLAFONDS."
    },
    repaired: { formation in
      let isApprentissage = formation.intituleFormation.text.hasSuffix("apprentissage)")
      formation.intituleFormation =
        isApprentissage
        ? "CAP maçonnerie - 1ère et 2ème année (en apprentissage)" : Formation.example.intituleFormation
      formation.objectifFormation = Formation.example.objectifFormation
    },
    passing: Example("CAP") { $0.intituleFormation = "CAP" },
    morePassing: [
      Example("BTS MCO en 2 ans") { $0.intituleFormation = "BTS MCO en 2 ans" },
      Example("12 capitales", "12 capitals") { $0.intituleFormation = "CAP BTS MCO NIV" },
      Example("un mot de 6 capitales", "a word of 6 capitals") { $0.intituleFormation = "CAPEPS" },
    ],
    check: .formation { context in
      for leaf in [context.formation.objectifFormation, context.formation.contenuFormation] {
        if let capitals = leaf.text.capitalsOnly, !capitals.areAcronyms {
          context.report(at: leaf, found: leaf.text, expected: .minuscules)
        }
      }
      let leaf = context.formation.intituleFormation
      if let capitals = leaf.text.capitalsOfTitle, !capitals.areAcronyms {
        context.report(at: leaf, found: leaf.text, expected: .minuscules)
      }
    })

  static let intituleSigles = Rule(
    "texte/intitule-sigles", .carif, .info, blocks: [],
    message: Text("L'intitulé n'est fait que de sigles.", "The title consists of acronyms only."),
    why: Text(
      "Un intitulé doit être clair pour ceux qui ne connaissent pas le sigle.",
      "A title should be clear to those who do not know the acronym."),
    repair: Text(
      "Écrivez <intitule-formation> en toutes lettres, par exemple « Titre professionnel plaquiste ».",
      "Write <intitule-formation> in full, for example “Titre professionnel plaquiste”."),
    form: .field(.intitule, "écrivez l'intitulé en toutes lettres.", "write the title in full."),
    source: .guide("Intitulé de formation", 127, words: "éviter les acronymes"),
    triggering: Example("BTS MCO") { $0.intituleFormation = "BTS MCO" },
    .apprentissage("BTS MCO - 1ère et 2ème année (en apprentissage)") {
      $0.intituleFormation = "BTS MCO - 1ère et 2ème année (en apprentissage)"
    },
    repaired: { formation in
      let isApprentissage = formation.intituleFormation.text.hasSuffix("apprentissage)")
      formation.intituleFormation =
        isApprentissage
        ? "BTS management commercial - 1ère et 2ème année (en apprentissage)" : Formation.example.intituleFormation
    },
    passing: Example("BTS management commercial opérationnel") {
      $0.intituleFormation = "BTS management commercial opérationnel"
    },
    morePassing: [
      Example("13 capitales", "13 capitals") { $0.intituleFormation = "CAP BTS MCO NIV V" },
      Example("CUISINIER") { $0.intituleFormation = "CUISINIER" },
      Example("sigle expliqué entre parenthèses", "an acronym explained in brackets") {
        $0.intituleFormation = "BTS MCO (Management commercial opérationnel)"
      },
    ],
    check: .formation { context in
      let leaf = context.formation.intituleFormation
      if let capitals = leaf.text.capitalsOfTitle, capitals.areAcronyms, capitals.count > 1 {
        context.report(at: leaf, found: leaf.text, expected: Text("des mots en toutes lettres", "words in full"))
      }
    })

  static let intituleSansMajuscule = Rule(
    "texte/intitule-sans-majuscule", .carif, .info, blocks: [],
    message: Text("L'intitulé commence par une minuscule.", "The title starts with a small letter."),
    why: Text(
      "Un intitulé commence comme une phrase, par une majuscule.", "A title starts like a sentence, with a capital."),
    repair: Text(
      "Commencez <intitule-formation> par une majuscule.", "Start <intitule-formation> with a capital."),
    form: .field(.intitule, "commencez par une majuscule.", "start with a capital."),
    source: .guide("Intitulé de formation", 127, words: "majuscule en début de phrase"),
    triggering: Example("titre professionnel plaquiste") { $0.intituleFormation = "titre professionnel plaquiste" },
    Example("é minuscule", "a small é") { $0.intituleFormation = "électricien du bâtiment" },
    repaired: { $0.intituleFormation = Formation.example.intituleFormation },
    passing: Example("É majuscule", "a capital É") { $0.intituleFormation = "Électricien du bâtiment" },
    morePassing: [
      Example("3ds Max pour débuter") { $0.intituleFormation = "3ds Max pour débuter" },
      Example("iOS") { $0.intituleFormation = "iOS : développer une application" },
    ],
    check: .formation { context in
      let leaf = context.formation.intituleFormation
      guard let first = leaf.text.utf8.first, !(0x41...0x5A).contains(first), leaf.text.startsWithSmallLetter else {
        return
      }
      context.report(at: leaf, found: leaf.text, expected: Text("une majuscule au début", "a capital at the start"))
    })

  static let texteRemplissage = Rule(
    "texte/remplissage", .qualite, .info, blocks: [],
    message: Text("Le texte ne donne aucune information.", "The text gives no information."),
    why: Text(
      "Un tiret ou « néant » remplit le champ sans informer le public.",
      "A dash or “néant” fills the field without informing anybody."),
    repair: Text(
      "Écrivez dans <objectif-formation> ou <contenu-formation> une phrase sur ce qu'on apprend dans la formation.",
      "Write a sentence on what the course teaches in <objectif-formation> or <contenu-formation>."),
    form: .field(
      .objectif, "écrivez une phrase sur ce qu'on apprend dans la formation ; de même pour « Contenu ».",
      "write a sentence on what the course teaches; likewise for « Contenu »."),
    source: .guide("Objectifs de la formation", 817...819, words: "exprimer clairement les compétences visées"),
    triggering: Example("-") { $0.objectifFormation = "-" },
    Example("Néant") { $0.contenuFormation = "Néant" },
    Example("À compléter.") { $0.contenuFormation = "À compléter." },
    Example("R.A.S.") { $0.objectifFormation = "R.A.S." },
    Example("***") { $0.objectifFormation = "***" },
    Example("…") { $0.objectifFormation = "…" },
    repaired: { formation in
      formation.objectifFormation = Formation.example.objectifFormation
      formation.contenuFormation = Formation.example.contenuFormation
    },
    passing: .unchanged,
    check: .formation { context in
      for leaf in [context.formation.objectifFormation, context.formation.contenuFormation] {
        // Fillers are short.
        guard leaf.text.utf8.count < 20 else { continue }
        let text = leaf.trimmedText.folded.filter { !$0.isPunctuation && $0 != "=" && $0 != "+" }.stripped
        if !leaf.isAbsent, !leaf.trimmedText.isEmpty, FillerWords.all.contains(text) {
          context.report(at: leaf, found: leaf.text, expected: Text("une phrase", "a sentence"))
        }
      }
    })
}

/// The capitals of a text without small letters.
private struct Capitals {
  private(set) var count = 0
  private var longestWord = 0
  private var word = 0

  /// Whether they are few enough to be taken for acronyms.
  var areAcronyms: Bool { count <= 12 && longestWord <= 6 }

  mutating func note(isCapital: Bool) {
    if !isCapital { return word = 0 }
    count += 1
    word += 1
    longestWord = max(longestWord, word)
  }
}

extension Text {
  fileprivate static let minuscules = Text("des minuscules accentuées", "small letters with accents")
}

extension StringProtocol {
  /// Its capitals; `nil` where there are small letters.
  fileprivate var capitalsOnly: Capitals? {
    var capitals = Capitals()
    for scalar in unicodeScalars {
      if scalar.isASCII {
        if scalar.value >= 0x61, scalar.value <= 0x7A { return nil }
        capitals.note(isCapital: scalar.value >= 0x41 && scalar.value <= 0x5A)
      } else {
        if scalar.properties.isLowercase { return nil }
        capitals.note(isCapital: scalar.properties.isUppercase)
      }
    }
    return capitals
  }
}

extension String {
  /// The capitals of a title; `nil` where it has small letters, years and what it says of apprenticeship aside.
  fileprivate var capitalsOfTitle: Capitals? {
    if let capitals = capitalsOnly { return capitals }
    // Most titles have a small letter at once.
    let start = utf8.prefix(2)
    if start.last.map({ (0x61...0x7A).contains($0) }) ?? false || !utf8.contains(0x28) { return nil }
    var core = self[...]
    // What stands in other brackets may explain an acronym.
    if let bracket = core.firstIndex(of: "("), String(core[bracket...]).folded.saysApprentissage {
      core = core[..<bracket]
    }
    if let dash = core.firstRange(of: " - "), core[dash.upperBound...].first?.isNumber == true {
      core = core[..<dash.lowerBound]
    }
    return core.capitalsOnly
  }

  /// Whether the first letter is a small one, and no name such as iOS.
  fileprivate var startsWithSmallLetter: Bool {
    var scalars = unicodeScalars.drop { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
    guard let first = scalars.popFirst(), first.properties.isLowercase else { return false }
    return scalars.first.map { !$0.properties.isUppercase } ?? true
  }
}
