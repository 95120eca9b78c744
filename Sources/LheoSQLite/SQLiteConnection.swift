import GRDB
import Glibc
import LheoModel
import LheoTables

/// An open database whose errors, `SQLiteFeedError`, name its file.
package final class SQLiteConnection {
  package let name: String
  private let queue: DatabaseQueue

  /// Opens a database; another program that is writing to it is waited for. `name` is the file that errors speak of.
  package init(path: String, name: String, isReadOnly: Bool = false) throws(SQLiteFeedError) {
    self.name = name
    guard Self.hasDescriptors else {
      throw SQLiteFeedError(Text("\(name) : trop de fichiers sont ouverts.", "\(name): too many open files."))
    }
    do {
      if isReadOnly {
        do {
          queue = try Self.open(path, isReadOnly: true)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
          // A program was killed while it was writing: what it has done must be undone before anybody reads.
          try Self.open(path, isReadOnly: false).close()
          queue = try Self.open(path, isReadOnly: true)
        }
      } else {
        queue = try Self.open(path, isReadOnly: false)
      }
    } catch {
      throw SQLiteFeedError(error, in: name)
    }
  }

  /// Whether enough files can still be opened. GRDB works on queues of Dispatch, which ends the process where it cannot open
  /// what it waits with.
  private static var hasDescriptors: Bool {
    let opened = (0..<8).map { _ in Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }
    defer { for descriptor in opened where descriptor >= 0 { Glibc.close(descriptor) } }
    return opened.allSatisfy { $0 >= 0 }
  }

  private static func open(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    // One transaction over many accesses.
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(10)
    let queue = try DatabaseQueue(path: plain(path), configuration: configuration)
    // Not before it is read is anything amiss seen.
    _ = try queue.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    return queue
  }

  /// A path that SQLite takes for nothing else, but for the empty one, which is a database that goes with its connection:
  /// names such as `:memory:` and `file:…` have a meaning of their own.
  package static func plain(_ path: String) -> String { path.hasPrefix("/") || path.isEmpty ? path : "./\(path)" }

  package func perform<Result>(_ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.inDatabase(body)
    } catch let error as DatabaseError {
      throw SQLiteFeedError(error, in: name)
    }
  }

  /// SQLite's own name for the database, which is valid as long as the connection is there. One thread at a time uses it.
  package func handle() throws(SQLiteFeedError) -> OpaquePointer {
    if let handle = queue.inDatabase({ $0.sqliteConnection }) { return handle }
    throw SQLiteFeedError(Text("\(name) : la base est fermée.", "\(name): closed."))
  }

  package func close() throws { try queue.close() }
}
