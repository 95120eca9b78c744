import LheoModel
import LheoParser

/// What of an offer the schema refuses that partners look at, by the formation, action, session or recruitment that it is
/// in: there the rules find nothing, but no partner can show what it cannot read.
struct RefusedElements {
  private var notes: [SourcePosition: [SessionObstacles.Note]] = [:]
  private var refusals = SchemaRefusals()
  /// The offer, where something is refused in it.
  private var root: ElementView?

  /// Nothing is refused.
  init() {}

  /// What is refused in an offer.
  init(_ refusals: SchemaRefusals, in root: ElementView) {
    if refusals.isEmpty { return }
    (self.refusals, self.root) = (refusals, root)
    for place in refusals.places {
      let element = root.element(at: place.position)
      guard let container = Self.container(of: element), let kind = container.element else { continue }
      let isOfAdresse =
        kind != .recrutement && place.isSeenInAdresses && Self.innermost(around: element, [.adresse]) != nil
      let partners = isOfAdresse ? [.franceTravail] : Self.partners(of: place, in: kind)
      if partners.isEmpty { continue }
      let note = SessionObstacles.Note(obstacle: place.obstacle, partners: partners, isOfAdresse: isOfAdresse)
      if !(notes[container.position]?.contains { $0.obstacle == note.obstacle } ?? false) {
        notes[container.position, default: []].append(note)
      }
    }
  }

  /// Whether nothing is refused.
  var isEmpty: Bool { root == nil }

  /// What the schema reports in place of a rule.
  func obstacle(covering finding: PendingFinding) -> Obstacle? {
    root.flatMap { refusals.obstacle(covering: finding, in: $0) }
  }

  /// What is refused in a formation, action, session or recruitment, and not in one of those that are in it.
  subscript(position: SourcePosition) -> [SessionObstacles.Note] { notes.isEmpty ? [] : notes[position] ?? [] }

  /// The innermost of them around an element; none where it stands in an extension, which no partner looks into.
  private static func container(of element: ElementView?) -> ElementView? {
    let found = innermost(around: element, [.recrutement, .session, .action, .formation, .extras])
    return found?.element == .extras ? nil : found
  }

  /// The element, or the innermost one around it, that is one of these.
  private static func innermost(around element: ElementView?, _ elements: [Element]) -> ElementView? {
    var current = element
    while let view = current, !(view.element.map(elements.contains) ?? false) { current = view.parent }
    return current
  }

  private static func partners(of place: SchemaRefusals.Place, in container: Element) -> Set<Partner> {
    // Of a slot all is looked at.
    if container == .recrutement { return [.franceTravail] }
    guard place.concernsContent, let element = place.element else { return [] }
    return needed[container]?[element] ?? []
  }

  /// By what partners show a session, and whom it is for: what the rules that block them look at.
  static let needed: [Element: [Element: Set<Partner>]] = {
    let all: Set<Partner> = [.franceTravail, .parcoursup, .laBonneAlternance]
    let forApprentices: Set<Partner> = [.parcoursup, .laBonneAlternance]
    return [
      .session: [
        .periode: all, .debut: all, .fin: all, .etatRecrutement: [.franceTravail], .cycle: forApprentices,
        .anneeCycle: forApprentices, .typeCycle: forApprentices, .alternance: forApprentices,
        .typeAlternance: forApprentices,
      ],
      .action: [.dureeCycle: forApprentices],
      .formation: [.certification: forApprentices, .codeRNCP: forApprentices],
    ]
  }()
}

extension SchemaRefusals.Place {
  /// Whether it is what France Travail looks at in each address that is there.
  fileprivate var isSeenInAdresses: Bool {
    concernsContent && [.ligne, .codepostal, .ville, .codeINSEECommune].contains(element)
  }
}

extension RuleContext {
  /// Whether the schema refuses the state of the session's recruitment, which may well be open.
  var hasUnreadableEtat: Bool {
    guard !refusals.isEmpty, let leaf = session.etatRecrutement else { return false }
    return isRefused(leaf)
  }
}
