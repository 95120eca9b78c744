import LheoModel

extension Rule {
  static let financementAbsent = Rule(
    "financement/absent", .carif, .warning, blocks: [],
    message: Text("Aucun financement n'est indiqué.", "No funding is given."),
    why: Text(
      "Le financement est obligatoire dans OFeli ; sans lui, l'offre ne dit pas qui paie.",
      "Funding is mandatory in OFeli; without it the offer does not say who pays."),
    repair: Text(
      "Ajoutez <organisme-financeur> avec <code-financeur> ; pour un devis AIF, c'est 0 (Autre).",
      "Add <organisme-financeur> with <code-financeur>; for an AIF quotation, it is 0 (other)."),
    form: .field(
      .financements, "cliquez sur « Ajouter », puis choisissez un « Financier » et une « Mesure ».",
      "click « Ajouter », then choose a « Financier » and a « Mesure »."),
    source: .guide("Financements", 1129...1138, words: "Ce champ de saisie est obligatoire", "Nb places"),
    triggering: Example("pas d'organisme-financeur", "no organisme-financeur") { $0.action.organismesFinanceurs = [] },
    repaired: { $0.action.organismesFinanceurs = [OrganismeFinanceur(codeFinanceur: .init(.autre))] },
    passing: Example("code-financeur = 0") {
      $0.action.organismesFinanceurs = [OrganismeFinanceur(codeFinanceur: .init(.autre), nbPlacesFinancees: 5)]
    },
    check: .action { context in
      if context.action.organismesFinanceurs.isEmpty {
        context.report(at: context.action, missing: .organismeFinanceur)
      }
    })

  static let financementPlacesNegatives = Rule(
    "financement/places-negatives", .qualite, .error, blocks: [],
    message: Text("Le nombre de places financées est négatif.", "The number of funded places is negative."),
    why: Text("Un nombre de places négatif n'a pas de sens.", "A negative number of places makes no sense."),
    repair: Text(
      "Écrivez dans <nb-places-financees> un nombre positif, ou retirez l'élément.",
      "Write a positive number in <nb-places-financees>, or remove the element."),
    form: .field(.placesFinancees, "saisissez un nombre positif.", "type a positive number."),
    source: .guide("Financements", 1152...1167, words: "Ajouter le nombre de places"),
    triggering: Example("nb-places-financees = -3") { $0.action.organismesFinanceurs[0].nbPlacesFinancees = -3 },
    repaired: { $0.action.organismesFinanceurs[0].nbPlacesFinancees = 12 },
    passing: Example("nb-places-financees = 0") { $0.action.organismesFinanceurs[0].nbPlacesFinancees = 0 },
    check: .action { context in
      for funding in context.action.organismesFinanceurs {
        if let leaf = funding.nbPlacesFinancees, let places = leaf.number, places < 0 {
          context.report(at: leaf, found: leaf.text, expected: Text("0 ou un nombre positif", "0 or a positive number"))
        }
      }
    })

  static let financementObsolete = Rule(
    "financement/code-obsolete", .qualite, .warning, blocks: [],
    message: Text("Le code du financeur est obsolète.", "The code of the funder is obsolete."),
    why: Text("LHEO garde ce code pour les offres anciennes seulement.", "LHEO keeps this code for old offers only."),
    repair: Text(
      "Écrivez dans <code-financeur> un code en vigueur.",
      "Write a current code in <code-financeur>."),
    form: .field(.financier, "choisissez un autre financeur dans la liste.", "choose another funder from the list."),
    source: .lheo(.codeFinanceur),
    triggering: Example("code-financeur = 1") { $0.action.organismesFinanceurs[0].codeFinanceur = .init(.obsolete) },
    repaired: { $0.action.organismesFinanceurs[0].codeFinanceur = .init(.conseilRegional) },
    passing: .unchanged,
    check: .action { context in
      for funding in context.action.organismesFinanceurs where funding.codeFinanceur.code == .obsolete {
        context.report(
          at: funding.codeFinanceur, found: funding.codeFinanceur.text,
          expected: Text("un code en vigueur, comme 0 (Autre)", "a current code, such as 0 (other)"))
      }
    })
}
