import LheoModel
import LheoParser
import LheoSchema

/// What the schema says of an offer, so that rules do not say it again.
struct SchemaRefusals {
  private var values: Set<SourcePosition> = []
  private var missing: [SourcePosition: [String]] = [:]
  /// Where there is anything to report.
  private(set) var places: [Place] = []
  /// Their numbers, by position: an offer may have as many as elements.
  private var numbers: [SourcePosition: [Int]] = [:]

  /// Where something is to be reported, and of what.
  struct Place {
    let position: SourcePosition
    let rule: SchemaRule
    let element: Element?
    /// Whether the content of the element is missing or wrong, and not only something beside it.
    let concernsContent: Bool

    var obstacle: Obstacle { Obstacle(rule, element) }

    init(_ violation: SchemaViolation) {
      position = violation.position
      rule = SchemaRule(violation.kind)
      element = Element(name: violation.elementName.split(separator: ":").last.map(String.init) ?? "")
      concernsContent =
        switch violation.kind {
        case .attribute, .missingAttribute, .attributeFormat, .duplicateID, .unresolvedReference, .earlierVersion,
          .encoding:
          false
        default: true
        }
    }
  }

  var isEmpty: Bool { places.isEmpty }

  mutating func note(_ violation: SchemaViolation) {
    numbers[violation.position, default: []].append(places.count)
    places.append(Place(violation))
    switch violation.kind {
    case .missing: missing[violation.position, default: []].append(violation.elementName)
    case .attribute, .missingAttribute, .missingOneOf, .attributeFormat, .duplicateID, .unresolvedReference,
      .schemaType, .schemaNil, .earlierVersion, .encoding, .unexpectedText, .misplaced, .tooMany:
      // The value may be good for all that, or wrong for another reason.
      break
    case .unexpected, .notInDialect, .namespace, .length, .code, .number, .date, .digits:
      values.insert(violation.position)
    }
  }

  /// Whether the schema refuses the value of an element.
  func hasValue(at position: SourcePosition) -> Bool { !values.isEmpty && values.contains(position) }

  /// Whether a finding is about what the schema reports already: the same element, the same missing child, or a child
  /// that is there with a value that is refused.
  func covers(_ finding: PendingFinding, in root: ElementView) -> Bool {
    if isEmpty { return false }
    guard let child = finding.missing else { return hasValue(at: finding.position) }
    if missing[finding.position]?.contains(child.name) ?? false { return true }
    guard !values.isEmpty, let parent = root.element(at: finding.position) else { return false }
    return parent.children.contains { $0.element == child && hasValue(at: $0.position) }
  }

  /// The rule of the schema that reports what another rule has found, and of which element.
  func obstacle(covering finding: PendingFinding, in root: ElementView) -> Obstacle? {
    guard covers(finding, in: root) else { return nil }
    guard let child = finding.missing, let parent = root.element(at: finding.position) else {
      return places(at: finding.position).first?.obstacle
    }
    let missing = places(at: finding.position).first { $0.element == child }
    if let missing { return missing.obstacle }
    let refused = parent.children.first { $0.element == child && numbers[$0.position] != nil }
    return refused.flatMap { places(at: $0.position).first }?.obstacle
  }

  private func places(at position: SourcePosition) -> [Place] { numbers[position, default: []].map { places[$0] } }
}
