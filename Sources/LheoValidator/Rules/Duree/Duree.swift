import LheoModel

extension RuleSource {
  fileprivate static let duree = guide(
    "Durée", 1253...1257, words: "ne pas mettre zéro", "La durée totale est obligatoire", "calcule automatiquement")
}

extension Rule {
  static let dureeTotaleAbsente = Rule(
    "duree/totale-absente", .carif, .error, blocks: [],
    message: Text("La durée totale n'est pas indiquée.", "The total duration is missing."),
    why: Text("La durée totale en heures est obligatoire.", "The total duration in hours is mandatory."),
    repair: Text(
      "Ajoutez <nombre-heures-total>, avec le nombre d'heures.",
      "Add <nombre-heures-total>, with the number of hours."),
    form: .field(
      .dureesSession, "saisissez les heures en centre et en entreprise : la durée totale se calcule automatiquement.",
      "type the hours in the centre and in the company: the total is worked out automatically."),
    source: .duree,
    triggering: Example("pas de nombre-heures-total", "no nombre-heures-total") { $0.action.nombreHeuresTotal = nil },
    repaired: { $0.action.nombreHeuresTotal = 470 },
    passing: .unchanged,
    check: .action { context in
      if context.action.nombreHeuresTotal == nil { context.report(at: context.action, missing: .nombreHeuresTotal) }
    })

  static let dureeZero = Rule(
    "duree/zero", .carif, .error, blocks: [],
    message: Text("La durée est nulle ou négative.", "The duration is zero or negative."),
    why: Text(
      "Zéro serait lu comme une durée : une durée qui n'existe pas se laisse vide.",
      "Zero would be read as a duration: one that does not exist is left empty."),
    repair: Text(
      """
      Écrivez le nombre d'heures dans <nombre-heures-total> ; retirez <nombre-heures-centre> si rien n'a lieu en \
      centre, <nombre-heures-entreprise> si rien n'a lieu en entreprise.
      """,
      """
      Write the number of hours in <nombre-heures-total>; remove <nombre-heures-centre> if nothing takes place in the \
      centre, <nombre-heures-entreprise> if nothing takes place in the company.
      """),
    form: .field(
      .dureesSession,
      "saisissez le nombre d'heures ; laissez vide la durée en centre ou en entreprise s'il n'y en a pas.",
      "type the number of hours; leave the duration in the centre or in the company empty if there is none."),
    source: .duree,
    triggering: Example("nombre-heures-entreprise = 0") { formation in
      formation.action.nombreHeuresEntreprise = 0
      formation.action.nombreHeuresTotal = 400
    },
    Example("nombre-heures-centre = -1") { formation in
      formation.action.nombreHeuresCentre = -1
      formation.action.nombreHeuresTotal = 70
    },
    Example("nombre-heures-total = 0") { $0.action.nombreHeuresTotal = 0 },
    repaired: { formation in
      if let hours = formation.action.nombreHeuresEntreprise?.number, hours <= 0 {
        formation.action.nombreHeuresEntreprise = nil
      }
      if let hours = formation.action.nombreHeuresCentre?.number, hours <= 0 {
        formation.action.nombreHeuresCentre = nil
      }
      if formation.action.nombreHeuresTotal?.number == 0 { formation.action.nombreHeuresTotal = 470 }
    },
    passing: Example("pas de nombre-heures-entreprise", "no nombre-heures-entreprise") { formation in
      formation.action.nombreHeuresEntreprise = nil
      formation.action.nombreHeuresTotal = 400
    },
    morePassing: [
      Example("nombre-heures-entreprise = 1") { formation in
        formation.action.nombreHeuresEntreprise = 1
        formation.action.nombreHeuresTotal = 401
      }
    ],
    check: .action { context in
      for leaf in [context.action.nombreHeuresCentre, context.action.nombreHeuresEntreprise] {
        if let leaf, let hours = leaf.number, hours <= 0 {
          context.report(
            at: leaf, found: leaf.text,
            expected: Text("un nombre d'heures, ou rien", "a number of hours, or nothing"))
        }
      }
      if let leaf = context.action.nombreHeuresTotal, let hours = leaf.number, hours <= 0 {
        context.report(at: leaf, found: leaf.text, expected: Text("un nombre d'heures", "a number of hours"))
      }
    })

  static let dureeTotalIncoherent = Rule(
    "duree/total-incoherent", .carif, .warning, blocks: [],
    message: Text(
      "La durée totale n'est pas la somme des durées en centre et en entreprise.",
      "The total duration is not the sum of those in the centre and in the company."),
    why: Text(
      "Le candidat ne sait pas laquelle des durées est juste.",
      "Candidates cannot tell which of the durations is right."),
    repair: Text(
      "Corrigez <nombre-heures-total>, <nombre-heures-centre> ou <nombre-heures-entreprise>.",
      "Correct <nombre-heures-total>, <nombre-heures-centre> or <nombre-heures-entreprise>."),
    form: .field(
      .dureesSession, "corrigez les heures en centre et en entreprise : la durée totale se recalcule automatiquement.",
      "correct the hours in the centre and in the company: the total is worked out again automatically."),
    source: .duree,
    triggering: Example("400 + 70, total 400") { $0.action.nombreHeuresTotal = 400 },
    Example("400 + 70, total 471") { $0.action.nombreHeuresTotal = 471 },
    repaired: { $0.action.nombreHeuresTotal = 470 },
    passing: Example("centre 400, total 400") { formation in
      formation.action.nombreHeuresEntreprise = nil
      formation.action.nombreHeuresTotal = 400
    },
    morePassing: [
      Example("centre 400, entreprise -5, total 470", "centre 400, company -5, total 470") {
        $0.action.nombreHeuresEntreprise = -5
      }
    ],
    check: .action { context in
      guard let leaf = context.action.nombreHeuresTotal, let total = leaf.number, total > 0,
        let centre = context.action.nombreHeuresCentre?.number, centre > 0
      else { return }
      var company = 0
      if let other = context.action.nombreHeuresEntreprise {
        // What is not a number, or negative, is reported as such.
        guard let hours = other.number, hours >= 0 else { return }
        company = hours
      }
      let (sum, overflows) = centre.addingReportingOverflow(company)
      if !overflows, sum == total { return }
      let parts = "\(centre) + \(company)"
      context.report(
        at: leaf, found: leaf.text,
        expected: overflows || company == 0
          ? Text(verbatim: company == 0 ? "\(centre)" : parts)
          : Text("\(sum), soit \(parts)", "\(sum), which is \(parts)"))
    })
}
