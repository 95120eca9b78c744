import LheoModel
import LheoOperations
import LheoOutput
import LheoParser
import LheoTables
import LheoWriter

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All tables that are fed together.
extension [TableFeeder] {
  fileprivate func begin() throws { for feeder in self { try feeder.begin() } }

  fileprivate func name(_ feed: String) { for feeder in self { feeder.source = feed } }

  /// What reads the rows of all tables, for one thread; a part that is no offer has none.
  fileprivate var makeReaders: @Sendable () -> (FeedEvent) -> [TableRows] {
    let makers = map(\.readerMaker)
    return {
      let readers = makers.map { $0() }
      return { event in event.offer.map { offer in readers.map { $0.rows(of: offer) } } ?? [] }
    }
  }

  fileprivate func write(_ rows: [TableRows]) throws {
    for (feeder, rows) in zip(self, rows) { try feeder.write(rows) }
  }

  /// Hands over what was kept until the end; what is to be known of the rows.
  fileprivate func finish() throws -> [String] {
    for feeder in self { try feeder.finish() }
    return allSatisfy { $0.rowCount == 0 } ? ["no row has been written."] : []
  }
}

/// A converter into tables.
protocol TableConverter: FeedConverter where Prepared == [TableRows] {
  var feeders: [TableFeeder] { get }
}

extension TableConverter {
  var makePreparation: @Sendable () -> (FeedEvent) -> [TableRows] { feeders.makeReaders }

  func begin(_ feed: String) { feeders.name(feed) }

  func write(_ event: FeedEvent, _ rows: [TableRows]) throws { try feeders.write(rows) }
}

/// One table in one file.
final class CSVConverter: TableConverter {
  private let file: OutputFile
  let feeders: [TableFeeder]

  init(
    _ file: OutputFile, _ table: Table, _ options: TableReader.Options, _ writing: CSVWriter.Options, hasSource: Bool
  ) throws {
    self.file = file
    let writer = CSVWriter(file.sink, options: writing)
    feeders = [TableFeeder(table, options: options, hasSource: hasSource, into: writer)]
    try feeders.begin()
  }

  func commit() throws -> [String] {
    let notices = try feeders.finish()
    try file.commit()
    return notices
  }

  func discard() { file.discard() }
}

/// All tables in a folder, with their description.
final class FolderConverter: TableConverter {
  let feeders: [TableFeeder]
  private let folder: OutputFolder
  private let files: [OutputFile]
  private let description: OutputFile

  init(_ folder: OutputFolder, _ options: TableReader.Options, _ writing: CSVWriter.Options, hasSource: Bool) throws {
    self.folder = folder
    files = try Table.all.map { try folder.file("\($0.name).csv") }
    description = try folder.file("datapackage.json")
    feeders = zip(Table.all, files).map { table, file in
      TableFeeder(table, options: options, hasSource: hasSource, into: CSVWriter(file.sink, options: writing))
    }
    try feeders.begin()
    DataPackage.write(
      feeders.map { ($0.table, $0.columns) }, usesISODates: options.usesISODates, to: description.sink)
  }

  func commit() throws -> [String] {
    let notices = try feeders.finish()
    for file in files + [description] { try file.commit() }
    try folder.commit()
    return notices
  }

  func discard() {
    for file in files + [description] { file.discard() }
    folder.discard()
  }
}

/// All tables in a workbook.
final class XLSXConverter: TableConverter {
  private let file: ReplacedFile
  private let workbook: XLSXWriter
  let feeders: [TableFeeder]

  init(_ path: String, _ options: TableReader.Options, hasSource: Bool) throws {
    file = try ReplacedFile(path)
    let workbook = try XLSXWriter(path: file.temporaryPath, name: path)
    self.workbook = workbook
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: hasSource, into: workbook.makeSheet()) }
    try feeders.begin()
  }

  func commit() throws -> [String] {
    let notices = try feeders.finish()
    try workbook.close()
    try file.commit()
    return notices
      + workbook.cuts.map { cut in
        "in sheet '\(cut.table)', column '\(cut.column)', \(cut.count) \(cut.count == 1 ? "text is" : "texts are") cut: "
          + "a cell holds \(XLSXWriter.maximumCellLength) characters."
      }
  }

  func discard() { file.discard() }
}

/// All tables in a database, and the feed as it is.
final class SQLiteConverter: TableConverter {
  private let file: ReplacedFile
  private let isAppended: Bool
  private let database: SQLiteWriter
  let feeders: [TableFeeder]
  private let text = TextCollector()
  private let writer: FeedWriter
  private var feed = ""

  init(_ path: String, _ options: TableReader.Options, appends: Bool) throws {
    // A database that is not there yet appears whole, like all outputs.
    isAppended = appends && access(path, F_OK) == 0
    file = try ReplacedFile(path)
    let database = try SQLiteWriter(
      path: file.temporaryPath, name: path, appendingTo: isAppended ? path : nil)
    self.database = database
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: true, into: database.makeTable()) }
    writer = FeedWriter(text.sink, options: .init(indent: nil))
    try feeders.begin()
  }

  func begin(_ feed: String) {
    self.feed = feed
    feeders.name(feed)
  }

  func write(_ event: FeedEvent, _ rows: [TableRows]) throws {
    let kind: String
    switch event {
    case .begin(let buffer):
      kind = "begin"
      writer.begin(buffer)
    case .element(let buffer):
      kind = "element"
      writer.write(buffer)
    case .end(let element):
      kind = "end"
      writer.end(of: element)
    }
    try database.keep(text.take(), kind: kind, source: feed)
    try feeders.write(rows)
  }

  func commit() throws -> [String] {
    let notices = try feeders.finish()
    try database.close()
    if isAppended { file.discard() } else { try file.commit() }
    return notices
  }

  func discard() { file.discard() }
}
