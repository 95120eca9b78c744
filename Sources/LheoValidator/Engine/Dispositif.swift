import LheoModel

/// What a session is for: decided here, for each session, and nowhere else.
enum Dispositif {
  /// An apprenticeship contract.
  case apprentissage
  /// A professionalisation contract.
  case professionnalisation
  /// Anything else: jobseekers can be positioned in it.
  case autre

  /// What the cycles of a session say, or else the extensions of its action.
  init(_ session: UnsafePointer<Session>, in action: Dispositif) {
    self = action
    for cycle in session.pointee.cycles {
      let alternance = cycle.alternance?.typeAlternance.code
      if cycle.typeCycle.code == .apprentissage || alternance == .apprentissage {
        self = .apprentissage
        return
      }
      if alternance == .professionnalisation { self = .professionnalisation }
    }
  }

  /// What the extensions of an action say (`extras` with `info="dispositif"`).
  init(_ action: UnsafePointer<Action>) {
    self = .autre
    for extras in action.pointee.extras where extras.info == "dispositif" {
      if extras["contrat-apprentissage"]?.stripped == "1" { self = .apprentissage }
      if extras["contrat-professionnalisation"]?.stripped == "1" { self = .professionnalisation }
    }
  }

  /// Whether France Travail passes sessions of it on to Kairos.
  var isInKairos: Bool { self == .autre }
}
