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
    let tables = try TemporaryTables(name)
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
      try Self.load(table.name, file, CSVParser(file, read), into: tables)
    }
    try tables.declare(declared)
    offers = try tables.offers(files: files)
  }

  /// How files of tables may be called.
  public static let fileNames = LheoTables.Table.layout.flatMap { names(of: $0) }

  private static func names(of table: LheoTables.Table) -> [String] { ["csv", "tsv"].map { "\(table.name).\($0)" } }

  /// The offers, and what is around and beside them.
  package var parts: any StoredParts { offers }

  private static func load(_ table: String, _ file: String, _ parser: CSVParser, into tables: TemporaryTables) throws {
    guard try parser.next() else {
      throw CSVFolderError(file, Text("le fichier est vide.", "the file is empty."))
    }
    let header = (0..<parser.fieldCount).map { String(decoding: parser.field($0), as: UTF8.self) }
    for (index, name) in header.enumerated() where header[..<index].contains(name) {
      throw CSVFolderError(
        file, row: 1, column: name, Text("la colonne figure deux fois.", "the column is there twice."))
    }
    let rows = try tables.add(table, columns: header)
    while try parser.next() {
      if parser.isEmptyLine { continue }
      guard parser.fieldCount == header.count else {
        throw CSVFolderError(
          file, row: parser.row,
          Text(
            "\(parser.fieldCount, "champ(s)") ; l'en-tête en a \(header.count).",
            "\(parser.fieldCount) fields, the header has \(header.count)."))
      }
      try rows.insert(line: parser.row) { column, take in take(parser.field(column)) }
    }
  }
}
