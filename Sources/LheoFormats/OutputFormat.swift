import LheoModel
import LheoOutput
import LheoPipeline
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
    /// The rows of all tables.
    case tables
  }

  /// How an output is written. Formats take what concerns them.
  public struct Options: Sendable {
    /// The table, for a format that writes one.
    public var table = Table.named("sessions")!
    /// How cells are read.
    public var reading = TableReader.Options()
    /// How CSV is written.
    public var csv = CSVWriter.Options()
    /// How LHEO is written.
    public var feed = FeedWriter.Options()
    /// Whether rows say which feed they are from.
    public var hasSource = false
    /// Whether references that lead out of offers are left out, as those that they lead to may be.
    public var dropsReferences = false
    /// Whether rows are added to a database that is there.
    public var appends = false

    /// The default.
    public init() {}
  }

  /// The name, such as `csv`.
  public let name: String
  /// What the output is.
  public let kind: Kind
  /// Whether it needs the name of a file, and cannot go to standard output.
  public let needsFile: Bool
  private let make: @Sendable (String, Options) throws -> any OfferSink

  init(
    _ name: String, _ kind: Kind, needsFile: Bool = false,
    make: @escaping @Sendable (String, Options) throws -> any OfferSink
  ) {
    self.name = name
    self.kind = kind
    self.needsFile = needsFile
    self.make = make
  }

  /// Opens an output; `-` is standard output.
  ///
  /// - Throws: `OutputError` where it cannot be written.
  public func makeSink(_ path: String, _ options: Options = Options()) throws -> any OfferSink {
    try make(path, options)
  }

  /// Opens a folder for all tables, each in this format.
  ///
  /// - Throws: `OutputError` where it cannot be written.
  public func makeFolderSink(_ path: String, _ options: Options = Options()) throws -> any OfferSink {
    precondition(kind == .table, "only a format of one table may write a folder of them")
    return try CSVFolderSink(
      OutputFolder(path), options.reading, csvOptions(options), hasSource: options.hasSource)
  }

  /// How this format writes CSV.
  fileprivate func csvOptions(_ options: Options) -> CSVWriter.Options {
    var csv = options.csv
    csv.separator = name == "tsv" ? UInt8(ascii: "\t") : UInt8(ascii: ",")
    return csv
  }

  /// All formats.
  public static let all: [OutputFormat] = [csv, tsv, xlsx, sqlite, ndjson, json, lheo]

  /// The libraries that formats are written with, and their versions.
  public static var libraryVersions: [(name: String, version: String)] {
    [("SQLite", SQLiteWriter.libraryVersion), ("libxlsxwriter", XLSXWriter.libraryVersion)]
  }

  /// The format of that name.
  public static func named(_ name: String) -> OutputFormat? { all.first { $0.name == name } }
}

extension OutputFormat {
  private static let csv = separated("csv")
  private static let tsv = separated("tsv")

  private static func separated(_ name: String) -> OutputFormat {
    OutputFormat(name, .table) { path, options in
      try CSVSink(
        OutputFile(path), options.table, options.reading, named(name)!.csvOptions(options),
        hasSource: options.hasSource)
    }
  }

  private static let xlsx = OutputFormat("xlsx", .tables, needsFile: true) { path, options in
    try XLSXSink(path, options.reading, hasSource: options.hasSource)
  }

  private static let sqlite = OutputFormat("sqlite", .tables, needsFile: true) { path, options in
    try SQLiteSink(path, options.reading, appends: options.appends)
  }

  private static let ndjson = OutputFormat("ndjson", .offers) { path, _ in
    JSONSink(try OutputFile(path), isDocument: false)
  }

  private static let json = OutputFormat("json", .offers) { path, _ in
    JSONSink(try OutputFile(path), isDocument: true)
  }

  private static let lheo = OutputFormat("lheo", .feed) { path, options in
    FeedSink(try OutputFile(path), options: options.feed, dropsReferences: options.dropsReferences)
  }
}
