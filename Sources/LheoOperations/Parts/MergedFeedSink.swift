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
  private var extensions = RepeatedExtensions()
  /// What stands beside offers and is not in the merged feed.
  private var leftOut: Set<String> = []
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
    extensions.beginFeed()
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: FeedFragment?) throws -> SinkState {
    switch event {
    case .begin(let buffer): frames.append(buffer.root.element ?? .lheo)
    case .end: frames.removeLast()
    case .element(let buffer) where buffer.root.element == .extras:
      let isInOffres = frames.last == .offres
      if extensions.isNew(buffer, isInOffres: isInOffres) {
        let copy = ElementBuffer()
        copy.append(merger.besides(buffer, feed: feed))
        extras.append((isInOffres, copy))
      }
    case .element(let buffer) where event.offer != nil:
      switch merger.edit(buffer, feed: feed) {
      case .keep: fragments.write(buffer, prepared)
      case .drop: return .wantsMore
      case .rewrite(let other): fragments.write(other, nil)
      }
      writtenCount += 1
    case .element(let buffer): leftOut.insert(buffer.root.name.localName)
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
    let notices: [OutputNotice] = leftOut.isEmpty ? [] : [.leftOut(elements: leftOut.sorted())]
    return merger.hasLostReferences ? notices + [.lostReferences] : notices
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}

/// Tells which extensions beside offers an earlier feed has in the same words: a feed that is merged again and again with
/// what it came from does not grow.
private struct RepeatedExtensions {
  /// How many of the same words the merged feed has, and the feed that is read.
  private var written: [[UInt8]: Int] = [:]
  private var read: [[UInt8]: Int] = [:]
  private let text = CollectedBytes()

  mutating func beginFeed() { read = [:] }

  /// Whether the merged feed does not have it yet, or not as often. One that others refer to has an identifier of its own.
  mutating func isNew(_ extras: ElementBuffer, isInOffres: Bool) -> Bool {
    if extras.hasIdentifiers { return true }
    let writer = FeedWriter(text.sink)
    writer.begin(FeedHeader(dialect: .current))
    _ = text.take()
    writer.write(extras)
    let words = [isInOffres ? 1 : 0] + text.take()
    read[words, default: 0] += 1
    if read[words]! <= written[words] ?? 0 { return false }
    written[words, default: 0] += 1
    return true
  }
}
