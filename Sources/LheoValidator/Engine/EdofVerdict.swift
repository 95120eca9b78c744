import LheoModel
import LheoParser

/// What keeps the sessions of an offer of EDOF from Mon Compte Formation: what is found in a session, in its action, or in
/// the offer around them.
struct EdofVerdict {
  /// By the element that it is found in: a session, an action, or the offer.
  private var found: [SourcePosition: Set<Obstacle>] = [:]
  private let offer: SourcePosition

  /// - Parameters:
  ///   - findings: the rules that are broken, and where.
  ///   - refusals: what the schema refuses.
  ///   - view: the offer.
  init(_ findings: [(rule: Rule, position: SourcePosition)], _ refusals: SchemaRefusals, in view: ElementView) {
    offer = view.position
    for (rule, position) in findings where rule.blocks.contains(.monCompteFormation) {
      add(Obstacle(rule: rule.id), at: position, in: view)
    }
    for place in refusals.places { add(place.obstacle, at: place.position, in: view) }
  }

  private mutating func add(_ obstacle: Obstacle?, at position: SourcePosition, in view: ElementView) {
    guard let obstacle else { return }
    var current = view.element(at: position)
    while let element = current, ![.session, .action].contains(element.element) { current = element.parent }
    found[current?.position ?? offer, default: []].insert(obstacle)
  }

  /// The verdict on the sessions that are not over.
  func verdicts(on formation: Formation, asOf day: Int) -> Verdicts {
    var verdicts = Verdicts()
    for action in formation.actions {
      for session in action.sessions where session.periode.fin.date?.dayNumber ?? .max >= day {
        let all = [offer, action.position, session.position].flatMap { found[$0] ?? [] }
        verdicts.count(all.isEmpty ? [] : [all], for: .monCompteFormation)
      }
    }
    return verdicts
  }
}
