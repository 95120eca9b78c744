import LheoModel
import LheoParser
import LheoTables

/// Files whose fields are separated.
enum TableImport {
  /// Puts the rows of a file into the tables.
  static func run(
    _ input: FeedInput, _ layout: TableLayout, _ header: TableHeader, into target: ImportTarget,
    progress: (Int) -> Void
  ) throws {
    let reader = try reader(input, layout, header)
    do {
      try read(reader, layout, header, into: target, progress: progress)
    } catch let error as DelimitedReader.RowTooLong {
      throw ReferenceError(
        .unreadable(Text("la ligne \(error.row) ne finit pas.", "row \(error.row) does not end.")), file: input.name)
    } catch is CutOff {
      throw ReferenceError(
        .unreadable(
          Text(
            "le fichier s'arrête au milieu de la ligne \(reader.row). Téléchargez-le à nouveau.",
            "the file breaks off in row \(reader.row). Download it again.")), file: input.name)
    }
    try layout.finish(target)
    progress(reader.bytesRead)
  }

  /// The file ends in the middle of a row.
  private struct CutOff: Error {}

  private static func reader(
    _ input: FeedInput, _ layout: TableLayout, _ header: TableHeader
  ) throws(ReferenceError) -> DelimitedReader {
    do throws(FeedError.Problem) {
      let source = try input.open()
      return DelimitedReader(separator: header.separator, quotes: layout.quotes) { buffer in
        do throws(FeedError.Problem) {
          return try source.read(into: buffer)
        } catch {
          throw ReferenceError(FeedError(error, file: input.name))
        }
      }
    } catch {
      throw ReferenceError(FeedError(error, file: input.name))
    }
  }

  private static func read(
    _ reader: DelimitedReader, _ layout: TableLayout, _ header: TableHeader, into target: ImportTarget,
    progress: (Int) -> Void
  ) throws {
    let row = TableRow(reader: reader, places: layout.columns.map { header.names.firstIndex(of: $0) ?? -1 })
    guard try reader.next() else { return }
    while try reader.next() {
      let isWhole = hasFields(reader, header.names.count)
      // A download that was interrupted: whoever takes half of a register believes that the rest is not registered.
      if !isWhole, reader.isCutOff { throw CutOff() }
      let result =
        isWhole
        ? try layout.read(row, target) : .refused(.fields, target.registers.sorted().first ?? layout.registers[0])
      target.count(result, row: reader.row)
      if reader.row % 256 == 0 { progress(reader.bytesRead) }
    }
  }

  /// Whether a row has a field for each column; empty ones may follow.
  private static func hasFields(_ reader: DelimitedReader, _ count: Int) -> Bool {
    reader.count == count || reader.count > count && (count..<reader.count).allSatisfy { reader.field($0).isEmpty }
  }
}
