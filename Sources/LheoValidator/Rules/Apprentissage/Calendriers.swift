import LheoModel

let sourceParcoursup = "Guide de saisie OFeli, « Parcoursup et Affelnet » (l. 1575-1582)"

extension RuleContext {
  /// The year of the start of an apprenticeship that starts between July and December; `nil` for others.
  var schoolYear: Int? {
    guard dispositif == .apprentissage, !sessionIsOver, let start = session.periode.debut.date, start.isComplete,
      let month = start.month, month >= 7
    else { return nil }
    return start.year
  }
}

extension Rule {
  static let parcoursupCalendrier = Rule(
    "apprentissage/parcoursup-calendrier", .apprentissage, .info,
    message: Text(
      "L'offre arrive après fin octobre pour Parcoursup.", "The offer comes after the end of October for Parcoursup."),
    why: Text(
      "Saisie plus tôt, elle aurait été visible dès l'ouverture de la plateforme aux familles, en décembre.",
      "Entered earlier it would have been visible from the opening to families, in December."),
    repair: Text(
      "Rien à corriger ; saisissez la prochaine rentrée avant fin octobre.",
      "Nothing to correct; enter the next school year before the end of October."),
    source: .other(Text(verbatim: sourceParcoursup)),
    triggering: .apprentissage("rentrée 2027, le 24 novembre 2026", "starts in 2027, on 24 November 2026"),
    passing: .apprentissage("rentrée 2028, le 24 novembre 2026", "starts in 2028, on 24 November 2026") {
      $0.session.periode = Periode(debut: "20280901", fin: "20300630")
    },
    check: .session { context in
      guard let year = context.schoolYear, let limit = PartialDate(year: year - 1, month: 11, day: 1)?.dayNumber,
        let closing = PartialDate(year: year, month: 3, day: 31)?.dayNumber, context.asOf >= limit,
        // Later it is told by apprentissage/affelnet-calendrier, for the levels that Affelnet is about.
        context.asOf <= closing || !context.formation.isForAffelnet
      else { return }
      context.report(at: context.session.periode.debut, found: context.session.periode.debut.trimmedText)
    })

  static let affelnetCalendrier = Rule(
    "apprentissage/affelnet-calendrier", .apprentissage, .warning,
    message: Text(
      "L'offre arrive après fin mars pour Affelnet.", "The offer comes after the end of March for Affelnet."),
    why: Text(
      "Les données de la rentrée sont intégrées en une fois, sans rattrapage.",
      "The data of the school year are taken in once, without a second chance."),
    repair: Text(
      "Prévenez le rectorat ; saisissez la prochaine rentrée avant fin mars.",
      "Tell the education authority; enter the next school year before the end of March."),
    source: .other(Text(verbatim: sourceParcoursup)),
    triggering: .apprentissage(
      "rentrée du 25 novembre 2026, le 24 novembre 2026", "starts on 25 November 2026, on 24 November 2026"
    ) {
      $0.session.periode = Periode(debut: "20261125", fin: "20280630")
    },
    passing: .apprentissage("rentrée 2027, le 24 novembre 2026", "starts in 2027, on 24 November 2026"),
    check: .session { context in
      guard let year = context.schoolYear, context.formation.isForAffelnet,
        let closing = PartialDate(year: year, month: 3, day: 31)?.dayNumber, context.asOf > closing
      else { return }
      context.report(at: context.session.periode.debut, found: context.session.periode.debut.trimmedText)
    })
}

extension Formation {
  /// Whether pupils enter after the troisième: CAP or baccalauréat.
  fileprivate var isForAffelnet: Bool {
    switch codeNiveauSortie?.code {
    case .ancienV, .ancienIV, .niveau3, .niveau4: true
    default: false
    }
  }
}
