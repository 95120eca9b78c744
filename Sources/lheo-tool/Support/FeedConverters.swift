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

/// Takes the parts of feeds and writes them in another form; nothing is in its place before `commit`.
protocol FeedConverter {
  /// A feed starts.
  func begin(_ feed: String)
  /// The next part of the feed.
  func write(_ event: FeedEvent) throws
  /// All feeds are there.
  func commit() throws
  /// The output is given up.
  func discard()
}

/// All tables that are fed together.
extension [TableFeeder] {
  fileprivate func begin() throws { for feeder in self { try feeder.begin() } }

  fileprivate func name(_ feed: String) { for feeder in self { feeder.source = feed } }

  fileprivate func write(_ event: FeedEvent) throws {
    if let offer = event.offer { for feeder in self { try feeder.write(offer) } }
  }

  fileprivate func finish() throws { for feeder in self { try feeder.finish() } }
}

/// One table in one file.
final class CSVConverter: FeedConverter {
  private let file: OutputFile
  private let feeder: TableFeeder

  init(
    _ file: OutputFile, _ table: Table, _ options: TableReader.Options, _ writing: CSVWriter.Options, hasSource: Bool
  ) throws {
    self.file = file
    feeder = TableFeeder(table, options: options, hasSource: hasSource, into: CSVWriter(file.sink, options: writing))
    try feeder.begin()
  }

  func begin(_ feed: String) { feeder.source = feed }

  func write(_ event: FeedEvent) throws { if let offer = event.offer { try feeder.write(offer) } }

  func commit() throws {
    try feeder.finish()
    try file.commit()
  }

  func discard() { file.discard() }
}

/// All tables in a folder, with their description.
final class FolderConverter: FeedConverter {
  private let feeders: [TableFeeder]
  private let files: [OutputFile]
  private let description: OutputFile

  init(_ folder: String, _ options: TableReader.Options, _ writing: CSVWriter.Options, hasSource: Bool) throws {
    if mkdir(folder, 0o777) != 0, errno != EEXIST { throw OutputError(file: folder, code: errno) }
    files = try Table.all.map { try OutputFile("\(folder)/\($0.name).csv") }
    description = try OutputFile("\(folder)/datapackage.json")
    feeders = zip(Table.all, files).map { table, file in
      TableFeeder(table, options: options, hasSource: hasSource, into: CSVWriter(file.sink, options: writing))
    }
    try feeders.begin()
    DataPackage.write(
      feeders.map { ($0.table, $0.columns) }, usesISODates: options.usesISODates, to: description.sink)
  }

  func begin(_ feed: String) { feeders.name(feed) }

  func write(_ event: FeedEvent) throws {
    try feeders.write(event)
  }

  func commit() throws {
    try feeders.finish()
    for file in files { try file.commit() }
    try description.commit()
  }

  func discard() { for file in files + [description] { file.discard() } }
}

/// All tables in a workbook.
final class XLSXConverter: FeedConverter {
  private let file: ReplacedFile
  private let workbook: XLSXWriter
  private let feeders: [TableFeeder]

  init(_ path: String, _ options: TableReader.Options, hasSource: Bool) throws {
    file = try ReplacedFile(path)
    let workbook = try XLSXWriter(path: file.temporaryPath, name: path)
    self.workbook = workbook
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: hasSource, into: workbook.makeSheet()) }
    try feeders.begin()
  }

  func begin(_ feed: String) { feeders.name(feed) }

  func write(_ event: FeedEvent) throws {
    try feeders.write(event)
  }

  func commit() throws {
    try feeders.finish()
    try workbook.close()
    try file.commit()
  }

  func discard() { file.discard() }
}

/// All tables in a database, and the feed as it is.
final class SQLiteConverter: FeedConverter {
  private let file: ReplacedFile?
  private let database: SQLiteWriter
  private let feeders: [TableFeeder]
  private let text = TextCollector()
  private let writer: FeedWriter
  private var feed = ""

  init(_ path: String, _ options: TableReader.Options, appends: Bool) throws {
    file = appends ? nil : try ReplacedFile(path)
    let database = try SQLiteWriter(path: file?.temporaryPath ?? path, name: path, appends: appends)
    self.database = database
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: true, into: database.makeTable()) }
    writer = FeedWriter(text.sink, options: .init(indent: nil))
    try feeders.begin()
  }

  func begin(_ feed: String) {
    self.feed = feed
    feeders.name(feed)
  }

  func write(_ event: FeedEvent) throws {
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
    try feeders.write(event)
  }

  func commit() throws {
    try feeders.finish()
    try database.close()
    try file?.commit()
  }

  func discard() { file?.discard() }
}

/// Offers as JSON: one a line, or one document.
final class JSONConverter: FeedConverter {
  private let file: OutputFile
  private let condition: Condition?
  private let formationJSON = FormationJSON()
  private let isDocument: Bool
  private var document: JSONWriter

  init(_ file: OutputFile, _ condition: Condition?, isDocument: Bool) {
    self.file = file
    self.condition = condition
    self.isDocument = isDocument
    document = JSONWriter(file.sink)
    if isDocument { document.begin("[") }
  }

  func begin(_ feed: String) {}

  func write(_ event: FeedEvent) throws {
    guard let offer = event.offer, condition?.holds(for: offer) ?? true else { return }
    if isDocument {
      formationJSON.write(offer, to: &document)
    } else {
      var line = JSONWriter(file.sink)
      formationJSON.write(offer, to: &line)
      line.newLine()
    }
    if let error = file.sink.error { throw error }
  }

  func commit() throws {
    if isDocument {
      document.end("]")
      document.newLine()
    }
    try file.commit()
  }

  func discard() { file.discard() }
}

/// The feed again.
struct LheoConverter: FeedConverter {
  private let file: OutputFile
  private let condition: Condition?
  private let writer: FeedWriter

  init(_ file: OutputFile, _ options: FeedWriter.Options, _ condition: Condition?) {
    self.file = file
    self.condition = condition
    writer = FeedWriter(file.sink, options: options)
  }

  func begin(_ feed: String) {}

  func write(_ event: FeedEvent) throws {
    switch event {
    case .begin(let buffer): writer.begin(buffer)
    case .element(let buffer):
      if let offer = event.offer, let condition, !condition.holds(for: offer) { return }
      writer.write(buffer)
    case .end(let element): writer.end(of: element)
    }
    if let error = file.sink.error { throw error }
  }

  func commit() throws { try file.commit() }

  func discard() { file.discard() }
}

/// Collects what is written as text.
final class TextCollector {
  private var bytes: [UInt8] = []
  private(set) lazy var sink = ByteSink(file: "memory") { [unowned self] in
    bytes += $0
    return 0
  }

  /// What has come since the last call.
  func take() -> String {
    sink.flush()
    defer { bytes.removeAll(keepingCapacity: true) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
