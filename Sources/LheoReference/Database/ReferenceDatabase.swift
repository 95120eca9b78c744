import GRDB
import GRDBSQLite
import Glibc
import LheoModel
import LheoRegisters
import LheoSQLite

/// An open reference database, for one thread at a time.
///
/// SQLite itself opens it: GRDB takes longer to open a database than a command on a small feed takes to ask.
final class ReferenceDatabase {
  let path: String
  private let handle: OpaquePointer
  let questions: Questions

  /// Opens a database for reading.
  ///
  /// - Throws: `ReferenceError` where there is none, or something else.
  init(_ path: String) throws(ReferenceError) {
    self.path = path
    guard access(path, F_OK) == 0 else { throw ReferenceError(.noDatabase, file: path) }
    let (application, version): (Int?, Int?)
    do {
      handle = try Self.open(path)
      questions = Questions(handle, file: path)
      // Not before it is read is anything amiss seen.
      application = try questions.rows("PRAGMA application_id") { $0[0] as Int }.first
      version = try questions.rows("PRAGMA user_version") { $0[0] as Int }.first
    } catch {
      throw Self.isDatabase(path) ? error : ReferenceError(.notReference, file: path)
    }
    if application != ReferenceSchema.application { throw ReferenceError(.notReference, file: path) }
    if version != ReferenceSchema.version { throw ReferenceError(.otherVersion(version ?? 0), file: path) }
  }

  private static func open(_ path: String) throws(ReferenceError) -> OpaquePointer {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(LheoSQLite.SQLiteConnection.plain(path), &opened, flags, nil) == SQLITE_OK, let opened else {
      defer { sqlite3_close(opened) }
      let code = sqlite3_system_errno(opened)
      if code == 0 { throw ReferenceError(SQLiteFeedError(opened, in: path), file: path) }
      let reason = SystemReason.text(code)
      throw ReferenceError(
        .unreadable(Text("lecture impossible (\(reason.french)).", "it cannot be read: \(reason.english).")), file: path
      )
    }
    sqlite3_busy_timeout(opened, 10_000)
    return opened
  }

  private static func isDatabase(_ path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16)
    return Glibc.read(descriptor, &bytes, 16) == 16 && SQLiteOffers.isDatabase(bytes)
  }

  deinit {
    questions.forget()
    sqlite3_close(handle)
  }

  /// Goes on reading what is there now: one lock for all questions instead of one for each.
  func keepReading() throws(ReferenceError) {
    // Pages of four megabytes: the upper levels of the trees, and what lies near.
    guard sqlite3_exec(handle, "PRAGMA cache_size = -4000; BEGIN", nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  private var failure: ReferenceError { ReferenceError(SQLiteFeedError(handle, in: path), file: path) }

  /// What has been imported.
  func sources() throws(ReferenceError) -> [ReferenceSource] {
    var refused: [Int: [ReferenceSource.Refused]] = [:]
    try questions.ask("SELECT * FROM refusal ORDER BY source, reason", []) { row in
      guard let reason = Refusal(rawValue: row["reason"]) else { return }
      refused[row["source"], default: []].append(
        ReferenceSource.Refused(reason: reason, count: row["count"], firstRow: row["first_row"]))
    }
    return try questions.rows("SELECT * FROM source ORDER BY id") { ReferenceSource($0, refused[$0["id"]] ?? []) }
      .compactMap { $0 }.sorted { $0.register < $1.register }
  }
}

extension ReferenceError {
  init(_ error: any Error, file: String) {
    self = (error as? ReferenceError) ?? ReferenceError(.database(Self.words(error, file)), file: file)
  }

  /// What SQLite says, without the file, which is said already.
  private static func words(_ error: any Error, _ file: String) -> String {
    let text = "\(SQLiteFeedError(error, in: file))"
    return text.hasPrefix("\(file): ") ? String(text.dropFirst(file.count + 2)) : text
  }
}

extension ReferenceSource {
  fileprivate init?(_ row: AnswerRow, _ refused: [Refused]) {
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
