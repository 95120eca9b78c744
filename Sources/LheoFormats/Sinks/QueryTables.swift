import LheoOutput
import LheoPipeline
import LheoSQLite
import LheoTables

/// Fills tables of a database that lasts as long as this is there, to ask questions of.
public final class QueryTables: TablesSink {
  private let file: ReplacedFile
  private let database: SQLiteWriter
  /// What feeds the tables.
  public let feeder: LayoutFeeder

  /// A database in the folder for temporary files. All tables are there; those that `isFilled` says no of stay empty.
  ///
  /// - Throws: `OutputError` or `SQLiteFeedError` where it cannot be made.
  public init(_ options: TableReader.Options = TableReader.Options(), isFilled: (Table) -> Bool) throws {
    let path = "\(TemporaryFiles.folder)/lheo-question.sqlite"
    file = try ReplacedFile(path)
    database = try SQLiteWriter(path: file.temporaryPath, name: path)
    let database = database
    feeder = try LayoutFeeder(options, hasSource: true, isFilled: isFilled) { _ in try database.makeTable() }
    try feeder.begin()
    for table in [TableDictionary.codes, TableDictionary.columns(of: feeder.definitions)] {
      try table.write(to: database.makeTable())
    }
  }

  /// Ends the tables, of which questions may then be asked.
  public func finish() throws -> [OutputNotice] {
    try feeder.finish()
    try database.close()
    return []
  }

  /// Gives the database up.
  public func abandon() { file.discard() }

  /// Prepares a question.
  ///
  /// - Throws: `SQLiteQueryError`.
  public func question(_ sql: String) throws -> SQLiteQuery { try SQLiteQuery(sql, of: file.temporaryPath) }

  /// Which tables a question needs; it is asked of empty ones.
  ///
  /// - Parameters:
  ///   - sql: the question.
  ///   - options: how the tables are read that it is asked of in the end.
  /// - Throws: `SQLiteQueryError` where it cannot be answered whatever there is.
  public static func needed(
    by sql: String, _ options: TableReader.Options = TableReader.Options()
  ) throws -> @Sendable (Table) -> Bool {
    let empty = try QueryTables(options, isFilled: { _ in false })
    defer { empty.abandon() }
    _ = try empty.finish()
    // A mistake is one before anything else is done.
    _ = try empty.question(sql)
    var names = try SQLiteQuery.tables(
      neededBy: sql, of: empty.file.temporaryPath, among: Table.layout.map(\.name) + ["recherche"])
    // The full-text index is made of the offers.
    if names.contains("recherche") { names.insert("formations") }
    return { [names] in names.contains($0.name) }
  }
}
