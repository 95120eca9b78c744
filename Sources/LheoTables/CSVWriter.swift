import LheoModel
import LheoOutput

/// Writes a table of offers as CSV or TSV.
public final class CSVWriter {
  /// How a table is written.
  public struct Options: Sendable {
    /// The byte between fields.
    public var separator: UInt8 = 0x2C
    /// What joins several values of a field.
    public var join = "|"
    /// `;`, a byte order mark and CRLF, as a French Excel wants them.
    public var isForExcel = false
    /// Whether values may start like a formula. Without it they get a leading `'`.
    public var isRaw = false
    /// Whether dates are written `2026-09-01` rather than as in the feed.
    public var usesISODates = false
    /// Whether the first row names the columns.
    public var hasHeader = true

    /// The default: RFC 4180 with `,` and LF.
    public init() {}
  }

  private let sink: ByteSink
  private let table: Table
  private let options: Options
  private let isDate: [Bool]
  private let separator: UInt8
  private var value: [UInt8] = []
  private let join: [UInt8]

  /// A writer of a table into a sink.
  public init(_ sink: ByteSink, table: Table, options: Options = Options()) {
    self.sink = sink
    self.table = table
    self.options = options
    separator = options.isForExcel && options.separator == 0x2C ? 0x3B : options.separator
    join = Array(options.join.utf8)
    isDate = table.columns.map { column in
      if case .date = column.path.element.definition.content { column.path.attribute == nil } else { false }
    }
  }

  /// Writes the byte order mark and the names of the columns, as far as the options ask for them.
  public func begin() {
    if options.isForExcel { sink.append("\u{FEFF}" as StaticString) }
    guard options.hasHeader else { return }
    for (index, column) in table.columns.enumerated() {
      if index > 0 { sink.append(separator) }
      value = Array(column.name.utf8)
      field()
    }
    endRow()
  }

  /// Writes the rows of an offer.
  public func write(_ offer: ElementView) {
    table.forEachRow(in: offer) { row in
      for (index, column) in table.columns.enumerated() {
        if index > 0 { sink.append(separator) }
        value.removeAll(keepingCapacity: true)
        var isFirst = true
        column.path.forEachValue(from: row) { bytes in
          if !isFirst { value += join }
          isFirst = false
          if isDate[index] && options.usesISODates {
            value += (PartialDate(utf8: bytes)?.isoText ?? String(decoding: bytes, as: UTF8.self)).utf8
          } else {
            value += bytes
          }
        }
        field()
      }
      endRow()
    }
  }

  private func endRow() {
    if options.isForExcel { sink.append(0x0D) }
    sink.append(0x0A)
  }

  private func field() {
    guard let first = value.first else { return }
    let startsFormula = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains(first)
    let isGuarded = startsFormula && !options.isRaw
    let needsQuotes = value.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    if needsQuotes { sink.append(0x22) }
    if isGuarded { sink.append(0x27) }
    if needsQuotes {
      for byte in value {
        if byte == 0x22 { sink.append(0x22) }
        sink.append(byte)
      }
      sink.append(0x22)
    } else {
      value.withUnsafeBufferPointer { sink.append($0) }
    }
  }
}
