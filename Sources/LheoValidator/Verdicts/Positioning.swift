import LheoModel

/// Whether a jobseeker can be positioned in a session online, from Ouiform or Aude Formation.
public enum Positioning: Int, Sendable, Hashable, CaseIterable {
  /// Yes: the recruitment is open and has a slot to come without errors.
  case possible
  /// No: the session is over.
  case sessionIsOver
  /// No: it is for apprenticeship or professionalisation contracts, which Kairos does not take.
  case notInKairos
  /// No: the recruitment is not open.
  case notOpen
  /// No: it has none of the modalities 7, 8 and 9.
  case noModality
  /// No: all slots are past.
  case slotsArePast
  /// No: France Travail refuses the slots to come.
  case slotsHaveErrors
  /// No: the session has no number, by which Kairos knows it.
  case noNumber

  /// What is known of a session's slots.
  struct Slots {
    private(set) var count = 0
    private(set) var toCome = 0
    private(set) var good = 0

    mutating func note(isPast: Bool, isRefused: Bool) {
      count += 1
      if isPast { return }
      toCome += 1
      if !isRefused { good += 1 }
    }
  }

  init(_ slots: Slots, _ context: RuleContext) {
    if context.sessionIsOver {
      self = .sessionIsOver
    } else if !context.dispositif.isInKairos {
      self = .notInKairos
    } else if context.etat != .ouvert {
      self = .notOpen
    } else if slots.count == 0 {
      self = .noModality
    } else if slots.toCome == 0 {
      self = .slotsArePast
    } else if slots.good == 0 {
      self = .slotsHaveErrors
    } else {
      self = context.session.numero.isBlank ? .noNumber : .possible
    }
  }

  /// What it means, after a number of sessions.
  public func label(_ count: Int, in language: Language) -> String { language.agreed(noun(in: language), count) }

  private func noun(in language: Language) -> String {
    switch self {
    case .possible: language("positionnement(s) en ligne possible(s)", "can be positioned online")
    case .sessionIsOver: language("session(s) terminée(s)", "session(s) over")
    case .notInKairos: language("alternance, hors Kairos", "work-study, not in Kairos")
    case .notOpen: language("recrutement(s) non ouvert(s)", "recruitment(s) not open")
    case .noModality: language("sans modalité de positionnement", "without a modality to be positioned by")
    case .slotsArePast: language("tous les créneaux sont passés", "all slots are past")
    case .slotsHaveErrors: language("créneaux en erreur", "slots with errors")
    case .noNumber: language("pas de référence de session", "no session reference")
    }
  }
}
