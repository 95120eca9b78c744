import LheoModel
import LheoOutput
import LheoParser
import LheoPipeline
import LheoWriter

/// Puts several feeds into one. Of offers with the same `numero` the one that was changed last stays. Each feed is read
/// twice: one that comes through a pipe is kept on disk meanwhile.
///
/// ```swift
/// let merge = FeedMerge([.success(.file("calvados.xml")), .success(.file("manche.xml"))])
/// let result = try merge.run(into: OutputFile("normandie.xml"), named: "normandie.xml")
/// print(result.writtenCount, result.duplicates)
/// ```
public struct FeedMerge {
  /// Receives an offer that cannot be read.
  public typealias BrokenReceiver = @Sendable (BrokenOffer) -> Void

  /// What has become of the feeds.
  public struct Result: Sendable {
    /// The offers that gave way to a later version: their number, and the feed that they were in.
    public var duplicates: [(numero: String, feed: String)] = []
    /// How many feeds have been left out, as they cannot be read.
    public var skippedCount = 0
    /// How many offers have been written.
    public var writtenCount = 0
    /// What is to be known of the merged feed.
    public var notices: [OutputNotice] = []
    /// The dialect of all feeds.
    public fileprivate(set) var dialect = Dialect.current
  }

  private let feeds: [FeedInputs.Input]
  private let jobs: Int
  private let report: BrokenReceiver?
  private let makeSource: (FeedInput, BrokenReceiver?) -> any OfferSource

  /// A merge of feeds, in this order.
  ///
  /// - Parameters:
  ///   - feeds: the feeds.
  ///   - jobs: on how many cores offers are read.
  ///   - report: if it is there, the reading goes on after an offer that cannot be read; it receives such offers, once.
  ///   - makeSource: makes the source of a feed, which is read several times, and goes on after offers that cannot be read
  ///     where there is a receiver of them.
  public init(
    _ feeds: [FeedInputs.Input], jobs: Int = 1, goingOnAfter report: BrokenReceiver? = nil,
    source makeSource: @escaping (FeedInput, BrokenReceiver?) -> any OfferSource = { FeedSource($0, goingOnAfter: $1) }
  ) {
    self.feeds = feeds
    self.jobs = jobs
    self.report = report
    self.makeSource = makeSource
  }

  /// Merges the feeds.
  ///
  /// - Parameters:
  ///   - file: where the feed goes. Where it cannot be written whole, what was there stays.
  ///   - name: what messages call it.
  ///   - options: how it is written.
  ///   - skip: if it is there, feeds that cannot be read are left out; it receives why.
  /// - Throws: `FeedError` where a feed cannot be read, `MixedDialectsError` where some feeds are LHEO and some EDOF,
  ///   `NoOfferError` where there is no offer in any, `OutputError` where
  ///   the output cannot be written, or `CancellationError` in a task that is cancelled.
  public func run(
    into file: any Output, named name: String, options: FeedWriter.Options = FeedWriter.Options(),
    skipping skip: ((FeedError) -> Void)? = nil
  ) throws -> Result {
    do {
      var result = Result()
      var merger = FeedMerger()
      let readable = try note(in: &merger, &result, skip)
      merger.startWriting()
      result.duplicates = merger.duplicates.map { ($0.numero, readable[$0.feed].name) }
      let sink = MergedFeedSink(file, named: name, merger, dialect: result.dialect, options: options)
      // What cannot be read has been reported by the first reading.
      for feed in readable { try Pipeline(source(feed, isFirst: false), jobs: jobs).feed(sink) }
      result.notices = try sink.finish()
      result.writtenCount = sink.writtenCount
      return result
    } catch {
      file.discard()
      throw error
    }
  }

  /// The first reading; the feeds that can be read.
  private func note(
    in merger: inout FeedMerger, _ result: inout Result, _ skip: ((FeedError) -> Void)?
  ) throws -> [FeedInput] {
    var readable: [FeedInput] = []
    var dialects: [(feed: String, dialect: Dialect)] = []
    for item in feeds {
      do {
        let feed = try item.get().readableAgain()
        // A feed that turns out to be unreadable must leave no trace: it is tried first.
        if skip != nil { _ = try read(source(feed, isFirst: false)) { _ in } }
        let dialect = try read(source(feed, isFirst: true)) { merger.note($0, feed: readable.count) }
        dialects.append((feed.name, dialect))
        if dialect != dialects[0].dialect { throw MixedDialectsError(first: dialects[0], other: dialects.last!) }
        result.dialect = dialect
        readable.append(feed)
      } catch let error as FeedError {
        guard let skip else { throw error }
        skip(error)
        result.skippedCount += 1
      }
    }
    return readable
  }

  private func source(_ feed: FeedInput, isFirst: Bool) -> any OfferSource {
    let silent: BrokenReceiver = { _ in }
    return makeSource(feed, isFirst || report == nil ? report : silent)
  }

  /// Reads the offers of a source, and what stands beside them; the dialect that it is written in.
  private func read(_ source: any OfferSource, _ body: (ElementBuffer) -> Void) throws -> Dialect {
    var dialect = Dialect.current
    let work: @Sendable () -> (FeedEvent) -> Void = { { _ in } }
    func deliver(_ event: FeedEvent, _: Void, _: Int) throws {
      if Task.isCancelled { throw CancellationError() }
      if case .begin(let buffer) = event, !buffer.dialect.isCurrent { dialect = buffer.dialect.written }
      if case .element(let buffer) = event { body(buffer) }
    }
    try source.forEachPart(jobs: jobs, work: work, deliver: deliver)
    return dialect
  }
}
