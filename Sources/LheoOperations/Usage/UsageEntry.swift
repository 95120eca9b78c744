import LheoModel

/// How an element, an attribute, a code or an extension is used at one place of offers.
public struct UsageEntry: Sendable {
  /// What it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// An element of LHEO.
    case element
    /// An attribute.
    case attribute
    /// A code of a table, or another text in its place.
    case code
    /// What LHEO does not know, or leaves to others: other elements, and `extra` by its `info`.
    case `extension`
  }

  /// How often it occurs.
  public struct Counts: Sendable, Hashable {
    /// In how many offers.
    public internal(set) var offers = 0
    /// In how many offers it says something, at least once.
    public internal(set) var filledOffers = 0
    /// How many elements there are that it could stand in.
    public internal(set) var parents = 0
    /// In how many of them it stands.
    public internal(set) var inParents = 0
    /// How many times.
    public internal(set) var occurrences = 0
    /// How many times it says something.
    public internal(set) var filled = 0
    /// How many times it is empty.
    public internal(set) var empty = 0
    /// How many times what it says stands for nothing: « néant », a dash, an unknown date.
    public internal(set) var placeholder = 0
  }

  /// In how many offers of each source or period it is, and in how many of them it says something.
  public struct Shares: Sendable, Hashable {
    /// In how many offers.
    public let offers: [Int]
    /// In how many offers it says something.
    public let filledOffers: [Int]
  }

  /// What it is.
  public let kind: Kind
  /// Where it is: `formation/action/session/@datemaj`; of a code, the place of its element.
  public let path: String
  /// Its own name, or the code. What has no name of its own here, as there are too many of its kind, is `…`.
  public let name: String
  /// The French label of the element or code, where LHEO has one.
  public let label: String?
  /// How many elements it stands in.
  public let depth: Int
  /// How often it occurs.
  public let counts: Counts
  /// How many different values it has; 0 for what has no text of its own.
  public let distinct: Int
  /// Whether that is exact; else it is within a few percent.
  public let distinctIsExact: Bool
  /// For each source of the usage.
  public let sources: Shares
  /// For each period of the usage.
  public let periods: Shares

  /// The name of what there are too many of.
  package static let otherName = "…"
  /// The name of the time of offers that do not say.
  package static let unknownName = "?"
}

/// How LHEO is used in feeds.
public struct Usage: Sendable {
  /// How offers are grouped by the date of their last change (`datemaj`).
  public enum Period: String, Sendable, CaseIterable {
    /// By year.
    case year
    /// By month.
    case month
  }

  /// Offers that belong together.
  public struct Group: Sendable, Hashable {
    /// A feed, a year (`2026`) or a month (`2026-09`); `…` for the others, `?` where offers do not say.
    public let name: String
    /// How many offers.
    public let offers: Int
  }

  /// How offers are grouped by date.
  public let period: Period
  /// How many offers there are.
  public let offers: Int
  /// The feeds, in the order in which they were read.
  public let sources: [Group]
  /// The periods, the earliest first.
  public let periods: [Group]
  /// What is used, and what LHEO has beside it that is not, each after what it stands in.
  public let entries: [UsageEntry]
  /// Whether there was too much to give everything an entry of its own.
  public let isCut: Bool
}
