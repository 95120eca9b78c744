import LheoModel

/// What differs between two bodies of offers, counted: how many offers are new, gone, changed and the same, and in how
/// many of the changed ones each element differs.
public struct DifferenceSummary: Sendable {
  /// An element or attribute that differs in some offers.
  public struct Field: Sendable, Hashable {
    /// What differs.
    public var place: FieldPlace
    /// In how many offers.
    public var offers: Int
  }

  private var counts: [OfferChange.Kind: Int] = [:]
  private var offers: [FieldPlace: Int] = [:]
  /// How many offers are the same.
  public var same = 0

  /// The summary of no offer.
  public init() {}

  /// Counts an offer that is not the same.
  public mutating func count(_ change: OfferChange) {
    counts[change.kind, default: 0] += 1
    for place in Set(change.fields.map(\.place)) { offers[place, default: 0] += 1 }
  }

  /// How many offers have changed in that way.
  public subscript(kind: OfferChange.Kind) -> Int { counts[kind] ?? 0 }

  /// What differs, in the most offers first.
  public var fields: [Field] {
    offers.map { Field(place: $0.key, offers: $0.value) }.sorted {
      ($1.offers, $0.place.path) < ($0.offers, $1.place.path)
    }
  }
}
