import LheoModel
import LheoPipeline

/// A source of offers that come one by one, without what is around them: it gives them a feed.
protocol OffersSource: OfferSource {
  /// Calls `body` with each offer, and how many bytes had been read by then.
  func forEachOffer(_ body: (ElementBuffer, Int) throws -> Void) throws
}

extension OffersSource {
  /// Delivers the parts of the feed.
  public func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    let work = makeWork()
    var bytesRead = 0
    func deliverFrame(_ event: FeedEvent) throws { try deliver(event, work(event), bytesRead) }
    let frames = [Element.lheo, .offres]
    for frame in frames {
      let buffer = ElementBuffer()
      buffer.begin(frame)
      buffer.end()
      try deliverFrame(.begin(buffer))
    }
    try forEachOffer { buffer, count in
      bytesRead = count
      let event = FeedEvent.element(buffer)
      try deliver(event, work(event), bytesRead)
    }
    for frame in frames.reversed() { try deliverFrame(.end(frame)) }
  }
}
