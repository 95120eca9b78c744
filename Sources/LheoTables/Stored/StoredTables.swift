import LheoModel

/// What there is of tables in a database, and what is wrong with them.
struct StoredTables<Database: OfferDatabase> {
  private let database: Database
  private var problems: [Problem] = []
  private(set) var queries: StoredQueries
  private(set) var tables: [StoredTable] = []

  private struct Problem {
    var table: String
    var column: String?
    var key: String?
    var line: Int?
    var message: Text
  }

  /// Where columns are named, if tables are files.
  private var header: Int? { database.dialect.line == nil ? nil : 1 }

  /// The tables without which there are no offers.
  private static var neededTables: [String] { ["formations", "actions", "sessions"] }

  /// The table of a user that declares further columns.
  private static var declarations: String { "lheo_colonnes" }

  /// Looks at what is there.
  ///
  /// - Throws: the database's error, which names all that is missing and all columns that are not known.
  init(_ database: Database, source: String?) throws(Database.Failure) {
    self.database = database
    let declared = try Self.declared(in: database)
    queries = StoredQueries(dialect: database.dialect, all: [])
    var all: [StoredQueries.Stored] = []
    for table in Table.layout {
      guard let found = try database.columns(of: table.name) else {
        if Self.neededTables.contains(table.name) {
          problems.append(
            Problem(
              table: table.name,
              message: header == nil
                ? Text("la table manque, ou ne peut pas être vue.", "the table is missing, or may not be seen.")
                : Text("le fichier manque.", "the file is missing.")))
        }
        continue
      }
      check(table, found.names, declared: declared[table.name] ?? [])
      all.append(StoredQueries.Stored(table: table, columns: found.names, hasPlaces: found.hasPlaces))
    }
    queries = StoredQueries(dialect: database.dialect, all: all)
    try fail()
    queries.source = try chooseFeed(source)
    try checkKeys()
    let names = Set(all.map(\.table.name))
    for stored in all {
      var columns: [Column] = []
      for (name, path) in declared[stored.table.name] ?? [] {
        do { columns.append(try Column("\(name)=\(path)")) } catch {
          problems.append(Problem(table: stored.table.name, column: name, message: error.text))
        }
      }
      tables.append(StoredTable(stored.table, columns: stored.columns, declared: columns, among: names))
    }
    try fail()
  }

  /// The queries, and the tables that they are about.
  var result: (StoredQueries, [StoredTable]) { (queries, tables) }

  /// Columns that a user has declared, by table.
  private static func declared(
    in database: Database
  ) throws(Database.Failure) -> [String: [(name: String, path: String)]] {
    guard let columns = try database.columns(of: declarations)?.names,
      ["nom_table", "colonne", "chemin"].allSatisfy(columns.contains)
    else { return [:] }
    let rows = try database.rows(
      "SELECT nom_table, colonne, chemin FROM \(database.dialect.name(declarations))", of: declarations)
    var declared: [String: [(name: String, path: String)]] = [:]
    while try rows.next() {
      declared[rows.text(0), default: []].append((rows.text(1), rows.text(2)))
    }
    return declared
  }

  private mutating func check(_ table: Table, _ columns: [String], declared: [(name: String, path: String)]) {
    let needed = table.mandatoryColumns.sorted().filter { ["formation_id", "action_id", "session_id"].contains($0) }
    for name in needed where !columns.contains(name) {
      problems.append(
        Problem(
          table: table.name, column: name, line: header,
          message: Text(
            "la colonne manque : elle relie les tables.", "the column is missing: it joins the tables.")))
    }
    let known = table.columns.map(\.name) + ["source", "formations"] + declared.map(\.name)
    for name in columns where !known.contains(name) && name != database.dialect.line {
      problems.append(
        Problem(
          table: table.name, column: name, line: header,
          message: Text("colonne inconnue.", "unknown column.")
            + (Nearest.match(name, in: known).map(Nearest.didYouMean) ?? .empty)))
    }
  }

  private func chooseFeed(_ source: String?) throws(Database.Failure) -> String? {
    let hasSource = queries.all.contains {
      ["formations", Table.rest.name].contains($0.table.name) && $0.columns.contains("source")
    }
    guard hasSource else {
      guard let source else { return nil }
      throw database.error(
        table: nil, column: nil, key: nil, line: nil,
        Text(
          "pas de flux « \(source) » : la table formations n'a pas de colonne source.",
          "no feed '\(source)': the table formations has no column source."))
    }
    var names: Set<String> = []
    for (table, sql) in queries.feeds { try names.formUnion(texts(sql, of: table)) }
    let feeds = names.sorted()
    let list = feeds.prefix(20).joined(separator: ", ") + (feeds.count > 20 ? "… (\(feeds.count))" : "")
    if let source {
      if feeds.contains(source) { return source }
      throw database.error(
        table: nil, column: nil, key: nil, line: nil,
        Text("pas de flux « \(source) ». Il y a : \(list).", "no feed '\(source)'. Feeds: \(list)."))
    }
    if feeds.count < 2 { return feeds.first }
    throw database.error(
      severalFeeds: feeds,
      Text(
        "la base contient plusieurs flux ; choisissez-en un : \(list).",
        "the database keeps several feeds; choose one: \(list)."))
  }

  private mutating func checkKeys() throws(Database.Failure) {
    for name in Self.neededTables {
      guard let stored = queries.named(name), let key = stored.table.primaryKey else { continue }
      let rows = try database.rows(queries.doubtfulKeys(stored, key), of: name)
      while try rows.next() {
        let value = rows.text(0)
        problems.append(
          Problem(
            table: name, column: key, key: value.isEmpty ? nil : value, line: Int(rows.text(1)),
            message: value.isEmpty
              ? Text("une ligne n'a pas de clé.", "a row has no key.")
              : header == nil
                ? Text("la clé figure deux fois.", "the key is there twice.")
                : Text("« \(value) » figure deux fois.", "'\(value)' is there twice.")))
      }
    }
    try fail()
  }

  private func texts(_ sql: String, of table: String) throws(Database.Failure) -> [String] {
    let rows = try database.rows(sql, of: table)
    var texts: [String] = []
    while try rows.next() { texts.append(rows.text(0)) }
    return texts
  }

  /// Throws what has been found, all at once.
  private func fail() throws(Database.Failure) {
    guard let first = problems.first else { return }
    if problems.count == 1 {
      throw database.error(table: first.table, column: first.column, key: first.key, line: first.line, first.message)
    }
    let all = problems.map { problem in
      StoredPlace(
        in: database.dialect.shownName(problem.table), row: header == nil ? nil : problem.line,
        column: problem.column, key: header == nil ? problem.key : nil
      ).text(problem.message)
    }
    throw database.error(
      table: nil, column: nil, key: nil, line: nil,
      all.dropFirst().reduce(all[0]) { $0 + Text(verbatim: "\n") + $1 })
  }
}
