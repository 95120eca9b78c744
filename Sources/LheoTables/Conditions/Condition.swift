import LheoModel

/// What `--where` says: a condition on an offer, or a part of one.
///
/// ```
/// session/periode/debut >= 2026-09-01 and action/lieu-de-formation/coordonnees/adresse/codepostal like '50*'
/// ```
///
/// Comparisons hold if they do so for one of the values. Conditions on sessions and actions hold for one and the same
/// session or action.
public struct Condition: Sendable {
  indirect enum Node: Sendable {
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case compare(PathReader, Comparison, Literal)
    case oneOf(PathReader, [Literal])
    case like(PathReader, Wildcard)
    case missing(PathReader)
  }

  enum Comparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
      switch self {
      case .equal: left == right
      case .notEqual: left != right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  struct Literal: Sendable {
    var text: String
    var number: Int? { Int(text) }

    /// The date in ISO 8601: of `2026-09-01`, `2026-09`, `2026` or `20260901`.
    var date: String? {
      let date = text.utf8.count == 8 ? PartialDate(text) : PartialDate(iso: text)
      return date.flatMap { $0.isUnknown ? nil : $0.isoText }
    }
  }

  /// The condition as written.
  public let text: String
  private let root: Node
  /// The innermost element that a path starts at.
  private let anchor: Element

  /// Reads a condition.
  ///
  /// - Throws: `ConditionError` with the place of the mistake.
  public init(_ text: String) throws(ConditionError) {
    self.text = text
    var parser = ConditionParser(text)
    root = try parser.parse()
    // Elements are numbered from the outside to the inside.
    let order: [Element] = [.formation, .action, .session, .recrutement]
    let anchors = parser.paths.map(\.path.anchor.element)
    anchor = order.last { anchors.contains($0) } ?? anchors.first ?? .formation
  }

  /// Whether it holds for an offer, or for the action or session that a buffer holds.
  public func holds(for buffer: ElementBuffer) -> Bool { holds(for: buffer.root) }

  /// Whether it holds for a model.
  public func holds(for element: some ComplexElement) -> Bool {
    let buffer = ElementBuffer()
    element.encode(into: buffer)
    return holds(for: buffer)
  }

  /// Whether it holds for an element: for the element around it that the paths start at, or for one inside it.
  package func holds(for view: ElementView) -> Bool {
    var current: ElementView? = view
    while let element = current {
      if element.code == anchor.rawValue { return Self.holds(root, view) }
      current = element.parent
    }
    return holds(inside: view)
  }

  private func holds(inside view: ElementView) -> Bool {
    for child in view.children where child.code != Element.extras.rawValue {
      if child.code == anchor.rawValue ? Self.holds(root, child) : holds(inside: child) { return true }
    }
    return false
  }

  private static func holds(_ node: Node, _ view: ElementView) -> Bool {
    switch node {
    case .and(let left, let right): return holds(left, view) && holds(right, view)
    case .or(let left, let right): return holds(left, view) || holds(right, view)
    case .not(let inner): return !holds(inner, view)
    case .compare(let path, let comparison, let literal):
      let isDate = path.isDate
      return anyValue(of: path, view) { compare($0, comparison, literal, isDate) }
    case .oneOf(let path, let literals):
      let isDate = path.isDate
      return anyValue(of: path, view) { value in literals.contains { compare(value, .equal, $0, isDate) } }
    case .like(let path, let pattern): return anyValue(of: path, view, pattern.matches)
    case .missing(let path): return !anyValue(of: path, view) { _ in true }
    }
  }

  private static func anyValue(of path: PathReader, _ view: ElementView, _ test: (String) -> Bool) -> Bool {
    var found = false
    path.forEachValue(from: view) { bytes in
      if !found { found = test(String(decoding: bytes, as: UTF8.self)) }
    }
    return found
  }

  /// Dates compare as dates, numbers as numbers, all else as text. Unknown dates compare with nothing.
  private static func compare(_ value: String, _ comparison: Comparison, _ literal: Literal, _ isDate: Bool) -> Bool {
    if isDate, let right = literal.date {
      guard let left = PartialDate(value)?.isoText, !left.isEmpty else { return false }
      return comparison.holds(left, right)
    }
    if let left = Int(value), let right = literal.number { return comparison.holds(left, right) }
    return comparison.holds(value, literal.text)
  }
}

/// A condition that cannot be understood.
public struct ConditionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// How many characters stand before the mistake.
  public let offset: Int
  /// What is wrong.
  public let description: String
}
