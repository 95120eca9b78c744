import LheoModel
import LheoPipeline
import LheoParser
import LheoWriter

/// Puts several feeds into one. Of offers with the same `numero` the one that was changed last stays. Needs two passes:
/// the first remembers a number, a date and a place for each offer, some 100 bytes, and each `id`.
public struct FeedMerger {
  private struct Best {
    var feed: Int
    var place: Int
    var date: String
  }

  private var best: [String: Best] = [:]
  private var counts: [Int: Int] = [:]
  private var identifiers = MergedIdentifiers()
  /// The offers that give way to a later one: number, feed that lost.
  public private(set) var duplicates: [(numero: String, feed: Int)] = []
  /// Whether references have been left out, as what they lead to is not in the merged feed.
  public var hasLostReferences: Bool { identifiers.hasLostReferences }

  /// A merger that has seen no feed.
  public init() {}

  // MARK: The first pass

  /// Remembers an offer, or an extension beside offers, of the feed with that number. What else stands beside offers is not
  /// in the merged feed.
  public mutating func note(_ buffer: ElementBuffer, feed: Int) {
    let view = buffer.root
    guard view.element == .formation else {
      if view.element == .extras { identifiers.note(buffer, feed: feed, numero: nil, place: nil) }
      return
    }
    let place = nextPlace(in: feed)
    let numero = view.text(of: .numero).flatMap { $0.isEmpty ? nil : $0 }
    identifiers.note(buffer, feed: feed, numero: numero, place: place)
    guard let numero else { return }
    let date = view.text(of: .datemaj) ?? view.text(of: .datecrea) ?? ""
    guard let known = best[numero] else {
      best[numero] = Best(feed: feed, place: place, date: date)
      return
    }
    // Of two changed on the same day the later in order stays.
    let isBetter = date >= known.date
    duplicates.append((numero, isBetter ? known.feed : feed))
    if isBetter { best[numero] = Best(feed: feed, place: place, date: date) }
  }

  /// The end of the first pass.
  public mutating func startWriting() {
    counts = [:]
    let best = best
    identifiers.settle { feed, numero, place in Self.isKept(numero, feed: feed, place: place, best) }
  }

  // MARK: The second pass

  /// What becomes of an offer in the merged feed.
  public mutating func edit(_ buffer: ElementBuffer, feed: Int) -> OfferEdit {
    let place = nextPlace(in: feed)
    let numero = buffer.root.text(of: .numero).flatMap { $0.isEmpty ? nil : $0 }
    guard Self.isKept(numero, feed: feed, place: place, best) else { return .drop }
    return identifiers.renamed(buffer, feed: feed).map(OfferEdit.rewrite) ?? .keep
  }

  /// An element beside offers as it is in the merged feed.
  public mutating func besides(_ buffer: ElementBuffer, feed: Int) -> ElementBuffer {
    identifiers.renamed(buffer, feed: feed) ?? buffer
  }

  private mutating func nextPlace(in feed: Int) -> Int {
    defer { counts[feed, default: 0] += 1 }
    return counts[feed, default: 0]
  }

  private static func isKept(_ numero: String?, feed: Int, place: Int, _ best: [String: Best]) -> Bool {
    guard let numero, let best = best[numero] else { return true }
    return best.feed == feed && best.place == place
  }
}
