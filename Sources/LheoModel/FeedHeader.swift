/// What surrounds the offers of a feed.
public struct FeedHeader: Sendable, Hashable {
  /// The element the feed starts with: `lheo`, `lheo-index` or `lheo-plus`.
  public var root: Element
  /// The attributes and namespace declarations of the root.
  public var rootDetails: ElementDetails
  /// The attributes and namespace declarations of `offres`.
  public var offresDetails: ElementDetails
  /// The prefix of LHEO's elements; empty for none.
  public var prefix: String
  /// The dialect in which the feed is.
  public var dialect: Dialect

  /// A header.
  public init(
    root: Element = .lheo, rootDetails: ElementDetails = ElementDetails(),
    offresDetails: ElementDetails = ElementDetails(), prefix: String = "", dialect: Dialect = .current
  ) {
    self.root = root
    self.rootDetails = rootDetails
    self.offresDetails = offresDetails
    self.prefix = prefix
    self.dialect = dialect
  }
}
