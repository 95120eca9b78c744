import LheoModel
import LheoTables

/// Writes tables into a schema of a PostgreSQL database, in one transaction: all or nothing, and until its end everybody else
/// sees the old rows.
///
/// Tables that are there keep what their users gave them: rights, views, indexes, further columns. Their rows are deleted
/// rather than the tables replaced or truncated, as a reader whose snapshot is older would then find them empty.
public final class PostgreSQLWriter {
  /// The version of libpq in use, empty where there is none.
  public static var libraryVersion: String {
    guard let version = try? LibPQ.installed().version() else { return "" }
    return "\(version / 10_000).\(version % 10_000)"
  }

  /// The database, without what is secret.
  public var name: String { connection.name }

  private let connection: PostgreSQLConnection
  private let schema: String
  private let appends: Bool
  private var tables: [PostgreSQLTable] = []
  /// The feeds that are there.
  private var feeds: Set<String> = []

  /// Opens a database and begins the transaction.
  ///
  /// - Parameters:
  ///   - address: the database and the schema, which is made where it is missing.
  ///   - appends: whether the rows that are there stay.
  /// - Throws: `PostgreSQLError`.
  public init(_ address: PostgreSQLAddress, appends: Bool) throws(PostgreSQLError) {
    connection = try PostgreSQLConnection(address)
    schema = address.schema
    self.appends = appends
    try connection.execute("BEGIN")
    // One load at a time: each looks at what is there.
    try connection.execute("SELECT pg_advisory_xact_lock(hashtext('lheo ' || $1))", [schema])
    if try connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema]).count == 0 {
      try connection.execute("CREATE SCHEMA \(schema.quotedForSQL)")
    }
  }

  /// A sink for one table.
  public func makeTable() -> any TableSink {
    let table = PostgreSQLTable(connection, schema: schema)
    table.isFull = { [unowned self, unowned table] in try makeRoom(table) }
    tables.append(table)
    return table
  }

  /// Makes room, once all tables have begun.
  ///
  /// - Parameter known: tables whose rows are known beforehand.
  /// - Throws: `PostgreSQLError`.
  public func beginRows(_ known: [TableDictionary.Known]) throws {
    for known in known {
      try connection.naming("\(schema).\(known.table.name)") { () throws(PostgreSQLError) in try replace(known) }
    }
    if appends {
      guard let formations = tables.first(where: { $0.isNew == false && $0.definition?.table.name == "formations" })
      else {
        return
      }
      feeds = try Set(connection.execute("SELECT DISTINCT source FROM \(formations.name)").texts)
    } else {
      // Those that belong to others before those.
      for table in tables.reversed() where !table.isNew {
        try table.named { () throws(PostgreSQLError) in try connection.execute("DELETE FROM \(table.name)") }
      }
    }
  }

  /// The rows of a feed follow.
  ///
  /// - Throws: `PostgreSQLError` where the database has rows of a feed of that name.
  public func begin(_ source: String) throws(PostgreSQLError) {
    guard feeds.insert(source).inserted else {
      throw PostgreSQLError(
        name,
        message: Text(
          "le flux « \(source) » est déjà dans la base.", "feed '\(source)' is in the database already."))
    }
  }

  /// Sends the rows of a table that has many. Rows that others belong to must be there first, unless no table says so yet.
  private func makeRoom(_ table: PostgreSQLTable) throws {
    if tables.allSatisfy(\.isNew) { try table.flush() } else { try flush() }
  }

  private func flush() throws {
    for table in tables { try table.flush() }
  }

  private func replace(_ known: TableDictionary.Known) throws(PostgreSQLError) {
    let definition = TableDefinition(known.table, known.columns, schema: schema)
    if try connection.relation(definition.name) == nil {
      try connection.execute(([definition.creation] + definition.comments).joined(separator: "; "))
    }
    try connection.execute("DELETE FROM \(definition.name)")
    var rows = CopyText()
    for row in known.rows { rows.add(TableRow(row.map(\.utf8)), definition.types, keyCells: []) }
    try connection.copy(rows.bytes, with: definition.copy)
  }

  /// Ends the transaction: from now on everybody sees the new rows.
  ///
  /// - Throws: `PostgreSQLError`.
  public func close() throws {
    try flush()
    let new = tables.filter(\.isNew)
    for table in new { try table.addKeyAndIndexes() }
    for table in new { try table.addForeignKeys() }
    for view in DatabaseViews.all(in: schema) {
      let name = TableDefinition.name(view.name, in: schema)
      if try connection.relation(name) != nil { continue }
      try connection.execute(
        "CREATE VIEW \(name) AS \(view.definition); COMMENT ON VIEW \(name) IS \(view.label.literalForSQL)")
    }
    try connection.execute("COMMIT")
  }

  /// Undoes the transaction.
  public func abandon() { _ = try? connection.execute("ROLLBACK") }
}
