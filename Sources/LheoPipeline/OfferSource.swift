import LheoModel
import LheoParser

/// Where offers come from: a feed, a file of NDJSON, tables, a database.
public protocol OfferSource: Sendable {
  /// The name that messages use.
  var name: String { get }
  /// The size in bytes, as stored, where it is known beforehand.
  var size: Int? { get }

  /// Delivers the parts of a feed in order: the elements around offers, the offers, and what stands beside them.
  ///
  /// - Parameters:
  ///   - jobs: on how many cores offers are read and worked on.
  ///   - makeWork: makes what is done with each part, once for each thread that reads.
  ///   - deliver: receives each part, what the work gave, and how many bytes had been read by then, on the thread of the
  ///     caller. The part's buffer is valid during the call.
  /// - Throws: why the source cannot be read any further, or what `deliver` throws, once all that was read before has
  ///   been delivered.
  func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, _ bytesRead: Int) throws -> Void
  ) throws
}

/// A feed in XML.
public struct FeedSource: OfferSource {
  /// Where its bytes come from.
  public let input: FeedInput
  /// What it may ask of the parser.
  public let limits: ParserLimits
  /// Receives the offers that cannot be read, where the others are wanted all the same.
  private let report: (@Sendable (BrokenOffer) -> Void)?

  /// A source of the offers of a feed.
  ///
  /// - Parameters:
  ///   - input: where its bytes come from.
  ///   - limits: what it may ask of the parser.
  ///   - report: if it is there, the reading goes on after an offer that cannot be read; it receives such offers, on the
  ///     thread that delivers, in their order.
  public init(
    _ input: FeedInput, limits: ParserLimits = ParserLimits(),
    goingOnAfter report: (@Sendable (BrokenOffer) -> Void)? = nil
  ) {
    self.input = input
    self.limits = limits
    self.report = report
  }

  /// The name of the input.
  public var name: String { input.name }
  /// The size of the input.
  public var size: Int? { input.size }

  /// Reads the feed.
  public func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    guard let report else {
      return try FeedParser.forEachEvent(of: input, limits: limits, jobs: jobs, work: makeWork, deliver: deliver)
    }
    let work = makeWork()
    try FeedParser.forEachEvent(of: input, limits: limits) { offer in
      // Such offers are not delivered, so that who takes the others may never be asked.
      if Task.isCancelled { throw CancellationError() }
      report(offer)
    } deliver: { event, bytesRead in
      try deliver(event, work(event), bytesRead)
    }
  }
}
