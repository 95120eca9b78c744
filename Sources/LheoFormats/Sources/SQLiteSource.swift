import LheoPipeline
import LheoSQLite
import LheoTables

/// Offers in the tables of a SQLite database, in the order of their `rang`, with what is around and beside them. The line of an
/// offer is its place in that order.
public struct SQLiteSource: StoredSource {
  private let path: String
  private let feed: String?

  /// A source of the offers of a feed in a database; without a name, of the only one.
  public init(path: String, feed: String? = nil) {
    self.path = path
    self.feed = feed
  }

  /// The name that messages use.
  public var name: String { path }

  func open() throws -> any StoredParts { try SQLiteOffers(path: path, source: feed).parts }
}
