import LheoModel
import LheoPipeline
import LheoPostgreSQL
import LheoTables

/// Writes all tables into a schema of a PostgreSQL database, in one transaction.
public final class PostgreSQLSink: TablesSink {
  /// What feeds the tables.
  public let feeder: LayoutFeeder
  private let database: PostgreSQLWriter

  /// A sink that writes into a database; with `appends`, the rows that are there stay.
  ///
  /// - Throws: `PostgreSQLError` where the database cannot be opened, or its tables not be written.
  public init(
    _ address: PostgreSQLAddress, _ options: TableReader.Options = TableReader.Options(), appends: Bool = false
  ) throws {
    var reading = options
    // As they stand in columns of that type.
    reading.usesISODates = true
    let database = try PostgreSQLWriter(address, appends: appends)
    self.database = database
    feeder = LayoutFeeder(reading, hasSource: true) { _ in database.makeTable() }
    try feeder.begin()
    try database.beginRows([TableDictionary.codes, TableDictionary.columns(of: feeder.definitions)])
  }

  /// The parts of another source follow.
  public func begin(_ source: String) throws {
    feeder.begin(source)
    try database.begin(source)
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ rows: LayoutRows) throws -> SinkState {
    try feeder.write(rows)
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
