import GRDB
import GRDBSQLite
import LheoModel
import LheoTables

/// Offers put together from a folder of CSV files in the layout that `CSVFolderSink` writes; they may also be `.tsv`.
///
/// `formations.csv`, `actions.csv` and `sessions.csv` are needed; the other tables may be missing, and any table may have the
/// columns it needs only. Rows are joined by `formation_id`, `action_id` and `session_id`. They are sorted on disk, so that
/// memory does not grow with them.
public final class CSVFolderOffers {
  private let offers: StoredOffers<SQLiteTables>

  /// Reads a folder's tables.
  ///
  /// - Parameters:
  ///   - name: the folder, which errors name before the file.
  ///   - declared: further columns of the user, by table.
  ///   - openFile: gives what reads a file, `nil` if it is not there.
  /// - Throws: `SQLiteFeedError` or `CSVFolderError` naming file, row and column.
  package init(
    _ name: String, declared: [(table: String, column: String, path: String)] = [],
    openFile: (_ file: String) throws -> DelimitedReader.Read?
  ) throws {
    // An empty name is a database of its own on disk, which goes with the connection.
    let connection = try SQLiteConnection(path: "", name: name)
    try connection.perform { database in
      try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    }
    let loader = try CSVLoader(connection)
    var files: [String: String] = [:]
    for table in LheoTables.Table.layout {
      let there = try Self.names(of: table).compactMap { name in try openFile(name).map { (name, $0) } }
      guard let (file, read) = there.first else { continue }
      if there.count > 1 {
        throw CSVFolderError(
          file,
          Text(
            "\(there[1].0) est là aussi. Gardez l'un des deux.", "\(there[1].0) is there, too. Keep one of them."))
      }
      files[table.name] = file
      try loader.load(table.name, file, CSVParser(file, read))
    }
    try loader.declare(declared)
    try connection.perform { try $0.execute(sql: "COMMIT") }
    offers = try StoredOffers(
      SQLiteTables(connection, name: name, line: CSVLoader.lineColumn, files: files), source: nil)
  }

  /// How files of tables may be called.
  public static let fileNames = LheoTables.Table.layout.flatMap { names(of: $0) }

  private static func names(of table: LheoTables.Table) -> [String] { ["csv", "tsv"].map { "\(table.name).\($0)" } }

  /// The offers, and what is around and beside them.
  package var parts: any StoredParts { offers }
}

/// Puts CSV files into a database as they are.
private final class CSVLoader {
  /// The column that holds where a row stands in its file; no header of ours has that name.
  static let lineColumn = "#ligne"

  private let connection: SQLiteConnection
  private let database: OpaquePointer

  init(_ connection: SQLiteConnection) throws {
    self.connection = connection
    database = try connection.handle()
  }

  func load(_ table: String, _ file: String, _ parser: CSVParser) throws {
    guard try parser.next() else {
      throw CSVFolderError(file, Text("le fichier est vide.", "the file is empty."))
    }
    let header = (0..<parser.fieldCount).map { String(decoding: parser.field($0), as: UTF8.self) }
    for (index, name) in header.enumerated() where header[..<index].contains(name) {
      throw CSVFolderError(
        file, row: 1, column: name, Text("la colonne figure deux fois.", "the column is there twice."))
    }
    let columns = header.map { "\($0.quotedForSQL) TEXT" } + ["\(Self.lineColumn.quotedForSQL) INTEGER"]
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try connection.perform {
      try $0.execute(sql: "CREATE TABLE \(table.quotedForSQL) (\(columns.joined(separator: ", ")))")
    }
    var statement: OpaquePointer?
    guard
      sqlite3_prepare_v2(database, "INSERT INTO \(table.quotedForSQL) VALUES (\(marks))", -1, &statement, nil)
        == SQLITE_OK
    else { throw SQLiteFeedError(database, in: connection.name) }
    defer { sqlite3_finalize(statement) }
    while try parser.next() {
      if parser.isEmptyLine { continue }
      guard parser.fieldCount == header.count else {
        throw CSVFolderError(
          file, row: parser.row,
          Text(
            "\(parser.fieldCount, "champ(s)") ; l'en-tête en a \(header.count).",
            "\(parser.fieldCount) fields, the header has \(header.count)."))
      }
      try insert(parser, statement)
    }
  }

  private func insert(_ parser: CSVParser, _ statement: OpaquePointer?) throws {
    for field in 0..<parser.fieldCount { SQLiteTable.bind(parser.field(field), to: Int32(field + 1), of: statement) }
    sqlite3_bind_int64(statement, Int32(parser.fieldCount + 1), Int64(parser.row))
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    if code != SQLITE_DONE { throw SQLiteFeedError(database, in: connection.name) }
  }

  /// Notes further columns.
  func declare(_ columns: [(table: String, column: String, path: String)]) throws {
    if columns.isEmpty { return }
    try connection.perform { database in
      try database.execute(sql: "CREATE TABLE lheo_colonnes (nom_table TEXT, colonne TEXT, chemin TEXT)")
      for (table, column, path) in columns {
        try database.execute(sql: "INSERT INTO lheo_colonnes VALUES (?, ?, ?)", arguments: [table, column, path])
      }
    }
  }
}
