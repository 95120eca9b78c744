import LheoModel

/// What an offer of LHEO says for which EDOF has no place.
enum EdofDroppedElements {
  /// What has a place in EDOF all the same, under another name.
  private static let moved: Set<Element> = [
    .prixTotalTTC, .nombreHeuresTotal, .contactFormation, .contactSession, .denomination, .urlFormation,
    .blocsCompetences,
  ]

  /// How often there is which element; what is inside it is not counted.
  static func counts(in buffer: ElementBuffer) -> [Element: Int] {
    var counts: [Element: Int] = [:]
    withExtendedLifetime(buffer) { count(buffer.root, &counts) }
    return counts
  }

  private static func count(_ view: ElementView, _ counts: inout [Element: Int]) {
    guard let element = view.element, let definition = DialectSchema.edof.definition(of: element) else { return }
    var seen: [Element: Int] = [:]
    for child in view.children {
      guard let name = child.element, name != .extras else { continue }
      if let particle = definition.particles.first(where: { $0.element == name }) {
        seen[name, default: 0] += 1
        // Places make actions, and several certifications are a gap.
        let isSurplus = particle.maximum.map { seen[name]! > $0 } ?? false
        if isSurplus, ![.lieuDeFormation, .certification, .ligne].contains(name) {
          counts[name, default: 0] += 1
        } else {
          count(child, &counts)
        }
      } else if !moved.contains(name) {
        counts[name, default: 0] += 1
      }
    }
  }
}
