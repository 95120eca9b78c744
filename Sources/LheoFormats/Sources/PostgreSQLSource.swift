import LheoPipeline
import LheoPostgreSQL
import LheoTables

/// Offers in the tables of a PostgreSQL database, in the order of their `rang`, with what is around and beside them. The line of
/// an offer is its place in that order.
public struct PostgreSQLSource: StoredSource {
  private let address: PostgreSQLAddress
  private let feed: String?

  /// A source of the offers in a schema; `feed` chooses among several feeds.
  public init(_ address: PostgreSQLAddress, feed: String? = nil) {
    self.address = address
    self.feed = feed
  }

  /// The name that messages use, without what is secret in the address.
  public var name: String { address.name }

  func open() throws -> any StoredParts { try PostgreSQLOffers(address, source: feed).parts }
}
