import LheoModel
import LheoOutput
import LheoPipeline
import LheoPostgreSQL
import LheoSQLite
import LheoTables
import LheoWriter
import LheoXLSX

/// A form in which offers are written. All of them are in `OutputFormat.all`.
public struct OutputFormat: Sendable {
  /// What the output is.
  public enum Kind: Sendable {
    /// Feeds, of which one goes into one output.
    case feed
    /// Whole offers.
    case offers
    /// The rows of one table.
    case table
    /// What is made of the rows of all tables.
    case tables
  }

  /// How an output is written. Formats take what concerns them.
  public struct Options: Sendable {
    /// The table, for a format that writes one.
    public var table = Table.named("sessions")!
    /// The tables, for a format that writes several and may leave some out.
    public var tables = Table.all
    /// How many rows of a table are written at most, for such formats.
    public var rowLimit: Int?
    /// How cells are read.
    public var reading = TableReader.Options()
    /// How CSV is written.
    public var csv = CSVWriter.Options()
    /// How LHEO is written.
    public var feed = FeedWriter.Options()
    /// Whether rows say which feed they are from.
    public var hasSource = false
    /// The dialect of the offers, for a feed, where it is not that of the source.
    public var dialect: Dialect?
    /// Whether references that lead out of offers are left out, as those that they lead to may be.
    public var dropsReferences = false
    /// What makes the output, with its version, for formats that say so.
    public var producer = ""
    /// The day on which it is made.
    public var date: PartialDate?
    /// Whether rows are added to a database that is there.
    public var appends = false

    /// The default.
    public init() {}
  }

  /// The name, such as `csv`.
  public let name: String
  /// What the output is.
  public let kind: Kind
  /// Whether it can add to a file that is there.
  public let canAppend: Bool
  private let destination: Destination
  private let folder: (@Sendable (OutputFolder, Options) throws -> any OfferSink)?

  /// What a format can be written to.
  private enum Destination: Sendable {
    /// Anything that takes bytes.
    case bytes(@Sendable (any Output, Options) throws -> any OfferSink)
    /// A file, by its path.
    case file(@Sendable (String, Options) throws -> any OfferSink)
    /// A database on a server, by its address.
    case address(@Sendable (String, Options) throws -> any OfferSink)
  }

  /// A format whose bytes may go anywhere; `folder` makes what writes all tables, where one file has only one.
  init(
    _ name: String, _ kind: Kind, bytes: @escaping @Sendable (any Output, Options) throws -> any OfferSink,
    folder: (@Sendable (OutputFolder, Options) throws -> any OfferSink)? = nil
  ) {
    self.name = name
    self.kind = kind
    self.folder = folder
    canAppend = false
    destination = .bytes(bytes)
  }

  /// A format that is written to a file.
  init(
    _ name: String, _ kind: Kind, canAppend: Bool = false,
    file: @escaping @Sendable (String, Options) throws -> any OfferSink
  ) {
    self.name = name
    self.kind = kind
    self.canAppend = canAppend
    folder = nil
    destination = .file(file)
  }

  /// A format that is written to a database on a server.
  init(_ name: String, address: @escaping @Sendable (String, Options) throws -> any OfferSink) {
    self.name = name
    kind = .tables
    canAppend = true
    folder = nil
    destination = .address(address)
  }

  /// Whether it cannot go to standard output, but needs the name of a file or the address of a database.
  public var needsFile: Bool { if case .bytes = destination { false } else { true } }

  /// Whether what surrounds the offers belongs to it too.
  public var keepsFeed: Bool { kind == .feed || canAppend }

  /// Whether it writes several tables, of which some may be left out.
  public var canChooseTables: Bool { name == Self.xlsx.name }

  /// Whether it is written to a database on a server, whose address stands where others have the name of a file.
  public var needsAddress: Bool { if case .address = destination { true } else { false } }

  /// Opens an output: `-` is standard output; for a format with `needsAddress` it is the address of a database.
  ///
  /// - Throws: `OutputError` where it cannot be written, `PostgreSQLError` where a database cannot.
  public func makeSink(_ path: String, _ options: Options = Options()) throws -> any OfferSink {
    switch destination {
    case .bytes(let make): try make(OutputFile(path), options)
    case .file(let make), .address(let make): try make(path, options)
    }
  }

  /// Opens a sink whose bytes go to an output.
  ///
  /// - Throws: `NeedsFileError` for a format that is written to a file.
  public func makeSink(_ output: any Output, _ options: Options = Options()) throws -> any OfferSink {
    guard case .bytes(let make) = destination else { throw NeedsFileError(format: name) }
    return try make(output, options)
  }

  /// Whether it can write all tables into a folder, a file for each.
  public var writesFolders: Bool { folder != nil }

  /// Opens a folder for all tables, each in this format.
  ///
  /// - Throws: `OutputError` where it cannot be written, `NoFolderError` for a format without `writesFolders`.
  public func makeFolderSink(_ path: String, _ options: Options = Options()) throws -> any OfferSink {
    guard let folder else { throw NoFolderError(format: name) }
    return try folder(OutputFolder(path), options)
  }

  /// All formats.
  public static let all: [OutputFormat] = [csv, tsv, xlsx, sqlite, postgresql, ndjson, json, geojson, lheo]

  /// The libraries that formats are written with, and their versions.
  public static var libraryVersions: [(name: String, version: String)] {
    [
      ("SQLite", SQLiteWriter.libraryVersion), ("libxlsxwriter", XLSXWriter.libraryVersion),
      ("libpq", PostgreSQLWriter.libraryVersion),
    ]
  }

  /// The format of that name.
  public static func named(_ name: String) -> OutputFormat? { all.first { $0.name == name } }
}

extension OutputFormat.Options {
  /// The options where a pipeline may leave offers out.
  fileprivate func leavingOut(_ mayLeaveOut: Bool) -> OutputFormat.Options {
    var options = self
    if mayLeaveOut { options.dropsReferences = true }
    return options
  }
}

/// A format is written to a file, and cannot be sent.
public struct NeedsFileError: WordedError, Sendable {
  /// The name of the format.
  public let format: String

  /// What is wrong.
  public func description(in language: Language) -> String {
    language("\(format) s'écrit dans un fichier.", "\(format) is written to a file.")
  }
}

/// A format has no file for each table.
public struct NoFolderError: WordedError, Sendable {
  /// The name of the format.
  public let format: String

  /// What is wrong.
  public func description(in language: Language) -> String {
    language("\(format) ne s'écrit pas dans un dossier.", "\(format) is not written to a folder.")
  }
}

extension OutputFormat {
  /// Comma-separated values: one table.
  public static let csv = separated("csv") { $0.csv }
  /// Tab-separated values: one table.
  public static let tsv = separated("tsv") { options in
    var csv = options.csv
    csv.separator = UInt8(ascii: "\t")
    return csv
  }

  private static func separated(
    _ name: String, _ csv: @escaping @Sendable (Options) -> CSVWriter.Options
  ) -> OutputFormat {
    OutputFormat(name, .table) { output, options in
      try CSVSink(
        output, options.table, options.reading, csv(options), hasSource: options.hasSource, limit: options.rowLimit)
    } folder: { folder, options in
      try CSVFolderSink(folder, options.reading, csv(options), hasSource: options.hasSource)
    }
  }

  /// An Excel workbook: a sheet for each table.
  public static let xlsx = OutputFormat(
    "xlsx", .tables,
    file: { path, options in
      try XLSXSink(
        path, tables: options.tables, options.reading, hasSource: options.hasSource, limit: options.rowLimit,
        producer: options.producer, date: options.date)
    })

  /// A SQLite database: all tables, and the feed as it is.
  public static let sqlite = OutputFormat(
    "sqlite", .tables, canAppend: true, file: { try SQLiteSink($0, $1.reading, appends: $1.appends) })

  /// A schema of a PostgreSQL database: all tables.
  public static let postgresql = OutputFormat(
    "postgresql", address: { try PostgreSQLSink(PostgreSQLAddress($0), $1.reading, appends: $1.appends) })

  /// JSON, one offer a line.
  public static let ndjson = OutputFormat("ndjson", .offers) { output, _ in JSONSink(output, isDocument: false) }

  /// JSON, one document.
  public static let json = OutputFormat("json", .offers) { output, _ in JSONSink(output, isDocument: true) }

  /// GeoJSON: a point for each session.
  public static let geojson = OutputFormat("geojson", .tables) { GeoJSONSink($0, condition: $1.reading.condition) }

  /// LHEO again: its offers are in LHEO 2.3.
  public static let lheo = OutputFormat("lheo", .feed) { output, options in
    FeedSink(output, options: options.feed, dropsReferences: options.dropsReferences, dialect: options.dialect)
  }
}

extension Pipeline {
  /// Writes the offers in a format; the output appears whole or not at all.
  ///
  /// - Returns: what is to be known of the output.
  /// - Throws: why the source cannot be read or the output cannot be written.
  @discardableResult
  public func write(
    to path: String, as format: OutputFormat, options: OutputFormat.Options = OutputFormat.Options()
  ) throws -> [OutputNotice] {
    let sink = try format.makeSink(path, options.leavingOut(mayLeaveOut))
    return try run(into: sink)
  }

  /// The offers in a format, piece by piece as they are asked for: the body of a response. What has been sent is not taken
  /// back: an error comes after it.
  ///
  /// A format that needs a file ends it with `NeedsFileError`.
  public func bytes(as format: OutputFormat, options: OutputFormat.Options = OutputFormat.Options()) -> PipelineBytes {
    let options = options.leavingOut(mayLeaveOut)
    return bytes { output in try format.makeSink(output, options) }
  }
}
