import LheoModel
import LheoPipeline
import LheoPostgreSQL

/// Offers in the tables of a PostgreSQL database, in the order of their keys. The line of an offer is its place in that order.
public struct PostgreSQLSource: OffersSource {
  private let address: PostgreSQLAddress
  private let feed: String?

  /// A source of the offers in a schema; `feed` chooses among several feeds.
  public init(_ address: PostgreSQLAddress, feed: String? = nil) {
    self.address = address
    self.feed = feed
  }

  /// The name that messages use, without what is secret in the address.
  public var name: String { address.name }
  /// The size in bytes, where it is known beforehand.
  public var size: Int? { nil }

  func forEachOffer(_ body: (ElementBuffer, Int) throws -> Void) throws {
    let offers = try PostgreSQLOffers(address, source: feed)
    let buffer = ElementBuffer()
    while try offers.read(into: buffer) { try body(buffer, 0) }
  }
}
