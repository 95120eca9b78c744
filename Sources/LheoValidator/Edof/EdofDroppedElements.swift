import LheoModel

/// What an offer of LHEO says for which EDOF has no place.
enum EdofDroppedElements {
  /// What has a place in EDOF all the same, under another name.
  private static let moved: Set<Element> = [
    .prixTotalTTC, .nombreHeuresTotal, .contactFormation, .contactSession, .denomination, .urlFormation,
    .blocsCompetences,
  ]

  /// How often there is which element, or extension with its name; what is inside it is not counted.
  static func counts(in buffer: ElementBuffer) -> [String: Int] {
    var counts: [String: Int] = [:]
    withExtendedLifetime(buffer) { count(buffer.root, &counts) }
    return counts
  }

  private static func count(_ view: ElementView, _ counts: inout [String: Int]) {
    guard let element = view.element, let definition = DialectSchema.edof.definition(of: element) else { return }
    var seen: [Element: Int] = [:]
    for child in view.children {
      guard let name = child.element else { continue }
      if name == .extras {
        countExtensions(in: child, EdofVocabulary.infos(of: element), &counts)
        continue
      }
      seen[name, default: 0] += 1
      if let particle = definition.particles.first(where: { $0.element == name }) {
        // Places make actions, and several certifications are a gap.
        let isSurplus = particle.maximum.map { seen[name]! > $0 } ?? false
        if isSurplus, ![.lieuDeFormation, .certification, .ligne].contains(name) {
          counts[name.name, default: 0] += 1
        } else {
          count(child, &counts)
        }
      } else if !moved.contains(name) || seen[name]! > 1 && [.contactFormation, .contactSession].contains(name) {
        counts[name.name, default: 0] += 1
      }
    }
    if element == .certification { countCodes(seen, &counts) }
  }

  /// Of the codes of a certification one is written.
  private static func countCodes(_ seen: [Element: Int], _ counts: inout [String: Int]) {
    let codes = [Element.codeRNCP, .codeRS, .codeCPF].filter { seen[$0] != nil }
    for code in codes.dropFirst() { counts[code.name, default: 0] += 1 }
  }

  /// Counts the extensions in a container that are not those of EDOF.
  private static func countExtensions(in container: ElementView, _ known: [String: Bool], _ counts: inout [String: Int])
  {
    if known[container.info] == true { return }
    for child in container.children {
      switch child.element {
      case .extras?: countExtensions(in: child, known, &counts)
      case .extra?:
        if known[child.info] != false { counts["extra info=\"\(child.info)\"", default: 0] += 1 }
      default: break
      }
    }
  }
}

extension ElementView {
  /// The name of an extension.
  fileprivate var info: String { attributes.first { $0.name == .known(.info) }?.value ?? "" }
}
