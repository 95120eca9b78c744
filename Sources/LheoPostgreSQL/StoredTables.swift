import LheoModel
import LheoTables

/// The tables of a schema that offers are made from, and how their rows are asked for.
struct StoredTables {
  /// A table or view that is there.
  struct Stored {
    let table: Table
    /// Its columns, in their order.
    let columns: [String]
    /// Whether it is a table, whose rows have a place.
    let hasPlaces: Bool
  }

  /// What is there, in the order of `Table.all`.
  let all: [Stored]
  /// The feed that rows must be from, where they say so.
  var source: String?
  private let schema: String

  /// Looks at what is there.
  ///
  /// - Throws: `PostgreSQLError` that names all that is missing and all columns that are not known.
  init(_ connection: PostgreSQLConnection, schema: String) throws(PostgreSQLError) {
    self.schema = schema
    var all: [Stored] = []
    var problems: [String] = []
    for table in Table.all {
      if let relation = try connection.relation(TableDefinition.name(table.name, in: schema)) {
        let stored = Stored(table: table, columns: relation.columns, hasPlaces: relation.kind == "r")
        problems += Self.problems(of: stored).map { "\(schema).\(table.name): \($0)" }
        all.append(stored)
      } else if OfferRows.neededTables.contains(table.name) {
        problems.append("\(schema).\(table.name): the table is missing, or may not be seen.")
      }
    }
    if !problems.isEmpty { throw PostgreSQLError(connection.name, message: problems.joined(separator: " ")) }
    self.all = all
  }

  private static func problems(of stored: Stored) -> [String] {
    let known = OfferRows.knownColumns(of: stored.table)
    return OfferRows.neededColumns(of: stored.table).filter { !stored.columns.contains($0) }
      .map { "column '\($0)' is missing: it joins the tables." }
      + stored.columns.filter { !known.contains($0) }
      .map { "unknown column '\($0)'." + (Nearest.match($0, in: known).map { " Did you mean '\($0)'?" } ?? "") }
  }

  func named(_ name: String) -> Stored? { all.first { $0.table.name == name } }

  /// The name as messages write it.
  func shownName(_ table: Table) -> String { "\(schema).\(table.name)" }

  /// Runs a statement whose errors name the table.
  @discardableResult
  func run(
    _ sql: String, on table: Table, _ connection: PostgreSQLConnection
  ) throws(PostgreSQLError) -> PostgreSQLRows {
    try connection.naming(shownName(table)) { () throws(PostgreSQLError) in try connection.execute(sql) }
  }

  // MARK: SQL

  private func name(_ table: String) -> String { TableDefinition.name(table, in: schema) }

  private static func text(_ alias: String, _ column: String) -> String { "\(alias).\(column.quotedForSQL)::text" }

  /// Keeps the rows of the feed.
  private func isFromSource(_ alias: String, _ stored: Stored) -> String? {
    guard let source, stored.columns.contains("source") else { return nil }
    return "\(alias).source = \(source.literalForSQL)"
  }

  private func filter(_ alias: String, _ stored: Stored) -> String {
    isFromSource(alias, stored).map { " WHERE \($0)" } ?? ""
  }

  /// The names of the feeds.
  var feeds: String { "SELECT DISTINCT source FROM \(name("formations")) WHERE source IS NOT NULL ORDER BY 1" }

  /// Identifiers that are there twice, or not at all.
  func doubtfulKeys(_ stored: Stored, _ key: String) -> String {
    let column = Self.text("t", key)
    return "SELECT \(column) FROM \(name(stored.table.name)) t\(filter("t", stored))"
      + " GROUP BY 1 HAVING count(*) > 1 OR \(column) IS NULL ORDER BY 1 LIMIT 1"
  }

  /// The bodies; where several rows have one SIRET, that of the feed first.
  func bodies(_ stored: Stored) -> String {
    let own = isFromSource("t", stored).map { " ORDER BY (\($0)) DESC NULLS LAST" } ?? ""
    return "SELECT \(cells(stored)) FROM \(name(stored.table.name)) t\(own)"
  }

  private func cells(_ stored: Stored) -> String {
    stored.columns.map { Self.text("t", $0) }.joined(separator: ", ")
  }

  /// The rows in the order of their offers, each with its offer's key behind its cells.
  ///
  /// Shorter keys come first, so that offer 9 precedes offer 10; keys of a length compare by their bytes.
  func rowsByOffer(_ stored: Stored) -> String {
    let (joins, offer) = wayToOffer(stored)
    var order = [offer]
    if let own = stored.table.primaryKey, stored.columns.contains(own) { order.append(Self.text("t", own)) }
    var terms = order.map { "octet_length(\($0)), \($0) COLLATE \"C\"" }
    if stored.hasPlaces { terms.append("t.ctid") }
    return "SELECT \(cells(stored)), \(offer) FROM \(name(stored.table.name)) t\(joins)\(filter("t", stored))"
      + " ORDER BY \(terms.joined(separator: ", "))"
  }

  /// Where the offer's key is: in the table, or in one around it.
  private func wayToOffer(_ stored: Stored) -> (joins: String, offer: String) {
    var joins = ""
    var (current, alias) = (stored, "t")
    while !current.columns.contains("formation_id"), let parent = current.table.parent, let outer = named(parent.table)
    {
      let next = "p_\(parent.table)"
      let conditions =
        ["\(Self.text(next, parent.column)) = \(Self.text(alias, parent.column))"]
        + [isFromSource(next, outer)].compactMap { $0 }
      joins += " LEFT JOIN \(name(parent.table)) \(next) ON \(conditions.joined(separator: " AND "))"
      (current, alias) = (outer, next)
    }
    return (joins, Self.text(alias, "formation_id"))
  }
}
