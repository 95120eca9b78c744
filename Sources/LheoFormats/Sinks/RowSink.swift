import LheoModel
import LheoPipeline
import LheoTables

/// Writes rows of tables, which are read on the threads that read offers.
public protocol RowSink: OfferSink where Prepared == [TableRows] {
  /// What feeds the tables.
  var feeders: [TableFeeder] { get }
}

extension RowSink {
  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> [TableRows] {
    let makers = feeders.map(\.readerMaker)
    return {
      let readers = makers.map { $0() }
      return { event in event.offer.map { offer in readers.map { $0.rows(of: offer) } } ?? [] }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) { for feeder in feeders { feeder.source = source } }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ rows: [TableRows]) throws -> SinkState {
    try write(rows)
    return .wantsMore
  }

  func beginTables() throws { for feeder in feeders { try feeder.begin() } }

  func write(_ rows: [TableRows]) throws { for (feeder, rows) in zip(feeders, rows) { try feeder.write(rows) } }

  /// Hands over what was kept until the end.
  func finishTables() throws -> [OutputNotice] {
    for feeder in feeders { try feeder.finish() }
    return feeders.allSatisfy { $0.rowCount == 0 } ? [.noRow] : []
  }
}
