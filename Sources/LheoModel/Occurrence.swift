/// How often elements may occur in others, in a form that costs no search.
package enum Occurrence {
  /// Whether a child may occur several times in its parent; elements outside LHEO may. Both are given by their code in a
  /// buffer.
  package static func mayRepeat(_ child: UInt16, in parent: UInt16) -> Bool {
    guard parent > 0, child > 0, Int(parent) <= Element.count, Int(child) <= Element.count else { return true }
    return table[Int(parent) * (Element.count + 1) + Int(child)]
  }

  private static let table: [Bool] = {
    let width = Element.count + 1
    var table = [Bool](repeating: true, count: width * width)
    for definition in LheoSchema.definitions {
      for particle in definition.particles where particle.maximum == 1 {
        table[Int(definition.element.rawValue) * width + Int(particle.element.rawValue)] = false
      }
    }
    return table
  }()
}
