import LheoParser

/// Files whose fields are separated.
enum TableImport {
  /// Puts the rows of a file into the tables.
  static func run(
    _ input: FeedInput, _ layout: TableLayout, _ header: TableHeader, into target: ImportTarget,
    progress: (Int) -> Void
  ) throws {
    let reader = try DelimitedReader(input, separator: header.separator, quotes: layout.quotes)
    let row = TableRow(reader: reader, places: layout.columns.map { header.names.firstIndex(of: $0) ?? -1 })
    guard try reader.next() else { return }
    while try reader.next() {
      let result =
        hasFields(reader, header.names.count)
        ? try layout.read(row, target) : .refused(.fields, target.registers.sorted().first ?? layout.registers[0])
      target.count(result, row: reader.row)
      if reader.row % 256 == 0 { progress(reader.bytesRead) }
    }
    try layout.finish(target)
    progress(reader.bytesRead)
  }

  /// Whether a row has a field for each column; empty ones may follow.
  private static func hasFields(_ reader: DelimitedReader, _ count: Int) -> Bool {
    reader.count == count || reader.count > count && (count..<reader.count).allSatisfy { reader.field($0).isEmpty }
  }
}
