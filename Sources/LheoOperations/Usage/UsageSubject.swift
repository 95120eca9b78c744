import LheoModel

/// What is counted at one place of offers, whatever the source and the date.
struct UsageSubject: Sendable {
  let kind: UsageEntry.Kind
  /// The subject around it; -1 for the offer itself.
  let parent: Int32
  /// The element, if LHEO has it.
  let element: Element?
  let name: String
  var counts = UsageEntry.Counts()
  var distinct = DistinctCount()
  /// In how many offers of each source, and of each period.
  var sources = UsageShares()
  var periods = UsageShares()
  /// How many subjects in it have names that feeds choose.
  var freeChildCount = 0
  /// The offer and the element around, in which it was seen last.
  var lastOffer = -1
  var lastFilledOffer = -1
  var lastParent = Int.min

  init(_ kind: UsageEntry.Kind, parent: Int32, element: Element? = nil, name: String) {
    self.kind = kind
    self.parent = parent
    self.element = element
    self.name = name
  }
}

/// In how many offers something is, and in how many of them it says something, for each of several groups.
struct UsageShares: Sendable {
  private(set) var offers: [Int32] = []
  private(set) var filledOffers: [Int32] = []

  mutating func note(_ group: Int, isFilled: Bool) {
    while offers.count <= group {
      offers.append(0)
      filledOffers.append(0)
    }
    if isFilled { filledOffers[group] += 1 } else { offers[group] += 1 }
  }

  /// The shares with so many groups, in another order.
  func ordered(_ order: [Int]) -> UsageEntry.Shares {
    UsageEntry.Shares(
      offers: order.map { $0 < offers.count ? Int(offers[$0]) : 0 },
      filledOffers: order.map { $0 < filledOffers.count ? Int(filledOffers[$0]) : 0 })
  }
}
