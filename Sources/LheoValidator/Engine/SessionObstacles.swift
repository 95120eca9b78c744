import LheoModel

/// What stands in the way of the session that the engine walks through: what was found in its offer, its action and
/// itself, and in each of its slots.
struct SessionObstacles {
  /// What a finding stands in the way of.
  struct Note {
    let obstacle: Obstacle
    let partners: Set<Partner>
    /// Whether it was found in an address.
    var isOfAdresse = false
  }

  /// By the rules of the engine.
  private let notes: [Note?]
  private static let overlap = Obstacle(rule: Rule.iscChevauchement.id)!

  var formation: [Note] = []
  var action: [Note] = []
  var session: [Note] = []
  /// What keeps jobseekers out of each slot in which none can be positioned.
  private var slots: Verdict.Ways = []
  private var hasGoodSlot = false

  init(_ rules: [Rule]) {
    notes = rules.map { rule in
      rule.blocks.isEmpty
        ? nil
        : Obstacle(rule: rule.id).map {
          Note(obstacle: $0, partners: rule.blocks, isOfAdresse: rule.check.level.isAdresse)
        }
    }
  }

  /// What some findings stand in the way of, once for each rule. What old data of a register says is not sure enough.
  ///
  /// - Parameters:
  ///   - findings: what rules have found.
  ///   - covering: what the schema reports in place of a rule.
  func notes(
    of findings: ArraySlice<PendingFinding>, covering: (PendingFinding) -> Obstacle?
  ) -> [Note] {
    var seen: Set<Int> = []
    return findings.compactMap { finding in
      if finding.isOutdated { return nil }
      guard let note = notes[finding.ruleIndex] else { return nil }
      if let obstacle = covering(finding) {
        return Note(obstacle: obstacle, partners: note.partners, isOfAdresse: note.isOfAdresse)
      }
      return seen.insert(finding.ruleIndex).inserted ? note : nil
    }
  }

  /// Notes what more stands in the way of the session.
  mutating func add(_ more: [Note]) {
    session += more.filter { note in
      !session.contains { $0.obstacle == note.obstacle && $0.partners.isSuperset(of: note.partners) }
    }
  }

  /// Begins with the slots of a session.
  mutating func beginSlots() {
    slots.removeAll(keepingCapacity: true)
    hasGoodSlot = false
  }

  /// Notes a slot; whether it is refused.
  mutating func noteSlot(isPast: Bool, overlaps: Bool, _ notes: [Note]) -> Bool {
    var found = notes.filter { $0.partners.contains(.franceTravail) }.map(\.obstacle)
    if overlaps { found.append(Self.overlap) }
    let isRefused = !found.isEmpty
    if isPast, !isRefused, !hasFinding(of: .ouvertSansCreneauAVenir) { found = [Obstacle(fact: .slotsArePast)] }
    if isPast || isRefused { slots.append(found) } else { hasGoodSlot = true }
    return isRefused
  }

  /// The ways out of what keeps jobseekers out of the session; none where nothing does.
  func ways(out positioning: Positioning) -> Verdict.Ways {
    if positioning == .possible { return [] }
    var around = obstacles(for: .franceTravail)
    let isReported =
      switch positioning {
      // Who adds a modality opens the recruitment with it.
      case .notOpen: hasFinding(of: .recrutementEtatAbsent) || hasFinding(of: .modaliteAbsente)
      case .noModality: hasFinding(of: .modaliteAbsente)
      case .noNumber: hasFinding(of: .sessionNumeroAbsent)
      case .slotsArePast, .slotsHaveErrors, .adresseHasErrors, .unreadable: true
      case .notInKairos, .sessionIsOver, .possible: false
      }
    if !isReported { around.append(Obstacle(fact: positioning)) }
    return hasGoodSlot || slots.isEmpty ? [around] : slots.map { around + $0 }
  }

  /// What stands in the way of the session for a partner, slots aside.
  func obstacles(for partner: Partner) -> [Obstacle] {
    [formation, action, session].joined().filter { $0.partners.contains(partner) }.map(\.obstacle)
  }

  /// Whether the schema refuses what France Travail looks at around the slots.
  var isUnreadable: Bool { keepsFromFranceTravail { $0.obstacle.element != nil && !$0.isOfAdresse } }

  /// Whether France Travail refuses an address beside those of the slots.
  var hasRefusedAdresse: Bool { keepsFromFranceTravail(\.isOfAdresse) }

  /// Whether such a note around the slots keeps the session from France Travail.
  private func keepsFromFranceTravail(_ isMeant: (Note) -> Bool) -> Bool {
    [formation, action, session].contains { notes in
      notes.contains { isMeant($0) && $0.partners.contains(.franceTravail) }
    }
  }

  private func hasFinding(of rule: Rule) -> Bool { session.contains { $0.obstacle.rule == rule.id } }
}

extension Partner {
  /// Whether the partner shows sessions of that kind.
  func shows(_ dispositif: Dispositif) -> Bool {
    switch self {
    case .franceTravail: true
    case .parcoursup, .laBonneAlternance: dispositif == .apprentissage
    // It takes EDOF, where sessions have no such kinds.
    case .monCompteFormation: false
    }
  }
}
