import LheoModel
import LheoPipeline

/// Counts how LHEO is used in feeds instead of writing them. One sink takes all of them, one after the other.
public final class UsageSink: OfferSink {
  private var counter: UsageCounter

  /// A sink that has seen nothing.
  ///
  /// - Parameter period: how offers are grouped by date.
  public init(period: Usage.Period) { counter = UsageCounter(period: period) }

  /// What has been counted so far.
  public var usage: Usage { counter.usage }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Void { { { _ in } } }

  /// The parts of another source follow.
  public func begin(_ source: String) { counter.begin(source) }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: Void) -> SinkState {
    if let offer = event.offer { counter.add(offer) }
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() -> [OutputNotice] { [] }

  /// What has been read so far is what there is.
  public func abandon() {}
}
