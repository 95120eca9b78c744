import GRDB
import Glibc
import LheoModel
import LheoRegisters
import LheoSQLite

/// The database that is there before an import; it is only read.
struct PreviousReference {
  let path: String
  /// What is in it.
  let sources: [ReferenceSource]
  private let state: FileState?

  /// - Throws: `ReferenceError` where something else is there, which no import may replace.
  init(_ path: String) throws {
    self.path = path
    state = FileState(path)
    guard state != nil else {
      sources = []
      return
    }
    sources = try ReferenceDatabase(path).sources()
  }

  /// - Throws: where the file is not what it was.
  func checkUnchanged() throws(ReferenceError) {
    if FileState(path) != state { throw ReferenceError(.changedMeanwhile, file: path) }
  }

  /// - Throws: where data is older than what is there.
  func checkNone(isNewerThan new: [ReferenceSource]) throws(ReferenceError) {
    for source in new {
      if let there = sources.first(where: source.takesThePlace), source.day.isOlder(than: there.day) {
        throw ReferenceError(.older(source.day, than: there.day, source.register), file: source.file)
      }
    }
  }

  func attach(to database: Database) throws {
    guard state != nil else { return }
    try database.execute(sql: "ATTACH ? AS old", arguments: [LheoSQLite.SQLiteConnection.plain(path)])
  }

  func detach(from database: Database) throws { if state != nil { try database.execute(sql: "DETACH old") } }

  /// Copies all rows but those that new ones take the place of.
  func copy(besides new: [ReferenceSource], in database: Database) throws {
    guard state != nil else { return }
    let registers = Set(new.map(\.register))
    for table in ReferenceTable.allCases {
      let replaced = registers.compactMap { table.rows(of: $0) }
      let others = replaced.isEmpty ? "" : " WHERE NOT (\(replaced.joined(separator: " OR ")))"
      try database.execute(sql: "INSERT INTO main.\(table.rawValue) SELECT * FROM old.\(table.rawValue)\(others)")
    }
    for source in sources where !new.contains(where: { $0.takesThePlace(of: source) }) {
      try source.insert(into: database)
    }
  }
}

extension ReferenceSource {
  /// Whether an older source goes when this one comes: of the same register, and where that has a file for each
  /// département, of the same file.
  func takesThePlace(of other: ReferenceSource) -> Bool {
    register == other.register && (register != .adresses || member == other.member)
  }
}

/// What changes when a file is replaced or written to.
struct FileState: Equatable, Sendable {
  let inode: UInt
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  /// `nil` where there is no ordinary file, or an empty one.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
    (inode, size) = (UInt(status.st_ino), Int(status.st_size))
    (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
  }
}
