import LheoModel

extension Rule {
  static let sessionDoublon = Rule(
    "session/doublon", .qualite, .warning, blocks: [],
    message: Text("Deux sessions de l'action sont identiques.", "Two sessions of the action are identical."),
    why: Text(
      "Après une duplication, il faut changer les dates ou le lieu.",
      "After a duplication, the dates or the place must be changed."),
    repair: Text(
      "Corrigez <debut> et <fin> de la copie, ou retirez cette <session>.",
      "Correct <debut> and <fin> of the copy, or remove that <session>."),
    form: .field(
      .dateDebut, "corrigez les dates ou le lieu de la session dupliquée.",
      "correct the dates or the place of the duplicated session."),
    source: .guide("Session - Duplication", 1818, words: "dupliquer la session"),
    triggering: Example("copie inchangée, autre référence", "an unchanged copy, another reference") {
      $0.action.sessions.append($0.renumbered($0.session, 2))
    },
    repaired: { $0.action.sessions[1].periode = Periode(debut: "20271001", fin: "20280331") },
    passing: Example("copie à d'autres dates", "a copy at other dates") {
      $0.action.sessions.append($0.renumbered($0.session, 2))
      $0.action.sessions[1].periode = Periode(debut: "20271001", fin: "20280331")
    },
    morePassing: [
      Example("copie terminée", "a copy that is over") {
        $0.action.sessions.append($0.renumbered($0.session, 2))
        $0.action.sessions.append($0.renumbered($0.session, 3))
        for index in 1...2 { $0.action.sessions[index].periode = Periode(debut: "20250101", fin: "20250630") }
      }
    ],
    check: .action { context in
      guard context.action.sessions.count > 1 else { return }
      var byDates: [Int: [UnsafePointer<Session>]] = [:]
      context.action.sessions.forEachPointer { session in
        let periode = session.field(\.periode)
        guard let start = periode.pointee.debut.day, let end = periode.pointee.fin.day, !context.isOver(session) else {
          return
        }
        let dates = start &* 100_000 &+ end
        if byDates[dates]?.contains(where: { $0.pointee.isCopy(of: session.pointee) }) ?? false {
          context.report(
            at: session.pointee, found: periode.pointee, expected: Text("d'autres dates", "other dates"))
        }
        // Among many sessions at the same dates, the first ones are enough to compare with.
        if byDates[dates]?.count ?? 0 < 50 { byDates[dates, default: []].append(session) }
      }
    })

  static let sessionDuplicationNumero = Rule(
    "session/duplication-numero", .qualite, .warning, blocks: [],
    message: Text(
      "La date de mise à jour précède la date de création.",
      "The date of the last change is before the date of creation."),
    why: Text(
      "C'est souvent la trace d'une copie dont les dates n'ont pas été renouvelées.",
      "This is often the sign of a copy whose dates were not renewed."),
    repair: Text(
      "Corrigez l'attribut datecrea ou l'attribut datemaj.",
      "Correct the attribute datecrea or the attribute datemaj."),
    form: .reportToCarif,
    source: .other(
      Text(
        "LHEO \(LheoSchema.version), attributs datecrea et datemaj",
        "LHEO \(LheoSchema.version), attributes datecrea and datemaj")),
    triggering: Example("datecrea = 20260901, datemaj = 20260101") { $0.session.datemaj = "20260101" },
    repaired: { $0.session.datemaj = "20260901" },
    passing: Example("datecrea = datemaj = 20260901") { $0.session.datemaj = "20260901" },
    check: .session { context in
      guard let created = context.session.datecrea, let changed = context.session.datemaj,
        let from = PartialDate(created), let to = PartialDate(changed), let first = from.dayNumber,
        let last = to.dayNumber, last < first
      else { return }
      context.report(
        at: context.session, found: changed, shown: Text("datemaj \(to)", "datemaj \(to)"),
        expected: Text("au plus tôt le \(from)", "\(from) or later"))
    })
}

extension Session {
  /// Whether it is the same under another number. With the same number session/numero-double reports it.
  fileprivate func isCopy(of other: Session) -> Bool {
    (numero.isBlank || numero != other.numero) && isSame(as: other)
  }

  /// Whether place of registration, contacts and cycles are the same.
  func isSame(as other: Session) -> Bool {
    adresseInscription == other.adresseInscription && contactsSession == other.contactsSession && cycles == other.cycles
  }
}
