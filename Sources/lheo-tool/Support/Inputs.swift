import ArgumentParser
import LheoModel
import LheoParser
import LheoPipeline

/// The feeds a command works on, and how they are read.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Feeds: XML, plain or gzip; folders (*.xml and *.xml.gz in them); zip archives; - for standard input.",
      valueName: "feed"),
    completion: .file(extensions: ["xml", "gz", "zip"]))
  var feeds: [String] = []

  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var cores: JobsOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if feeds.contains("") { throw ValidationError("The name of a feed is empty.") }
  }

  /// Says that a feed must be named.
  func requireFeeds() throws {
    if feeds.isEmpty { throw ValidationError("Name a feed, a folder, or - for standard input.") }
  }

  /// All feeds, folders and archives opened up, in the order given.
  func inputs() -> [FeedInputs.Input] {
    let found = FeedInputs(feeds)
    for name in found.repeated.prefix(20) { Terminal.say("lheo-tool: \(name): named twice, read once.") }
    if found.repeated.count > 20 {
      Terminal.say("lheo-tool: \(found.repeated.count - 20) other feeds are named twice, read once.")
    }
    return found.inputs
  }
}

/// Lets the feeds of a command flow through a stage, all of them or none.
struct FeedRun<Note: Sendable> {
  let options: InputOptions
  let inputs: [FeedInputs.Input]
  let stage: OfferStage<Note>

  init(_ options: InputOptions, _ inputs: [FeedInputs.Input], _ stage: OfferStage<Note>) {
    self.options = options
    self.inputs = inputs
    self.stage = stage
  }

  /// Reads all feeds. Once one of them cannot be read, the others are only tried, and the command fails in the end.
  ///
  /// - Parameters:
  ///   - makeSink: opens the sink of a feed.
  ///   - finish: all parts of a feed are in its sink.
  func forEach<Sink: OfferSink>(
    _ makeSink: (FeedInput) throws -> Sink, settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep },
    finish: (Sink) throws -> Void = { _ in }
  ) throws {
    var unreadable = inputs.count { if case .failure = $0 { true } else { false } }
    for input in inputs {
      do {
        let feed = try input.get()
        if unreadable == 0 {
          let sink = try makeSink(feed)
          try options.verbosity.follow(feed) { try pipeline(feed).feed(sink, progress: $0, settle: settle) }
          try finish(sink)
        } else {
          let reading = Pipeline(source(feed), jobs: options.cores.count)
          try options.verbosity.follow(feed) { try reading.forEachNote(progress: $0) { _, _ in } }
        }
      } catch let error as FeedError {
        if case .success = input { unreadable += 1 }
        Terminal.say("lheo-tool: \(error)")
      }
    }
    if unreadable == 0 { return }
    if inputs.count > 1 {
      Terminal.say("lheo-tool: \(unreadable) of \(inputs.count) feeds cannot be read, so nothing has been written.")
    }
    throw Outcome.failure
  }

  /// Reads all feeds for what the stage notes of their offers.
  func readAll(_ body: (Note) throws -> Void) throws {
    try forEach { _ in
      DiscardingSink()
    } settle: { _, note in
      try body(note)
      return .drop
    }
  }

  /// Reads all feeds into one sink.
  func run(into sink: some OfferSink, settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }) throws {
    do {
      try forEach { _ in
        sink
      } settle: { buffer, note in
        try settle(buffer, note)
      }
    } catch {
      sink.abandon()
      throw error
    }
  }

  private func source(_ feed: FeedInput) -> FeedSource {
    FeedSource(feed, limits: options.limitOptions.limits)
  }

  private func pipeline(_ feed: FeedInput) -> Pipeline<Note> {
    Pipeline(source(feed), stage, jobs: options.cores.count)
  }
}

extension FeedRun<Void> {
  init(_ options: InputOptions, _ inputs: [FeedInputs.Input]) { self.init(options, inputs, .unchanged) }
}
