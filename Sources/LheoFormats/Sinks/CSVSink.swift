import LheoOutput
import LheoPipeline
import LheoTables

/// Writes one table as CSV or TSV.
public final class CSVSink: RowSink {
  private let file: any Output
  /// What feeds the tables.
  public let feeders: [TableFeeder]

  /// A sink that writes into an output. With `hasSource`, a first column says which feed a row is from.
  ///
  /// - Throws: `OutputError` where the file cannot be written.
  public init(
    _ file: any Output, _ table: Table, _ options: TableReader.Options = TableReader.Options(),
    _ writing: CSVWriter.Options = CSVWriter.Options(), hasSource: Bool = false
  ) throws {
    self.file = file
    feeders = [
      TableFeeder(table, options: options, hasSource: hasSource, into: CSVWriter(file.sink, options: writing))
    ]
    try beginTables()
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    try file.commit()
    return notices
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}

/// Writes all tables into a folder, with their description.
public final class CSVFolderSink: RowSink {
  /// What feeds the tables.
  public let feeders: [TableFeeder]
  private let folder: OutputFolder
  private let files: [OutputFile]
  private let description: OutputFile

  /// A sink that writes into a folder.
  ///
  /// - Throws: `OutputError` where a file cannot be written.
  public init(
    _ folder: OutputFolder, _ options: TableReader.Options = TableReader.Options(),
    _ writing: CSVWriter.Options = CSVWriter.Options(), hasSource: Bool = false
  ) throws {
    self.folder = folder
    files = try Table.all.map { try folder.file("\($0.name).csv") }
    description = try folder.file("datapackage.json")
    feeders = zip(Table.all, files).map { table, file in
      TableFeeder(table, options: options, hasSource: hasSource, into: CSVWriter(file.sink, options: writing))
    }
    try beginTables()
    DataPackage.write(
      feeders.map { ($0.table, $0.columns) }, usesISODates: options.usesISODates, to: description.sink)
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    for file in files + [description] { try file.commit() }
    try folder.commit()
    return notices
  }

  /// Gives the output up.
  public func abandon() {
    for file in files + [description] { file.discard() }
    folder.discard()
  }
}
