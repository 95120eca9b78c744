import LheoModel

let sourceSessionsCourtes = "Guide de saisie OFeli, « Formulaire session » et « Durée » (l. 149-153, 1243-1250)"

extension RuleContext {
  /// Whether sessions of the action last 35 hours at most.
  var isShort: Bool { action.nombreHeuresTotal?.number.map { $0 > 0 && $0 <= 35 } ?? false }
  var isIndividual: Bool { formation.parcoursDeFormation.code == .individualise }

  /// Whether the session runs from 1 January to 31 December of a year.
  var isWholeYear: Bool {
    guard let start = session.periode.debut.date, let end = session.periode.fin.date else { return false }
    return start.year == end.year && start.month == 1 && start.day == 1 && end.month == 12 && end.day == 31
  }
}

extension Rule {
  static let tropDeSessionsCourtes = Rule(
    "session/trop-de-sessions-courtes", .carif, .warning,
    message: Text(
      "L'action a beaucoup de sessions courtes en un an.", "The action has many short sessions within a year."),
    why: Text(
      "Pour des sessions courtes et fréquentes (35 heures ou moins), une seule session annuelle est demandée.",
      "For short and frequent sessions (35 hours or less) one single yearly session is asked for."),
    repair: Text(
      "Créez une session du 1er janvier au 31 décembre, en entrées-sorties permanentes.",
      "Make one session from 1 January to 31 December, with permanent entries and exits."),
    source: .other(Text(verbatim: sourceSessionsCourtes)),
    triggering: Example("13 sessions de 14 heures", "13 sessions of 14 hours") { $0.shortSessions(13) },
    passing: Example("12 sessions de 14 heures", "12 sessions of 14 hours") { $0.shortSessions(12) },
    check: .action { context in
      guard context.isShort, context.action.sessions.count > 12 else { return }
      let starts = context.action.sessions.compactMap(\.periode.debut.day).sorted()
      for (first, last) in zip(starts, starts.dropFirst(12)) where last - first < 365 {
        return context.report(
          at: context.action, found: "\(starts.count) sessions", expected: Text("12 au plus", "at most 12"))
      }
    })

  static let courteAnnuelle = Rule(
    "session/courte-annuelle", .carif, .warning,
    message: Text(
      "La session en entrées-sorties permanentes ne couvre pas l'année.",
      "The session with permanent entries does not cover the year."),
    why: Text(
      "Courte ou individualisée, elle est attendue du 1er janvier au 31 décembre.",
      "Short or individual, it is expected to run from 1 January to 31 December."),
    repair: Text("Écrivez 0101 et 1231 de la même année.", "Write 0101 and 1231 of one year."),
    source: .other(Text(verbatim: sourceSessionsCourtes)),
    triggering: Example("14 heures, permanente, septembre à décembre", "14 hours, permanent, September to December") {
      formation in
      formation.yearly(14, .permanentes)
      formation.session.periode = Periode(debut: "20270901", fin: "20271231")
    },
    passing: Example("14 heures, permanente, toute l'année", "14 hours, permanent, all year") {
      $0.yearly(14, .permanentes)
    },
    check: .session { context in
      guard context.isShort || context.isIndividual, context.action.modalitesEntreesSorties.code == .permanentes,
        context.sessionStart != nil, context.sessionEnd != nil, !context.isWholeYear, !context.sessionIsOver,
        // One day is told by session/permanente-un-jour.
        context.sessionStart != context.sessionEnd
      else { return }
      let periode = context.session.periode
      context.report(
        at: periode, found: "\(periode.debut.trimmedText) – \(periode.fin.trimmedText)",
        expected: Text("du 01/01 au 31/12", "1 January to 31 December"))
    })

  static let annuelleEntreesFixes = Rule(
    "session/annuelle-entrees-fixes", .carif, .warning,
    message: Text(
      "La session annuelle n'est pas en entrées-sorties permanentes.", "The yearly session has no permanent entries."),
    why: Text(
      "Courte ou individualisée et annuelle, elle accueille toute l'année.",
      "Short or individual and yearly, it takes people in all year."),
    repair: Text(
      "Écrivez <modalites-entrees-sorties>1</modalites-entrees-sorties>.",
      "Write <modalites-entrees-sorties>1</modalites-entrees-sorties>."),
    source: .other(Text(verbatim: sourceSessionsCourtes)),
    triggering: Example("14 heures, toute l'année, dates fixes", "14 hours, all year, fixed dates") {
      $0.yearly(14, .datesFixes)
    },
    passing: Example("470 heures, toute l'année, dates fixes", "470 hours, all year, fixed dates") {
      $0.yearly(470, .datesFixes)
    },
    check: .session { context in
      guard context.isShort || context.isIndividual, context.action.modalitesEntreesSorties.code == .datesFixes,
        context.isWholeYear
      else { return }
      context.report(
        at: context.session.periode, expected: Text("entrées-sorties permanentes (1)", "permanent entries (1)"))
    })

  static let courteNonAnnuelle = Rule(
    "session/courte-non-annuelle", .carif, .info,
    message: Text(
      "La session est courte et à dates fixes, parmi d'autres.",
      "The session is short and at fixed dates, among others."),
    why: Text(
      "Si elle revient souvent, une session annuelle est demandée.",
      "If it comes back often, one yearly session is asked for."),
    repair: Text(
      "Regroupez-les en une session annuelle en entrées-sorties permanentes, si elles sont fréquentes.",
      "Join them in one yearly session with permanent entries, if they are frequent."),
    source: .other(Text(verbatim: sourceSessionsCourtes)),
    triggering: Example("3 sessions de 14 heures", "3 sessions of 14 hours") { $0.shortSessions(3) },
    passing: Example("une session de 14 heures", "one session of 14 hours") { $0.shortSessions(1) },
    check: .action { context in
      // From the 13th on it is told by session/trop-de-sessions-courtes.
      guard context.isShort, context.action.modalitesEntreesSorties.code == .datesFixes,
        (2...12).contains(context.action.sessions.count)
      else { return }
      context.report(at: context.action, found: "\(context.action.sessions.count) sessions")
    })

  static let permanenteUnJour = Rule(
    "session/permanente-un-jour", .qualite, .info,
    message: Text(
      "Les entrées-sorties sont permanentes, sur une seule journée.", "Entries are permanent, within one single day."),
    why: Text("On n'entre pas tout au long d'une session d'un jour.", "Nobody enters throughout a session of one day."),
    repair: Text(
      "Corrigez les dates, ou écrivez 0 dans <modalites-entrees-sorties>.",
      "Correct the dates, or write 0 in <modalites-entrees-sorties>."),
    source: "Guide de saisie OFeli, « Dates de la session » (l. 885-890)",
    triggering: Example("permanente, debut = fin", "permanent, debut = fin") { formation in
      formation.action.modalitesEntreesSorties = .init(.permanentes)
      formation.session.periode = Periode(debut: "20270301", fin: "20270301")
    },
    passing: .unchanged,
    check: .session { context in
      if context.action.modalitesEntreesSorties.code == .permanentes, let start = context.sessionStart,
        start == context.sessionEnd
      {
        context.report(at: context.session.periode, found: context.session.periode.debut.trimmedText)
      }
    })

  static let etatSuspendu = Rule(
    "session/etat-suspendu", .carif, .info,
    message: Text("Le recrutement est suspendu.", "The recruitment is suspended."),
    why: Text(
      "OFeli ne connaît que « ouvert » et « fermé » : l'état 3 n'y a pas d'équivalent.",
      "OFeli knows “open” and “closed” only: state 3 has no counterpart there."),
    repair: Text("Écrivez 1 (ouvert) ou 2 (fermé).", "Write 1 (open) or 2 (closed)."),
    source: "Guide de saisie OFeli, « Clôturer un recrutement » (l. 1683-1747)",
    triggering: Example("etat-recrutement = 3") { $0.session.etatRecrutement = .init(.suspendu) },
    passing: .unchanged,
    check: .session { context in
      if context.etat == .suspendu, let leaf = context.session.etatRecrutement {
        context.report(at: leaf, found: "3 suspendu", expected: Text("1 ou 2", "1 or 2"))
      }
    })
}

extension Formation {
  /// Gives the action that many sessions of 14 hours, one a week.
  fileprivate mutating func shortSessions(_ count: Int) {
    action.nombreHeuresCentre = 14
    action.nombreHeuresEntreprise = nil
    action.nombreHeuresTotal = 14
    let first = session
    action.sessions = (0..<count).map { index in
      var session = first
      session.numero = "04_\(9001 + index)S"
      if index > 0 { session.recrutements = [] }
      let day = PartialDate(dayNumber: first.periode.debut.day! + 7 * index)!
      session.periode = Periode(debut: DateLeaf(day), fin: DateLeaf(day))
      return session
    }
  }

  /// Makes the session one of a whole year.
  fileprivate mutating func yearly(_ hours: Int, _ entries: ModaliteEntreesSorties) {
    action.nombreHeuresCentre = NumberLeaf(hours)
    action.nombreHeuresEntreprise = nil
    action.nombreHeuresTotal = NumberLeaf(hours)
    action.modalitesEntreesSorties = .init(entries)
    session.periode = Periode(debut: "20270101", fin: "20271231")
  }
}
