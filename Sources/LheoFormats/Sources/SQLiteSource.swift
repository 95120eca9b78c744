import LheoModel
import LheoParser
import LheoPipeline
import LheoSQLite

/// The feed that a database written by `SQLiteSink` keeps: its offers, and what is around and beside them.
public struct SQLiteSource: OfferSource {
  private let path: String
  private let feed: FeedSource

  /// A source of the feed of that name in a database; without a name, of the only one.
  ///
  /// - Throws: `SQLiteFeedError` where the database cannot be read, keeps no feed, or several and none is chosen.
  public init(path: String, feed name: String? = nil, limits: ParserLimits = ParserLimits()) throws {
    self.path = path
    let name = try SQLiteFeed(path: path, source: name).source
    feed = FeedSource(
      FeedInput(name: path) { () throws(FeedError.Problem) in
        do {
          return DatabaseBytes(try SQLiteFeed(path: path, source: name))
        } catch {
          throw .cannotRead("\(error)")
        }
      }, limits: limits)
  }

  /// The name that messages use.
  public var name: String { path }
  /// The size in bytes, where it is known beforehand.
  public var size: Int? { nil }

  /// Delivers the parts of the feed.
  public func forEachPart<Result: Sendable>(
    jobs: Int, work makeWork: @escaping @Sendable () -> (FeedEvent) -> Result,
    deliver: (FeedEvent, Result, Int) throws -> Void
  ) throws {
    try feed.forEachPart(jobs: jobs, work: makeWork, deliver: deliver)
  }
}

/// The feed of a database as bytes.
private final class DatabaseBytes: ByteSource {
  private let feed: SQLiteFeed
  private var rest: [UInt8] = []
  private var position = 0

  init(_ feed: SQLiteFeed) { self.feed = feed }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FeedError.Problem) -> Int {
    while position == rest.count {
      do {
        guard let next = try feed.next() else { return 0 }
        rest = Array(next.utf8)
        position = 0
      } catch {
        throw .cannotRead("\(error)")
      }
    }
    let count = min(buffer.count, rest.count - position)
    buffer.copyBytes(from: rest[position..<position + count])
    position += count
    return count
  }
}
