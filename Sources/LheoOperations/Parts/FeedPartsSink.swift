import LheoModel
import LheoOutput
import LheoPipeline
import LheoWriter

/// Writes the parts of a feed into a folder: one after the other, or all at once by way of the disk. Each part is a feed
/// with the attributes of the root of the whole, without the extensions beside the offers.
public final class FeedPartsSink: OfferSink {
  private typealias Part = (name: String, file: OutputFile, writer: FeedWriter)

  private let folder: OutputFolder
  private let options: FeedWriter.Options
  private var splitter: FeedSplitter
  private var header: FeedHeader
  /// Whether the parts have a header of their own, and not that of the source.
  private let hasOwnHeader: Bool
  /// Writes offers as they will stand in their part.
  private let text = CollectedBytes()
  private let fragments: FeedFragments
  private var current: Part?
  private var spool: Spool?
  private var source = ""
  /// How many parts there are.
  public private(set) var count = 0

  /// A sink that writes parts by a criterion.
  ///
  /// - Parameters:
  ///   - folder: where they go.
  ///   - criterion: what parts are made by.
  ///   - options: how they are written.
  ///   - header: what surrounds the offers of each part, where that is not what surrounds them in the source.
  public init(
    _ folder: OutputFolder, by criterion: FeedSplitter.Criterion, options: FeedWriter.Options = FeedWriter.Options(),
    header: FeedHeader? = nil
  ) {
    self.folder = folder
    self.options = options
    self.header = header ?? FeedHeader()
    hasOwnHeader = header != nil
    splitter = FeedSplitter(criterion)
    let writer = Self.writer(of: self.header, text, options)
    fragments = FeedFragments(writer, dropsReferences: true, followsSource: false)
  }

  /// What writes the offers of a part after its header.
  private static func writer(of header: FeedHeader, _ text: CollectedBytes, _ options: FeedWriter.Options) -> FeedWriter
  {
    let writer = FeedWriter(text.sink, options: options)
    writer.begin(header)
    _ = text.take()
    return writer
  }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> FeedFragment? {
    fragments.makePreparation(isParallel: isParallel)
  }

  /// The parts of another source follow.
  public func begin(_ source: String) { self.source = source }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: FeedFragment?) throws -> SinkState {
    switch event {
    case .begin(let buffer): if !hasOwnHeader { note(buffer) }
    case .end: break
    case .element(let buffer):
      if event.offer == nil { break }
      fragments.write(buffer, prepared)
      let bytes = text.take()
      try write(bytes, to: splitter.part(of: buffer, bytes: bytes.count))
    }
    return .wantsMore
  }

  /// Remembers the attributes of the elements around offers, which each part gets.
  private func note(_ buffer: ElementBuffer) {
    let root = buffer.root
    var details = ElementDetails(attributes: root.attributes)
    details[.idref] = nil
    switch root.element {
    case Element.lheo?:
      header.rootDetails = details
      header.dialect = buffer.dialect.written
      header.prefix = root.name.prefix
    case Element.offres?: header.offresDetails = details
    default: return
    }
    fragments.restart(Self.writer(of: header, text, options))
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    if !splitter.partsFollowEachOther {
      let spool = try self.spool ?? Spool(inFolder: folder.path)
      self.spool = spool
      return try spool.append(bytes, to: name)
    }
    if current?.name != name {
      try close()
      current = try part(name)
    }
    current?.writer.write(fragment: bytes)
    if let error = current?.file.sink.error { throw error }
  }

  private func part(_ name: String) throws -> Part {
    let file = try folder.file("\(name).xml")
    let writer = FeedWriter(file.sink, options: options)
    writer.begin(header)
    count += 1
    return (name, file, writer)
  }

  private func close() throws {
    guard let (_, file, writer) = current else { return }
    current = nil
    writer.end()
    try file.commit()
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    try close()
    for name in spool?.names ?? [] {
      let part = try part(name)
      try spool?.take(name, into: part.file.sink)
      current = part
      try close()
    }
    if count == 0 { throw NoOfferError(source: source) }
    try folder.commit()
    return fragments.hasLostReferences ? [.lostReferences] : []
  }

  /// Gives the output up.
  public func abandon() {
    current?.file.discard()
    folder.discard()
  }
}
