import LheoModel
import LheoOutput

/// Reads the rows of a table from offers and hands them to a sink.
///
/// Tables of distinct rows, such as `organismes`, are kept on disk until the end: one row for each key, with how many offers
/// it stands in.
public final class TableFeeder {
  /// The table.
  public var table: Table { reader.table }
  /// The columns as they are written.
  public let columns: [TableColumn]
  /// Which feed rows are from, for the column `source`.
  public var source = ""
  /// How many rows the sink has got.
  public private(set) var rowCount = 0

  private let options: TableReader.Options
  private let reader: TableReader
  private let sink: any TableSink
  private let hasSource: Bool
  /// For each column, whether its cells may start with a placeholder for the offer.
  private let isIdentifier: [Bool]
  private let isRank: [Bool]
  private var cells: [[UInt8]]
  private var distinct: DistinctRows
  private var offerNumber = 0

  /// A feeder of a table into a sink. With `hasSource`, a first column says which feed a row is from.
  public init(_ table: Table, options: TableReader.Options, hasSource: Bool, into sink: any TableSink) {
    self.options = options
    reader = TableReader(table, options: options)
    isIdentifier = table.columns.map { column in
      switch column.source {
      case .identifier, .rowIdentifier, .rank: true
      default: false
      }
    }
    isRank = table.columns.map { if case .rank = $0.source { true } else { false } }
    self.sink = sink
    self.hasSource = hasSource
    var columns = (hasSource ? [.source] : []) + table.columns.map { TableColumn($0, in: table) }
    if table.distinctBy != nil {
      columns.append(TableColumn(name: "formations", label: "Nombre de formations", valueType: .number, path: ""))
    }
    self.columns = columns
    cells = [[UInt8]](repeating: [], count: columns.count)
    distinct = DistinctRows(columnCount: columns.count)
  }

  /// Hands over the columns.
  public func begin() throws { try sink.begin(table, columns: columns) }

  /// Makes readers of the rows, for other threads.
  public var readerMaker: @Sendable () -> TableReader {
    { [table, options] in TableReader(table, options: options) }
  }

  /// Hands over the rows of an offer.
  public func write(_ offer: ElementBuffer) throws { try write(reader.rows(of: offer)) }

  /// Hands over the rows of the next offer, of which there may be none, as a reader of this table has read them.
  public func write(_ rows: TableRows) throws {
    offerNumber += 1
    if rows.count == 0 { return }
    let first = hasSource ? 1 : 0
    // Moved to a local variable to avoid an exclusivity check on every access.
    var cells: [[UInt8]] = []
    swap(&cells, &self.cells)
    defer { swap(&cells, &self.cells) }
    if hasSource { cells[0] = Array(source.utf8) }
    let number = Array(String(offerNumber).utf8)
    for row in 0..<rows.count {
      for column in isIdentifier.indices {
        let cell = first + column
        cells[cell].removeAll(keepingCapacity: true)
        rows.withCell(column, ofRow: row) { bytes in
          if !isIdentifier[column] {
            cells[cell] += bytes
          } else if isRank[column] {
            if bytes.first == RowIdentifier.offerPlaceholder { cells[cell] += number } else { cells[cell] += bytes }
          } else {
            RowIdentifier.append(bytes, ofOffer: number, to: &cells[cell])
          }
        }
      }
      if let key = table.distinctBy {
        try distinct.add(
          cells, key: cells[first + key], offer: offerNumber, isFullest: rows.fullestRows.contains(row))
      } else {
        try sink.write(cells)
        rowCount += 1
      }
    }
  }

  /// The cells of the row of that key, in a table of distinct rows.
  func cells(ofKey key: [UInt8]) throws(OutputError) -> ((_ column: Int) -> ArraySlice<UInt8>)? {
    guard let row = try distinct.row(ofKey: key) else { return nil }
    let first = hasSource ? 1 : 0
    return { row[0, first + $0] }
  }

  /// Hands over what was kept until the end.
  ///
  /// - Throws: what the sink throws, or why cells lack what registers say.
  public func finish() throws {
    try options.reference?.requireAnswers()
    try distinct.forEach { cells in
      try sink.write(cells)
      rowCount += 1
    }
    distinct = DistinctRows(columnCount: columns.count)
  }
}

/// Rows that are kept once for each key, with the number of offers they stand in: the first one of the element that says the
/// most, else the first one.
private struct DistinctRows {
  private struct Entry {
    var offers: Int
    var lastOffer: Int
    var isFullest: Bool
    var row: RowFile.Place
  }

  /// The entry of each key.
  private var indexes: [String: Int] = [:]
  private var entries: [Entry] = []
  private let rows: RowFile
  private let columnCount: Int

  init(columnCount: Int) {
    self.columnCount = columnCount
    rows = RowFile(columnCount: columnCount)
  }

  /// Counts a row, and keeps it if its key is new or it says more. The last cell is the count's.
  mutating func add(_ cells: [[UInt8]], key: [UInt8], offer: Int, isFullest: Bool) throws(OutputError) {
    let key = String(decoding: key, as: UTF8.self)
    guard let index = indexes[key] else {
      let row = try rows.keep(cells)
      indexes[key] = entries.count
      entries.append(Entry(offers: 1, lastOffer: offer, isFullest: isFullest, row: row))
      return
    }
    if isFullest, !entries[index].isFullest {
      entries[index].row = try rows.keep(cells)
      entries[index].isFullest = true
    }
    if entries[index].lastOffer != offer { entries[index].offers += 1 }
    entries[index].lastOffer = offer
  }

  /// The row of a key, alone.
  func row(ofKey key: [UInt8]) throws(OutputError) -> StoredRows? {
    guard let index = indexes[String(decoding: key, as: UTF8.self)] else { return nil }
    return try rows.row(at: entries[index].row)
  }

  /// Calls `body` with each row, in the order in which they came.
  func forEach(_ body: ([[UInt8]]) throws -> Void) throws {
    for entry in entries {
      let row = try rows.row(at: entry.row)
      var cells = (0..<columnCount).map { Array(row[0, $0]) }
      cells[columnCount - 1] = Array(String(entry.offers).utf8)
      try body(cells)
    }
  }
}
