import LheoModel

/// How many sessions a partner can show, and what keeps the others from it.
///
/// A session may have several ways out: with two slots, each with a mistake of its own, one repair is enough. So what
/// stands in its way is a list of sets of obstacles; it is free once all of one set are out of its way.
public struct Verdict: Sendable, Hashable {
  /// The ways out of what stands in the way of a session, none of which contains another one.
  typealias Ways = [[Obstacle]]

  /// Whose.
  public let partner: Partner
  /// How many sessions nothing stands in the way of.
  public private(set) var possible = 0
  private var blocked: [Ways: Int] = [:]

  init(_ partner: Partner) { self.partner = partner }

  /// How many sessions there are for the partner that are not over.
  public var sessions: Int { possible + blocked.values.reduce(0, +) }

  /// Counts a session; without ways nothing stands in its way.
  mutating func count(_ ways: Ways) {
    let ways = Self.simplest(ways)
    if ways.isEmpty { possible += 1 } else { blocked[ways, default: 0] += 1 }
  }

  /// The ways without those that ask for more than another one does, in order.
  static func simplest(_ ways: Ways) -> Ways {
    if ways.count == 1 { return [Set(ways[0]).sorted()] }
    // Those that ask for little come first, so that few are left to compare with.
    var kept: [Set<Obstacle>] = []
    for way in Set(ways.map { Set($0) }).sorted(by: { $0.count < $1.count })
    where !kept.contains(where: { $0.isSubset(of: way) }) {
      kept.append(way)
    }
    return kept.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// How many sessions each rule keeps from the partner, alone or with others; most first.
  public var rules: [(rule: String, element: Element?, sessions: Int)] {
    var counts: [Obstacle: Int] = [:]
    for (ways, count) in blocked { for obstacle in Set(ways.joined()) { counts[obstacle, default: 0] += count } }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.compactMap { obstacle, count in
      obstacle.rule.map { ($0, obstacle.element, count) }
    }
  }

  /// What to repair first: each time what brings back most sessions after the repairs before it.
  ///
  /// - Parameter limit: how many repairs are wanted.
  public func repairs(limit: Int) -> [RepairGain] {
    var left = blocked
    var found: [RepairGain] = []
    var repaired: Set<Obstacle> = []
    var together = 0
    let (alone, involved) = (gains(of: blocked, after: []), mentions(in: blocked))
    while found.count < limit {
      let (gains, mentions) = (gains(of: left, after: repaired), mentions(in: left))
      // Where no single repair frees a session, the one that many need is a step towards it.
      let next = mentions.keys.filter { $0.rule != nil && !repaired.contains($0) }.min {
        (-(gains[$0] ?? 0), -mentions[$0]!, $0) < (-(gains[$1] ?? 0), -mentions[$1]!, $1)
      }
      guard let next, let rule = next.rule else { break }
      repaired.insert(next)
      left = left.filter { ways, count in
        let isFree = ways.contains { repaired.isSuperset(of: $0) }
        if isFree { together += count }
        return !isFree
      }
      found.append(
        RepairGain(
          rule: rule, element: next.element, sessions: involved[next] ?? 0, alone: alone[next] ?? 0,
          together: together))
    }
    // What these have brought back already.
    let covered = involved.filter { $0.key.rule != nil && !repaired.contains($0.key) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (obstacle, sessions) in covered.prefix(limit - found.count) {
      found.append(
        RepairGain(
          rule: obstacle.rule ?? "", element: obstacle.element, sessions: sessions, alone: alone[obstacle] ?? 0,
          together: together, isCovered: true))
    }
    return found
  }

  /// How many sessions each obstacle is the last one of, once others are repaired.
  private func gains(of blocked: [Ways: Int], after repaired: Set<Obstacle>) -> [Obstacle: Int] {
    var gains: [Obstacle: Int] = [:]
    for (ways, count) in blocked {
      let last = Set(ways.map { $0.filter { !repaired.contains($0) } }.filter { $0.count == 1 }.map { $0[0] })
      for obstacle in last { gains[obstacle, default: 0] += count }
    }
    return gains
  }

  /// How many sessions each obstacle may have to be repaired for: not those that a fact keeps back.
  private func mentions(in blocked: [Ways: Int]) -> [Obstacle: Int] {
    var mentions: [Obstacle: Int] = [:]
    for (ways, count) in blocked {
      let repairable = ways.filter { way in way.allSatisfy { $0.rule != nil } }
      for obstacle in Set(repairable.joined()) { mentions[obstacle, default: 0] += count }
    }
    return mentions
  }

  /// Adds the sessions of another feed, or another part of the feed.
  static func += (left: inout Verdict, right: Verdict) {
    left.possible += right.possible
    for (ways, count) in right.blocked { left.blocked[ways, default: 0] += count }
  }
}

/// What the repair of all findings of a rule would bring back.
public struct RepairGain: Sendable, Hashable {
  /// The rule.
  public let rule: String
  /// Of which element, where the rule is one of the schema.
  public var element: Element?
  /// How many sessions it keeps from the partner, alone or with other rules.
  public let sessions: Int
  /// How many would be back if nothing else were repaired.
  public let alone: Int
  /// How many would be back with those that are to be repaired before it.
  public let together: Int
  /// Whether those before it bring back all of its sessions already.
  public var isCovered = false
}
