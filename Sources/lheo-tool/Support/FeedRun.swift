import LheoModel
import LheoParser
import LheoPipeline

/// Lets the feeds of a command flow through a stage, all of them or none.
struct FeedRun<Note: Sendable> {
  let reading: ReadingOptions
  let inputs: [FeedInputs.Input]
  let stage: OfferStage<Note>
  /// The language of messages.
  let language: Language
  /// Where offers go that cannot be read, if the others are wanted all the same.
  let broken: BrokenOffers?
  /// What to add to an error, as a sentence.
  var advice: (FeedError) -> String? = { _ in nil }

  init(
    _ reading: ReadingOptions, _ inputs: [FeedInputs.Input], _ stage: OfferStage<Note>, in language: Language,
    broken: BrokenOffers? = nil
  ) {
    self.reading = reading
    self.inputs = inputs
    self.stage = stage
    self.language = language
    self.broken = broken
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
          try reading.follow(FeedSource(feed)) { try pipeline(feed).feed(sink, progress: $0, settle: settle) }
          try finish(sink)
        } else {
          let pipeline = Pipeline(source(feed), jobs: reading.jobCount)
          try reading.follow(FeedSource(feed)) { try pipeline.forEachNote(progress: $0) { _, _ in } }
        }
      } catch let error as FeedError {
        if case .success = input { unreadable += 1 }
        Terminal.say("lheo-tool: \(error.description(in: language))\(advice(error).map { " \($0)" } ?? "")")
      }
    }
    if unreadable == 0 { return }
    if inputs.count > 1 {
      Terminal.say(
        "lheo-tool: "
          + language(
            "\(unreadable) des \(inputs.count) flux sont illisibles : rien n'a été écrit.",
            "\(unreadable) of \(inputs.count) feeds cannot be read, so nothing has been written."))
    }
    throw Outcome.failure
  }

  /// Reads all feeds for what the stage notes of their offers; `begin` receives which of several comes.
  func readAll(begin: (String) -> Void = { _ in }, _ body: (Note) throws -> Void) throws {
    try forEach { feed in
      if inputs.count > 1 { begin(feed.name) }
      return DiscardingSink()
    } settle: { _, note in
      try body(note)
      return .drop
    }
  }

  /// Reads all feeds into one sink.
  func run(into sink: some OfferSink, settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }) throws {
    do {
      try forEach({ _ in sink }, settle: settle)
    } catch {
      sink.abandon()
      throw error
    }
  }

  private func source(_ feed: FeedInput) -> FeedSource { reading.source(feed, broken: broken) }

  private func pipeline(_ feed: FeedInput) -> Pipeline<Note> {
    Pipeline(source(feed), stage, jobs: reading.jobCount)
  }
}

extension FeedRun<Void> {
  init(_ reading: ReadingOptions, _ inputs: [FeedInputs.Input], in language: Language) {
    self.init(reading, inputs, .unchanged, in: language)
  }
}
