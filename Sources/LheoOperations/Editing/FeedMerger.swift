import LheoModel
import LheoParser
import LheoWriter

/// Puts several feeds into one. Of offers with the same `numero` the one that was changed last stays. Needs two passes:
/// the first remembers a number, a date and a place for each offer, some 100 bytes.
public struct FeedMerger {
  private struct Best {
    var feed: Int
    var place: Int
    var date: String
  }

  private var best: [String: Best] = [:]
  private var counts: [Int: Int] = [:]
  private var usedIdentifiers: Set<String> = []
  private var renamed: [String: String] = [:]
  private var currentFeed = -1
  /// The offers that give way to a later one: number, feed that lost.
  public private(set) var duplicates: [(numero: String, feed: Int)] = []

  /// A merger that has seen no feed.
  public init() {}

  // MARK: The first pass

  /// Remembers an offer of the feed with that place among the feeds. An offer without a number is one of a kind.
  public mutating func note(_ view: ElementView, feed: Int) {
    let place = counts[feed, default: 0]
    counts[feed] = place + 1
    guard let numero = view.text(of: .numero), !numero.isEmpty else { return }
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
  public mutating func startWriting() { counts = [:] }

  // MARK: The second pass

  /// What becomes of an offer in the merged feed.
  public mutating func edit(_ buffer: ElementBuffer, feed: Int) -> OfferEdit {
    if feed != currentFeed {
      currentFeed = feed
      renamed = [:]
    }
    let place = counts[feed, default: 0]
    counts[feed] = place + 1
    let view = buffer.root
    if let numero = view.text(of: .numero), !numero.isEmpty, let best = best[numero],
      best.feed != feed || best.place != place
    {
      return .drop
    }
    return uniqueIdentifiers(buffer, feed)
  }

  /// Identifiers (`id`) are unique in a feed: those of later feeds that are taken get the number of their feed, and what
  /// points to them (`idref`) follows.
  private mutating func uniqueIdentifiers(_ buffer: ElementBuffer, _ feed: Int) -> OfferEdit {
    var isChanged = false
    for element in buffer.root.elements {
      if let id = element.text(of: .id), renamed[id] == nil {
        var unique = id
        var number = feed + 1
        while !usedIdentifiers.insert(unique).inserted {
          unique = "\(id)-\(number)"
          number += 1
        }
        renamed[id] = unique
      }
      for attribute in [KnownAttribute.id, .idref] {
        if let value = element.text(of: attribute), let other = renamed[value], other != value { isChanged = true }
      }
    }
    guard isChanged else { return .keep }
    let copy = ElementBuffer()
    let renamed = renamed
    copy.append(
      buffer.root,
      attribute: { attribute in
        switch attribute.name {
        case .known(.id), .known(.idref): Attribute(attribute.name, renamed[attribute.value] ?? attribute.value)
        default: attribute
        }
      })
    return .rewrite(copy)
  }
}
