import LheoModel
import LheoTables

/// Offers put together from the tables of a schema, as `PostgreSQLWriter` writes them, or from tables or views of a user that
/// have the same names and some of their columns.
///
/// All tables are read at once, in one transaction, in the order of the offers (`rang`, then the keys): memory is that of the
/// largest offer, and of a place on disk for each body.
public final class PostgreSQLOffers {
  private let offers: StoredOffers<PostgreSQLTables>

  /// Opens a database for reading.
  ///
  /// - Parameters:
  ///   - address: the database and the schema.
  ///   - source: the feed, where the tables hold several.
  /// - Throws: `PostgreSQLError`, also where tables or columns are missing or unknown, or several feeds are there and none is
  ///   chosen.
  public init(_ address: PostgreSQLAddress, source: String? = nil) throws(PostgreSQLError) {
    let connection = try PostgreSQLConnection(address)
    // All tables as they are now, whatever others write.
    try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    offers = try StoredOffers(PostgreSQLTables(connection, schema: address.schema), source: source)
  }

  /// The feed that is read, where rows say so.
  public var source: String? { offers.source }

  /// The offers, and what is around and beside them.
  package var parts: any StoredParts { offers }
}

/// The tables of a schema.
final class PostgreSQLTables: OfferDatabase {
  let dialect: SQLDialect
  private let connection: PostgreSQLConnection
  private var cursorCount = 0

  init(_ connection: PostgreSQLConnection, schema: String) {
    self.connection = connection
    dialect = SQLDialect(
      schema: schema, byBytes: " COLLATE \"C\"", place: "ctid", length: { "octet_length(\($0))" },
      key: { "\($0)::text" }, integer: { $0 })
  }

  func columns(of table: String) throws(PostgreSQLError) -> (names: [String], hasPlaces: Bool)? {
    try connection.relation(dialect.name(table)).map { ($0.columns, $0.kind == "r") }
  }

  func rows(_ sql: String, of table: String) throws(PostgreSQLError) -> PostgreSQLCursor {
    cursorCount += 1
    return PostgreSQLCursor(connection, sql, number: cursorCount, table: dialect.shownName(table))
  }

  func error(table: String?, column: String?, key: String?, line: Int?, _ message: Text) -> PostgreSQLError {
    PostgreSQLError(
      connection.name, table: table.map(dialect.shownName), column: column, key: key, message: message)
  }

  func error(severalFeeds feeds: [String], _ message: Text) -> PostgreSQLError {
    var error = PostgreSQLError(connection.name, message: message)
    error.feeds = feeds
    return error
  }
}

/// The rows of a query, of which some are held at a time, and the next ones are on their way.
final class PostgreSQLCursor: StoredCursor {
  private let connection: PostgreSQLConnection
  private let table: String
  private let fetch: String
  private var rows: PostgreSQLRows?
  private var nextRows: PostgreSQLFetch?
  private var row = 0

  private static let fetchedCount = 500

  init(_ connection: PostgreSQLConnection, _ sql: String, number: Int, table: String) {
    self.connection = connection
    self.table = table
    fetch = "FETCH \(Self.fetchedCount) FROM lheo_\(number)"
    nextRows = connection.fetch("DECLARE lheo_\(number) NO SCROLL CURSOR FOR \(sql); \(fetch)", of: table)
  }

  func next() throws(PostgreSQLError) -> Bool {
    row += 1
    if let rows, row < rows.count { return true }
    guard let fetched = try nextRows?.rows() else { return false }
    nextRows = fetched.count == Self.fetchedCount ? connection.fetch(fetch, of: table) : nil
    rows = fetched
    row = 0
    return fetched.count > 0
  }

  func cell(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
    rows?.bytes(row, column)?.assumingMemoryBound(to: UInt8.self)
  }

  func add(_ columns: Range<Int>, to rows: inout StoredRows) -> Int? {
    self.rows?.add(row, columns, to: &rows)
  }
}
