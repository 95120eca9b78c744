import Glibc
import LheoModel
import LheoParser
import LheoPipeline
import LheoPostgreSQL
import LheoSQLite
import LheoXLSX

/// The sources that offers can be exported from.
public enum OfferSources {
  /// The source that a path leads to, recognised by what is there: a folder of CSV files, a database, a workbook
  /// of sessions, or NDJSON. `-` is standard input; `postgresql://…` or `service=…` is the address of a PostgreSQL database.
  ///
  /// - Parameters:
  ///   - path: the folder, the file, or `-`.
  ///   - feed: the feed in a database that keeps several.
  ///   - limits: what a feed that is kept in a database may ask of the parser.
  ///   - isForEdof: whether columns of a workbook that only LHEO has are left alone.
  /// - Throws: `FeedError`, `SQLiteFeedError`, `PostgreSQLError`, `XLSXReadError`, or `DatabaseInPipeError` for a database
  ///   that is not a file.
  public static func open(
    _ path: String, feed: String? = nil, limits: ParserLimits = ParserLimits(), isForEdof: Bool = false
  ) throws -> any OfferSource {
    if isAddress(path) { return PostgreSQLSource(try PostgreSQLAddress(path), feed: feed) }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return CSVFolderSource(path) }
    let input: FeedInput = path == "-" ? .standardInput : .file(path)
    let start = try input.start(16)
    if XLSXReader.startsLikeWorkbook(start) { return SessionSheetSource(input, isForEdof: isForEdof) }
    if [".xlsx", ".xlsm"].contains(where: path.lowercased().hasSuffix), !SQLiteOffers.isDatabase(start) {
      throw XLSXReadError(file: path, problem: .notAWorkbook(start.isEmpty ? emptyWorkbook : notAWorkbook))
    }
    guard SQLiteOffers.isDatabase(start) else { return NDJSONSource(input) }
    if input.isStream { throw DatabaseInPipeError(name: path) }
    return SQLiteSource(path: path, feed: feed)
  }

  /// Whether a path leads to a workbook of sessions.
  public static func isSheet(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return (try? FeedInput.file(path).start(16)).map(XLSXReader.startsLikeWorkbook) ?? false
  }

  /// How people call the columns of a sheet of sessions, by their names, which are those of elements as far as one column
  /// only is about the element.
  public static let columnLabels = Dictionary(
    uniqueKeysWithValues: SessionSheet.columns.map { ($0.name, $0.label) })

  private static let emptyWorkbook = Text("le fichier est vide.", "the file is empty.")
  private static let notAWorkbook = Text(
    "ce n'est pas un classeur .xlsx, malgré son nom. Enregistrez-le depuis Excel ou LibreOffice au format .xlsx.",
    "this is not an .xlsx workbook, whatever its name. Save it as .xlsx in Excel or LibreOffice.")

  /// Whether it is the address of a database, and no file of that name is there.
  private static func isAddress(_ path: String) -> Bool { PostgreSQLAddress.isAddress(path) && access(path, F_OK) != 0 }

  /// How messages call what a path leads to: an address may hold a password.
  public static func name(of path: String) -> String {
    isAddress(path) ? (try? PostgreSQLAddress(path).name) ?? "postgresql" : path
  }
}

/// SQLite reads files only.
public struct DatabaseInPipeError: WordedError, Sendable {
  /// The name of the input.
  public let name: String

  /// What is wrong, and what to do.
  public func description(in language: Language) -> String {
    language(
      "\(name) : c'est une base SQLite, qui se lit depuis son fichier. Donnez le fichier.",
      "\(name): this is a SQLite database, which is read from its file. Give the file.")
  }
}
