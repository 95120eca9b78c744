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
    triggering: Example("copie inchangée, autre référence") { formation in
      var copy = formation.session
      copy.numero = "04_9002S"
      copy.recrutements = []
      formation.action.sessions.append(copy)
    },
    passing: Example("copie à d'autres dates") { formation in
      var copy = formation.session
      copy.numero = "04_9002S"
      copy.recrutements = []
      copy.periode = Periode(debut: "20271001", fin: "20280331")
      formation.action.sessions.append(copy)
    },
    check: .action { context in
      var seen: Set<SessionKey> = []
      for session in context.action.sessions {
        guard session.periode.debut.day != nil else { continue }
        let key = SessionKey(
          debut: session.periode.debut.trimmedText, fin: session.periode.fin.trimmedText,
          inscription: session.adresseInscription, contacts: session.contactsSession, cycles: session.cycles)
        if !seen.insert(key).inserted { context.report(at: session, found: "\(key.debut) – \(key.fin)") }
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

private struct SessionKey: Hashable {
  var debut: String
  var fin: String
  var inscription: AdresseInscription
  var contacts: [ContactSession]
  var cycles: [Cycle]
}
