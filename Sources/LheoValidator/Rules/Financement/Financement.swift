import LheoModel

extension Rule {
  static let financementAbsent = Rule(
    "financement/absent", .carif, .warning,
    message: Text("Aucun financement n'est indiqué.", "No funding is given."),
    why: Text(
      "Le financement est obligatoire dans OFeli ; sans lui, l'offre ne dit pas qui paie.",
      "Funding is mandatory in OFeli; without it the offer does not say who pays."),
    repair: Text(
      "Ajoutez <organisme-financeur> ; pour un devis AIF, le code 0 (Autre).",
      "Add <organisme-financeur>; for an AIF quotation, code 0 (other)."),
    source: "Guide de saisie OFeli, « Financements » (l. 1140-1200)",
    triggering: Example("pas d'organisme-financeur", "no organisme-financeur") { $0.action.organismesFinanceurs = [] },
    passing: Example("code-financeur = 0") {
      $0.action.organismesFinanceurs = [OrganismeFinanceur(codeFinanceur: .init(.autre), nbPlacesFinancees: 5)]
    },
    check: .action { context in
      if context.action.organismesFinanceurs.isEmpty {
        context.report(at: context.action, missing: .organismeFinanceur)
      }
    })

  static let financementPlacesNegatives = Rule(
    "financement/places-negatives", .qualite, .error,
    message: Text("Le nombre de places financées est négatif.", "The number of funded places is negative."),
    why: Text("Un nombre de places négatif n'a pas de sens.", "A negative number of places makes no sense."),
    repair: Text("Écrivez un nombre positif, ou retirez l'élément.", "Write a positive number, or remove the element."),
    source: "Guide de saisie OFeli, « Financements » (l. 1148-1167)",
    triggering: Example("nb-places-financees = -3") { $0.action.organismesFinanceurs[0].nbPlacesFinancees = -3 },
    passing: .unchanged,
    check: .action { context in
      for funding in context.action.organismesFinanceurs {
        if let leaf = funding.nbPlacesFinancees, let places = leaf.number, places < 0 {
          context.report(at: leaf, found: leaf.trimmedText)
        }
      }
    })

  static let financementObsolete = Rule(
    "financement/code-obsolete", .qualite, .warning,
    message: Text("Le code du financeur est obsolète.", "The code of the funder is obsolete."),
    why: Text("LHEO garde ce code pour les offres anciennes seulement.", "LHEO keeps this code for old offers only."),
    repair: Text(
      "Choisissez un code en vigueur (lheo-tool schema code-financeur).",
      "Choose a current code (lheo-tool schema code-financeur)."),
    source: "LHEO 2.3, table dict-financeurs",
    triggering: Example("code-financeur = 1") { $0.action.organismesFinanceurs[0].codeFinanceur = .init(.obsolete) },
    passing: .unchanged,
    check: .action { context in
      for funding in context.action.organismesFinanceurs where funding.codeFinanceur.code == .obsolete {
        context.report(at: funding.codeFinanceur, found: "1")
      }
    })
}
