import LheoModel
import LheoPostgreSQL
import LheoSQLite

/// An error of a source that keeps several feeds, of which none has been chosen.
public protocol SeveralFeedsError: WordedError {
  /// The feeds; none where the error is about something else.
  var feeds: [String] { get }
}

extension SQLiteFeedError: SeveralFeedsError {}
extension PostgreSQLError: SeveralFeedsError {}
