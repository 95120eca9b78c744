import LheoModel

extension Rule {
  static let sessionDoublon = Rule(
    "session/doublon", .qualite, .warning,
    message: Text("Deux sessions de l'action sont identiques.", "Two sessions of the action are identical."),
    why: Text(
      "Après une duplication, il faut changer les dates ou le lieu.",
      "After a duplication, dates or place must be changed."),
    repair: Text("Corrigez la copie, ou retirez-la.", "Correct the copy, or remove it."),
    source: "Guide de saisie OFeli, « Session - Duplication » (l. 1780-1830)",
    triggering: Example("copie inchangée, autre référence", "an unchanged copy, another reference") { formation in
      var copy = formation.session
      copy.numero = "04_9002S"
      copy.recrutements = []
      formation.action.sessions.append(copy)
    },
    passing: Example("copie à d'autres dates", "a copy at other dates") { formation in
      var copy = formation.session
      copy.numero = "04_9002S"
      copy.recrutements = []
      copy.periode = Periode(debut: "20271001", fin: "20280331")
      formation.action.sessions.append(copy)
    },
    check: .action { context in
      guard context.action.sessions.count > 1 else { return }
      var byDates: [Int: [UnsafePointer<Session>]] = [:]
      context.action.sessions.forEachPointer { session in
        let periode = session.field(\.periode)
        guard let start = periode.pointee.debut.day, let end = periode.pointee.fin.day else { return }
        let dates = start &* 100_000 &+ end
        if byDates[dates]?.contains(where: { $0.pointee.isSame(as: session.pointee) }) ?? false {
          context.report(
            at: session.pointee,
            found: "\(periode.pointee.debut.trimmedText) – \(periode.pointee.fin.trimmedText)")
        }
        // Among many sessions at the same dates, the first ones are enough to compare with.
        if byDates[dates]?.count ?? 0 < 50 { byDates[dates, default: []].append(session) }
      }
    })

  static let sessionDuplicationNumero = Rule(
    "session/duplication-numero", .qualite, .warning,
    message: Text(
      "La date de mise à jour précède la date de création.", "The date of change is before the date of creation."),
    why: Text(
      "C'est souvent la trace d'une copie dont les dates n'ont pas été refaites.",
      "Often a sign of a copy whose dates were not renewed."),
    repair: Text("Corrigez datecrea ou datemaj.", "Correct datecrea or datemaj."),
    source: "Guide de saisie OFeli, « Session - Duplication » (l. 1780-1830)",
    triggering: Example("datecrea = 20260901, datemaj = 20260101") { $0.session.datemaj = "20260101" },
    passing: .unchanged,
    check: .session { context in
      guard let created = context.session.datecrea, let changed = context.session.datemaj,
        let first = PartialDate(created)?.dayNumber, let last = PartialDate(changed)?.dayNumber, last < first
      else { return }
      context.report(
        at: context.session, found: changed, expected: Text("au plus tôt \(created)", "\(created) or later"))
    })
}

extension Session {
  /// Whether place of registration, contacts and cycles are the same.
  fileprivate func isSame(as other: Session) -> Bool {
    adresseInscription == other.adresseInscription && contactsSession == other.contactsSession && cycles == other.cycles
  }
}
