import LheoModel

extension Rule {
  static let dureeCycleAbsente = Rule(
    "apprentissage/duree-cycle-absente", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text("La durée de cycle n'est pas indiquée.", "The length of the cycle is missing."),
    why: Text(
      "Elle est obligatoire pour l'apprentissage et permet de saisir les cycles.",
      "It is mandatory for apprenticeship, and the cycles can only be entered with it."),
    repair: Text(
      "Ajoutez <duree-cycle> à l'action : le nombre d'années, de 1 à 5.",
      "Add <duree-cycle> to the action: the number of years, 1 to 5."),
    form: .field(.dureeDeCycle, "saisissez le nombre d'années, de 1 à 5.", "type the number of years, 1 to 5."),
    source: .guide("Durée de cycle", 805...805, 1486...1486, words: "obligatoire pour l'apprentissage"),
    triggering: .apprentissage("pas de duree-cycle", "no duree-cycle") { $0.action.dureeCycle = nil },
    repaired: { $0.action.dureeCycle = 2 },
    passing: .apprentissage("duree-cycle = 2"),
    morePassing: [
      .apprentissage("toutes les sessions terminées", "all sessions are over") {
        $0.action.dureeCycle = nil
        $0.session.periode = Periode(debut: "20240901", fin: "20260630")
      }
    ],
    check: .action { context in
      // In a mixed course it would be wrong for the other sessions.
      if context.isApprentissage, !context.isMixed, context.action.dureeCycle == nil {
        context.report(at: context.action, missing: .dureeCycle)
      }
    })

  static let dureeCycle = Rule(
    "apprentissage/duree-cycle", .apprentissage, .error, blocks: [.parcoursup, .laBonneAlternance],
    message: Text(
      "La durée de cycle est trop courte ou trop longue.", "The length of the cycle is too short or too long."),
    why: Text("Un cycle dure de 1 à 5 ans.", "A cycle lasts 1 to 5 years."),
    repair: Text(
      "Écrivez dans <duree-cycle> un nombre d'années de 1 à 5.", "Write a number of years from 1 to 5 in <duree-cycle>."
    ),
    form: .field(.dureeDeCycle, "saisissez un nombre d'années de 1 à 5.", "type a number of years from 1 to 5."),
    source: .guide("Durée de cycle", 811...811, 1492...1492, words: "comprise entre 1 et 5"),
    triggering: .apprentissage("duree-cycle = 6") { $0.action.dureeCycle = 6 },
    .apprentissage("duree-cycle = 0") { $0.action.dureeCycle = 0 },
    repaired: { $0.action.dureeCycle = 2 },
    passing: .apprentissage("duree-cycle = 5") { $0.action.dureeCycle = 5 },
    check: .action { context in
      if let leaf = context.action.dureeCycle, let years = leaf.number, !(1...5).contains(years) {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à 5", "1 to 5"))
      }
    })

  static let dureeCycleNonCertifiante = Rule(
    "apprentissage/duree-cycle-non-certifiante", .carif, .info, blocks: [],
    message: Text("La durée de cycle n'est pas nécessaire.", "The length of the cycle is not needed."),
    why: Text("Une formation non certifiante n'a pas de cycle.", "A course without certification has no cycle."),
    repair: Text("Vous pouvez retirer <duree-cycle>.", "You may remove <duree-cycle>."),
    form: .field(.dureeDeCycle, "vous pouvez vider ce champ.", "you may empty this field."),
    source: .guide("Formation non certifiante", 782, words: "pas nécessaire"),
    triggering: Example("certifiante = 0, duree-cycle = 2") { formation in
      formation.certifiante = .init(.non)
      formation.certifications = []
      formation.action.dureeCycle = 2
    },
    repaired: { $0.action.dureeCycle = nil },
    passing: Example("certifiante = 1, duree-cycle = 2") { $0.action.dureeCycle = 2 },
    morePassing: [
      // There apprentissage/duree-cycle-absente asks for it.
      .apprentissage("certifiante = 0, en apprentissage", "certifiante = 0, apprenticeship") {
        $0.certifiante = .init(.non)
      }
    ],
    check: .action { context in
      guard context.formation.certifiante.code == .non, !context.isApprentissage, let leaf = context.action.dureeCycle
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("aucune durée de cycle", "no length of cycle"))
    })
}
