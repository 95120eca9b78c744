import LheoModel

let sourceBlocs = "Guide de saisie OFeli, « Spécial apprentissage », blocs de compétences (l. 1550-1570)"

extension Rule {
  static let blocsAbsents = Rule(
    "apprentissage/blocs-absents", .apprentissage, .warning,
    message: Text(
      "La session en apprentissage n'a pas de blocs de compétences.",
      "The apprenticeship session has no blocks of competences."),
    why: Text(
      "Si la certification est décrite en blocs, la validation totale est obligatoire.",
      "If the certification is described in blocks, total validation is mandatory."),
    repair: Text(
      "Ajoutez <blocs-competences> avec <validation-blocs>1</validation-blocs>, si la certification a des blocs.",
      "Add <blocs-competences> with <validation-blocs>1</validation-blocs>, if the certification has blocks."),
    source: .other(Text(verbatim: sourceBlocs)),
    triggering: .apprentissage("pas de blocs-competences", "no blocs-competences") { $0.session.blocsCompetences = [] },
    passing: .apprentissage("validation totale", "total validation"),
    check: .session { context in
      if context.dispositif == .apprentissage, context.session.blocsCompetences.isEmpty {
        context.report(at: context.session, missing: .blocsCompetences)
      }
    })

  static let validationTotale = Rule(
    "apprentissage/validation-totale", .apprentissage, .error,
    message: Text("La validation des blocs n'est pas totale.", "The validation of the blocks is not total."),
    why: Text("Un apprenti prépare toute la certification.", "An apprentice prepares the whole certification."),
    repair: Text("Écrivez <validation-blocs>1</validation-blocs>.", "Write <validation-blocs>1</validation-blocs>."),
    source: .other(Text(verbatim: sourceBlocs)),
    triggering: .apprentissage("validation-blocs = 2") {
      $0.session.blocsCompetences[0].validationBlocs = .init(.mixte)
    },
    passing: .apprentissage("validation-blocs = 1"),
    check: .session { context in
      guard context.dispositif == .apprentissage else { return }
      for blocs in context.session.blocsCompetences {
        let leaf = blocs.validationBlocs
        if leaf.code == .partielle || leaf.code == .mixte {
          context.report(at: leaf, found: leaf.trimmedText, expected: Text("1", "1"))
        }
      }
    })
}
