import LheoParser

/// Takes the parts of feeds and writes them in another form; nothing is in its place before `commit`.
protocol FeedConverter {
  /// What can be made of a part of a feed without knowing what came before it.
  associatedtype Prepared: Sendable

  /// Makes something that prepares parts, for one thread.
  var makePreparation: @Sendable () -> (FeedEvent) -> Prepared { get }
  /// A feed starts.
  func begin(_ feed: String)
  /// The next part of the feed, and what has been prepared of it, on whatever thread.
  func write(_ event: FeedEvent, _ prepared: Prepared) throws
  /// All feeds are there; what is to be known of the output, beside it.
  func commit() throws -> [String]
  /// The output is given up.
  func discard()
}

extension FeedConverter {
  /// What prepares and writes parts on the thread of the caller.
  func makeWrite() -> (FeedEvent) throws -> Void {
    let prepare = makePreparation()
    return { try write($0, prepare($0)) }
  }

  /// Converts the whole of a feed. `progress` is told how many bytes have been read.
  func convert(_ feed: FeedInput, limits: ParserLimits, jobs: Int, progress: (Int) -> Void) throws {
    begin(feed.name)
    try FeedParser.forEachEvent(of: feed, limits: limits, jobs: jobs, work: makePreparation) {
      event, prepared, bytesRead in
      try write(event, prepared)
      progress(bytesRead)
    }
  }
}
