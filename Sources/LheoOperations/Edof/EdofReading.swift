import LheoModel
import LheoParser
import LheoPipeline
import LheoValidator

/// What is done with offers of EDOF where LHEO is wanted.
public enum EdofReading {
  /// A stage that makes offers of LHEO of those of EDOF, and notes what LHEO wants besides. Other offers stay as they are.
  ///
  /// - Parameters:
  ///   - language: the language in which gaps are told.
  ///   - isKept: which offers are kept, as they are in LHEO.
  public static func stage(
    in language: Language, keeping isKept: (@Sendable (ElementBuffer) -> Bool)? = nil
  ) -> OfferStage<[EdofGap]> {
    OfferStage {
      { buffer in
        let translation = EdofReturn().translate(buffer)
        if let isKept, !isKept(translation?.offer ?? buffer) { return (.drop, []) }
        guard let translation else { return (.keep, []) }
        return (.rewrite(translation.offer), translation.gaps(in: language))
      }
    }
  }

  /// The dialect of a feed; that of LHEO 2.3 where it cannot be read.
  ///
  /// - Parameter input: the feed, which is read anew afterwards.
  public static func dialect(of input: FeedInput) -> Dialect {
    let parser = FeedParser(input)
    _ = try? parser.next()
    return parser.dialect.written
  }
}

/// The offers of LHEO of a source as they would be in EDOF, to be compared with such. What has no place there is not in them.
public struct EdofSource: OfferSource {
  private let base: any OfferSource
  private let options: EdofOptions

  /// A source of the offers of another.
  ///
  /// - Parameters:
  ///   - base: the source.
  ///   - options: what is filled in.
  public init(_ base: any OfferSource, _ options: EdofOptions) {
    self.base = base
    self.options = options
  }

  /// The name of the source.
  public var name: String { base.name }
  /// The size of the source.
  public var size: Int? { base.size }

  /// Delivers the parts of the source.
  public func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    let translator = EdofTranslator(options)
    func translated(_ event: FeedEvent) -> FeedEvent {
      event.offer.map { .element(translator.translate($0).offer) } ?? event
    }
    let work = makeWork()
    try base.forEachPart(jobs: 1, work: { { _ in } }) { event, _, bytesRead in
      let event = translated(event)
      try deliver(event, work(event), bytesRead)
    }
  }
}
