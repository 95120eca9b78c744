import LheoModel

extension Rule {
  static let blocsAbsents = Rule(
    "apprentissage/blocs-absents", .apprentissage, .warning, blocks: [],
    message: Text(
      "La session en apprentissage n'a pas de blocs de compétences.",
      "The apprenticeship session has no blocks of competences."),
    why: Text(
      "Si la certification est décrite en blocs, la validation totale est obligatoire.",
      "If the certification is described in blocks, total validation is mandatory."),
    repair: Text(
      "Ajoutez à la session <blocs-competences>, avec <validation-blocs>1</validation-blocs> et les blocs de la certification, si elle en a.",
      "Add <blocs-competences> to the session, with <validation-blocs>1</validation-blocs> and the blocks of the certification, if it has any."
    ),
    form: .field(
      .blocsDeCompetences,
      "cliquez sur « Ajouter » et choisissez « Validation totale » ; sans ce bouton, la certification n'a pas de blocs.",
      "click « Ajouter » and choose « Validation totale »; without this button the certification has no blocks."),
    source: .guide("Blocs de compétences", 1560, words: "vous devez sélectionner obligatoirement"),
    triggering: .apprentissage("pas de blocs-competences", "no blocs-competences") { $0.session.blocsCompetences = [] },
    repaired: { $0.session.blocsCompetences = Formation.apprentissage.session.blocsCompetences },
    passing: .apprentissage("validation totale", "total validation"),
    check: .session { context in
      guard context.dispositif == .apprentissage, context.session.blocsCompetences.isEmpty else { return }
      // Without the registers nobody knows whether the certification has blocks.
      guard let sheets = context.sheets(of: context.sessionPointer) else {
        return context.report(at: context.session, missing: .blocsCompetences)
      }
      if let sheet = sheets.all.first(where: { !$0.blocs.isEmpty }) {
        context.report(
          at: context.session, missing: .blocsCompetences, severity: .error, from: sheet.code.repertoire.register)
      }
    })

  static let validationTotale = Rule(
    "apprentissage/validation-totale", .apprentissage, .error, blocks: [],
    message: Text("La validation des blocs n'est pas totale.", "The validation of the blocks is not total."),
    why: Text("Un apprenti prépare toute la certification.", "An apprentice prepares the whole certification."),
    repair: Text("Écrivez 1 (totale) dans <validation-blocs>.", "Write 1 (total) in <validation-blocs>."),
    form: .field(.typeDeValidation, "choisissez « Validation totale ».", "choose « Validation totale »."),
    source: .guide("Blocs de compétences", 1587, words: "sélectionnez obligatoirement"),
    triggering: .apprentissage("validation-blocs = 2") {
      $0.session.blocsCompetences[0].validationBlocs = .init(.mixte)
    },
    .apprentissage("validation-blocs = 0") { $0.session.blocsCompetences[0].validationBlocs = .init(.partielle) },
    repaired: { $0.session.blocsCompetences[0].validationBlocs = .init(.totale) },
    passing: .apprentissage("validation-blocs = 1"),
    check: .session { context in
      guard context.dispositif == .apprentissage else { return }
      for blocs in context.session.blocsCompetences {
        let leaf = blocs.validationBlocs
        if leaf.code == .partielle || leaf.code == .mixte {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("1 (totale)", "1 (total)"))
        }
      }
    })
}
