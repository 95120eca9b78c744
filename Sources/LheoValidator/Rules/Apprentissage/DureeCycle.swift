import LheoModel

let sourceDureeCycle = "Guide de saisie OFeli, « Durée de cycle » (l. 803-815)"

extension Rule {
  static let dureeCycleAbsente = Rule(
    "apprentissage/duree-cycle-absente", .apprentissage, .error,
    message: Text("La durée de cycle n'est pas indiquée.", "The length of the cycle is missing."),
    why: Text(
      "Elle est obligatoire pour l'apprentissage et ouvre la saisie des cycles.",
      "It is mandatory for apprenticeship and opens the entry of cycles."),
    repair: Text("Ajoutez <duree-cycle> à l'action, en années.", "Add <duree-cycle> to the action, in years."),
    source: .other(Text(verbatim: sourceDureeCycle)),
    triggering: .apprentissage("pas de duree-cycle", "no duree-cycle") { $0.action.dureeCycle = nil },
    passing: .apprentissage("duree-cycle = 2"),
    check: .action { context in
      if context.isApprentissage, context.action.dureeCycle == nil {
        context.report(at: context.action, missing: .dureeCycle)
      }
    })

  static let dureeCycle = Rule(
    "apprentissage/duree-cycle", .apprentissage, .error,
    message: Text("La durée de cycle est hors bornes.", "The length of the cycle is out of bounds."),
    why: Text("Un cycle dure de 1 à 5 ans.", "A cycle lasts 1 to 5 years."),
    repair: Text("Écrivez un nombre d'années de 1 à 5.", "Write a number of years from 1 to 5."),
    source: .other(Text(verbatim: sourceDureeCycle)),
    triggering: .apprentissage("duree-cycle = 6") { $0.action.dureeCycle = 6 },
    .apprentissage("duree-cycle = 0") { $0.action.dureeCycle = 0 },
    passing: .apprentissage("duree-cycle = 5") { $0.action.dureeCycle = 5 },
    check: .action { context in
      if let leaf = context.action.dureeCycle, let years = leaf.number, !(1...5).contains(years) {
        context.report(at: leaf, found: leaf.trimmedText, expected: Text("de 1 à 5", "1 to 5"))
      }
    })

  static let dureeCycleNonCertifiante = Rule(
    "apprentissage/duree-cycle-non-certifiante", .carif, .info,
    message: Text("La durée de cycle n'est pas nécessaire.", "The length of the cycle is not needed."),
    why: Text("Une formation non certifiante n'a pas de cycle.", "A course without certification has no cycle."),
    repair: Text("Vous pouvez retirer <duree-cycle>.", "You may remove <duree-cycle>."),
    source: "Guide de saisie OFeli, « Formation non certifiante » (l. 775-790)",
    triggering: Example("certifiante = 0, duree-cycle = 2") { formation in
      formation.certifiante = .init(.non)
      formation.certifications = []
      formation.action.dureeCycle = 2
    },
    passing: Example("certifiante = 1, duree-cycle = 2") { $0.action.dureeCycle = 2 },
    check: .action { context in
      if context.formation.certifiante.code == .non, let leaf = context.action.dureeCycle {
        context.report(at: leaf, found: leaf.trimmedText)
      }
    })
}
