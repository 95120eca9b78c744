import LheoModel

/// The parts of a feed put together from the tables of a database, as `LayoutFeeder` fills them, or from tables or views of a
/// user that have the same names and some of their columns.
///
/// All tables are read at once in the order of the offers: memory is that of some offers, and of a place on
/// disk for each body.
package final class StoredOffers<Database: OfferDatabase> {
  /// The feed that is read, where rows say so.
  package let source: String?
  private let database: Database
  private let formations: OfferCursor<Database>
  private let others: [OfferCursor<Database>]
  private let rest: OfferCursor<Database>?
  private let beside: BesideReader<Database>?
  private let tables: [StoredTable]
  private let bodies: StoredBodies?
  /// The tables with rows of offers.
  private let offerTables: [StoredTable]
  /// By table, how many bytes the rows of an offer are likely to have.
  private var usualSizes: [Int]
  private var frames = StoredFrames()
  /// Whether there are no more offers.
  private var isOver = false

  /// - Parameter source: the feed, where the tables hold several.
  /// - Throws: the database's error, also where tables or columns are missing or unknown, all of them at once; or several
  ///   feeds are there and none is chosen.
  package init(_ database: Database, source: String?) throws(Database.Failure) {
    self.database = database
    let (queries, tables) = try StoredTables(database, source: source).result
    self.source = queries.source
    self.tables = tables
    bodies = try Self.bodies(database, tables, queries)
    offerTables = tables.filter(\.table.holdsOffers)
    usualSizes = offerTables.map { _ in 0 }
    var cursors: [OfferCursor<Database>] = []
    for table in offerTables {
      guard let stored = queries.named(table.table.name) else { continue }
      cursors.append(try OfferCursor(database, table, queries.rowsByOffer(stored)))
    }
    // The tables that are needed are there.
    formations = cursors.removeFirst()
    others = cursors
    if let table = tables.first(where: { $0.table.name == Table.rest.name }),
      let stored = queries.named(Table.rest.name)
    {
      rest = try OfferCursor(database, table, queries.rowsByOffer(stored))
      beside = try BesideReader(
        OfferCursor(database, table, queries.besideOffers(stored)),
        lastPlace: database.rows(queries.lastPlaceBeside(stored), of: Table.rest.name))
    } else {
      rest = nil
      beside = nil
    }
  }

  private static func bodies(
    _ database: Database, _ tables: [StoredTable], _ queries: StoredQueries
  ) throws(Database.Failure) -> StoredBodies? {
    guard let table = tables.first(where: { $0.table.name == "organismes" }), let stored = queries.named("organismes")
    else { return nil }
    let cursor = try OfferCursor(database, table, queries.bodies(stored))
    var bodies = StoredBodies(table)
    var row = StoredRows(columnCount: table.columns.count)
    while try cursor.isThere() {
      row.removeAll()
      try cursor.take(into: &row)
      do {
        try bodies.add(row)
      } catch {
        throw database.error(table: "organismes", column: nil, key: nil, line: nil, error.text)
      }
    }
    return bodies
  }

  /// The next part, `nil` at the end.
  ///
  /// - Throws: the database's error, also where a row belongs to none of the others.
  private func next() throws(Database.Failure) -> StoredPart? {
    if !isOver, try !formations.isThere() {
      isOver = true
      for cursor in others + [rest].compactMap({ $0 }) { try cursor.checkEnd() }
    }
    if isOver { return try beside?.next() }
    let rang = formations.table.rang.flatMap { Int(String(decoding: formations.cell($0), as: UTF8.self)) }
    if let part = try beside?.next(beforeOfferOfRank: rang) { return part }
    return try readOffer()
  }

  private func readOffer() throws(Database.Failure) -> StoredPart {
    var rows = zip(offerTables, usualSizes).map { StoredRows(columnCount: $0.columns.count, usualSize: $1) }
    try formations.take(into: &rows[0])
    let id = rows[0][0, formations.table.key]
    for (number, cursor) in others.enumerated() { try cursor.take(ofOffer: id, into: &rows[number + 1]) }
    // An offer that is out of the ordinary is not what the next is like.
    for number in rows.indices { usualSizes[number] = min(rows[number].size, 1 << 14) }
    guard let rest else { return .offer(rows, rest: nil) }
    var restRows = StoredRows(columnCount: rest.table.columns.count)
    try rest.take(ofOffer: id, into: &restRows)
    return .offer(rows, rest: restRows)
  }
}

/// A part of a feed as tables have it.
package enum StoredPart: Sendable {
  /// The start of an element around offers.
  case begin(StoredElement)
  /// Something beside offers.
  case element(StoredElement)
  case end(Element)
  /// The rows of an offer.
  case offer([StoredRows], rest: StoredRows?)
}

extension StoredPart {
  /// How many bytes its rows have.
  fileprivate var size: Int {
    guard case .offer(let rows, let rest) = self else { return 0 }
    return rows.reduce(rest?.size ?? 0) { $0 + $1.size }
  }
}

/// An element that is nobody else's.
package struct StoredElement: @unchecked Sendable {
  let buffer: ElementBuffer
}

/// The parts of a feed that come from tables.
package protocol StoredParts: AnyObject {
  /// The next parts, none at the end. Where the tables do not say what is around offers, it is an `offres` in a `lheo`.
  func next(_ count: Int) throws -> [StoredPart]
  /// Makes what puts parts together, for one thread.
  func makeAssembler() -> OfferAssembler
  /// - Throws: why offers that were put together lack something.
  func requireAnswers() throws
  /// The error of a row that belongs to no other.
  func error(_ orphan: OfferAssembler.Orphan) -> any Error
}

extension StoredOffers: StoredParts {
  /// So many bytes are handed over at a time at most, but for one part.
  private static var maximumSize: Int { 1 << 20 }

  package func next(_ count: Int) throws -> [StoredPart] {
    var parts: [StoredPart] = []
    var size = 0
    while parts.count < count, size < Self.maximumSize, let part = try next() {
      parts += frames.parts(for: part)
      size += part.size
    }
    return parts.isEmpty ? frames.close() : parts
  }

  package func requireAnswers() throws { try bodies?.requireAnswers() }

  package func makeAssembler() -> OfferAssembler { OfferAssembler(tables, bodies: bodies, database.dialect) }

  package func error(_ orphan: OfferAssembler.Orphan) -> any Error {
    database.error(
      table: offerTables[orphan.table].table.name, column: orphan.column, key: orphan.rowKey, line: orphan.line,
      Text(
        "« \(orphan.key) » n'est pas dans \(orphan.parent), ou appartient à une autre offre.",
        "'\(orphan.key)' is not in \(orphan.parent), or belongs to another offer."))
  }
}

extension StoredElement {
  init(_ element: Element) {
    buffer = ElementBuffer()
    buffer.begin(element)
    buffer.end()
  }
}
