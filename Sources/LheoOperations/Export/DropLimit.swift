import LheoModel
import LheoPipeline
import LheoValidator

extension FeedCensus {
  /// The census of a source, which is read to its end.
  ///
  /// - Throws: why the source cannot be read.
  public init(of source: any OfferSource, jobs: Int = 1) throws {
    self.init()
    let stage = OfferStage.noting { { Self.organisme(of: $0) } }
    try Pipeline(source, stage, jobs: jobs).forEachNote { _, organisme in add(1, of: organisme) }
  }
}

/// How much smaller a feed may be than the one that it replaces. A database that was half loaded, or a body that is gone
/// by mistake, would take its offers off the sites of all receivers.
public struct DropLimit: Sendable, Hashable {
  /// The percentage of offers that may be gone, from 0 to 100.
  public let percentage: Int

  /// A limit; `nil` if it is not between 0 and 100.
  public init?(percentage: Int) {
    guard (0...100).contains(percentage) else { return nil }
    self.percentage = percentage
  }

  /// What a feed has lost beyond the limit.
  public enum Loss: Sendable, Hashable {
    /// Too many offers are gone.
    case offers(before: Int, after: Int)
    /// A body has no offer any more: its SIRET or name, and how many offers it had.
    case organisme(String, offers: Int)
  }

  /// What a feed that replaces another has lost beyond the limit: offers first, then the bodies with the most offers.
  public func losses(from before: FeedCensus, to after: FeedCensus) -> [Loss] {
    var losses: [Loss] = []
    let (gone, isOver) = max(0, before.offers - after.offers).multipliedReportingOverflow(by: 100)
    if isOver || gone > before.offers * percentage {
      losses.append(.offers(before: before.offers, after: after.offers))
    }
    let bodies = before.organismes.filter { !$0.key.isEmpty && after.organismes[$0.key] == nil }
    return losses
      + bodies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .organisme($0.key, offers: $0.value) }
  }
}
