import LheoModel

extension RuleContext {
  /// The year in which an apprenticeship starts that has not begun and starts between July and December; `nil` for
  /// others.
  fileprivate var schoolYear: Int? {
    guard dispositif == .apprentissage, let start = sessionStart, start > asOf,
      let date = session.periode.debut.date, let month = date.month, month >= 7
    else { return nil }
    return date.year
  }

  /// The day on which the session was entered, as far as is known; else today.
  fileprivate var entered: Int {
    for created in [session.datecrea, action.datecrea, formation.datecrea] {
      guard let created else { continue }
      let date = PartialDate(created) ?? PartialDate(iso: String(created.stripped.prefix(10)))
      if let day = date?.dayNumber { return day }
    }
    return asOf
  }

  /// The level that the course leads to, 1 to 8: as it says, or as its title does; `nil` where neither does.
  fileprivate var level: Int? {
    switch formation.codeNiveauSortie?.code {
    case .niveau1: return 1
    case .niveau2, .ancienVI, .ancienVBis: return 2
    case .niveau3, .ancienV: return 3
    case .niveau4, .ancienIV: return 4
    case .niveau5, .ancienIII: return 5
    case .niveau6, .ancienII: return 6
    case .niveau7: return 7
    case .niveau8, .ancienI: return 8
    default: break
    }
    let title = foldedTitle.stripped
    if ["cap ", "capa ", "certificat d'aptitude"].contains(where: title.hasPrefix) { return 3 }
    return ["bac pro", "baccalaureat"].contains(where: title.hasPrefix) ? 4 : nil
  }

  /// Whether pupils enter after the troisième: CAP or baccalauréat.
  fileprivate var isForAffelnet: Bool { level == 3 || level == 4 }
  /// Whether students enter after the baccalauréat, or may.
  fileprivate var isForParcoursup: Bool { level.map { $0 >= 5 } ?? true }
}

extension Rule {
  static let parcoursupCalendrier = Rule(
    "apprentissage/parcoursup-calendrier", .apprentissage, .info, blocks: [],
    message: Text(
      "L'offre est saisie après fin octobre, trop tard pour l'ouverture de Parcoursup.",
      "The offer is entered after the end of October, too late for the opening of Parcoursup."),
    why: Text(
      "Saisie avant fin octobre, l'offre est visible dès l'ouverture aux familles, en décembre ; après, moins.",
      "Entered before the end of October, the offer is visible when families get access, in December; later, less so."),
    repair: Text(
      "Rien à corriger ; pour la prochaine rentrée, saisissez l'offre avant fin octobre de l'année précédente.",
      "Nothing to correct; for the next school year, enter the offer before the end of October of the year before."),
    form: .elsewhere(
      "Rien à corriger ; pour la prochaine rentrée, saisissez l'offre avant fin octobre de l'année précédente.",
      "Nothing to correct; for the next school year, enter the offer before the end of October of the year before."),
    source: .guide("Parcoursup et Affelnet", 1591, words: "avant fin octobre"),
    triggering: .bts("BTS, rentrée 2027, saisi le 1er novembre 2026", "BTS, starts in 2027, entered on 1 November 2026")
    {
      $0.session.datecrea = "20261101"
    },
    .bts("BTS, rentrée 2027, le 24 novembre 2026", "BTS, starts in 2027, on 24 November 2026") {
      $0.session.datecrea = nil
    },
    repaired: nil,
    passing: .bts("saisi le 31 octobre 2026", "entered on 31 October 2026") { $0.session.datecrea = "20261031" },
    morePassing: [
      .bts("action créée le 31 octobre 2026", "the action was created on 31 October 2026") {
        $0.session.datecrea = nil
        $0.action.datecrea = "2026-10-31T10:00:00"
      },
      .bts("rentrée 2028, le 24 novembre 2026", "starts in 2028, on 24 November 2026") {
        $0.session.datecrea = nil
        $0.session.periode = Periode(debut: "20280901", fin: "20300630")
      },
      .bts("déjà commencé", "has begun already") {
        $0.session.datecrea = nil
        $0.session.periode = Periode(debut: "20260901", fin: "20280630")
      },
      .apprentissage("CAP : c'est Affelnet", "CAP: that is Affelnet") { $0.session.datecrea = nil },
      .apprentissage("bac pro : c'est Affelnet", "bac pro: that is Affelnet") {
        $0.session.datecrea = nil
        $0.codeNiveauSortie = .init(.niveau4)
      },
      .apprentissage("CAP sans niveau de sortie", "CAP that says no level") {
        $0.session.datecrea = nil
        $0.codeNiveauSortie = nil
      },
    ],
    check: .session { context in
      guard let year = context.schoolYear, let limit = PartialDate(year: year - 1, month: 11, day: 1)?.dayNumber,
        context.asOf >= limit,
        context.entered >= limit, context.isForParcoursup
      else { return }
      let october = PartialDate(year: year - 1, month: 10, day: 31)!
      context.report(
        at: context.session.periode.debut,
        expected: Text("une saisie au plus tard le \(october)", "entered by \(october)"))
    })

  static let affelnetCalendrier = Rule(
    "apprentissage/affelnet-calendrier", .apprentissage, .warning, blocks: [],
    message: Text(
      "L'offre est saisie après fin mars, trop tard pour Affelnet.",
      "The offer is entered after the end of March, too late for Affelnet."),
    why: Text(
      "Les données de la rentrée sont intégrées en une fois, sans rattrapage.",
      "The data of a school year are loaded once only: there is no second chance."),
    repair: Text(
      "Rien à corriger : il n'y a pas de rattrapage ; pour la prochaine rentrée, saisissez l'offre avant fin mars.",
      "Nothing to correct: it is too late; for the next school year, enter the offer before the end of March."),
    form: .elsewhere(
      "Rien à corriger : il n'y a pas de rattrapage ; pour la prochaine rentrée, saisissez l'offre avant fin mars.",
      "Nothing to correct: it is too late; for the next school year, enter the offer before the end of March."),
    source: .guide("Parcoursup et Affelnet", 1592, words: "pour fin mars"),
    triggering: .apprentissage(
      "rentrée du 25 novembre 2026, saisie le 1er avril 2026", "starts on 25 November 2026, entered on 1 April 2026"
    ) {
      $0.session.datecrea = "20260401"
      $0.session.periode = Periode(debut: "20261125", fin: "20280630")
    },
    repaired: nil,
    passing: .apprentissage("saisie le 31 mars 2026", "entered on 31 March 2026") {
      $0.session.datecrea = "20260331"
      $0.session.periode = Periode(debut: "20261125", fin: "20280630")
    },
    morePassing: [
      .apprentissage("rentrée 2027, le 24 novembre 2026", "starts in 2027, on 24 November 2026") {
        $0.session.datecrea = nil
      },
      .apprentissage("commence le jour de référence", "starts on the day of reference") {
        $0.session.datecrea = nil
        $0.session.periode = Periode(debut: "20261124", fin: "20280630")
      },
      .bts("BTS : c'est Parcoursup", "BTS: that is Parcoursup") {
        $0.session.datecrea = nil
        $0.session.periode = Periode(debut: "20261125", fin: "20280630")
      },
    ],
    check: .session { context in
      guard let year = context.schoolYear, let closing = PartialDate(year: year, month: 3, day: 31),
        let limit = closing.dayNumber, context.asOf > limit, context.entered > limit, context.isForAffelnet
      else { return }
      context.report(
        at: context.session.periode.debut,
        expected: Text("une saisie au plus tard le \(closing)", "entered by \(closing)"))
    })
}

extension Example {
  /// An offer for apprentices after the baccalauréat.
  fileprivate static func bts(
    _ label: Language.French, _ english: Language.English, _ change: @escaping @Sendable (inout Formation) -> Void
  ) -> Example {
    .apprentissage(label, english) {
      $0.intituleFormation = "BTS enveloppe des bâtiments - 1ère et 2ème année (en apprentissage)"
      $0.codeNiveauSortie = .init(.niveau5)
      $0.session.datemaj = nil
      change(&$0)
    }
  }
}
