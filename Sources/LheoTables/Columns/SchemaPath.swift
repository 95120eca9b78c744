import LheoModel

/// A path down the schema as people write it: names of elements, each a child of the one before, and at the end perhaps
/// an attribute; `session/periode/debut`, `formation/@numero`, `@datemaj`.
package struct SchemaPath: Sendable, Hashable {
  /// A step down, with the attribute that the element must have.
  package struct Step: Sendable, Hashable {
    /// The element.
    package var element: Element
    var condition: Condition?
  }

  struct Condition: Sendable, Hashable {
    var attribute: KnownAttribute
    var value: String

    func holds(for view: ElementView) -> Bool { view.text(of: attribute) == value }
  }

  /// The elements, from the outermost.
  package let steps: [Step]
  /// The attribute at the end.
  package let attribute: KnownAttribute?

  /// Reads a path and checks it against the schema.
  ///
  /// - Parameters:
  ///   - path: the path without what may follow it.
  ///   - text: all that was written, for messages.
  ///   - starts: the elements at which it may start.
  /// - Throws: `ColumnError` with the nearest path that exists.
  package init(
    _ path: Substring, in text: String, from starts: [Element] = LheoSchema.definitions.map(\.element)
  ) throws(ColumnError) {
    var steps: [Step] = []
    var attribute: KnownAttribute?
    for part in Self.split(path) {
      if attribute != nil { throw .syntax(path: text) }
      if part.hasPrefix("@") {
        let name = String(part.dropFirst())
        let allowed = steps.last?.element.definition.attributes ?? KnownAttribute.allCases
        guard let known = allowed.first(where: { $0.name == name }) else {
          throw .unknown(
            path: text, part: String(part), hint: Nearest.hint(String(part), in: allowed.map { "@" + $0.name }))
        }
        attribute = known
      } else {
        let candidates = steps.last.map { $0.element.definition.particles.map(\.element) } ?? starts
        steps.append(try Self.step(part, among: candidates, path: text))
      }
    }
    self.steps = steps
    self.attribute = attribute
  }

  /// Whether the last step leads to an element, those before it to the elements around it.
  package func leads(to view: ElementView) -> Bool {
    var current: ElementView? = view
    for step in steps.reversed() {
      guard let element = current, element.code == step.element.rawValue else { return false }
      if let condition = step.condition, !condition.holds(for: element) { return false }
      current = element.parent
    }
    return true
  }

  /// Splits at slashes outside brackets.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices {
      if text[index] == "'" { isQuoted.toggle() }
      if text[index] == "/", !isQuoted {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    return parts + [text[start...]]
  }

  private static func step(_ part: Substring, among candidates: [Element], path: String) throws(ColumnError) -> Step {
    let name = part.prefix { $0 != "[" }
    let bracket = part.dropFirst(name.count)
    guard let element = candidates.first(where: { $0.name == name }) else {
      throw .unknown(
        path: path, part: String(name),
        hint: Nearest.hint(
          String(name), in: candidates.map(\.name),
          list: Text(
            "Un chemin commence par un élément comme formation, action ou session.",
            "A path starts at an element such as formation, action or session.")))
    }
    if bracket.isEmpty { return Step(element: element) }
    guard bracket.hasPrefix("[@"), bracket.hasSuffix("']"), let equals = bracket.firstIndex(of: "=") else {
      throw .syntax(path: path)
    }
    let attributeName = bracket[bracket.index(bracket.startIndex, offsetBy: 2)..<equals]
    let value = bracket[bracket.index(equals, offsetBy: 2)...].dropLast(2)
    guard let attribute = KnownAttribute.allCases.first(where: { $0.name == attributeName }),
      bracket[bracket.index(after: equals)] == "'"
    else { throw .syntax(path: path) }
    return Step(element: element, condition: Condition(attribute: attribute, value: String(value)))
  }
}
