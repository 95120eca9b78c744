import LheoModel

/// What all tables hold of a part of a feed, as it has been read on some thread.
public struct LayoutRows: Sendable {
  let tables: [TableRows]
  let rest: RestRows
  let isOffer: Bool
}

/// Reads the rows of all tables from the parts of a feed, and what these do not carry, on any thread.
public final class LayoutReader {
  private let tables: [TableReader]
  private let rest: RestReader

  /// A reader of all tables.
  public init(_ options: TableReader.Options) {
    tables = Table.all.map { TableReader($0, options: options) }
    rest = RestReader(options)
  }

  /// The rows of a part.
  public func rows(of event: FeedEvent) -> LayoutRows {
    guard let offer = event.offer else { return LayoutRows(tables: [], rest: rest.rows(beside: event), isOffer: false) }
    return LayoutRows(tables: tables.map { $0.rows(of: offer) }, rest: rest.rows(of: offer), isOffer: true)
  }
}

/// Hands the rows of all tables to sinks, and what these do not carry to another, so that the feed can be made of them again.
public final class LayoutFeeder {
  /// What feeds the tables.
  public let tables: [TableFeeder]
  private let rest: RestFeeder
  private let organismes: TableFeeder

  /// How many rows the tables have got.
  public var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }
  /// All tables with the columns that they have got.
  public var definitions: [(table: Table, columns: [TableColumn])] {
    tables.map { ($0.table, $0.columns) } + [(.rest, rest.columns)]
  }

  /// A feeder of tables that `makeSink` makes. With `hasSource`, a first column says which feed a row is from.
  public init(
    _ options: TableReader.Options, hasSource: Bool, makeSink: (Table) throws -> any TableSink
  ) rethrows {
    tables = try Table.all.map { TableFeeder($0, options: options, hasSource: hasSource, into: try makeSink($0)) }
    organismes = tables.first { $0.table.name == "organismes" }!
    rest = RestFeeder(hasSource: hasSource, into: try makeSink(.rest))
  }

  /// Hands over the columns.
  public func begin() throws {
    for table in tables { try table.begin() }
    try rest.begin()
  }

  /// The rows of another feed follow.
  public func begin(_ source: String) {
    for table in tables { table.source = source }
    rest.source = source
  }

  /// Hands over the rows of the next part.
  public func write(_ rows: LayoutRows) throws {
    guard rows.isOffer else { return try rest.write(beside: rows.rest) }
    for (table, rows) in zip(tables, rows.tables) { try table.write(rows) }
    try rest.write(rows.rest) { column in organismes.cell(column, ofKey: rows.rest.siret) }
  }

  /// Hands over what was kept until the end.
  public func finish() throws { for table in tables { try table.finish() } }
}
