import LheoModel

/// Which elements may stand in which, at any depth, by the schema.
enum Nesting {
  /// Whether an element of the first code may have one of the others inside.
  static func mayContain(_ outer: UInt16, _ inner: [UInt16]) -> Bool {
    guard outer > 0, Int(outer) < width else { return false }
    return inner.contains { table[Int(outer) * width + Int($0)] }
  }

  private static let width = Element.count + 1

  private static let table: [Bool] = {
    var table = [Bool](repeating: false, count: width * width)
    for outer in LheoSchema.definitions.map(\.element) {
      var waiting = [outer]
      while let element = waiting.popLast() {
        for child in element.definition.particles.map(\.element) {
          let place = Int(outer.rawValue) * width + Int(child.rawValue)
          if !table[place] {
            table[place] = true
            waiting.append(child)
          }
        }
      }
    }
    return table
  }()
}

extension ElementView {
  /// It or the innermost element around it that fits.
  func innermost(where fits: (UInt16) -> Bool) -> ElementView? {
    var current: ElementView? = self
    while let view = current, !fits(view.code) { current = view.parent }
    return current
  }

  /// Whether `body` says yes to one of the elements of these codes inside; what no such element can be in is passed over.
  func containsElement(_ codes: [UInt16], where body: (ElementView) -> Bool) -> Bool {
    for child in children {
      if codes.contains(child.code), body(child) { return true }
      if Nesting.mayContain(child.code, codes), child.containsElement(codes, where: body) { return true }
    }
    return false
  }
}
