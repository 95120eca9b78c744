/// What a feed may ask of the parser before it is refused. The defaults are far above any real feed.
public struct ParserLimits: Sendable {
  /// Elements inside elements; at most 250, libxml2's own limit.
  public var depth = 200
  /// Bytes of text in one element; at most 10,000,000, libxml2's own limit.
  public var textLength = 10_000_000
  /// Attributes of one element.
  public var attributeCount = 1_000
  /// Bytes of text and attributes in one offer.
  public var offerSize = 256_000_000

  /// The default limits.
  public init() {}
}
