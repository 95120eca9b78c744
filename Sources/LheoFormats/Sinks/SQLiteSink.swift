import Glibc
import LheoModel
import LheoOutput
import LheoPipeline
import LheoSQLite
import LheoTables

/// Writes all tables into a database.
public final class SQLiteSink: TablesSink {
  /// What feeds the tables.
  public let feeder: LayoutFeeder
  private let file: ReplacedFile
  private let isAppended: Bool
  private let database: SQLiteWriter

  /// A sink that writes into a file; with `appends`, into the database that is there.
  ///
  /// - Throws: `OutputError` where the file cannot be written, `SQLiteFeedError` where it is not a database of ours.
  public init(_ path: String, _ options: TableReader.Options = TableReader.Options(), appends: Bool = false) throws {
    // A database that is not there yet appears whole, like all outputs.
    isAppended = appends && access(path, F_OK) == 0
    file = try ReplacedFile(path)
    let database = try SQLiteWriter(path: file.temporaryPath, name: path, appendingTo: isAppended ? path : nil)
    self.database = database
    feeder = try LayoutFeeder(options, hasSource: true) { _ in try database.makeTable() }
    try feeder.begin()
    for table in [TableDictionary.codes, TableDictionary.columns(of: feeder.definitions)] {
      try table.write(to: database.makeTable())
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) throws {
    try database.begin(source)
    feeder.begin(source)
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    try database.close()
    if isAppended { file.discard() } else { try file.commit() }
    return notices
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}
