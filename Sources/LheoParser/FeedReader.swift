import LheoModel

/// Reads the offers of a feed as typed models, one at a time.
///
/// ```swift
/// let feed = FeedReader(.file("feed.xml"))
/// for try await formation in feed.formations {
///   print(formation.intituleFormation.text, formation.actions.count)
/// }
/// ```
///
/// Without `async`, call `nextFormation()` until it returns `nil`, or `forEachFormation`.
public final class FeedReader {
  private let parser: FeedParser
  /// The element the feed starts with, with its attributes; `nil` before the first offer has been read.
  public private(set) var header: FeedHeader?
  /// The `extras` beside the offers that have come so far.
  public private(set) var extras: [Extras] = []

  /// A reader for a feed. Nothing is read before the first offer is asked for.
  public init(_ input: FeedInput, limits: ParserLimits = ParserLimits()) {
    parser = FeedParser(input, limits: limits)
  }

  /// The next offer, or `nil` at the end of the feed.
  ///
  /// - Throws: `FeedError`, once the offers before it have been returned.
  public func nextFormation() throws(FeedError) -> Formation? {
    while let event = try parser.next() {
      if let formation = formation(in: event) { return formation }
    }
    return nil
  }

  /// Calls `body` with each offer: the fastest way to read a feed.
  ///
  /// - Throws: `FeedError`, or what `body` throws.
  public func forEachFormation(_ body: (Formation) throws -> Void) throws {
    try parser.forEachEvent { event in
      if let formation = formation(in: event) { try body(formation) }
    }
  }

  /// The offer that an event brings; notes what is around offers.
  private func formation(in event: FeedEvent) -> Formation? {
    switch event {
    case .begin(let buffer): noteFrame(buffer.root)
    case .element(let buffer) where buffer.root.code == Element.formation.rawValue:
      return Formation(decoding: buffer)
    case .element(let buffer) where buffer.root.code == Element.extras.rawValue:
      extras.append(Extras(decoding: buffer))
    case .element, .end: break
    }
    return nil
  }

  private func noteFrame(_ view: ElementView) {
    if header == nil {
      header = FeedHeader(
        root: view.element ?? .lheo, rootDetails: view.details, prefix: parser.prefix, dialect: parser.dialect)
    } else if view.element == .offres {
      header?.offresDetails = view.details
    }
  }

  /// The offers, for `for try await`.
  public var formations: Formations { Formations(reader: self) }

  /// The offers of a feed.
  public struct Formations: AsyncSequence {
    /// An offer.
    public typealias Element = Formation
    let reader: FeedReader

    /// An iterator over the offers that have not been read yet.
    public func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

    /// Reads one offer after the other.
    public struct Iterator: AsyncIteratorProtocol {
      let reader: FeedReader

      /// The next offer, or `nil` at the end of the feed.
      public mutating func next() async throws -> Formation? { try reader.nextFormation() }
    }
  }
}

extension Lheo {
  /// Reads a whole feed into memory; for small feeds.
  ///
  /// - Throws: `FeedError`, also where the feed's root is not `lheo`.
  public init(parsing input: FeedInput, limits: ParserLimits = ParserLimits()) throws(FeedError) {
    self.init()
    let parser = FeedParser(input, limits: limits)
    var parents: [LheoModel.Element] = []
    while let event = try parser.next() {
      switch event {
      case .begin(let buffer):
        let view = buffer.root
        switch view.element {
        case LheoModel.Element.lheo?:
          details = view.details
          position = view.position
        case LheoModel.Element.offres?: offres = Offres(decoding: view)
        default: throw FeedError(.unknownRoot(view.name.description), file: input.name)
        }
        parents.append(view.element ?? .lheo)
      case .element(let buffer): add(buffer.root, to: parents.last)
      case .end: parents.removeLast()
      }
    }
  }

  private mutating func add(_ view: ElementView, to parent: LheoModel.Element?) {
    let isInOffres = parent == .offres
    switch view.element {
    case LheoModel.Element.formation? where isInOffres: offres.formations.append(Formation(decoding: view))
    case LheoModel.Element.extras? where isInOffres: offres.extras.append(Extras(decoding: view))
    case LheoModel.Element.extras?: extras.append(Extras(decoding: view))
    default:
      if isInOffres {
        offres.details.unrecognizedContent.append(view.content)
      } else {
        details.unrecognizedContent.append(view.content)
      }
    }
  }
}
