import LheoModel

/// What becomes of an offer.
public enum OfferEdit {
  /// It stays as it is: texts, attributes, extensions and what LHEO does not know.
  case keep
  /// It is left out.
  case drop
  /// Another takes its place.
  case rewrite(ElementBuffer)

  /// Another offer takes its place.
  public static func replace(_ formation: Formation) -> OfferEdit {
    let buffer = ElementBuffer()
    formation.encode(into: buffer)
    return .rewrite(buffer)
  }
}

/// What is done with each offer without knowing the others, on any thread. What it notes of an offer is delivered in the
/// order of the feed.
public struct OfferStage<Note: Sendable>: Sendable {
  /// Makes the work of one thread.
  let makeWork: @Sendable () -> (ElementBuffer) -> (edit: OfferEdit, note: Note)

  /// A stage whose work is made once for each thread.
  public init(_ makeWork: @escaping @Sendable () -> (ElementBuffer) -> (edit: OfferEdit, note: Note)) {
    self.makeWork = makeWork
  }

  /// A stage that takes notes and changes nothing.
  public static func noting(_ makeWork: @escaping @Sendable () -> (ElementBuffer) -> Note) -> OfferStage {
    OfferStage {
      let work = makeWork()
      return { (.keep, work($0)) }
    }
  }
}

extension OfferStage {
  /// The stage for the offers for which something holds; others are left out, and no note is taken of them.
  public func only(_ isKept: @escaping @Sendable (ElementBuffer) -> Bool) -> OfferStage<Note?> {
    OfferStage<Note?> { [makeWork] in
      let work = makeWork()
      return { buffer in
        guard isKept(buffer) else { return (.drop, nil) }
        let (edit, note) = work(buffer)
        return (edit, note)
      }
    }
  }
}

extension OfferStage<Void> {
  /// All offers stay as they are.
  public static var unchanged: OfferStage { OfferStage { { _ in (.keep, ()) } } }

  /// The offers for which something holds.
  public static func keeping(_ isKept: @escaping @Sendable (ElementBuffer) -> Bool) -> OfferStage {
    OfferStage { { (isKept($0) ? .keep : .drop, ()) } }
  }
}

/// What a stage noted of an offer, and how the offer was before the stage changed it.
public struct NoteWithOriginal<Note: Sendable>: @unchecked Sendable {
  /// What the stage noted.
  public let note: Note
  /// A copy of the offer as it was; `nil` where it has not changed. Nobody else has it.
  public let original: ElementBuffer?
}

extension OfferStage {
  /// The stage, whose notes also say how the offers were that it changed.
  public func keepingOriginals() -> OfferStage<NoteWithOriginal<Note>> {
    OfferStage<NoteWithOriginal<Note>> { [makeWork] in
      let work = makeWork()
      return { buffer in
        let (edit, note) = work(buffer)
        guard case .rewrite = edit else { return (edit, NoteWithOriginal(note: note, original: nil)) }
        return (edit, NoteWithOriginal(note: note, original: buffer.copy()))
      }
    }
  }
}
