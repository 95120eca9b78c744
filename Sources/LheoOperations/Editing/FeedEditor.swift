import LheoModel
import LheoParser
import LheoWriter

/// What becomes of an offer.
public enum OfferEdit {
  /// It stays as it is.
  case keep
  /// It is left out.
  case drop
  /// Another takes its place.
  case replace(Formation)
  /// Elements take its place.
  case rewrite(ElementBuffer)
}

/// Copies a feed offer by offer and changes some; memory is that of one offer. What is not changed is written as it was
/// read: texts, attributes, extensions and what LHEO does not know.
public struct FeedEditor {
  /// How many offers have been written.
  public private(set) var written = 0
  private let writer: FeedWriter

  /// An editor that writes a feed.
  public init(_ writer: FeedWriter) { self.writer = writer }

  /// Copies the next part of the feed, the offer as `edit` says.
  public mutating func write(_ event: FeedEvent, edit: (ElementBuffer) throws -> OfferEdit) rethrows {
    switch event {
    case .begin(let buffer): writer.begin(buffer)
    case .end(let element): writer.end(of: element)
    case .element(let buffer):
      guard event.offer != nil else {
        writer.write(buffer)
        return
      }
      switch try edit(buffer) {
      case .keep: writer.write(buffer)
      case .drop: return
      case .replace(let formation): writer.write(formation)
      case .rewrite(let other): writer.write(other)
      }
      written += 1
    }
  }
}

extension FeedEvent {
  /// The offer, if the part is one.
  package var offer: ElementView? {
    if case .element(let buffer) = self, buffer.root.code == Element.formation.rawValue { buffer.root } else { nil }
  }
}

extension ElementView {
  /// All elements from this one to its last descendant, in the order of the feed; runs of text are left out.
  package var elements: some Sequence<ElementView> {
    (index..<endIndex).lazy.map { ElementView(storage: storage, index: $0) }.filter { !$0.isText }
  }
}
