/// Where elements may stand in others, and how often, in a form that costs no search. Elements are given by their code in a
/// buffer.
package enum Occurrence {
  /// What a place is where a child does not belong.
  package static let nowhere = 255

  /// Whether a child may occur several times in its parent; elements outside LHEO may.
  package static func mayRepeat(_ child: UInt16, in parent: UInt16) -> Bool {
    guard let index = index(child, parent) else { return true }
    return repeats[index]
  }

  /// The place of a child among those that its parent may have, from 0; `nowhere` for one that it may not have.
  package static func place(of child: UInt16, in parent: UInt16) -> Int {
    guard let index = index(child, parent) else { return nowhere }
    return Int(places[index])
  }

  private static func index(_ child: UInt16, _ parent: UInt16) -> Int? {
    guard parent > 0, child > 0, Int(parent) < width, Int(child) < width else { return nil }
    return Int(parent) * width + Int(child)
  }

  private static let width = Element.count + 1

  private static let repeats: [Bool] = {
    var table = [Bool](repeating: true, count: width * width)
    for definition in LheoSchema.definitions {
      for particle in definition.particles where particle.maximum == 1 {
        table[index(particle.element.rawValue, definition.element.rawValue)!] = false
      }
    }
    return table
  }()

  private static let places: [UInt8] = {
    var table = [UInt8](repeating: UInt8(nowhere), count: width * width)
    for definition in LheoSchema.definitions {
      for (place, particle) in definition.particles.enumerated() {
        table[index(particle.element.rawValue, definition.element.rawValue)!] = UInt8(place)
      }
    }
    return table
  }()
}
