import ArgumentParser
import LheoParser

/// How much is said beside the results.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "No progress, and nothing about feeds without findings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "A line on standard error for each feed: how much was read, how fast.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("Choose one of --quiet and --verbose.") }
  }
}

extension VerbosityOptions {
  /// Shows how far a feed is while `body` reads it, and in the end what `--verbose` promises.
  ///
  /// - Parameters:
  ///   - isShown: whether it is the only feed that is being read.
  ///   - body: reads the feed and tells how many bytes have been read.
  func follow<Result>(
    _ feed: FeedInput, isShown: Bool = true, _ body: (_ bytesRead: (Int) -> Void) throws -> Result
  ) rethrows -> Result {
    var progress = Progress(feed.name, total: feed.size, isQuiet: quiet || !isShown)
    var bytes = 0
    defer {
      progress.finish()
      if verbose { Terminal.say(progress.summary(bytes)) }
    }
    return try body {
      bytes = $0
      progress.update($0)
    }
  }
}

extension FeedParser {
  /// Reads the whole feed, followed by what the user wants to see of it.
  func forEachEvent(of feed: FeedInput, _ verbosity: VerbosityOptions, _ body: (FeedEvent) throws -> Void) throws {
    try verbosity.follow(feed) { bytesRead in
      try forEachEvent { event in
        try body(event)
        bytesRead(self.bytesRead)
      }
    }
  }
}
