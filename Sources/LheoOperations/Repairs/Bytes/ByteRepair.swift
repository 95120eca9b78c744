import LheoModel
import LheoParser
import LheoValidator

/// A repair of the bytes of a feed, which could not be read as XML otherwise.
public struct ByteRepair: Sendable, Hashable {
  /// What such repairs are about; the raw value is the name of the `Repair`.
  public enum Kind: String, CaseIterable, Sendable {
    /// Bytes that are not in the encoding of the feed.
    case encoding = "xml/encodage"
    /// Characters that XML does not have.
    case characters = "xml/caracteres"
    /// Ampersands that begin no reference.
    case ampersands = "xml/esperluettes"
    /// Entities of HTML.
    case entities = "xml/entites"
  }

  /// What it is about.
  public var kind: Kind
  /// The line in the feed as it was, from 1.
  public var line: Int
  /// What was there; bytes and characters that cannot be seen by their numbers.
  public var before: String
  /// What is there now; `nil` where it was removed.
  public var after: String?
}

extension ByteRepair {
  /// Whether such repairs may make readable what cannot be read for this reason.
  public static func mayHelp(with problem: FeedError.Problem) -> Bool {
    switch problem {
    case .forbiddenCharacter: true
    case .undeclaredEntity(let name): HTMLEntities.character(named: name.utf8) != nil
    case .badEncoding(let name): name == "UTF-8" || EncodingRepairer.Form(name) != nil
    case .contradictedEncoding, .brokenMarkup(.bareAmpersand): true
    case .contentAfterEnd(let number): !number.isCharacterOfXML
    default: false
    }
  }
}

/// What was repaired in the bytes of a feed: how much, and the first repairs of each kind.
public struct ByteRepairTally: Sendable {
  /// So many repairs of each kind are kept; of the others, how many there were.
  public static let keptCount = 200

  private var kept: [[ByteRepair]]
  private var counts: [Int]

  /// Nothing was repaired yet.
  public init() {
    kept = Array(repeating: [], count: ByteRepair.Kind.allCases.count)
    counts = Array(repeating: 0, count: kept.count)
  }

  /// How many repairs of a kind there were.
  public func count(_ kind: ByteRepair.Kind) -> Int { counts[kind.index] }

  /// How many repairs there were.
  public var total: Int { counts.reduce(0, +) }

  /// The repairs that were kept, in the order of their lines, however the bytes came.
  public var repairs: [ByteRepair] {
    // Within a line those of a kind stay in their order.
    kept.joined().enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  mutating func note(
    _ kind: ByteRepair.Kind, line: Int, _ before: @autoclosure () -> String, _ after: @autoclosure () -> String?
  ) {
    counts[kind.index] += 1
    if counts[kind.index] > Self.keptCount { return }
    kept[kind.index].append(ByteRepair(kind: kind, line: line, before: before(), after: after()))
  }
}

extension ByteRepair.Kind {
  fileprivate var index: Int {
    switch self {
    case .encoding: 0
    case .characters: 1
    case .ampersands: 2
    case .entities: 3
    }
  }
}

/// Lets feeds pass through the repairs of bytes while they are read.
///
/// ```swift
/// let repairer = ByteRepairer(Repair.all)
/// try FeedReader(repairer.repairing(.file("feed.xml"))).forEachFormation { … }
/// print(repairer.takeTally().total)
/// ```
public final class ByteRepairer: Sendable {
  private let kinds: Set<ByteRepair.Kind>
  private let tally = Locked(ByteRepairTally())

  /// A repairer that makes those of these repairs that are about bytes.
  public init(_ repairs: [Repair]) {
    kinds = Set(
      repairs.compactMap { repair in
        if case .bytes(let kind) = repair.work { kind } else { nil }
      })
  }

  /// A feed as it is after the repairs, in UTF-8, with as many lines; the feed itself if there are none to make. Memory
  /// does not grow with it.
  public func repairing(_ feed: FeedInput) -> FeedInput {
    if kinds.isEmpty { return feed }
    return FeedInput(name: feed.name, size: feed.size) { [self] () throws(FeedError.Problem) in
      ByteRepairSource(try feed.open(), kinds) { [tally] found in tally.withLock { $0 = found } }
    }
  }

  /// What has been repaired in the feed that was opened last, once.
  public func takeTally() -> ByteRepairTally {
    tally.withLock { tally in
      defer { tally = ByteRepairTally() }
      return tally
    }
  }
}
