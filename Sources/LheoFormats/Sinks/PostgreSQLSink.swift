import LheoModel
import LheoPipeline
import LheoPostgreSQL
import LheoTables

/// Writes all tables into a schema of a PostgreSQL database, in one transaction.
public final class PostgreSQLSink: RowSink {
  /// What feeds the tables.
  public let feeders: [TableFeeder]
  private let database: PostgreSQLWriter

  /// A sink that writes into a database; with `appends`, the rows that are there stay.
  ///
  /// - Throws: `PostgreSQLError` where the database cannot be opened, or its tables not be written.
  public init(
    _ address: PostgreSQLAddress, _ options: TableReader.Options = TableReader.Options(), appends: Bool = false
  ) throws {
    var options = options
    // As they stand in columns of that type.
    options.usesISODates = true
    let database = try PostgreSQLWriter(address, appends: appends, checksParents: options.condition != nil)
    self.database = database
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: true, into: database.makeTable()) }
    try beginTables()
    try database.beginRows()
  }

  /// The parts of another source follow.
  public func begin(_ source: String) throws {
    for feeder in feeders { feeder.source = source }
    try database.begin(source)
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ rows: [TableRows]) throws -> SinkState {
    database.beginOffer()
    try write(rows)
    return .wantsMore
  }

  /// Lets everybody see the rows.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    try database.close()
    return notices
  }

  /// Gives the rows up: what was there stays.
  public func abandon() { database.abandon() }
}
