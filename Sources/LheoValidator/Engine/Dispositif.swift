import LheoModel

/// What a session is for: decided here, for each session, and nowhere else.
enum Dispositif {
  /// An apprenticeship contract.
  case apprentissage
  /// A professionalisation contract.
  case professionnalisation
  /// Both contracts, which no session may mix.
  case melange
  /// Anything else: jobseekers can be positioned in it.
  case autre

  /// What the cycles of a session say, or else the extensions of its action.
  init(_ session: UnsafePointer<Session>, in action: Dispositif) {
    self = action
    var (hasApprentissage, hasProfessionnalisation) = (false, false)
    for cycle in session.pointee.cycles {
      let alternance = cycle.alternance?.typeAlternance.code
      if cycle.typeCycle.code == .apprentissage || alternance == .apprentissage {
        hasApprentissage = true
      } else if alternance == .professionnalisation {
        hasProfessionnalisation = true
      }
    }
    if hasApprentissage {
      self = hasProfessionnalisation ? .melange : .apprentissage
    } else if hasProfessionnalisation {
      self = .professionnalisation
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

/// What the sessions of a course that are not over are for.
struct Dispositifs {
  private(set) var apprentissage = 0
  private(set) var professionnalisation = 0
  private(set) var melange = 0
  private(set) var autre = 0
  /// The first session that is for neither contract, and the first for a professionalisation contract.
  private var firstAutre: UnsafePointer<Session>?
  private var firstProfessionnalisation: UnsafePointer<Session>?

  init() {}

  init(_ formation: UnsafePointer<Formation>, isOver: (UnsafePointer<Session>) -> Bool) {
    formation.pointee.actions.forEachPointer { action in
      let ofAction = action.pointee.extras.isEmpty ? Dispositif.autre : Dispositif(action)
      action.pointee.sessions.forEachPointer { session in
        if isOver(session) { return }
        switch Dispositif(session, in: ofAction) {
        case .apprentissage: apprentissage += 1
        case .professionnalisation:
          professionnalisation += 1
          firstProfessionnalisation = firstProfessionnalisation ?? session
        case .melange: melange += 1
        case .autre:
          autre += 1
          firstAutre = firstAutre ?? session
        }
      }
    }
  }

  /// How many sessions are not over.
  var count: Int { apprentissage + professionnalisation + melange + autre }

  /// The first session that has no place in a course for apprentices. A session of which nothing is said is one for
  /// apprentices if the title says so and no other session does.
  func firstOther(inApprentissage saysApprentissage: Bool) -> UnsafePointer<Session>? {
    if apprentissage > 0 { return firstAutre ?? firstProfessionnalisation }
    return saysApprentissage ? firstProfessionnalisation : nil
  }
}
