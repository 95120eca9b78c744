import LheoModel
import LheoOutput
import LheoPipeline
import LheoTables

/// Writes one table as CSV or TSV.
public final class CSVSink: RowSink {
  private let file: any Output
  private let rows: LimitedRows
  /// What feeds the tables.
  public let feeders: [TableFeeder]

  /// A sink that writes into an output. With `hasSource`, a first column says which feed a row is from; with a limit, so many
  /// rows are written at most.
  ///
  /// - Throws: `OutputError` where the file cannot be written.
  public init(
    _ file: any Output, _ table: Table, _ options: TableReader.Options = TableReader.Options(),
    _ writing: CSVWriter.Options = CSVWriter.Options(), hasSource: Bool = false, limit: Int? = nil
  ) throws {
    self.file = file
    rows = LimitedRows(CSVWriter(file.sink, options: writing), rows: limit)
    feeders = [TableFeeder(table, options: options, hasSource: hasSource, into: rows)]
    try beginTables()
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ rows: [TableRows]) throws -> SinkState {
    try write(rows)
    return self.rows.isFull ? .isDone : .wantsMore
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
public final class CSVFolderSink: TablesSink {
  /// What feeds the tables.
  public let feeder: LayoutFeeder
  private let folder: OutputFolder
  private let files: [OutputFile]

  /// A sink that writes into a folder.
  ///
  /// - Throws: `OutputError` where a file cannot be written.
  public init(
    _ folder: OutputFolder, _ options: TableReader.Options = TableReader.Options(),
    _ writing: CSVWriter.Options = CSVWriter.Options(), hasSource: Bool = false
  ) throws {
    self.folder = folder
    var files: [OutputFile] = []
    func writer(_ table: Table) throws -> CSVWriter {
      files.append(try folder.file("\(table.name).\(writing.fileExtension)"))
      return CSVWriter(files.last!.sink, options: writing)
    }
    feeder = try LayoutFeeder(options, hasSource: hasSource, makeSink: writer)
    try feeder.begin()
    let known = [TableDictionary.codes, TableDictionary.columns(of: feeder.definitions)]
    for table in known { try table.write(to: writer(table.table)) }
    let description = try folder.file("datapackage.json")
    files.append(description)
    DataPackage.write(
      feeder.definitions + known.map { ($0.table, $0.columns) }, usesISODates: options.usesISODates,
      writing, to: description.sink)
    self.files = files
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    for file in files { try file.commit() }
    try folder.commit()
    return notices
  }

  /// Gives the output up.
  public func abandon() {
    for file in files { file.discard() }
    folder.discard()
  }
}
