import LheoModel

/// How the rows of offers are asked for, in the order of the offers: that of `rang`; those without one come last. Keys of a
/// length compare by their bytes, shorter ones come first, so that offer f9 precedes offer f10.
struct StoredQueries {
  /// A table that is there.
  struct Stored {
    let table: Table
    let columns: [String]
    let hasPlaces: Bool
  }

  /// A query of rows: its columns are those that the rows are sorted by, the cells of the table, where each row stands in a
  /// file, and with `hasOffer` its offer's key.
  struct RowQuery {
    let sql: String
    /// The column of the first cell.
    let firstCell: Int
    let hasOffer: Bool
  }

  let dialect: SQLDialect
  let all: [Stored]
  /// The feed that rows must be from, where they say so.
  var source: String?

  func named(_ name: String) -> Stored? { all.first { $0.table.name == name } }

  private func name(_ table: String) -> String { dialect.name(table) }

  private func text(_ alias: String, _ column: String) -> String { "CAST(\(alias).\(column.quotedForSQL) AS TEXT)" }

  private func key(_ alias: String, _ column: String) -> String { dialect.key("\(alias).\(column.quotedForSQL)") }

  private func isFromSource(_ alias: String, _ stored: Stored) -> String? {
    guard let source, stored.columns.contains("source") else { return nil }
    return "\(key(alias, "source")) = \(source.literalForSQL)"
  }

  private func filter(_ alias: String, _ stored: Stored, _ more: String? = nil) -> String {
    let conditions = [isFromSource(alias, stored), more].compactMap { $0 }
    return conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
  }

  /// The names of the feeds, by the tables that have them.
  var feeds: [(table: String, sql: String)] {
    ["formations", Table.rest.name].compactMap(named).filter { $0.columns.contains("source") }.map { stored in
      let name = stored.table.name
      return (name, "SELECT DISTINCT \(text("t", "source")) FROM \(self.name(name)) t WHERE t.source IS NOT NULL")
    }
  }

  /// Identifiers that are there twice, or not at all.
  func doubtfulKeys(_ stored: Stored, _ key: String) -> String {
    let column = text("t", key)
    let line = dialect.line.map { "max(t.\($0.quotedForSQL))" } ?? "NULL"
    return "SELECT \(column), \(line) FROM \(name(stored.table.name)) t\(filter("t", stored))"
      + " GROUP BY 1 HAVING count(*) > 1 OR \(column) IS NULL OR \(column) = '' ORDER BY 1 LIMIT 20"
  }

  /// The bodies; where several rows have one SIRET, that of the feed first.
  func bodies(_ stored: Stored) -> RowQuery {
    let own = isFromSource("t", stored).map { [Term("(\($0))", "DESC NULLS LAST")] } ?? []
    return rows(stored, own, from: "\(name(stored.table.name)) t")
  }

  /// Rows in an order. What they are sorted by is in front: a server that compares rows walks over all that comes before.
  private func rows(_ stored: Stored, _ order: [Term], offer: String? = nil, from tables: String) -> RowQuery {
    let columns = order.map(\.value) + [cells(stored)] + [offer].compactMap { $0 }
    let terms = order.enumerated().map { "\($0.offset + 1) \($0.element.direction)" }
    let sorted = terms.isEmpty ? "" : " ORDER BY \(terms.joined(separator: ", "))"
    return RowQuery(
      sql: "SELECT \(columns.joined(separator: ", ")) FROM \(tables)\(sorted)", firstCell: order.count,
      hasOffer: offer != nil)
  }

  /// What rows are sorted by.
  private struct Term {
    let value: String
    let direction: String

    init(_ value: String, _ direction: String = "ASC") {
      self.value = value
      self.direction = direction
    }
  }

  private func cells(_ stored: Stored) -> String {
    (stored.columns.map { text("t", $0) } + [dialect.line.map { "t.\($0.quotedForSQL)" } ?? "NULL"])
      .joined(separator: ", ")
  }

  /// The rows in the order of their offers, each with its offer's key.
  func rowsByOffer(_ stored: Stored) -> RowQuery {
    let (joins, offer) = wayToOffer(stored)
    let isRest = stored.table.name == Table.rest.name
    let filter = filter("t", stored, isRest ? "\(text("t", "ligne_table")) <> '\(Table.besideOffers)'" : nil)
    return rows(
      stored, offerOrder(stored) + ownOrder(stored), offer: offer, from: "\(name(stored.table.name)) t\(joins)\(filter)"
    )
  }

  /// What is around and beside offers, in its order.
  func besideOffers(_ stored: Stored) -> RowQuery {
    let filter = filter("t", stored, "\(text("t", "ligne_table")) = '\(Table.besideOffers)'")
    let order = ["apres", "rang"].map { Term(dialect.integer("t.\($0)")) }
    return rows(stored, order, from: "\(name(stored.table.name)) t\(filter)")
  }

  /// Where the last of it is.
  func lastPlaceBeside(_ stored: Stored) -> String {
    let filter = filter("t", stored, "\(text("t", "ligne_table")) = '\(Table.besideOffers)'")
    return "SELECT max(\(dialect.integer("t.apres"))) FROM \(name(stored.table.name)) t\(filter)"
  }

  private func offerOrder(_ stored: Stored) -> [Term] {
    guard stored.table.name != "formations" else { return [] }
    guard let formations = named("formations") else { return [] }
    return order("p_formations", formations, "formation_id", last: "\(text("p_formations", "formation_id")) IS NULL")
  }

  private func ownOrder(_ stored: Stored) -> [Term] {
    let key = stored.table.primaryKey.flatMap { stored.columns.contains($0) ? $0 : nil }
    return order("t", stored, key) + (stored.hasPlaces ? [Term("t.\(dialect.place)")] : [])
  }

  /// The order of the rows of a table: those without a rank come after the others, and of those the ones that `last` marks.
  /// The rank is the first term, as a sort compares further terms only where the first ones are equal.
  private func order(_ alias: String, _ stored: Stored, _ key: String?, last: String? = nil) -> [Term] {
    var terms = stored.columns.contains("rang") ? [Term(dialect.integer("\(alias).rang"), "NULLS LAST")] : []
    if let last { terms.append(Term(last)) }
    // Rows of a file have an order of their own.
    if let line = dialect.line {
      terms.append(Term("\(alias).\(line.quotedForSQL)"))
    } else if let key {
      let column = text(alias, key)
      terms += [Term(dialect.length(column)), Term(column + dialect.byBytes)]
    }
    return terms
  }

  /// How the offer of a row is found: by its key, or by that of a table around it.
  private func wayToOffer(_ stored: Stored) -> (joins: String, offer: String) {
    if stored.table.name == "formations" { return ("", text("t", "formation_id")) }
    var joins = ""
    var (current, alias) = (stored, "t")
    while true {
      let isDirect = current.columns.contains("formation_id")
      guard let parent = isDirect ? ("formations", "formation_id") : current.table.parent, let outer = named(parent.0)
      else {
        break
      }
      let next = "p_\(parent.0)"
      let conditions =
        ["\(key(next, parent.1)) = \(key(alias, parent.1))"] + [isFromSource(next, outer)].compactMap { $0 }
      joins += " LEFT JOIN \(name(parent.0)) \(next) ON \(conditions.joined(separator: " AND "))"
      if parent.0 == "formations" { break }
      (current, alias) = (outer, next)
    }
    return (joins, text("p_formations", "formation_id"))
  }
}
