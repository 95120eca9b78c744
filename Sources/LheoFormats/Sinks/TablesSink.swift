import LheoModel
import LheoPipeline
import LheoTables

/// Writes all tables, and what they do not carry, so that the feed can be made of them again. Rows are read on the threads
/// that read offers.
public protocol TablesSink: OfferSink where Prepared == LayoutRows {
  /// What feeds the tables.
  var feeder: LayoutFeeder { get }
}

extension TablesSink {
  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> LayoutRows {
    let makeReader = feeder.readerMaker
    return {
      let reader = makeReader()
      return { reader.rows(of: $0) }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) throws { feeder.begin(source) }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ rows: LayoutRows) throws -> SinkState {
    try feeder.write(rows)
    return .wantsMore
  }

  /// Hands over what was kept until the end.
  func finishTables() throws -> [OutputNotice] {
    try feeder.finish()
    return feeder.rowCount == 0 ? [.noRow] : []
  }
}
