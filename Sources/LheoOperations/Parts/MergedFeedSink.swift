import LheoModel
import LheoOutput
import LheoPipeline
import LheoWriter

/// Puts feeds that have been noted by a `FeedMerger` into one. The merged feed has a root of its own; extensions beside
/// offers come after all offers.
public final class MergedFeedSink: OfferSink {
  private let file: any Output
  private var merger: FeedMerger
  private let writer: FeedWriter
  private let fragments: FeedFragments
  private var frames: [Element] = []
  private var extras: [(isInOffres: Bool, extras: ElementBuffer)] = []
  private var feed = -1
  private let name: String
  /// How many offers have been written.
  public private(set) var writtenCount = 0

  /// A sink that writes into an output, which messages name so, a feed in a dialect.
  public init(
    _ file: any Output, named name: String, _ merger: FeedMerger, dialect: Dialect = .current,
    options: FeedWriter.Options = FeedWriter.Options()
  ) {
    self.file = file
    self.name = name
    self.merger = merger
    writer = FeedWriter(file.sink, options: options)
    writer.begin(FeedHeader(dialect: dialect))
    fragments = FeedFragments(writer, dropsReferences: false, followsSource: false)
  }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> FeedFragment? {
    fragments.makePreparation(isParallel: isParallel)
  }

  /// The parts of the next feed follow, in the order in which they were noted.
  public func begin(_ source: String) {
    feed += 1
    frames = []
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: FeedFragment?) throws -> SinkState {
    switch event {
    case .begin(let buffer): frames.append(buffer.root.element ?? .lheo)
    case .end: frames.removeLast()
    case .element(let buffer) where buffer.root.element == .extras:
      let copy = ElementBuffer()
      copy.append(merger.besides(buffer, feed: feed))
      extras.append((frames.last == .offres, copy))
    case .element(let buffer) where event.offer != nil:
      switch merger.edit(buffer, feed: feed) {
      case .keep: fragments.write(buffer, prepared)
      case .drop: return .wantsMore
      case .rewrite(let other): fragments.write(other, nil)
      }
      writtenCount += 1
    case .element: break
    }
    if let error = file.sink.error { throw error }
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    for (_, extras) in extras.filter(\.isInOffres) { writer.write(extras) }
    writer.endOffres()
    for (_, extras) in extras.filter({ !$0.isInOffres }) { writer.write(extras) }
    writer.end()
    if writtenCount == 0 {
      abandon()
      throw NoOfferError(source: name)
    }
    try file.commit()
    return merger.hasLostReferences ? [.lostReferences] : []
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}
