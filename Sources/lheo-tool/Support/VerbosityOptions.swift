import ArgumentParser
import LheoModel
import LheoParser
import LheoPipeline

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
  ///   - body: reads the feed and says how far it has come.
  func follow<Result>(
    _ feed: FeedInput, isShown: Bool = true, _ body: (_ progress: (PipelineProgress) -> Void) throws -> Result
  ) rethrows -> Result {
    var progress = Progress(feed.name, total: feed.size, isQuiet: quiet || !isShown)
    var bytes = 0
    defer {
      progress.finish()
      if verbose { Terminal.say(progress.summary(bytes)) }
    }
    return try body {
      bytes = $0.bytesRead
      progress.update(bytes)
    }
  }
}

/// A feed that the user can see being read.
struct FollowedSource: OfferSource {
  private let source: FeedSource
  private let verbosity: VerbosityOptions

  init(_ source: FeedSource, _ verbosity: VerbosityOptions) {
    self.source = source
    self.verbosity = verbosity
  }

  var name: String { source.name }
  var size: Int? { source.size }

  func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    try verbosity.follow(source.input) { follow in
      try source.forEachPart(jobs: jobs, work: makeWork) { event, result, bytesRead in
        follow(PipelineProgress(bytesRead: bytesRead))
        try deliver(event, result, bytesRead)
      }
    }
  }
}
