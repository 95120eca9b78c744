import LheoModel
import LheoOutput
import LheoPipeline
import LheoTables
import LheoXLSX

/// Writes tables into a workbook.
public final class XLSXSink: RowSink {
  private let file: ReplacedFile
  private let workbook: XLSXWriter
  private let rows: [LimitedRows]
  /// What feeds the tables.
  public let feeders: [TableFeeder]

  /// A sink that writes into a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - tables: the tables.
  ///   - options: how cells are read.
  ///   - hasSource: whether a first column says which feed a row is from.
  ///   - limit: how many rows of each table are written at most.
  ///   - producer: what the first sheet says has made the workbook.
  ///   - date: the day on which it says it was made.
  /// - Throws: `OutputError` where the file cannot be written.
  public init(
    _ path: String, tables: [Table] = Table.all, _ options: TableReader.Options = TableReader.Options(),
    hasSource: Bool = false, limit: Int? = nil, producer: String = "", date: PartialDate? = nil
  ) throws {
    file = try ReplacedFile(path)
    let description = XLSXDescription(producer: producer, date: date, condition: options.condition?.text)
    let workbook = try XLSXWriter(path: file.temporaryPath, name: path, description: description)
    self.workbook = workbook
    rows = tables.map { _ in LimitedRows(workbook.makeSheet(), rows: limit) }
    feeders = zip(tables, rows).map { TableFeeder($0, options: options, hasSource: hasSource, into: $1) }
    try beginTables()
  }

  /// The parts of another source follow.
  public func begin(_ source: String) {
    for feeder in feeders { feeder.source = source }
    workbook.note(source: source)
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ rows: [TableRows]) throws -> SinkState {
    try write(rows)
    return self.rows.allSatisfy(\.isFull) ? .isDone : .wantsMore
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    try workbook.close()
    try file.commit()
    return notices
      + workbook.cuts.map { cut in
        .cutTexts(
          sheet: cut.table, column: cut.column, count: cut.count, maximum: XLSXWriter.maximumCellLength)
      }
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}
