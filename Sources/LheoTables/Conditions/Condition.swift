import LheoModel

/// What `--where` says: a condition on an offer, or a part of one.
///
/// ```
/// session/periode/debut >= 2026-09-01 and action/lieu-de-formation/coordonnees/adresse/codepostal like '50*'
/// ```
///
/// A name alone is a column of a table, if it has one of that name, or else an element anywhere in the offer. Comparisons
/// hold if they do so for one of the values. Conditions on sessions and actions hold for one and the same session or action.
public struct Condition: Sendable {
  indirect enum Node: Sendable {
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case compare(ConditionOperand, Comparison, Literal)
    case oneOf(ConditionOperand, [Literal])
    case like(ConditionOperand, Wildcard)
    case missing(ConditionOperand)
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
  /// The elements for one of which it must hold; none if it asks of the offer as a whole.
  private let anchors: [UInt16]
  /// The rows that all it asks of are cells of.
  private let rows: [UInt16]

  /// Reads a condition. Names are first those of the columns of a table.
  ///
  /// - Throws: `ConditionError` with the place of the mistake.
  public init(_ text: String, table: Table? = nil) throws(ConditionError) {
    self.text = text
    var parser = ConditionParser(text, table)
    root = try parser.parse()
    let operands = parser.operands.map(\.anchors)
    rows = parser.operands.first!.rows.filter { row in parser.operands.allSatisfy { $0.rows.contains(row) } }
    anchors =
      Self.order.last { element in operands.contains { $0.contains(element) } }.map { innermost in
        operands.first { $0.contains(innermost) }!
      } ?? []
  }

  /// Elements that are rows of tables or around them, from the outside to the inside; sessions after what is beside them in
  /// an action, as most is asked of them.
  private static let order: [UInt16] = [
    Element.formation, .organismeFormationResponsable, .contactOrganisme, .certification, .contactFormation, .action,
    .lieuDeFormation, .organismeFinanceur, .organismeFormateur, .contactFormateur, .session, .contactSession, .cycle,
    .blocCompetences, .recrutement,
  ].map(\.rawValue)

  /// Whether it holds for an offer, or for the action or session that a buffer holds.
  public func holds(for buffer: ElementBuffer) -> Bool { holds(for: buffer.root) }

  /// Whether it holds for a model.
  public func holds(for element: some ComplexElement) -> Bool {
    let buffer = ElementBuffer()
    element.encode(into: buffer)
    return holds(for: buffer)
  }

  /// Whether it holds for an element: at the element around it that it asks of, or else at one inside the nearest element
  /// around that may have some.
  package func holds(for view: ElementView) -> Bool {
    if anchors.isEmpty || rows.contains(view.code) || view.innermost(where: anchors.contains) != nil {
      return Self.holds(root, view, asked: view)
    }
    guard let outer = view.innermost(where: { Nesting.mayContain($0, anchors) }) else { return false }
    return outer.containsElement(anchors) { Self.holds(root, $0, asked: view) }
  }

  private static func holds(_ node: Node, _ view: ElementView, asked: ElementView) -> Bool {
    func has(_ operand: ConditionOperand, _ test: (String) -> Bool) -> Bool {
      operand.hasValue(at: view, asked: asked) { test(String(decoding: $0, as: UTF8.self)) }
    }
    switch node {
    case .and(let left, let right): return holds(left, view, asked: asked) && holds(right, view, asked: asked)
    case .or(let left, let right): return holds(left, view, asked: asked) || holds(right, view, asked: asked)
    case .not(let inner): return !holds(inner, view, asked: asked)
    case .compare(let operand, let comparison, let literal):
      return has(operand) { compare($0, comparison, literal, operand.isDate) }
    case .oneOf(let operand, let literals):
      return has(operand) { value in literals.contains { compare(value, .equal, $0, operand.isDate) } }
    case .like(let operand, let pattern): return has(operand, pattern.matches)
    case .missing(let operand): return !operand.hasValue(at: view, asked: asked) { _ in true }
    }
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
public struct ConditionError: WordedError, Sendable, Equatable {
  /// How many characters stand before the mistake.
  public let offset: Int
  let message: Text

  /// The place in the condition, and what is wrong.
  public func description(in language: Language) -> String {
    let message = message(language)
    let end = message.hasSuffix(".") || message.hasSuffix("?") ? "" : "."
    return language("caractère \(offset + 1) : \(message)\(end)", "character \(offset + 1): \(message)\(end)")
  }
}
