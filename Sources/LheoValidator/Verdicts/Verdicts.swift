import LheoModel

/// How many sessions of an offer, a training body or a feed each partner can show.
public struct Verdicts: Sendable, Hashable {
  /// The sessions by whether a jobseeker can be positioned in them online, and if not, why.
  public internal(set) var positioning = PositioningCounts()
  private var verdicts: [Verdict] = []

  /// No sessions.
  public init() {}

  /// Whether there are no sessions at all.
  var isEmpty: Bool { positioning.isEmpty && verdicts.isEmpty }

  /// The verdicts, of the partners that there are sessions for.
  public var all: [Verdict] { verdicts.sorted { $0.partner < $1.partner } }

  /// Counts a session for a partner; without ways nothing stands in its way.
  mutating func count(_ ways: Verdict.Ways, for partner: Partner) {
    let index = index(of: partner)
    verdicts[index].count(ways)
  }

  /// Adds the sessions of another feed, or another part of the feed.
  public static func += (left: inout Verdicts, right: Verdicts) {
    left.positioning += right.positioning
    for verdict in right.verdicts {
      let index = left.index(of: verdict.partner)
      left.verdicts[index] += verdict
    }
  }

  private mutating func index(of partner: Partner) -> Int {
    if let index = verdicts.firstIndex(where: { $0.partner == partner }) { return index }
    verdicts.append(Verdict(partner))
    return verdicts.count - 1
  }

  /// That all sessions are over that France Travail could show; `nil` where there is one to come, or none at all.
  public func sentenceOfPast(in language: Language) -> String? {
    let over = positioning.over
    guard positioning.toCome == 0, over > 0 else { return nil }
    return Partner.franceTravail.label(in: language)
      + language(
        " : aucune session à venir, \(over, "session(s) terminée(s)").",
        ": no session to come, \(over, "session(s)") \(over == 1 ? "is" : "are") over.")
  }

  /// A verdict as a sentence.
  public func sentence(_ verdict: Verdict, in language: Language) -> String {
    let (possible, sessions) = (verdict.possible, verdict.sessions)
    switch verdict.partner {
    case .franceTravail:
      let over = positioning.over
      let beside =
        over == 0
        ? ""
        : language(
          " (sans compter \(over, "session(s) terminée(s)"))", " (not counting \(over, "session(s)") that are over)")
      return language(
        "positionnement en ligne possible pour \(possible, "session(s)") sur \(sessions)\(beside).",
        "\(possible) of \(sessions, "session(s)") can be positioned online\(beside).")
    case .parcoursup, .laBonneAlternance:
      return language(
        "données demandées complètes pour \(possible, "session(s)") en apprentissage sur \(sessions).",
        "the data asked for is complete in \(possible) of \(sessions, "apprenticeship session(s)").")
    case .monCompteFormation:
      return language(
        "aucun des motifs de refus publiés pour \(possible, "session(s)") sur \(sessions).",
        "none of the reasons for refusal that are published in \(possible) of \(sessions, "session(s)").")
    }
  }

  /// Why the other sessions are not shown, and how many each: disjoint facts for France Travail; for the others the
  /// rules, of which several may concern a session.
  public func reasons(_ verdict: Verdict, in language: Language) -> [(reason: String, count: Int)] {
    switch verdict.partner {
    case .franceTravail: positioning.reasons.map { ($0.reason.label($0.count, in: language), $0.count) }
    case .parcoursup, .laBonneAlternance, .monCompteFormation:
      verdict.rules.map { rule, element, count in
        let phrase = RuleSheet.named(rule)?.message(language).asPhrase ?? rule
        let name = element.map { language(" : « \($0.label) »", ": “\($0.label)”") } ?? ""
        let sessions = language.agreed("session(s)", count) + language(" : ", ": ")
        return (sessions + phrase + name, count)
      }
    }
  }
}

extension String {
  /// The sentence within another one: without its full stop, and without the capital that it starts with.
  fileprivate var asPhrase: String {
    let words = hasSuffix(".") ? dropLast() : self[...]
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}

/// The verdicts on a feed, and on the offers of each training body in it.
public struct FeedVerdicts: Sendable, Hashable {
  /// Of all offers.
  public private(set) var total = Verdicts()
  /// Of the offers of each body, by its SIRET, or else its name, as in `FeedCensus`.
  public private(set) var organismes: [String: Verdicts] = [:]

  /// No offers.
  public init() {}

  mutating func add(_ verdicts: Verdicts, of organisme: @autoclosure () -> String) {
    if verdicts.isEmpty { return }
    total += verdicts
    organismes[organisme(), default: Verdicts()] += verdicts
  }

  /// Adds verdicts on offers of which it is not said whose they are.
  package mutating func add(_ verdicts: Verdicts) { total += verdicts }

  /// Adds the verdicts on another feed.
  public static func += (left: inout FeedVerdicts, right: FeedVerdicts) {
    left.total += right.total
    for (organisme, verdicts) in right.organismes { left.organismes[organisme, default: Verdicts()] += verdicts }
  }
}
