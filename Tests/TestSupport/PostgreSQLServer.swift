import Foundation

/// A PostgreSQL server for the tests of this process, in a temporary folder, reached by a socket there. It ends with the
/// process, however that ends.
public final class PostgreSQLServer: Sendable {
  /// Where the programs of the newest installed server are.
  public static let programs: URL? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    let newestFirst = versions.sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }
    let onPath = Program.find("initdb")?.deletingLastPathComponent()
    return (newestFirst.map { URL(filePath: "\(root)/\($0)/bin") } + [onPath].compactMap { $0 })
      .first { FileManager.default.isExecutableFile(atPath: $0.appending(path: "initdb").path) }
  }()

  /// Whether there is a server; without it tests skip.
  public static var isInstalled: Bool { programs != nil }

  /// The one server, started when it is first asked for.
  public static let shared = Result { try PostgreSQLServer(programs!) }

  /// The user who may do all; it needs no password.
  public static let user = "lheo"

  private let programs: URL
  private let folder: TemporaryFolder
  private let count = Counter()
  private let starter: ChildProcess
  private let owner: uid_t

  private init(_ programs: URL) throws {
    self.programs = programs
    folder = try TemporaryFolder()
    let path = folder.url.path
    // A server refuses to be root's.
    let account = getuid() == 0 ? getpwnam("postgres") ?? getpwnam("nobody") : nil
    owner = account?.pointee.pw_uid ?? getuid()
    if let account { chown(path, account.pointee.pw_uid, account.pointee.pw_gid) }
    var words = ["/bin/bash", "-c", Self.script, programs.path, path, String(getpid())]
    if let account {
      let user = ["--reuid", "\(account.pointee.pw_uid)", "--regid", "\(account.pointee.pw_gid)", "--clear-groups"]
      words = [try Self.program("setpriv").path] + user + words
    }
    starter = try ChildProcess(words[0], Array(words.dropFirst()), in: path)
    for _ in 0..<600 {
      if query("SELECT 1", in: "postgres") == "1" { return }
      usleep(100_000)
    }
    throw CocoaError(.executableLoad)
  }

  private static func program(_ name: String) throws -> URL {
    guard let found = Program.find(name) else { throw CocoaError(.executableNotLoadable) }
    return found
  }

  /// Makes the server, and ends it when the process has gone that asked for it.
  private static let script = """
    cd "$1" && mkdir data || exit 1
    "$0/initdb" -D data -U \(user) -A trust -E UTF8 --no-locale -N > log || exit 1
    printf 'local all geheim scram-sha-256\\nlocal all all trust\\n' > data/pg_hba.conf
    "$0/postgres" -D data -k "$1" -c listen_addresses= -c fsync=off -c max_connections=200 > log 2>&1 &
    server=$!
    while [ -d "/proc/$2" ]; do sleep 0.2; done
    kill -QUIT $server
    wait $server
    rm -rf "$1"/*
    """

  /// What `psql` prints for statements, or its error.
  public func query(_ sql: String, in database: String) -> String {
    let result = Program.run(programs.appending(path: "psql"), arguments(sql, database))
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func arguments(_ sql: String, _ database: String) -> [String] {
    [
      "-X", "-q", "-A", "-t", "-h", folder.url.path, "-U", Self.user, "-v", "ON_ERROR_STOP=1", "-d", database, "-c",
      sql,
    ]
  }

  /// Runs statements in a session of their own, without waiting for it.
  fileprivate func start(_ sql: String, in database: String) throws -> ChildProcess {
    try ChildProcess(programs.appending(path: "psql").path, arguments(sql, database))
  }

  /// A new database.
  public static func makeDatabase() throws -> Database {
    let server = try shared.get()
    let name = "base\(server.count.next())"
    let result = server.query("CREATE DATABASE \(name)", in: "postgres")
    guard result.isEmpty else { throw CocoaError(.fileWriteUnknown, userInfo: [NSDebugDescriptionErrorKey: result]) }
    return Database(server: server, name: name)
  }

  /// The address of a new schema in a database of all tests.
  public static func makeSchema() throws -> String {
    let server = try shared.get()
    return Database(server: server, name: "postgres").address(schema: "schema\(server.count.next())")
  }

  /// A database of the server.
  public struct Database: Sendable {
    let server: PostgreSQLServer
    /// Its name.
    public let name: String

    /// Whose files the server's are.
    public var owner: uid_t { server.owner }

    /// The folder with the socket.
    public var host: String { server.folder.url.path }

    /// The address of a schema, by way of the socket in another folder where one is given.
    public func address(
      schema: String = "lheo", user: String = PostgreSQLServer.user, host: String? = nil
    ) -> String {
      "postgresql://\(user)@/\(name)?host=\(host ?? self.host)&schema=\(schema)"
    }

    /// What `psql` prints for statements, columns separated by `|`; or its error.
    public func query(_ sql: String) -> String { server.query(sql, in: name) }

    /// Runs statements in a session of their own, without waiting for it.
    public func start(_ sql: String) throws -> ChildProcess { try server.start(sql, in: name) }

    /// Waits until a query gives something; false if that takes too long.
    public func wait(for expected: String, from sql: String) -> Bool {
      for _ in 0..<200 {
        if query(sql) == expected { return true }
        usleep(50_000)
      }
      return false
    }
  }
}

/// Counts on, on any thread.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var number = 0

  func next() -> Int {
    lock.withLock {
      number += 1
      return number
    }
  }
}
