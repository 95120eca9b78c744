import LheoModel
import LheoOutput

/// Writes a table as CSV or TSV.
public final class CSVWriter: TableSink {
  /// How a table is written.
  public struct Options: Sendable {
    /// The byte between fields.
    public var separator: UInt8 = 0x2C
    /// `;`, a byte order mark and CRLF, as a French Excel wants them.
    public var isForExcel = false
    /// Whether values may start like a formula. Without it they get a leading `'`.
    public var isRaw = false
    /// Whether the first row names the columns.
    public var hasHeader = true

    /// The default: RFC 4180 with `,` and LF.
    public init() {}

    /// The byte that stands between fields in the end.
    public var delimiter: UInt8 { isForExcel && separator == 0x2C ? 0x3B : separator }

    /// How the names of such files end: `csv`, or `tsv` where tabs separate fields.
    public var fileExtension: String { delimiter == 0x09 ? "tsv" : "csv" }
  }

  private let sink: ByteSink
  private let options: Options
  private let separator: UInt8

  /// A writer into a sink.
  public init(_ sink: ByteSink, options: Options = Options()) {
    self.sink = sink
    self.options = options
    separator = options.delimiter
  }

  /// Writes the byte order mark and the names of the columns, as far as the options ask for them.
  public func begin(_ table: Table, columns: [TableColumn]) throws {
    if options.isForExcel { sink.append("\u{FEFF}" as StaticString) }
    if options.hasHeader { try write(TableRow(columns.map(\.name.utf8))) }
  }

  /// Writes a row.
  ///
  /// - Throws: `OutputError` if the sink has failed.
  public func write(_ row: TableRow) throws {
    row.withCells { cells in
      for column in 0..<cells.count {
        if column > 0 { sink.append(separator) }
        sink.csvField(cells[column], separator: separator, isRaw: options.isRaw)
      }
    }
    if options.isForExcel { sink.append(0x0D) }
    sink.append(0x0A)
    if let error = sink.error { throw error }
  }
}
