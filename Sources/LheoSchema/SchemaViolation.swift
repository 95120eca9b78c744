import LheoModel

/// A place where a feed is not what the LHEO schema allows.
public struct SchemaViolation {
  /// What is wrong.
  public enum Kind: Sendable {
    /// A mandatory child is not there.
    case missing(Element)
    /// None of the children is there of which there must be one.
    case missingOneOf([Element])
    /// The element is none of those that may stand here.
    case unexpected(allowed: [Element])
    /// LHEO has the element here, but not the dialect of the feed.
    case notInDialect(allowed: [Element])
    /// The element may stand here, but after or before others.
    case misplaced(after: Element?, before: Element?)
    /// The element occurs more often than it may.
    case tooMany(maximum: Int, found: Int)
    /// The element belongs here, but is in another namespace.
    case namespace(found: String)
    /// Text where only elements may stand.
    case unexpectedText
    /// The text is too short or too long, in characters.
    case length(found: Int, minimum: Int, maximum: Int?)
    /// The code is not in the table.
    case code(CodeTable)
    /// The text is not a whole number of 64 bits.
    case number
    /// The text is not a date `AAAAMMJJ`.
    case date
    /// The text is not digits after a prefix, or has too few or too many characters.
    case digits(prefix: String, isOptional: Bool, minimum: Int, maximum: Int)
    /// A mandatory attribute is not there.
    case missingAttribute(KnownAttribute)
    /// An attribute the element does not have.
    case attribute(String, allowed: [KnownAttribute])
    /// An attribute whose value is not of its type.
    case attributeFormat(KnownAttribute)
    /// An `id` that another element of the feed has.
    case duplicateID(firstLine: Int)
    /// An `idref` that is not the `id` of an element.
    case unresolvedReference
    /// An `xsi:type` that the element cannot have, or whose rules it breaks.
    case schemaType
    /// The feed is in an earlier version of LHEO.
    case earlierVersion(Dialect)
    /// The file says another encoding than the dialect wants.
    case encoding(wanted: String)
    /// `xsi:nil`, which no element of LHEO may have.
    case schemaNil
  }

  /// What is wrong.
  public let kind: Kind
  /// The name of the element it is about; for a missing element, the missing one.
  public let elementName: String
  /// The path of that element; for a missing element, its parent's.
  public let path: String
  /// Where the start tag stands; for a missing element, its parent's.
  public let position: SourcePosition
  /// What was found, shortened.
  public package(set) var found: String?
  /// The offer it stands in.
  public let offer: OfferContext
  /// The dialect of the feed.
  public var dialect = Dialect.current
}

extension SchemaViolation {
  /// What is to be said of a file of EDOF in that encoding.
  package static func encoding(_ found: String, wanted: String, root: ElementView) -> SchemaViolation {
    var violation = SchemaViolation(
      kind: .encoding(wanted: wanted), elementName: root.name.description, path: "/\(root.name)",
      position: root.position, found: found, offer: OfferContext())
    violation.dialect = .edof
    return violation
  }
}
