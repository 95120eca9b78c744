import LheoModel

extension Formation {
  /// An offer for apprentices.
  static let apprentissage: Formation = {
    var formation = Formation.example
    formation.becomeApprentissage()
    return formation
  }()

  /// Adds a copy of the session that is over.
  mutating func addPastSession() {
    var past = renumbered(session, 2)
    past.periode = Periode(debut: "20240901", fin: "20260630")
    past.recrutements = []
    action.sessions.append(past)
  }

  /// A session with other numbers.
  func renumbered(_ session: Session, _ number: Int) -> Session {
    var session = session
    session.numero = "04_\(9000 + number)S"
    for index in session.recrutements.indices { session.recrutements[index].numero = "R\(number)\(index + 1)" }
    return session
  }

  /// Makes the offer one for a professionalisation contract.
  mutating func becomeContratPro() {
    action.rythmeFormation = "En alternance"
    session.recrutements = []
    session.cycles = [
      Cycle(
        typeCycle: .init(.formationInitiale), alternance: Alternance(typeAlternance: .init(.professionnalisation)))
    ]
  }
}
