/// An element kept as it is: what stands in an `extra`, or what LHEO does not know.
public struct ForeignElement: Hashable, Sendable {
  /// The name with prefix and namespace.
  public var name: QualifiedName
  /// The attributes and namespace declarations, in order.
  public var attributes: [Attribute]
  /// Text and elements inside, in order.
  public var content: [ForeignContent]
  /// Where the start tag stands.
  @NotCompared public var position: SourcePosition

  /// An element from its parts.
  public init(
    name: QualifiedName, attributes: [Attribute] = [], content: [ForeignContent] = [],
    position: SourcePosition = .unknown
  ) {
    self.name = name
    self.attributes = attributes
    self.content = content
    self.position = position
  }

  /// The LHEO element it is, if it is in LHEO's namespace and known there.
  public var knownElement: Element? { name.knownElement }
}

/// Text or an element.
public enum ForeignContent: Hashable, Sendable {
  /// A run of text.
  case text(String)
  /// An element.
  case element(ForeignElement)
}
