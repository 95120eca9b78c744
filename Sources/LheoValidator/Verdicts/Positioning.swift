import LheoModel

/// Whether a jobseeker can be positioned in a session online, from Ouiform or Aude Formation.
public enum Positioning: Int, Sendable, Hashable, CaseIterable {
  /// Yes: the recruitment is open and has a slot to come without errors, and no other address has errors.
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
  /// No: the schema refuses its dates, or the state of its recruitment.
  case unreadable
  /// No: France Travail refuses an address of the session, its action or its offer.
  case adresseHasErrors

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

  init(_ slots: Slots, _ context: RuleContext, _ obstacles: SessionObstacles) {
    if context.sessionIsOver {
      self = .sessionIsOver
    } else if !context.dispositif.isInKairos {
      self = .notInKairos
    } else if context.etat != .ouvert, !context.hasUnreadableEtat {
      self = .notOpen
    } else if slots.count == 0 {
      self = .noModality
    } else if slots.toCome == 0 {
      self = .slotsArePast
    } else if slots.good == 0 {
      self = .slotsHaveErrors
    } else if context.session.numero.isBlank {
      self = .noNumber
    } else {
      self = obstacles.isUnreadable ? .unreadable : obstacles.hasRefusedAdresse ? .adresseHasErrors : .possible
    }
  }

  /// What it means, after a number of sessions.
  public func label(_ count: Int, in language: Language) -> String { language.agreed(noun(in: language), count) }

  private func noun(in language: Language) -> String {
    switch self {
    case .possible: language("positionnement(s) en ligne possible(s)", "can be positioned online")
    case .sessionIsOver: language("session(s) terminée(s)", "session(s) over")
    case .notInKairos: language("session(s) en alternance, hors Kairos", "session(s) of work-study, not in Kairos")
    case .notOpen:
      language("session(s) dont le recrutement n'est pas ouvert", "session(s) whose recruitment is not open")
    case .noModality:
      language("session(s) sans modalité de positionnement", "session(s) without a modality to be positioned by")
    case .slotsArePast: language("session(s) dont tous les créneaux sont passés", "session(s) whose slots are all past")
    case .slotsHaveErrors: language("session(s) dont les créneaux sont en erreur", "session(s) whose slots have errors")
    case .noNumber: language("session(s) sans référence", "session(s) without a reference")
    case .unreadable:
      language(
        "session(s) dont les dates ou l'état de recrutement sont illisibles",
        "session(s) whose dates or state of recruitment cannot be read")
    case .adresseHasErrors:
      language(
        "session(s) dont une adresse, hors créneaux, est en erreur",
        "session(s) with errors in an address other than those of slots")
    }
  }
}
