import LheoModel

let sourceDuree = "Guide de saisie OFeli, « Durée » (l. 1240-1262)"

extension Rule {
  static let dureeTotaleAbsente = Rule(
    "duree/totale-absente", .carif, .error,
    message: Text("La durée totale n'est pas indiquée.", "The total duration is missing."),
    why: Text("La durée totale en heures est obligatoire.", "The total duration in hours is mandatory."),
    repair: Text("Ajoutez <nombre-heures-total>.", "Add <nombre-heures-total>."),
    source: .other(Text(verbatim: sourceDuree)),
    triggering: Example("pas de nombre-heures-total", "no nombre-heures-total") { $0.action.nombreHeuresTotal = nil },
    passing: .unchanged,
    check: .action { context in
      if context.action.nombreHeuresTotal == nil { context.report(at: context.action, missing: .nombreHeuresTotal) }
    })

  static let dureeZero = Rule(
    "duree/zero", .carif, .error,
    message: Text("La durée est zéro ou négative.", "The duration is zero or negative."),
    why: Text(
      "Zéro est pris pour une durée : laissez vide ce qui n'a pas lieu.",
      "Zero is taken for a duration: leave out what does not take place."),
    repair: Text(
      "Retirez l'élément, ou écrivez le nombre d'heures.", "Remove the element, or write the number of hours."),
    source: .other(Text(verbatim: sourceDuree)),
    triggering: Example("nombre-heures-entreprise = 0") { formation in
      formation.action.nombreHeuresEntreprise = 0
      formation.action.nombreHeuresTotal = 400
    },
    passing: Example("pas de nombre-heures-entreprise", "no nombre-heures-entreprise") { formation in
      formation.action.nombreHeuresEntreprise = nil
      formation.action.nombreHeuresTotal = 400
    },
    check: .action { context in
      for leaf in [
        context.action.nombreHeuresCentre, context.action.nombreHeuresEntreprise, context.action.nombreHeuresTotal,
      ] {
        if let leaf, let hours = leaf.number, hours <= 0 { context.report(at: leaf, found: leaf.trimmedText) }
      }
    })

  static let dureeTotalIncoherent = Rule(
    "duree/total-incoherent", .carif, .warning,
    message: Text(
      "La durée totale n'est pas la somme des durées.", "The total duration is not the sum of the durations."),
    why: Text(
      "Le total est le nombre d'heures en centre et en entreprise.",
      "The total is the hours in the centre and in the company."),
    repair: Text("Corrigez l'une des trois durées.", "Correct one of the three durations."),
    source: .other(Text(verbatim: sourceDuree)),
    triggering: Example("400 + 70, total 400") { $0.action.nombreHeuresTotal = 400 },
    passing: Example("centre 400, total 400") { formation in
      formation.action.nombreHeuresEntreprise = nil
      formation.action.nombreHeuresTotal = 400
    },
    check: .action { context in
      guard let leaf = context.action.nombreHeuresTotal, let total = leaf.number, total > 0,
        let centre = context.action.nombreHeuresCentre?.number, centre > 0
      else { return }
      let company = context.action.nombreHeuresEntreprise?.number ?? 0
      let (sum, overflows) = centre.addingReportingOverflow(max(company, 0))
      if overflows || sum != total {
        context.report(
          at: leaf, found: leaf.trimmedText, expected: Text("\(centre) + \(company)", "\(centre) + \(company)"))
      }
    })
}
