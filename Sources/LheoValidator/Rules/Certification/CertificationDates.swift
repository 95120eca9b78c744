import LheoModel
import LheoRegisters

extension Rule {
  static let certificationExpireeAvantSession = Rule(
    "certification/expiree-avant-session", .certification, .error, blocks: [],
    message: Text(
      "La session commence après la fin d'enregistrement de la certification.",
      "The session starts after the end of the certification's registration."),
    why: Text(
      "La session ne peut pas mener à cette certification, et l'offre est masquée.",
      "The session cannot lead to this certification, and the offer is hidden."),
    repair: Text(
      "Avancez <debut> avant la fin d'enregistrement, ou créez une formation avec le <code-RNCP> ou <code-RS> qui remplace celui-ci.",
      "Move <debut> before the end of the registration, or make a course with the <code-RNCP> or <code-RS> that replaces it."
    ),
    form: .field(
      .dateDebut,
      "choisissez une date antérieure à la fin d'enregistrement, ou créez une formation avec le nouveau code.",
      "choose a day before the end of the registration, or make a course with the new code."),
    source: .finEnregistrement, needs: [.certifications],
    triggering: Example("fin le 27/02/2027, debut = 20270301", "end 2027-02-27, debut = 20270301") {
      $0.lead(toRNCP: "RNCP34010")
    },
    Example("debut = fin d'enregistrement", "debut = end of registration") { formation in
      formation.lead(toRNCP: "RNCP34010")
      formation.session.periode.debut = "20270227"
    },
    repaired: { $0.leadToExample() },
    passing: Example("debut = 20270226") { formation in
      formation.lead(toRNCP: "RNCP34010")
      formation.session.periode.debut = "20270226"
    },
    morePassing: [
      Example("une seconde certification en vigueur", "a second certification in force") { formation in
        formation.certifications.append(Certification(codeRNCP: "RNCP34010"))
      },
      Example("session terminée", "the session is over") { formation in
        formation.lead(toRNCP: "RNCP744")
        formation.session.periode = Periode(debut: "20250901", fin: "20260630")
      },
    ],
    check: .session { context in
      guard let sheets = context.sheets(of: context.sessionPointer), let end = sheets.lastDay,
        context.sessionStart.map({ $0 >= end }) ?? true
      else { return }
      let leaf = context.session.periode.debut
      guard !context.isRefused(leaf), let date = leaf.date, let sheet = sheets.longest, let endDate = sheet.endDate
      else { return }
      // A day that is not known may still be before the end.
      guard let start = date.dayNumber ?? date.firstDay, start >= end else { return }
      context.report(
        at: leaf, expected: Text("avant le \(endDate)", "before \(endDate)"),
        severity: date.isComplete ? nil : .warning, from: sheet.code.repertoire.register)
    })

  static let certificationExpirePendantSession = Rule(
    "certification/expire-pendant-session", .certification, .info, blocks: [],
    message: Text(
      "L'enregistrement de la certification se termine pendant la session.",
      "The certification's registration ends during the session."),
    why: Text(
      "La certification peut encore être délivrée pendant un temps : vérifiez la date limite de délivrance.",
      "The certification may still be awarded for some time: check the last day of awarding."),
    repair: Text(
      "Vérifiez que la certification peut être délivrée à la <fin> de la session.",
      "Check that the certification can be awarded at the <fin> of the session."),
    form: .field(
      .dateFin, "vérifiez que la certification peut encore être délivrée à cette date.",
      "check that the certification can still be awarded on this day."),
    source: .finEnregistrement, needs: [.certifications],
    triggering: Example("fin d'enregistrement le 30/06/2027", "registration ends 2027-06-30") {
      $0.lead(toRNCP: "RNCP34011")
    },
    repaired: { $0.session.periode.fin = "20270629" },
    passing: Example("délivrance jusqu'en 2028", "awarded until 2028") { $0.lead(toRNCP: "RNCP34012") },
    check: .session { context in
      guard let start = context.sessionStart, let last = context.sessionEnd,
        let sheets = context.sheets(of: context.sessionPointer), let end = sheets.lastDay, start < end, end <= last,
        let sheet = sheets.longest, sheet.deliveryDay.map({ $0 < last }) ?? true, let endDate = sheet.endDate
      else { return }
      context.report(
        at: context.session.periode.fin, expected: Text("avant le \(endDate)", "before \(endDate)"),
        from: sheet.code.repertoire.register)
    })

  static let certificationPasEncoreEffective = Rule(
    "certification/pas-encore-effective", .certification, .warning, blocks: [],
    message: Text(
      "La session commence avant l'entrée en vigueur de la certification.",
      "The session starts before the certification comes into force."),
    why: Text(
      "Une certification ne peut être préparée avant d'exister ; jusque-là, c'est l'ancienne fiche qui vaut.",
      "A certification cannot be prepared for before it exists; until then the former sheet counts."),
    repair: Text(
      "Indiquez l'ancienne fiche dans <code-RNCP>, ou reportez <debut>.",
      "Give the former sheet in <code-RNCP>, or postpone <debut>."),
    form: .field(
      .dateDebut, "choisissez une date postérieure à l'entrée en vigueur, ou l'ancienne certification.",
      "choose a day after it comes into force, or the former certification."),
    source: .franceCompetences, needs: [.certifications],
    triggering: Example("en vigueur le 01/09/2027", "in force from 2027-09-01") { $0.lead(toRNCP: "RNCP34014") },
    repaired: { $0.leadToExample() },
    passing: Example("session en septembre 2027", "session in September 2027") { formation in
      formation.lead(toRNCP: "RNCP34014")
      formation.session.periode = Periode(debut: "20270901", fin: "20280630")
    },
    check: .session { context in
      guard let start = context.sessionStart, let sheets = context.sheets(of: context.sessionPointer),
        let first = sheets.firstDay, first > start, let date = PartialDate(dayNumber: first)
      else { return }
      context.report(
        at: context.session.periode.debut, expected: Text("le \(date) ou après", "\(date) or later"),
        from: sheets.all[0].code.repertoire.register)
    })

  static let certificationInactive = Rule(
    "certification/inactive", .certification, .error, blocks: [],
    message: Text("La certification est inactive.", "The certification is inactive."),
    why: Text(
      "On ne peut plus entrer dans une formation qui y mène. Les fiches de droit reviennent parfois : regardez la date de l'export.",
      "Nobody can start a course that leads to it any more. Sheets by right come back sometimes: look at the day of the export."
    ),
    repair: Text(
      "Créez une formation avec le <code-RNCP> ou le <code-RS> en vigueur.",
      "Make a course with the <code-RNCP> or <code-RS> in force."),
    form: .certification, source: .validiteCertification, needs: [.certifications],
    triggering: Example("code-RNCP = RNCP320") { $0.lead(toRNCP: "RNCP320") },
    repaired: { $0.leadToExample() },
    passing: .unchanged,
    morePassing: [
      Example("fin d'enregistrement avant toutes les sessions", "registration ends before all sessions") {
        $0.lead(toRNCP: "RNCP744")
      }
    ],
    check: .endingCertification { context, certification, sheet in
      guard sheet.isActive == false, !context.allSessionsStart(after: sheet) else { return }
      context.report(
        at: certification.leaf, found: certification.leaf.text,
        expected: sheet.endDate.map {
          Text(
            "une certification active (celle-ci l'était jusqu'au \($0))", "an active one (this one was until \($0))")
        } ?? Text("une certification active", "an active certification"),
        from: certification.code.repertoire.register)
    })

  static let certificationRemplacee = Rule(
    "certification/remplacee", .certification, .warning, blocks: [],
    message: Text("La certification est remplacée par une autre.", "The certification is replaced by another one."),
    why: Text(
      "Un renouvellement demande une nouvelle formation et de nouvelles sessions avec le nouveau code.",
      "A renewal needs a new course and new sessions with the new code."),
    repair: Text(
      "Créez une formation avec le nouveau <code-RNCP> ou <code-RS>.",
      "Make a course with the new <code-RNCP> or <code-RS>."),
    form: .field(
      .formations, "créez une nouvelle formation et une session avec le nouveau code.",
      "make a new course and a session with the new code."),
    source: .renouvellement, needs: [.certifications],
    triggering: Example("RNCP744, remplacé par RNCP37920", "RNCP744, replaced by RNCP37920") {
      $0.lead(toRNCP: "RNCP744")
    },
    repaired: { $0.leadToExample() },
    passing: .unchanged,
    check: .endingCertification { context, certification, sheet in
      guard sheet.isActive == false || sheet.endDay.map({ $0 < context.asOf + OfferCertification.noticeDays }) ?? false
      else { return }
      let successors = context.successors(of: sheet)
      if successors.isEmpty { return }
      let names = successors.map { "\($0.code) \($0.title)" }.joined(separator: ", ")
      context.report(
        at: certification.leaf, found: certification.leaf.text, expected: Text(verbatim: names),
        from: certification.code.repertoire.register)
    })

  static let certificationBientotExpiree = Rule(
    "certification/bientot-expiree", .certification, .info, blocks: [],
    message: Text(
      "L'enregistrement de la certification se termine bientôt.", "The certification's registration ends soon."),
    why: Text(
      "Sans renouvellement, les sessions qui commencent ensuite seront masquées.",
      "Without a renewal the sessions that start later will be hidden."),
    repair: Text(
      "Surveillez le renouvellement ; le <code-RNCP> ou le <code-RS> changera.",
      "Watch for the renewal; the <code-RNCP> or <code-RS> will change."),
    form: .field(
      .formations, "surveillez le renouvellement : il faudra une nouvelle formation avec le nouveau code.",
      "watch for the renewal: a new course with the new code will be needed."),
    source: .validiteCertification, needs: [.certifications],
    triggering: Example("fin d'enregistrement le 24/12/2026", "registration ends 2026-12-24") {
      $0.lead(toRNCP: "RNCP34013")
    },
    repaired: { $0.leadToExample() },
    passing: .unchanged,
    check: .endingCertification { context, certification, sheet in
      guard sheet.isActive != false, let end = sheet.endDay,
        let date = sheet.endDate, end >= context.asOf,
        context.successors(of: sheet).isEmpty
      else { return }
      context.report(
        at: certification.leaf, found: certification.leaf.text,
        expected: Text(
          "un enregistrement au-delà du \(date)", "a registration beyond \(date)"),
        from: certification.code.repertoire.register)
    })
}

extension RuleContext {
  /// Whether all sessions to come start when the registration has ended, which certification/expiree-avant-session reports.
  fileprivate func allSessionsStart(after sheet: CertificationSheet) -> Bool {
    guard let end = sheet.endDay else { return false }
    var all = true
    forEachSessionToCome { _, session in
      if session.pointee.periode.debut.day.map({ $0 < end }) ?? true { all = false }
      if self.sheets(of: session)?.lastDay.map({ $0 > end }) ?? true { all = false }
    }
    return all
  }

  /// The active sheets at the end of the chains that lead on from a sheet.
  fileprivate func successors(of sheet: CertificationSheet) -> [CertificationSheet] {
    var visited: Set<String> = ["\(sheet.code)"]
    var next = sheet.certification.successors
    var found: [CertificationSheet] = []
    while let code = next.popLast(), visited.count <= 32 {
      guard visited.insert(code).inserted,
        let successor = CertificationCode(code).flatMap({ answers?.certification($0) })
      else { continue }
      if successor.isActive != false {
        found.append(successor)
      } else {
        next += successor.certification.successors
      }
    }
    return found.sorted { "\($0.code)" < "\($1.code)" }
  }
}

extension PartialDate {
  /// The first day that it may be.
  fileprivate var firstDay: Int? { year.flatMap { PartialDate(year: $0, month: month ?? 1, day: 1)?.dayNumber } }
}
