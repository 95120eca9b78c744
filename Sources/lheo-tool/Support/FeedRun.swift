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
  /// Whether feeds that cannot be read are left out: each is tried before any of it is taken.
  var skipsUnreadable = false
  /// What to add to an error, as a sentence.
  var advice: (FeedError) -> String? = { _ in nil }

  init(
    _ reading: ReadingOptions, _ inputs: [FeedInputs.Input], _ stage: OfferStage<Note>, in language: Language,
    broken: BrokenOffers? = nil, skipsUnreadable: Bool = false
  ) {
    self.reading = reading
    self.inputs = inputs
    self.stage = stage
    self.language = language
    self.broken = broken
    self.skipsUnreadable = skipsUnreadable
  }

  /// Reads all feeds. Once one of them cannot be read, the others are only tried, and the command fails in the end; unless
  /// those that cannot be read are left out, and there are others.
  ///
  /// - Parameters:
  ///   - makeSink: opens the sink of a feed.
  ///   - finish: all parts of a feed are in its sink.
  /// - Returns: how many feeds have been left out.
  @discardableResult func forEach<Sink: OfferSink>(
    _ makeSink: (FeedInput) throws -> Sink, settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep },
    finish: (Sink) throws -> Void = { _ in }
  ) throws -> Int {
    var unreadable = inputs.count { if case .failure = $0 { true } else { false } }
    for input in inputs {
      do {
        let feed = try skipsUnreadable ? tried(input.get()) : input.get()
        if unreadable == 0 || skipsUnreadable {
          let sink = try makeSink(feed)
          try reading.follow(FeedSource(feed)) { try pipeline(feed).feed(sink, progress: $0, settle: settle) }
          try finish(sink)
        } else {
          try tryToRead(source(feed))
        }
      } catch let error as FeedError {
        if case .success = input { unreadable += 1 }
        Terminal.say("lheo-tool: \(error.description(in: language))\(advice(error).map { " \($0)" } ?? "")")
      }
    }
    if unreadable == 0 { return 0 }
    let isLeftOut = skipsUnreadable && unreadable < inputs.count
    if inputs.count > 1 { Terminal.say("lheo-tool: \(account(of: unreadable, isLeftOut))") }
    if !isLeftOut { throw Outcome.failure }
    return unreadable
  }

  private func account(of unreadable: Int, _ isLeftOut: Bool) -> String {
    let isOne = unreadable == 1
    let french =
      "\(unreadable) flux sur \(inputs.count) \(isOne ? "est" : "sont") \(language.agreed("illisible(s)", unreadable))"
    let english = "\(unreadable) of \(inputs.count) feeds cannot be read"
    return isLeftOut
      ? language(
        "\(french) et \(isOne ? "a été écarté" : "ont été écartés").",
        "\(english) and \(isOne ? "has" : "have") been left out.")
      : language("\(french) : rien n'a été écrit.", "\(english), so nothing has been written.")
  }

  /// A feed that can be read to its end, and again.
  private func tried(_ feed: FeedInput) throws -> FeedInput {
    let feed = try feed.readableAgain()
    // The second reading reports its offers that cannot be read.
    let silent: @Sendable (BrokenOffer) -> Void = { _ in }
    try tryToRead(FeedSource(feed, limits: reading.limits, goingOnAfter: broken.map { _ in silent }))
    return feed
  }

  private func tryToRead(_ source: FeedSource) throws {
    let pipeline = Pipeline<Void>(source, jobs: reading.jobCount)
    try reading.follow(source) { try pipeline.forEachNote(progress: $0) { _, _ in } }
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
  ///
  /// - Returns: how many feeds have been left out.
  @discardableResult func run(
    into sink: some OfferSink, settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }
  ) throws -> Int {
    do {
      return try forEach({ _ in sink }, settle: settle)
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
