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
