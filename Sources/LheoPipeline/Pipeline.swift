import LheoModel

/// Lets the offers of a source flow through a stage into a sink.
///
/// ```swift
/// try Pipeline(FeedSource(.file("feed.xml")))
///   .keeping { $0.certifiante.code == .oui }
///   .write(to: "certifying.xml")
/// ```
///
/// What the sink takes, and in which order, is the same for any number of cores. The memory is that of a few chunks of
/// half a megabyte for each core, and their offers.
public struct Pipeline<Note: Sendable>: Sendable {
  /// Where offers come from.
  public let source: any OfferSource
  /// What is done with each of them.
  public let stage: OfferStage<Note>
  /// On how many cores.
  public let jobs: Int
  /// Whether a stage may leave offers out, so that references to them lead nowhere.
  package let mayLeaveOut: Bool

  /// A pipeline.
  public init(_ source: any OfferSource, _ stage: OfferStage<Note>, jobs: Int = 1) {
    self.init(source, stage, jobs: jobs, mayLeaveOut: true)
  }

  init(_ source: any OfferSource, _ stage: OfferStage<Note>, jobs: Int, mayLeaveOut: Bool) {
    self.source = source
    self.stage = stage
    self.jobs = max(1, jobs)
    self.mayLeaveOut = mayLeaveOut
  }

  /// What a thread made of a part, and hands over: it keeps no buffer of it.
  private struct Worked<Prepared: Sendable>: @unchecked Sendable {
    var edit = OfferEdit.keep
    /// `nil` beside offers.
    var note: Note?
    /// `nil` where the part is left out.
    var prepared: Prepared?
  }

  /// Delivers all parts of the source to a sink, which stays open for those of another.
  ///
  /// - Parameters:
  ///   - sink: takes the parts.
  ///   - progress: receives how far the source has been read.
  ///   - settle: receives each offer as the stage left it, unless the stage dropped it, and all notes, in the order of
  ///     the source and on the thread of the caller; it may change its mind on the offer.
  /// - Throws: why the source cannot be read any further, what the sink throws, or `CancellationError` in a task that is
  ///   cancelled. The sink is then to be abandoned.
  public func feed<Sink: OfferSink>(
    _ sink: Sink, progress: (PipelineProgress) -> Void = { _ in },
    settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }
  ) throws {
    try feed(sink, nil, progress: progress, settle: settle)
  }

  func feed<Sink: OfferSink>(
    _ sink: Sink, _ cancellation: Cancellation?, progress: (PipelineProgress) -> Void,
    settle: (ElementBuffer?, Note) throws -> OfferEdit
  ) throws {
    try sink.begin(source.name)
    let makePreparation = sink.makePreparation(isParallel: jobs > 1)
    // For what is only known here: it is prepared by the thread that hands it over.
    let prepare = sink.makePreparation(isParallel: false)()
    var state = PipelineProgress(total: source.size)
    func take(_ event: FeedEvent, _ prepared: Sink.Prepared) throws {
      if try sink.take(event, prepared) == .isDone { throw Done() }
    }
    do {
      try source.forEachPart(jobs: jobs, work: work(makePreparation)) { event, worked, bytesRead in
        if Task.isCancelled { throw CancellationError() }
        try cancellation?.check()
        state.bytesRead = bytesRead
        defer { progress(state) }
        guard let note = worked.note else {
          if let prepared = worked.prepared { try take(event, prepared) }
          return
        }
        state.offers += 1
        var event: FeedEvent? = event
        switch worked.edit {
        case .keep: break
        case .drop: event = nil
        case .rewrite(let buffer): event = .element(buffer)
        }
        switch try settle(event?.buffer, note) {
        case .keep: if let event, let prepared = worked.prepared { try take(event, prepared) }
        case .drop: break
        case .rewrite(let buffer): try take(.element(buffer), prepare(.element(buffer)))
        }
      }
    } catch is Done {
      return
    }
  }

  /// The stage's work and the sink's preparation, for one thread.
  private func work<Prepared: Sendable>(
    _ makePreparation: @escaping @Sendable () -> (FeedEvent) -> Prepared
  ) -> @Sendable () -> (FeedEvent) -> Worked<Prepared> {
    { [stage] in
      let (work, prepare) = (stage.makeWork(), makePreparation())
      return { event in
        guard let buffer = event.offer else { return Worked(prepared: prepare(event)) }
        let (edit, note) = work(buffer)
        switch edit {
        case .keep: return Worked(note: note, prepared: prepare(event))
        case .drop: return Worked(edit: edit, note: note)
        case .rewrite(let other): return Worked(edit: edit, note: note, prepared: prepare(.element(other)))
        }
      }
    }
  }

  /// The sink wants no more.
  private struct Done: Error {}
}

extension Pipeline {
  /// Delivers all offers to a sink and puts the output in its place; without all of them the sink is abandoned.
  ///
  /// - Returns: what is to be known of the output.
  /// - Throws: as `feed` does.
  @discardableResult
  public func run(
    into sink: some OfferSink, progress: (PipelineProgress) -> Void = { _ in },
    settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }
  ) throws -> [OutputNotice] {
    try run(into: sink, nil, progress: progress, settle: settle)
  }

  func run(
    into sink: some OfferSink, _ cancellation: Cancellation?, progress: (PipelineProgress) -> Void = { _ in },
    settle: (ElementBuffer?, Note) throws -> OfferEdit = { _, _ in .keep }
  ) throws -> [OutputNotice] {
    do {
      try feed(sink, cancellation, progress: progress, settle: settle)
      return try sink.finish()
    } catch {
      sink.abandon()
      throw error
    }
  }

  /// Reads the source to its end, for the notes of the stage.
  ///
  /// - Throws: as `feed` does.
  public func forEachNote(
    progress: (PipelineProgress) -> Void = { _ in }, _ body: (ElementBuffer?, Note) throws -> Void
  ) throws {
    try feed(DiscardingSink(), progress: progress) {
      try body($0, $1)
      return .drop
    }
  }
}

extension Pipeline<Void> {
  /// A pipeline that changes nothing.
  public init(_ source: any OfferSource, jobs: Int = 1) {
    self.init(source, .unchanged, jobs: jobs, mayLeaveOut: false)
  }
}

/// How far a pipeline has come.
public struct PipelineProgress: Sendable, Hashable {
  /// The size of the source in bytes, as stored, where it is known.
  public var total: Int?
  /// How many bytes have been read, uncompressed.
  public var bytesRead = 0
  /// How many offers have been read.
  public var offers = 0

  /// A pipeline that has come so far.
  public init(total: Int? = nil, bytesRead: Int = 0, offers: Int = 0) {
    self.total = total
    self.bytesRead = bytesRead
    self.offers = offers
  }
}

/// Takes all and writes nothing.
public final class DiscardingSink: OfferSink {
  /// A sink.
  public init() {}

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Void { { { _ in } } }
  /// The parts of another source follow.
  public func begin(_ source: String) {}
  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: Void) -> SinkState { .wantsMore }
  /// Puts the output in its place.
  public func finish() -> [OutputNotice] { [] }
  /// Gives the output up.
  public func abandon() {}
}
