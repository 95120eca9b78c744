import LheoModel
import LheoRegisters

extension Rule {
  static let referenceAncienne = Rule(
    "reference/ancienne", .certification, .info, blocks: [],
    message: Text("Les données de référence sont anciennes.", "The reference data is old."),
    why: Text(
      "Ce que disent d'anciennes données n'est peut-être plus vrai : les erreurs qui en viennent sont des avertissements.",
      "What old data says may be true no more: errors that come from it are warnings."),
    repair: Text(
      "Téléchargez les fichiers et importez-les de nouveau. (Dit une fois par flux.)",
      "Download the files and import them again. (Reported once a feed.)"),
    form: .elsewhere(
      "Qui fait ce rapport doit mettre à jour les données de référence.",
      "Whoever makes this report has to bring the reference data up to date."),
    source: .other(Text("Date des registres importés", "Day of the imported registers")),
    triggering: Example("offre modifiée le 01/12/2026", "an offer changed on 2026-12-01") { $0.datemaj = "20261201" },
    repaired: nil,
    passing: .unchanged,
    check: .formation { context in
      guard context.reportsOldData else { return }
      let old = context.editions.filter { context.isOutdated($0.register) }
      if old.isEmpty { return }
      let names = old.map(\.register.rawValue).joined(separator: ", ")
      let dated = old.map { Text("\($0.register.rawValue) du \($0.day)", "\($0.register.rawValue) of \($0.day)") }
      context.report(
        at: context.formation, found: names,
        shown: Text(
          french: dated.map(\.french).joined(separator: ", "), english: dated.map(\.english).joined(separator: ", ")),
        expected: Text("des données plus récentes", "newer data"))
    })
}
