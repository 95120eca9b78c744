import GRDB
import GRDBSQLite
import Glibc
import LheoModel
import LheoRegisters
import LheoSQLite

/// An open reference database, for one thread at a time.
final class ReferenceDatabase {
  let path: String
  private let connection: LheoSQLite.SQLiteConnection
  private let handle: OpaquePointer
  let questions: Questions

  /// Opens a database for reading.
  ///
  /// - Throws: `ReferenceError` where there is none, or something else.
  init(_ path: String) throws(ReferenceError) {
    self.path = path
    guard access(path, F_OK) == 0 else { throw ReferenceError(.noDatabase, file: path) }
    do {
      connection = try LheoSQLite.SQLiteConnection(path: path, name: path, isReadOnly: true)
      handle = try connection.handle()
      questions = Questions(handle, file: path)
    } catch {
      throw Self.isDatabase(path) ? ReferenceError(error, file: path) : ReferenceError(.notReference, file: path)
    }
    let (application, version) = try read { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      )
    }
    if application != ReferenceSchema.application { throw ReferenceError(.notReference, file: path) }
    if version != ReferenceSchema.version { throw ReferenceError(.otherVersion(version), file: path) }
  }

  private static func isDatabase(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16)
    return Glibc.read(descriptor, &bytes, 16) == 16 && SQLiteOffers.isDatabase(bytes)
  }

  func read<Result>(_ body: (Database) throws -> Result) throws(ReferenceError) -> Result {
    var result: Result?
    do {
      try connection.perform { result = try body($0) }
    } catch {
      throw ReferenceError(error, file: path)
    }
    return result!
  }

  deinit { questions.forget() }

  /// Goes on reading what is there now: one lock for all questions instead of one for each.
  func keepReading() throws(ReferenceError) {
    // Pages of four megabytes: the upper levels of the trees, and what lies near.
    guard sqlite3_exec(handle, "PRAGMA cache_size = -4000; BEGIN", nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  private var failure: ReferenceError { ReferenceError(SQLiteFeedError(handle, in: path), file: path) }

  /// What has been imported.
  func sources() throws(ReferenceError) -> [ReferenceSource] {
    try read { database in
      var refused: [Int64: [ReferenceSource.Refused]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM refusal ORDER BY source, reason") {
        guard let reason = Refusal(rawValue: row["reason"]) else { continue }
        refused[row["source"], default: []].append(
          ReferenceSource.Refused(reason: reason, count: row["count"], firstRow: row["first_row"]))
      }
      return try Row.fetchAll(database, sql: "SELECT * FROM source ORDER BY id").compactMap {
        ReferenceSource($0, refused[$0["id"]] ?? [])
      }.sorted { $0.register < $1.register }
    }
  }
}

extension ReferenceError {
  init(_ error: any Error, file: String) {
    self = (error as? ReferenceError) ?? ReferenceError(.database(Self.words(error, file)), file: file)
  }

  /// What SQLite says, without the file, which is said already.
  private static func words(_ error: any Error, _ file: String) -> String {
    let text = "\(error)"
    return text.hasPrefix("\(file): ") ? String(text.dropFirst(file.count + 2)) : text
  }
}

extension ReferenceSource {
  fileprivate init?(_ row: Row, _ refused: [Refused]) {
    guard let register = Register(rawValue: row["register"]), let day = PartialDate(iso: row["day"]),
      let imported = PartialDate(iso: row["imported"]), let dayFrom = DayFrom(rawValue: row["day_from"])
    else { return nil }
    self.init(
      register: register, file: row["file"], member: row["member"], sha256: row["sha256"], day: day, dayFrom: dayFrom,
      hasStates: row["has_states"], imported: imported, read: row["rows_read"], kept: row["rows_kept"], refused: refused
    )
  }

  /// Notes in a database that is being made where rows come from.
  func insert(into database: Database) throws {
    try database.execute(
      sql: "INSERT INTO main.source VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        register.rawValue, file, member, sha256, day.isoText, dayFrom.rawValue, hasStates, imported.isoText,
        register.publisher, register.dataset, register.licence ?? "", read, kept, refusedCount,
      ])
    let id = database.lastInsertedRowID
    for refused in refused {
      try database.execute(
        sql: "INSERT INTO main.refusal VALUES (?, ?, ?, ?)",
        arguments: [id, refused.reason.rawValue, refused.count, refused.firstRow])
    }
  }
}

extension ReferenceSchema {
  /// Makes the tables in a new database.
  static func create(in database: Database) throws {
    try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
    try database.execute(sql: provenance)
    for table in ReferenceTable.allCases {
      try database.execute(sql: "CREATE TABLE \(table.rawValue) (\(table.columns)) WITHOUT ROWID")
    }
  }

  /// Removes what belongs to a register.
  static func removeRows(of register: Register, in database: Database) throws {
    for table in ReferenceTable.allCases {
      guard let condition = table.rows(of: register) else { continue }
      try database.execute(sql: "DELETE FROM main.\(table.rawValue) WHERE \(condition)")
    }
  }

  /// Makes the indexes, when all rows are there, and what is too much to look for each time.
  static func index(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE specialite (code TEXT PRIMARY KEY) WITHOUT ROWID;
        INSERT INTO specialite SELECT DISTINCT substr(code, 1, 3) FROM certification_code WHERE kind = 'nsf';
        """)
    for table in ReferenceTable.allCases {
      for column in table.indexes {
        try database.execute(sql: "CREATE INDEX \(table.rawValue)_\(column) ON \(table.rawValue) (\(column))")
      }
    }
  }
}
