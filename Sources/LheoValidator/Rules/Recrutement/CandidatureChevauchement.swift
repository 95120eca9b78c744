import LheoModel

extension Rule {
  static let iscChevauchement = Rule(
    "recrutement/isc-chevauchement", .franceTravail, .error,
    message: Candidature.message(
      "deux plages de la session se chevauchent.", "two periods of the session overlap."),
    why: Text(
      "Une session peut avoir plusieurs plages de pré-positionnement, mais France Travail refuse qu'elles se chevauchent.",
      "A session may have several periods of application, but France Travail refuses those that overlap."),
    repair: Text(
      "Faites commencer chaque plage au moins un jour après la fin de la précédente.",
      "Start each period at least one day after the end of the one before."),
    source: "\(Candidature.source) (l. 1369)",
    triggering: Example("1-15 janvier et 15-31 janvier", "1 to 15 January and 15 to 31 January") {
      $0.applications(("20270101", "20270115"), ("20270115", "20270131"))
    },
    passing: Example("1-15 janvier et 16-31 janvier", "1 to 15 January and 16 to 31 January") {
      $0.applications(("20270101", "20270115"), ("20270116", "20270131"))
    },
    check: .session { context in
      for recrutement in context.recrutements {
        guard let earlier = recrutement.overlapped, let periode = recrutement.pointer.pointee.periode,
          let other = context.recrutements[earlier].pointer.pointee.periode
        else { continue }
        context.report(at: periode, expected: Text("hors de \(other.text(.fr))", "outside \(other.text(.en))"))
      }
    })
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
