import LheoModel
import LheoOutput
import LheoWriter

/// Writes a feed. What is around the offers is that of the source; there must be one source, and an offer.
public final class FeedSink: OfferSink {
  private let file: any Output
  private let fragments: FeedFragments
  /// Attributes that the root gets.
  private let rootAttributes: [KnownAttribute: String]
  private let dialect: Dialect?
  /// The name of the source.
  public private(set) var source = ""
  /// Whether there has been no offer so far, nor what stands for one in an index.
  public private(set) var isEmpty = true

  /// A sink that writes into an output.
  ///
  /// - Parameters:
  ///   - file: where the feed goes.
  ///   - options: how it is written.
  ///   - dropsReferences: whether references (`idref`) that lead out of an offer are left out. That is needed where offers
  ///     are left out: what they lead to may be gone.
  ///   - rootAttributes: attributes that the root gets, such as `horodatage-export`.
  ///   - dialect: the dialect of the offers, where it is not that of the source.
  public init(
    _ file: any Output, options: FeedWriter.Options = FeedWriter.Options(), dropsReferences: Bool = false,
    rootAttributes: [KnownAttribute: String] = [:], dialect: Dialect? = nil
  ) {
    self.file = file
    self.dialect = dialect
    self.rootAttributes = rootAttributes
    fragments = FeedFragments(FeedWriter(file.sink, options: options), dropsReferences: dropsReferences)
  }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> FeedFragment? {
    fragments.makePreparation(isParallel: isParallel)
  }

  /// The parts of another source follow.
  public func begin(_ source: String) {
    precondition(self.source.isEmpty, "a FeedSink takes one source: merge several first")
    self.source = source
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: FeedFragment?) throws -> SinkState {
    fragments.write(stamped(event), prepared)
    if event.isEntry { isEmpty = false }
    if let error = file.sink.error { throw error }
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    if isEmpty {
      abandon()
      throw NoOfferError(source: source)
    }
    try file.commit()
    return fragments.hasLostReferences ? [.lostReferences] : []
  }

  /// Gives the output up.
  public func abandon() { file.discard() }

  /// The root with its additional attributes.
  private func stamped(_ event: FeedEvent) -> FeedEvent {
    guard !rootAttributes.isEmpty || dialect != nil, case .begin(let buffer) = event, let element = buffer.root.element,
      FeedEvent.rootElements.contains(element)
    else { return event }
    var details = buffer.root.details
    for (attribute, value) in rootAttributes { details[attribute] = value }
    let copy = ElementBuffer()
    copy.begin(element, details, prefix: buffer.root.name.prefix, at: buffer.root.position)
    copy.end()
    copy.dialect = dialect ?? buffer.dialect
    return .begin(copy)
  }
}
