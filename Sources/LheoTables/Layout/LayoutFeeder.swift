import LheoModel

/// What all tables hold of a part of a feed, as it has been read on some thread.
public struct LayoutRows: Sendable {
  let tables: [TableRows]
  let rest: RestRows
  let isOffer: Bool
}

/// Reads the rows of tables from the parts of a feed, and what these do not carry, on any thread.
public final class LayoutReader {
  private let tables: [TableReader]
  private let finder: RowFinder
  /// Where the rows of each table are.
  private var places: [[Int]] = []
  private var rest: RestReader?

  init(_ options: TableReader.Options, tables: [Table], readsRest: Bool) {
    let answers = options.reference?.makeAnswers()
    self.tables = tables.map { TableReader($0, options, answers: answers) }
    finder = RowFinder(tables)
    rest = readsRest ? RestReader(options) : nil
  }

  /// The rows of a part.
  public func rows(of event: FeedEvent) -> LayoutRows {
    guard let offer = event.offer else {
      return LayoutRows(tables: [], rest: rest?.rows(beside: event) ?? RestRows(), isOffer: false)
    }
    finder.findRows(in: offer.root, into: &places)
    return LayoutRows(
      tables: zip(tables, places).map { $0.rows(of: offer, at: $1) }, rest: rest?.rows(of: offer) ?? RestRows(),
      isOffer: true)
  }
}

/// Hands the rows of all tables to sinks, and what these do not carry to another, so that the feed can be made of them again.
public final class LayoutFeeder {
  private let options: TableReader.Options
  private let tables: [TableFeeder]
  /// Those that get rows.
  private let filled: [TableFeeder]
  private let rest: RestFeeder
  private let fillsRest: Bool
  private let organismes: TableFeeder

  /// How many rows the tables have got.
  public var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }
  /// All tables with the columns that they have got.
  public var definitions: [(table: Table, columns: [TableColumn])] {
    tables.map { ($0.table, $0.columns) } + [(.rest, rest.columns)]
  }

  /// A feeder of tables that `makeSink` makes.
  ///
  /// - Parameters:
  ///   - options: how cells are read; columns have types, and a row is there only if those around it are. With registers,
  ///     tables have what these say in columns behind their own.
  ///   - hasSource: whether a first column says which feed a row is from.
  ///   - isFilled: which tables get rows.
  ///   - makeSink: makes what takes the rows of a table.
  public init(
    _ options: TableReader.Options, hasSource: Bool, isFilled: (Table) -> Bool = { _ in true },
    makeSink: (Table) throws -> any TableSink
  ) rethrows {
    var options = options
    options.isLayout = true
    // What reads the tables expects it.
    options.join = String(UnicodeScalar(TableLayout.separator))
    self.options = options
    let tables = try Table.all.map { table in
      let table = options.reference == nil ? table : table.withRegisterColumns
      return TableFeeder(table, options: options, hasSource: hasSource, into: try makeSink(table))
    }
    self.tables = tables
    filled = tables.filter { isFilled($0.table) }
    organismes = tables.first { $0.table.name == "organismes" }!
    rest = RestFeeder(hasSource: hasSource, into: try makeSink(.rest))
    fillsRest = isFilled(.rest)
  }

  /// Makes readers of the rows, for other threads.
  public var readerMaker: @Sendable () -> LayoutReader {
    let tables = filled.map(\.table)
    return { [options, fillsRest] in LayoutReader(options, tables: tables, readsRest: fillsRest) }
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
    for (table, rows) in zip(filled, rows.tables) { try table.write(rows) }
    try rest.write(rows.rest, body: organismes.cells(ofKey: rows.rest.siret))
  }

  /// Hands over what was kept until the end.
  public func finish() throws { for table in tables { try table.finish() } }
}
