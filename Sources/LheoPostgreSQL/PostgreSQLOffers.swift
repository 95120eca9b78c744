import LheoModel
import LheoTables

/// Offers put together from the tables of a schema, as `PostgreSQLWriter` writes them, or from tables or views of a user that
/// have the same names and some of their columns.
///
/// All tables are read at once in the order of `formation_id`, in one transaction: memory is that of the largest offer, but for
/// the bodies of `organismes`. Shorter keys come first, so that offer 9 precedes offer 10; keys of a length compare by bytes.
public final class PostgreSQLOffers {
  private let connection: PostgreSQLConnection
  private let formations: TableCursor
  private let others: [TableCursor]
  private var rows = OfferRows()
  /// The feed that is read, where rows say so.
  public let source: String?

  /// Opens a database for reading.
  ///
  /// - Parameters:
  ///   - address: the database and the schema.
  ///   - source: the feed, where the tables hold several.
  /// - Throws: `PostgreSQLError`, also where tables or columns are missing or unknown, or several feeds are there and none is
  ///   chosen.
  public init(_ address: PostgreSQLAddress, source: String? = nil) throws(PostgreSQLError) {
    connection = try PostgreSQLConnection(address)
    // All tables as they are now, whatever others write.
    try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    var tables = try StoredTables(connection, schema: address.schema)
    self.source = try Self.chooseFeed(source, in: tables, connection)
    tables.source = self.source
    try Self.checkKeys(of: tables, connection)
    if let bodies = tables.named("organismes") {
      rows.add(try Self.bodies(bodies, tables, connection), of: bodies.table)
    }
    var cursors: [TableCursor] = []
    for stored in tables.all where stored.table.name != "organismes" {
      cursors.append(try TableCursor(connection, stored, in: tables))
    }
    // The tables that are needed are there.
    formations = cursors.removeFirst()
    others = cursors
  }

  private static func chooseFeed(
    _ source: String?, in tables: StoredTables, _ connection: PostgreSQLConnection
  ) throws(PostgreSQLError) -> String? {
    guard tables.named("formations")?.columns.contains("source") == true else {
      guard let source else { return nil }
      throw PostgreSQLError(connection.name, message: "no feed '\(source)': the table formations has no column source.")
    }
    let feeds = try tables.run(tables.feeds, on: Table.all[0], connection).texts
    let list = feeds.prefix(20).joined(separator: ", ") + (feeds.count > 20 ? "… (\(feeds.count))" : "")
    if let source {
      if feeds.contains(source) { return source }
      throw PostgreSQLError(connection.name, message: "no feed '\(source)'. Feeds: \(list).")
    }
    if feeds.count < 2 { return feeds.first }
    var error = PostgreSQLError(connection.name, message: "the database keeps several feeds; choose one: \(list).")
    error.feeds = feeds
    throw error
  }

  private static func checkKeys(of tables: StoredTables, _ connection: PostgreSQLConnection) throws(PostgreSQLError) {
    for name in OfferRows.neededTables {
      guard let stored = tables.named(name), let key = stored.table.primaryKey else { continue }
      let found = try tables.run(tables.doubtfulKeys(stored, key), on: stored.table, connection)
      guard found.count > 0 else { continue }
      let value = found[0, 0]
      throw PostgreSQLError(
        connection.name, table: tables.shownName(stored.table), column: key, key: value,
        message: value == nil ? "a row has no key." : "the key is there twice.")
    }
  }

  private static func bodies(
    _ stored: StoredTables.Stored, _ tables: StoredTables, _ connection: PostgreSQLConnection
  ) throws(PostgreSQLError) -> [OfferRows.Row] {
    let found = try tables.run(tables.bodies(stored), on: stored.table, connection)
    return (0..<found.count).map { row in
      let cells = stored.columns.indices.map { (stored.columns[$0], found[row, $0] ?? "") }
      return OfferRows.Row(number: row + 1, cells: Dictionary(cells) { first, _ in first })
    }
  }

  /// Puts the next offer into a buffer; whether there was one. The offer's line is its place among the offers.
  ///
  /// - Throws: `PostgreSQLError`, also where a row belongs to none of the others.
  public func read(into buffer: ElementBuffer) throws(PostgreSQLError) -> Bool {
    guard let formation = try formations.row() else {
      for cursor in others { try cursor.checkEnd() }
      return false
    }
    let id = formation["formation_id"]
    var keys: [String: Set<String>] = ["formations": [id]]
    for cursor in others {
      let found = try rowsOfOffer(id, from: cursor, keys)
      if let key = cursor.table.primaryKey { keys[cursor.table.name] = Set(found.map { $0[key] }) }
      rows.removeRows(of: cursor.table)
      rows.add(found, of: cursor.table)
    }
    rows.read(formation, into: buffer)
    return true
  }

  /// The rows of a table that belong to an offer, each to a row of this offer.
  private func rowsOfOffer(
    _ id: String, from cursor: TableCursor, _ keys: [String: Set<String>]
  ) throws(PostgreSQLError) -> [OfferRows.Row] {
    var found: [OfferRows.Row] = []
    while let row = try cursor.row(of: id) {
      if let parent = cursor.table.parent, keys[parent.table]?.contains(row[parent.column]) != true {
        throw cursor.error(
          row, column: parent.column, "'\(row[parent.column])' is not in \(parent.table), or belongs to another offer.")
      }
      found.append(row)
    }
    return found
  }
}
