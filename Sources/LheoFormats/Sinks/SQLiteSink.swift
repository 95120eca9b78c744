import Glibc
import LheoModel
import LheoOutput
import LheoPipeline
import LheoSQLite
import LheoTables
import LheoWriter

/// Writes all tables into a database, and the feed as it is.
public final class SQLiteSink: OfferSink {
  /// The rows of an offer, and its XML.
  public struct Prepared: Sendable {
    fileprivate let rows: [TableRows]
    fileprivate let fragment: FeedFragment?
  }

  private let file: ReplacedFile
  private let isAppended: Bool
  private let database: SQLiteWriter
  private let rows: DatabaseRows
  private let text = CollectedBytes()
  private let fragments: FeedFragments
  private var source = ""

  /// A sink that writes into a file; with `appends`, into the database that is there.
  ///
  /// - Throws: `OutputError` where the file cannot be written, `SQLiteFeedError` where it is not a database of ours.
  public init(_ path: String, _ options: TableReader.Options = TableReader.Options(), appends: Bool = false) throws {
    // A database that is not there yet appears whole, like all outputs.
    isAppended = appends && access(path, F_OK) == 0
    file = try ReplacedFile(path)
    database = try SQLiteWriter(path: file.temporaryPath, name: path, appendingTo: isAppended ? path : nil)
    rows = DatabaseRows(database, options)
    fragments = FeedFragments(FeedWriter(text.sink, options: .init(indent: nil)), dropsReferences: false)
    try rows.beginTables()
  }

  /// Makes what prepares parts for this sink.
  public func makePreparation(isParallel: Bool) -> @Sendable () -> (FeedEvent) -> Prepared {
    let makeRows = rows.makePreparation(isParallel: isParallel)
    let makeFragments = fragments.makePreparation(isParallel: isParallel)
    return {
      let (rows, fragments) = (makeRows(), makeFragments())
      return { event in Prepared(rows: rows(event), fragment: fragments(event)) }
    }
  }

  /// The parts of another source follow.
  public func begin(_ source: String) {
    self.source = source
    rows.begin(source)
  }

  /// Takes the next part.
  public func take(_ event: FeedEvent, _ prepared: Prepared) throws -> SinkState {
    fragments.write(event, prepared.fragment)
    let kind =
      switch event {
      case .begin: "begin"
      case .element: "element"
      case .end: "end"
      }
    try database.keep(text.takeText(), kind: kind, source: source)
    try rows.write(prepared.rows)
    return .wantsMore
  }

  /// Puts the output in its place.
  public func finish() throws -> [OutputNotice] {
    let notices = try rows.finishTables()
    try database.close()
    if isAppended { file.discard() } else { try file.commit() }
    return notices
  }

  /// Gives the output up.
  public func abandon() { file.discard() }
}

/// The tables of the database.
private final class DatabaseRows: RowSink {
  let feeders: [TableFeeder]

  init(_ database: SQLiteWriter, _ options: TableReader.Options) {
    feeders = Table.all.map { TableFeeder($0, options: options, hasSource: true, into: database.makeTable()) }
  }

  func finish() throws -> [OutputNotice] { try finishTables() }
  func abandon() {}
}
