import LheoModel

extension RuleSource {
  fileprivate static let sessionsCourtes = guide("Durée", 1243, words: "session unique annuelle", "35 heures")
}

extension RuleContext {
  /// Whether sessions of the action last 35 hours at most.
  fileprivate var isShort: Bool { action.nombreHeuresTotal?.number.map { $0 > 0 && $0 <= 35 } ?? false }
  fileprivate var isIndividual: Bool { formation.parcoursDeFormation.code == .individualise }

  /// The first days of the sessions of the action that are not over and do not take a whole year.
  fileprivate var startsToCome: [Int] {
    var starts: [Int] = []
    action.sessions.forEachPointer { session in
      if let start = session.pointee.periode.debut.day, !isOver(session), !session.isWholeYear { starts.append(start) }
    }
    return starts
  }
}

extension UnsafePointer<Session> {
  /// Whether the session runs from 1 January to 31 December of a year.
  fileprivate var isWholeYear: Bool {
    guard let start = pointee.periode.debut.date, let end = pointee.periode.fin.date else { return false }
    return start.year == end.year && start.month == 1 && start.day == 1 && end.month == 12 && end.day == 31
  }
}

extension [Int] {
  /// Whether there are more than twelve of these days within a year.
  fileprivate var areFrequent: Bool {
    if count <= 12 { return false }
    let days = sorted()
    return zip(days, days.dropFirst(12)).contains { $1 - $0 < 365 }
  }
}

extension Rule {
  static let tropDeSessionsCourtes = Rule(
    "session/trop-de-sessions-courtes", .carif, .warning, blocks: [],
    message: Text(
      "L'action a beaucoup de sessions courtes en un an.", "The action has many short sessions within a year."),
    why: Text(
      "Pour des sessions courtes et fréquentes (35 heures ou moins), une session unique annuelle est demandée.",
      "For short and frequent sessions (35 hours or less), one single yearly session is required."),
    repair: Text(
      "Remplacez chaque <session> à venir par une seule, du 1er janvier au 31 décembre, et écrivez 1 dans <modalites-entrees-sorties>.",
      "Replace each <session> to come with a single one from 1 January to 31 December, and write 1 in <modalites-entrees-sorties>."
    ),
    form: .field(
      .sessions,
      "créez une session unique annuelle, du 1er janvier au 31 décembre, et cochez « Entrée-Sortie permanente ».",
      "make one single session from 1 January to 31 December, and tick « Entrée-Sortie permanente »."),
    source: .sessionsCourtes,
    triggering: Example("13 sessions de 14 heures", "13 sessions of 14 hours") { $0.shortSessions(13) },
    repaired: {
      $0.action.sessions = [$0.session]
      $0.session.periode = Periode(debut: "20270101", fin: "20271231")
      $0.action.modalitesEntreesSorties = .init(.permanentes)
    },
    passing: Example("12 sessions de 14 heures", "12 sessions of 14 hours") { $0.shortSessions(12) },
    morePassing: [
      Example("13 sessions sur deux ans", "13 sessions over two years") { $0.shortSessions(13, every: 60) },
      Example("13 sessions terminées, une annuelle", "13 sessions over, a yearly one") {
        $0.shortSessions(14, from: "20250601")
        $0.action.modalitesEntreesSorties = .init(.permanentes)
        $0.action.sessions[13].periode = Periode(debut: "20270101", fin: "20271231")
      },
    ],
    check: .action { context in
      guard context.action.sessions.count > 12, context.isShort else { return }
      let starts = context.startsToCome
      if starts.areFrequent {
        context.report(
          at: context.action, found: "\(starts.count)",
          shown: Text("\(starts.count, "session(s)")", "\(starts.count, "session(s)")"),
          expected: Text("12 au plus en un an", "at most 12 within a year"))
      }
    })

  static let courteAnnuelle = Rule(
    "session/courte-annuelle", .carif, .warning, blocks: [],
    message: Text(
      "La session en entrées-sorties permanentes ne couvre pas l'année.",
      "The session with permanent entries does not cover the year."),
    why: Text(
      "Courte ou individualisée, elle est attendue du 1er janvier au 31 décembre.",
      "Short or individual, it is expected to run from 1 January to 31 December."),
    repair: Text(
      "Écrivez AAAA0101 dans <debut> et AAAA1231 dans <fin>, de la même année.",
      "Write YYYY0101 in <debut> and YYYY1231 in <fin>, of the same year."),
    form: .field(
      .dateDebut, "saisissez le 1er janvier, et le 31 décembre de la même année dans « Date de fin ».",
      "enter 1 January, and 31 December of the same year in « Date de fin »."),
    source: .sessionsCourtes,
    triggering: Example("14 heures, permanente, septembre à décembre", "14 hours, permanent, September to December") {
      $0.yearly(14, .permanentes)
      $0.session.periode = Periode(debut: "20270901", fin: "20271231")
    },
    Example("individualisée, permanente, sur deux ans", "individual, permanent, over two years") {
      $0.yearly(400, .permanentes)
      $0.parcoursDeFormation = .init(.individualise)
      $0.session.periode = Periode(debut: "20270101", fin: "20281231")
    },
    Example("35 heures, permanente, septembre à décembre", "35 hours, permanent, September to December") {
      $0.yearly(35, .permanentes)
      $0.session.periode = Periode(debut: "20270901", fin: "20271231")
    },
    repaired: { $0.session.periode = Periode(debut: "20270101", fin: "20271231") },
    passing: Example("14 heures, permanente, toute l'année", "14 hours, permanent, all year") {
      $0.yearly(14, .permanentes)
    },
    morePassing: [
      Example("36 heures, permanente, septembre à décembre", "36 hours, permanent, September to December") {
        $0.yearly(36, .permanentes)
        $0.session.periode = Periode(debut: "20270901", fin: "20271231")
      }
    ],
    check: .session { context in
      guard context.action.modalitesEntreesSorties.code == .permanentes, context.isShort || context.isIndividual,
        let start = context.sessionStart, let end = context.sessionEnd, !context.sessionPointer.isWholeYear,
        // One day is reported by session/permanente-un-jour, the end before the start by session/periode-ordre.
        start < end
      else { return }
      context.report(
        at: context.session.periode,
        expected: Text("du 01/01 au 31/12 de la même année", "1 January to 31 December of the same year"))
    })

  static let annuelleEntreesFixes = Rule(
    "session/annuelle-entrees-fixes", .carif, .warning, blocks: [],
    message: Text(
      "La session annuelle n'est pas en entrées-sorties permanentes.", "The yearly session has no permanent entries."),
    why: Text(
      "Une session annuelle, courte ou individualisée, accueille toute l'année.",
      "A yearly session that is short or individual takes people in all year."),
    repair: Text(
      "Écrivez 1 (permanentes) dans <modalites-entrees-sorties> ; mettez dans une autre <action> les sessions à dates fixes.",
      "Write 1 (permanent) in <modalites-entrees-sorties>; put the sessions at fixed dates in another <action>."),
    form: .field(.entreeSortiePermanente, "cochez cette case.", "tick this box."),
    source: .sessionsCourtes,
    triggering: Example("14 heures, toute l'année, dates fixes", "14 hours, all year, fixed dates") {
      $0.yearly(14, .datesFixes)
    },
    Example("35 heures, toute l'année, dates fixes", "35 hours, all year, fixed dates") { $0.yearly(35, .datesFixes) },
    repaired: { $0.action.modalitesEntreesSorties = .init(.permanentes) },
    passing: Example("36 heures, toute l'année, dates fixes", "36 hours, all year, fixed dates") {
      $0.yearly(36, .datesFixes)
    },
    check: .action { context in
      let leaf = context.action.modalitesEntreesSorties
      guard leaf.code == .datesFixes, context.isShort || context.isIndividual,
        context.action.sessions.containsPointer(where: { $0.isWholeYear && !context.isOver($0) })
      else { return }
      context.report(at: leaf, found: leaf.trimmedText, expected: Text("1 (permanentes)", "1 (permanent)"))
    })

  static let courteNonAnnuelle = Rule(
    "session/courte-non-annuelle", .carif, .info, blocks: [],
    message: Text(
      "L'action a plusieurs sessions courtes à dates fixes.", "The action has several short sessions at fixed dates."),
    why: Text(
      "Si elles sont fréquentes, une session unique annuelle est demandée.",
      "If they are frequent, one single yearly session is required."),
    repair: Text(
      "Si elles sont fréquentes, remplacez chaque <session> à venir par une seule, du 1er janvier au 31 décembre, et écrivez 1 dans <modalites-entrees-sorties>.",
      "If they are frequent, replace each <session> to come with a single one from 1 January to 31 December, and write 1 in <modalites-entrees-sorties>."
    ),
    form: .field(
      .sessions,
      "si elles sont fréquentes, créez une session unique annuelle, du 1er janvier au 31 décembre, et cochez « Entrée-Sortie permanente ».",
      "if they are frequent, make one single session from 1 January to 31 December, and tick « Entrée-Sortie permanente »."
    ),
    source: .sessionsCourtes,
    triggering: Example("2 sessions de 14 heures", "2 sessions of 14 hours") { $0.shortSessions(2) },
    Example("13 sessions de 14 heures sur deux ans", "13 sessions of 14 hours over two years") {
      $0.shortSessions(13, every: 60)
    },
    repaired: {
      $0.action.sessions = [$0.session]
      $0.session.periode = Periode(debut: "20270101", fin: "20271231")
      $0.action.modalitesEntreesSorties = .init(.permanentes)
    },
    passing: Example("une session de 14 heures", "one session of 14 hours") { $0.shortSessions(1) },
    morePassing: [
      Example("3 sessions terminées, une à venir", "3 sessions over, one to come") {
        $0.shortSessions(4)
        for index in 1...3 { $0.action.sessions[index].periode = Periode(debut: "20260302", fin: "20260302") }
      }
    ],
    check: .action { context in
      guard context.action.sessions.count > 1, context.action.modalitesEntreesSorties.code == .datesFixes,
        context.isShort
      else { return }
      // More of them are reported by session/trop-de-sessions-courtes.
      let starts = context.startsToCome
      guard starts.count > 1, !starts.areFrequent else { return }
      context.report(
        at: context.action, found: "\(starts.count)",
        shown: Text("\(starts.count, "session(s)")", "\(starts.count, "session(s)")"),
        expected: Text("une seule session annuelle", "a single yearly session"))
    })

  static let permanenteUnJour = Rule(
    "session/permanente-un-jour", .qualite, .info, blocks: [],
    message: Text(
      "Les entrées-sorties sont permanentes, mais sur une seule journée.",
      "Entries are permanent, but there is only one day."),
    why: Text(
      "On n'entre pas en cours de route dans une session d'un jour.", "Nobody can join a one-day session along the way."
    ),
    repair: Text(
      "Corrigez les dates, ou écrivez 0 (dates fixes) dans <modalites-entrees-sorties>.",
      "Correct the dates, or write 0 (fixed dates) in <modalites-entrees-sorties>."),
    form: .field(
      .entreeSortiePermanente, "décochez cette case, ou corrigez « Date de fin ».",
      "untick this box, or correct « Date de fin »."),
    source: .guide("Dates de la session", 911, words: "entrées possibles tout au long"),
    triggering: Example("permanente, debut = fin", "permanent, debut = fin") { formation in
      formation.action.modalitesEntreesSorties = .init(.permanentes)
      formation.session.periode = Periode(debut: "20270301", fin: "20270301")
    },
    repaired: { $0.action.modalitesEntreesSorties = .init(.datesFixes) },
    passing: Example("dates fixes, debut = fin", "fixed dates, debut = fin") {
      $0.session.periode = Periode(debut: "20270301", fin: "20270301")
    },
    check: .session { context in
      if context.action.modalitesEntreesSorties.code == .permanentes, let start = context.sessionStart,
        start == context.sessionEnd
      {
        context.report(at: context.session.periode, expected: Text("plusieurs jours", "several days"))
      }
    })
}

extension Formation {
  /// Gives the action that many sessions of 14 hours, one a week.
  fileprivate mutating func shortSessions(_ count: Int, every days: Int = 7, from start: DateLeaf = "20270301") {
    action.nombreHeuresCentre = 14
    action.nombreHeuresEntreprise = nil
    action.nombreHeuresTotal = 14
    let first = start.day!
    action.sessions = (0..<count).map { index in
      var session = renumbered(session, index + 1)
      if index > 0 {
        session.recrutements = [Formation.example.candidature]
        session.recrutements[0].numero = "C\(index)"
      }
      let day = DateLeaf(PartialDate(dayNumber: first + days * index)!)
      session.periode = Periode(debut: day, fin: day)
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
