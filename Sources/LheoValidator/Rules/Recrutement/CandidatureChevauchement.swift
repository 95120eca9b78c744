import LheoModel

extension Rule {
  static let iscChevauchement = Rule(
    "recrutement/isc-chevauchement", .franceTravail, .error, blocks: [.franceTravail],
    message: Candidature.message(
      "deux plages de candidature de la session se chevauchent.", "two application periods of the session overlap."),
    why: Text(
      "Une session peut avoir plusieurs plages de pré-positionnement, mais France Travail refuse qu'elles se chevauchent.",
      "A session may have several application periods, but France Travail refuses those that overlap."),
    repair: Text(
      "Changez <debut> ou <fin> pour qu'aucun jour ne soit dans deux plages.",
      "Change <debut> or <fin> so that no day is in two periods."),
    form: .field(
      .modalitesRecrutement,
      "changez « Date début » ou « Date fin » pour qu'aucun jour ne soit dans deux plages de candidature.",
      "change « Date début » or « Date fin » so that no day is in two application periods."),
    source: Candidature.source(1369, "ne peuvent pas se chevaucher"),
    triggering: Example("1-15 janvier et 15-31 janvier", "1 to 15 January and 15 to 31 January") {
      $0.applications(("20270101", "20270115"), ("20270115", "20270131"))
    },
    repaired: { $0.session.recrutements[3].periode?.debut = "20270116" },
    passing: Example("1-15 janvier et 16-31 janvier", "1 to 15 January and 16 to 31 January") {
      $0.applications(("20270101", "20270115"), ("20270116", "20270131"))
    },
    morePassing: [
      Example("deux plages, recrutement fermé", "two periods, recruitment closed") { formation in
        formation.applications(("20270101", "20270115"), ("20270115", "20270131"))
        formation.session.etatRecrutement = .init(.ferme)
      }
    ],
    check: .session { context in
      guard context.slotsAreTaken else { return }
      for recrutement in context.recrutements {
        guard let earlier = recrutement.overlapped, let periode = recrutement.pointer.pointee.periode,
          let other = context.recrutements[earlier].pointer.pointee.periode
        else { continue }
        context.report(at: periode, expected: noDayIn(other))
      }
    })

  private static func noDayIn(_ periode: Periode) -> Text {
    if periode.debut.day == periode.fin.day {
      return Text("une plage sans le \(periode.debut)", "a period without \(periode.debut)")
    }
    return Text(
      "aucun jour de la plage du \(periode.debut) au \(periode.fin)",
      "no day of the period from \(periode.debut) to \(periode.fin)")
  }
}

extension Formation {
  /// Gives the session two applications with these periods.
  fileprivate mutating func applications(_ first: (String, String), _ second: (String, String)) {
    candidature.periode = Periode(debut: DateLeaf(first.0), fin: DateLeaf(first.1))
    var another = candidature
    another.numero = "R4"
    another.periode = Periode(debut: DateLeaf(second.0), fin: DateLeaf(second.1))
    session.recrutements.append(another)
  }
}
