import LheoModel

/// An element that is put together from the cells of tables.
final class ElementTree {
  let element: Element
  private var attributes: [KnownAttribute: String] = [:]
  private(set) var text = ""
  private(set) var children: [ElementTree] = []

  init(_ element: Element) { self.element = element }

  /// The children of a kind.
  func all(_ element: Element) -> [ElementTree] { children.filter { $0.element == element } }

  /// The first of that kind, from the element itself downwards.
  func first(_ element: Element) -> ElementTree? {
    if self.element == element { return self }
    for child in children { if let found = child.first(element) { return found } }
    return nil
  }

  @discardableResult
  func add(_ child: ElementTree) -> ElementTree {
    children.append(child)
    return child
  }

  func set(_ attribute: KnownAttribute, _ value: String) { if !value.isEmpty { attributes[attribute] = value } }

  func value(of attribute: KnownAttribute) -> String { attributes[attribute] ?? "" }

  func set(text: String) { self.text = text }

  /// Puts values where a path leads. Several values go to several elements at the last step that may repeat.
  func set(_ values: [String], at path: ColumnPath) {
    let repeats = path.repeatingStep
    for (number, value) in values.enumerated() where !value.isEmpty {
      var tree = self
      for (index, step) in path.steps.enumerated() {
        tree = tree.occurrence(index == repeats ? number : 0, of: step)
      }
      if let attribute = path.attribute { tree.set(attribute, value) } else { tree.text = value }
    }
  }

  private func occurrence(_ number: Int, of step: SchemaPath.Step) -> ElementTree {
    let fitting = all(step.element).filter { child in
      step.condition.map { child.attributes[$0.attribute] == $0.value } ?? true
    }
    if number < fitting.count { return fitting[number] }
    let child = add(ElementTree(step.element))
    if let condition = step.condition { child.set(condition.attribute, condition.value) }
    return child
  }

  /// Adds the mandatory elements that are missing and may be empty, such as `domaine-formation`.
  func complete() {
    for particle in element.definition.particles where particle.minimum == 1 && all(particle.element).isEmpty {
      if Self.mayBeEmpty(particle.element) { add(ElementTree(particle.element)) }
    }
    for child in children { child.complete() }
  }

  private static func mayBeEmpty(_ element: Element) -> Bool {
    guard case .sequence(let particles) = element.definition.content else { return false }
    return particles.allSatisfy { $0.minimum == 0 || mayBeEmpty($0.element) }
  }

  /// Puts the element into a buffer, its children in the schema's order, or in their own where the schema has none, each
  /// element at a position of its own.
  func encode(into buffer: ElementBuffer, line: Int) {
    let position = SourcePosition(
      line: UInt32(truncatingIfNeeded: line), column: UInt32(truncatingIfNeeded: buffer.storage.pointee.nodeCount + 1))
    let attributes = KnownAttribute.allCases.compactMap { known in
      self.attributes[known].map { Attribute(.known(known), $0) }
    }
    buffer.begin(element, ElementDetails(attributes: attributes), at: position)
    if !text.isEmpty { buffer.text(text) }
    if case .choice = element.definition.content {
      for child in children { child.encode(into: buffer, line: line) }
    } else {
      for particle in element.definition.particles {
        for child in all(particle.element) { child.encode(into: buffer, line: line) }
      }
    }
    buffer.end()
  }
}
