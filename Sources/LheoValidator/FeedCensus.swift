import LheoModel
import LheoSchema

/// How many offers a feed has, and of which training bodies: what is known of a feed that is to be replaced.
public struct FeedCensus: Sendable, Hashable {
  /// How many offers there are.
  public private(set) var offers = 0
  /// How many offers each body is responsible for, by its SIRET, or else its name.
  public private(set) var organismes: [String: Int] = [:]

  /// The census of nothing.
  public init() {}

  /// Counts an offer.
  public mutating func add(_ offer: ElementBuffer) { add(1, of: Self.organisme(of: offer)) }

  /// Counts the offers of another feed as well.
  public mutating func add(_ other: FeedCensus) {
    for (organisme, count) in other.organismes { add(count, of: organisme) }
  }

  /// Counts offers of a body.
  package mutating func add(_ count: Int, of organisme: String) {
    offers += count
    organismes[organisme, default: 0] += count
  }

  /// The SIRET or the name of the body that is responsible for an offer; empty if there is neither.
  package static func organisme(of offer: ElementBuffer) -> String {
    // A SIRET is the same with spaces between its digits.
    let siret = offer.root.responsibleSIRET?.trimmedText?.filter { !$0.isWhitespace }
    let nom = offer.root.child(.organismeFormationResponsable)?.child(.nomOrganisme)?.trimmedText
    return (siret ?? nom ?? "").cut(to: 300)
  }
}
