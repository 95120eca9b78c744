import LheoModel
import LheoParser
import LheoSchema

/// What the schema says of an offer, so that rules do not say it again.
struct SchemaRefusals {
  private var values: Set<SourcePosition> = []
  private var missing: [SourcePosition: [String]] = [:]
  /// Where there is anything to report.
  private(set) var places: [(position: SourcePosition, rule: SchemaRule)] = []

  var isEmpty: Bool { places.isEmpty }

  mutating func note(_ violation: SchemaViolation) {
    places.append((violation.position, SchemaRule(violation.kind)))
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

  /// The recruitments in which the schema reports something, by their positions.
  func recrutements(in root: ElementView) -> RecrutementPlaces {
    var found = RecrutementPlaces()
    for place in places {
      var current = root.element(at: place.position)
      while let element = current, element.element != .recrutement { current = element.parent }
      if let current { found.places[current.position] = place.rule }
    }
    return found
  }

  /// Recruitments by their positions.
  struct RecrutementPlaces {
    fileprivate var places: [SourcePosition: SchemaRule] = [:]

    /// The rule of the schema that refuses what is in the recruitment.
    subscript(position: SourcePosition) -> SchemaRule? { places.isEmpty ? nil : places[position] }
  }
}
