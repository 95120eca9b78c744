import LheoModel

extension Rule {
  static let organismeSIRET = Rule(
    "organisme/siret", .qualite, .warning, blocks: [],
    message: Text("Le SIRET de l'organisme est faux.", "The SIRET number of the body is wrong."),
    why: Text(
      "L'offre ne sera rattachée ni à l'organisme ni à ses habilitations.",
      "The offer will be linked neither to the body nor to its authorisations."),
    repair: Text(
      "Écrivez dans <SIRET> les 14 chiffres de l'établissement.", "Write the 14 digits of the establishment in <SIRET>."
    ),
    form: .identite,
    source: .guide("Choix de la structure à modifier", 262, words: "SIRET, numéro de déclaration d'activité"),
    triggering: Example("responsable : 90000000100000", "responsible body: 90000000100000") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100000"
    },
    Example("responsable : 00000000000000", "responsible body: 00000000000000") {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "00000000000000"
    },
    Example("formateur : 9000000010000A", "training body: 9000000010000A") {
      $0.action.organismesFormateurs[0].siretFormateur.siret = "9000000010000A"
    },
    repaired: {
      $0.organismeFormationResponsable.siretOrganismeFormation.siret = "90000000100009"
      $0.action.organismesFormateurs[0].siretFormateur.siret = "90000000100009"
    },
    passing: .unchanged,
    check: .formation { context in
      context.checkSIRET(context.formation.organismeFormationResponsable.siretOrganismeFormation.siret)
      context.formation.actions.forEachPointer { action in
        guard context.hasSessionsToCome(action) else { return }
        action.pointee.organismesFormateurs.forEachPointer { context.checkSIRET($0.pointee.siretFormateur.siret) }
      }
    })

  static let organismeFormateurAbsent = Rule(
    "organisme/formateur-absent", .franceTravail, .warning, blocks: [],
    message: Text("L'organisme formateur n'est pas indiqué.", "The training body is missing."),
    why: Text(
      "Dans Kairos, une session n'est visible qu'avec le SIRET de l'organisme formateur.",
      "In Kairos, a session is visible only with the SIRET of the training body."),
    repair: Text(
      "Ajoutez <organisme-formateur>, même si c'est l'organisme responsable.",
      "Add <organisme-formateur>, even if it is the responsible body."),
    form: .field(
      .organismesFormateurs, "cliquez sur « Ajouter » et choisissez la structure qui assure la formation.",
      "click « Ajouter » and choose the body that gives the training."),
    source: .guide("Organisme formateur", 920, words: "SIRET de l'organisme formateur principal"),
    triggering: Example("pas d'organisme-formateur", "no organisme-formateur") { $0.action.organismesFormateurs = [] },
    repaired: { $0.action.organismesFormateurs = Formation.example.action.organismesFormateurs },
    passing: .unchanged,
    check: .action { context in
      if context.action.organismesFormateurs.isEmpty {
        context.report(at: context.action, missing: .organismeFormateur)
      }
    })

  static let uaiCle = Rule(
    "organisme/uai-cle", .qualite, .warning, blocks: [],
    message: Text("Ce code UAI est faux.", "This UAI code is wrong."),
    why: Text(
      "L'offre ne sera pas rattachée à l'établissement scolaire.", "The offer will not be linked to the school."),
    repair: Text(
      "Écrivez dans <code-UAI> les sept chiffres et la lettre du code de l'établissement.",
      "Write the seven digits and the letter of the school's code in <code-UAI>."),
    form: .identite, source: .lheo(.codeUAI),
    triggering: Example("lieu : 0681761A", "place: 0681761A") {
      $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: "0681761A")
    },
    Example("organisme : 068176VV", "body: 068176VV") {
      $0.organismeFormationResponsable.codeUAIOrganismeFormation = CodeUAIOrganismeFormation(codeUAI: "068176VV")
    },
    Example("formateur : 0681762V", "training body: 0681762V") {
      $0.action.organismesFormateurs[0].codeUAIFormateur = CodeUAIFormateur(codeUAI: "0681762V")
    },
    repaired: {
      $0.lieu.codeUAILieuFormation?.codeUAI = "0681761V"
      $0.organismeFormationResponsable.codeUAIOrganismeFormation?.codeUAI = "0681761V"
      $0.action.organismesFormateurs[0].codeUAIFormateur?.codeUAI = "0681761V"
    },
    passing: Example("lieu : 0681761V", "place: 0681761V") {
      $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: "0681761V")
    },
    morePassing: [
      Example("lieu : 0681761v", "place: 0681761v") {
        $0.lieu.codeUAILieuFormation = CodeUAILieuFormation(codeUAI: "0681761v")
      }
    ],
    check: .formation { context in
      context.checkUAI(context.formation.organismeFormationResponsable.codeUAIOrganismeFormation?.codeUAI)
      context.formation.actions.forEachPointer { action in
        guard context.hasSessionsToCome(action) else { return }
        action.pointee.lieuxDeFormation.forEachPointer { context.checkUAI($0.pointee.codeUAILieuFormation?.codeUAI) }
        action.pointee.organismesFormateurs.forEachPointer { context.checkUAI($0.pointee.codeUAIFormateur?.codeUAI) }
      }
    })
}

extension RuleContext {
  /// Reports an UAI code of eight characters that is none. Other lengths are the schema's.
  fileprivate func checkUAI(_ leaf: TextLeaf?) {
    guard let leaf, !leaf.isAbsent, leaf.text.utf8.count == 8 else { return }
    let digits = leaf.text.prefix(7)
    guard let number = Int(digits), digits.utf8.allSatisfy(\.isDigit) else {
      return report(
        at: leaf, found: leaf.text, expected: Text("sept chiffres et une lettre", "seven digits and a letter"))
    }
    let letter = Array("ABCDEFGHJKLMNPRSTUVWXYZ")[number % 23]
    if leaf.text.last?.uppercased() != String(letter) {
      report(at: leaf, found: leaf.text, expected: Text(verbatim: "\(digits)\(letter)"))
    }
  }

  /// Whether the action has a session that is not over, or none at all.
  func hasSessionsToCome(_ action: UnsafePointer<Action>) -> Bool {
    let sessions = action.field(\.sessions)
    return sessions.pointee.isEmpty || sessions.pointee.containsPointer { !isOver($0) }
  }
}
