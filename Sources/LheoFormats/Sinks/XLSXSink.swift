import LheoOutput
import LheoPipeline
import LheoTables
import LheoXLSX

/// Writes all tables into a workbook.
public final class XLSXSink: RowSink {
  private let file: ReplacedFile
  private let workbook: XLSXWriter
  /// What feeds the tables.
  public let feeders: [TableFeeder]

  /// A sink that writes into a file.
  ///
  /// - Throws: `OutputError` where the file cannot be written.
  public init(
    _ path: String, _ options: TableReader.Options = TableReader.Options(), hasSource: Bool = false
  ) throws {
    file = try ReplacedFile(path)
    let workbook = try XLSXWriter(path: file.temporaryPath, name: path)
    self.workbook = workbook
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: hasSource, into: workbook.makeSheet()) }
    try beginTables()
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
