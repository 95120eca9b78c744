import LheoModel

/// Hands the first offers on to another sink, and none after them.
public final class LimitedSink<Base: OfferSink>: OfferSink {
  private let base: Base
  private let limit: Int
  private let needsEnd: Bool
  private var count = 0

  /// A sink before another one.
  ///
  /// - Parameters:
  ///   - base: takes the parts.
  ///   - offers: how many offers it gets, of all sources together.
  ///   - needsEnd: whether it wants what follows the offers too; else no more is read than needed.
  public init(_ base: Base, offers: Int, needsEnd: Bool) {
    self.base = base
    limit = offers
    self.needsEnd = needsEnd
  }

  /// Makes what prepares parts for the other sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Base.Prepared {
    base.makePreparation(isParallel: isParallel)
  }

  /// The parts of another source follow.
  public func begin(_ source: String) throws { try base.begin(source) }

  /// Hands the next part on, unless there have been enough offers.
  public func take(_ event: FeedEvent, _ prepared: Base.Prepared) throws -> SinkState {
    if event.offer != nil {
      count += 1
      if count > limit { return needsEnd ? .wantsMore : .isDone }
    }
    return try base.take(event, prepared)
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] { try base.finish() }

  /// Gives the output up.
  public func abandon() { base.abandon() }
}
