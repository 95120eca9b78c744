import LheoModel

/// How many sessions there are by whether a jobseeker can be positioned in them online.
public struct PositioningCounts: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: Positioning.allCases.count)

  /// No sessions.
  public init() {}

  /// How many sessions there are of which that holds.
  public internal(set) subscript(positioning: Positioning) -> Int {
    get { counts[positioning.rawValue] }
    set { counts[positioning.rawValue] = newValue }
  }

  /// In how many sessions a jobseeker can be positioned.
  public var possible: Int { self[.possible] }

  /// How many sessions are over.
  public var over: Int { self[.sessionIsOver] }

  /// How many sessions are not over.
  public var toCome: Int { counts.reduce(0, +) - over }

  /// Whether there are no sessions at all.
  public var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  /// Why jobseekers cannot be positioned in the other sessions that are not over, and in how many each.
  public var reasons: [(reason: Positioning, count: Int)] {
    Positioning.allCases.filter { $0 != .possible && $0 != .sessionIsOver && self[$0] > 0 }.map { ($0, self[$0]) }
  }

  /// Adds sessions of another feed, or another part of the feed.
  public static func += (left: inout PositioningCounts, right: PositioningCounts) {
    for index in left.counts.indices { left.counts[index] += right.counts[index] }
  }
}
