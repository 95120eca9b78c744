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
  /// The columns, those together whose cells are taken as they are.
  private let runs: [(columns: Range<Int>, kind: CellKind)]
  private var row = TableRow()
  private var distinct: DistinctRows
  private var offerNumber = 0

  /// A feeder of a table into a sink. With `hasSource`, a first column says which feed a row is from.
  public init(_ table: Table, options: TableReader.Options, hasSource: Bool, into sink: any TableSink) {
    self.options = options
    reader = TableReader(table, options: options)
    runs = CellKind.runs(of: table.columns)
    self.sink = sink
    self.hasSource = hasSource
    var columns = (hasSource ? [.source] : []) + table.columns.map { TableColumn($0, in: table) }
    if table.distinctBy != nil {
      columns.append(TableColumn(name: "formations", label: "Nombre de formations", valueType: .number, path: ""))
    }
    self.columns = columns
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
    // Moved to a local variable to avoid an exclusivity check on every access.
    var row = TableRow()
    swap(&row, &self.row)
    defer { swap(&row, &self.row) }
    let number = Array(String(offerNumber).utf8)
    for index in 0..<rows.count {
      fill(&row, with: rows, at: index, ofOffer: number)
      if let key = table.distinctBy {
        let key = row[(hasSource ? 1 : 0) + key]
        try distinct.add(row, key: key, offer: offerNumber, isFullest: rows.fullestRows.contains(index))
      } else {
        try sink.write(row)
        rowCount += 1
      }
    }
  }

  private func fill(_ row: inout TableRow, with rows: TableRows, at index: Int, ofOffer number: [UInt8]) {
    row.removeAll()
    if hasSource { row.add(source.utf8) }
    let first = index * rows.columnCount
    rows.withCells { bytes, ends in
      for run in runs {
        let cells = first + run.columns.lowerBound..<first + run.columns.upperBound
        let start = cells.lowerBound == 0 ? 0 : ends[cells.lowerBound - 1]
        let cell = UnsafeBufferPointer(rebasing: bytes[start..<ends[cells.upperBound - 1]])
        switch run.kind {
        case .asIs: row.append(cell, from: start, ends: UnsafeBufferPointer(rebasing: ends[cells]))
        case .rank where cell.first == RowIdentifier.offerPlaceholder: row.add(number)
        case .rank: row.add(cell)
        case .identifier:
          RowIdentifier.append(cell, ofOffer: number, to: &row)
          row.endCell()
        }
      }
    }
    // The number of offers, which is not known yet.
    if table.distinctBy != nil { row.add([]) }
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
    try distinct.forEach { row in
      try sink.write(row)
      rowCount += 1
    }
    distinct = DistinctRows(columnCount: columns.count)
  }
}

/// How the cells of a column are read on their way to the sink.
private enum CellKind {
  case asIs
  /// They may start with a placeholder for the offer.
  case identifier
  /// They may be a placeholder for the offer.
  case rank

  /// Neighbouring columns whose cells are taken as they are, and each other column alone.
  static func runs(of columns: [Column]) -> [(columns: Range<Int>, kind: CellKind)] {
    var runs: [(columns: Range<Int>, kind: CellKind)] = []
    for (number, column) in columns.enumerated() {
      let kind: CellKind =
        switch column.source {
        case .identifier, .rowIdentifier: .identifier
        case .rank: .rank
        default: .asIs
        }
      if kind == .asIs, let last = runs.last, last.kind == .asIs {
        runs[runs.count - 1].columns = last.columns.lowerBound..<number + 1
      } else {
        runs.append((number..<number + 1, kind))
      }
    }
    return runs
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
  mutating func add(_ cells: TableRow, key: ArraySlice<UInt8>, offer: Int, isFullest: Bool) throws(OutputError) {
    let key = String(decoding: key, as: UTF8.self)
    guard let index = indexes[key] else {
      let row = try keep(cells)
      indexes[key] = entries.count
      entries.append(Entry(offers: 1, lastOffer: offer, isFullest: isFullest, row: row))
      return
    }
    if isFullest, !entries[index].isFullest {
      entries[index].row = try keep(cells)
      entries[index].isFullest = true
    }
    if entries[index].lastOffer != offer { entries[index].offers += 1 }
    entries[index].lastOffer = offer
  }

  private func keep(_ row: TableRow) throws(OutputError) -> RowFile.Place {
    try row.withCells { cells throws(OutputError) in try rows.keep(cells) }
  }

  /// The row of a key, alone.
  func row(ofKey key: [UInt8]) throws(OutputError) -> StoredRows? {
    guard let index = indexes[String(decoding: key, as: UTF8.self)] else { return nil }
    return try rows.row(at: entries[index].row)
  }

  /// Calls `body` with each row, in the order in which they came.
  func forEach(_ body: (TableRow) throws -> Void) throws {
    var row = TableRow()
    for entry in entries {
      let kept = try rows.row(at: entry.row)
      row.removeAll()
      for column in 0..<columnCount - 1 { row.add(kept[0, column]) }
      row.add(String(entry.offers).utf8)
      try body(row)
    }
  }
}
