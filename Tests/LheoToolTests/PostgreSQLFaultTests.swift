import Foundation
import TestSupport
import Testing

/// What can go wrong between the tool and a PostgreSQL server. Nothing is ever half written.
@Suite(.needsPostgreSQL) struct PostgreSQLFaultTests {
  let tool = Tool(speaking: "en")
  let minimal = Tool.fixture("valid/minimal.xml")
  let regional = Tool.fixture("valid/regional.xml")
  let database = try! PostgreSQLServer.makeDatabase()

  private func convert(
    _ feeds: [String], to address: String? = nil, environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try tool.run(
      ["convert"] + feeds + ["--to", "postgresql", "-o", address ?? database.address()], environment: environment)
  }

  private func expectFailure(_ result: Tool.Result, _ words: String...) {
    #expect(result.status == 2, "\(result.errors)")
    for word in words { #expect(result.errors.contains(word), "\(word): \(result.errors)") }
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test func aDatabaseThatIsNotThere() throws {
    let address = "postgresql://lheo@/nirgends?host=\(database.host)"
    expectFailure(try convert([minimal], to: address), "nirgends", "does not exist")
    expectFailure(try tool.run("export", address, "-o", "a.xml"), "nirgends", "does not exist")
    expectFailure(try convert([minimal], to: "postgresql://localhost:1/x"), "refused")
  }

  @Test func aRightThatIsMissing() throws {
    _ = database.query("CREATE ROLE gast_\(database.name) LOGIN")
    let address = database.address(user: "gast_\(database.name)")
    expectFailure(try convert([minimal], to: address), "permission denied for database")
    #expect(try convert([minimal]).status == 0)
    expectFailure(try convert([minimal], to: address), "permission denied for schema")
    _ = database.query("GRANT USAGE ON SCHEMA lheo TO gast_\(database.name)")
    expectFailure(try convert([minimal], to: address), "table lheo.formations", "permission denied")
    _ = database.query("GRANT SELECT ON lheo.formations, lheo.actions TO gast_\(database.name)")
    expectFailure(try tool.run("export", address, "-o", "a.xml"), "table lheo.reste", "permission denied")
    #expect(!tool.exists("a.xml"))
  }

  @Test func aLockOfSomebodyElseIsWaitedFor() throws {
    #expect(try convert([minimal]).status == 0)
    let holder = try database.start("BEGIN; LOCK TABLE lheo.sessions; SELECT pg_sleep(60)")
    defer { holder.kill(SIGTERM) }
    #expect(
      database.wait(
        for: "1", from: "SELECT count(*) FROM pg_locks WHERE relation = 'lheo.sessions'::regclass AND granted"))
    let options = ["PGOPTIONS": "-c lock_timeout=300ms"]
    expectFailure(try convert([regional], environment: options), "table lheo.sessions", "somebody else holds a lock")
    let export = try tool.run(["export", database.address(), "-o", "a.xml"], environment: options)
    expectFailure(export, "table lheo.sessions", "somebody else holds a lock")
    _ = database.query(
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()"
    )
    holder.wait()
    #expect(try convert([regional], environment: options).status == 0)
  }

  @Test func aTableThatIsNotOurs() throws {
    #expect(try convert([minimal]).status == 0)
    _ = database.query("ALTER TABLE lheo.actions DROP COLUMN rythme, DROP COLUMN publics")
    expectFailure(try convert([regional]), "table lheo.actions", "'rythme', 'publics'")
    #expect(database.query("SELECT count(*) FROM lheo.sessions") == "1")
    _ = database.query("CREATE SCHEMA v; CREATE VIEW v.sessions AS SELECT 1 AS session_id")
    expectFailure(try convert([regional], to: database.address(schema: "v")), "table v.sessions", "view")
  }

  @Test func aRowThatHasItsKeyAlready() throws {
    #expect(try convert([minimal]).status == 0)
    _ = database.query("CREATE UNIQUE INDEX ON lheo.sessions (etat_recrutement)")
    expectFailure(try convert([regional]), "table lheo.sessions", "key '1'")
    #expect(database.query("SELECT count(*) FROM lheo.sessions") == "1")
  }

  @Test func aCharacterThatTheDatabaseCannotHold() throws {
    _ = database.query(
      "CREATE DATABASE windows_\(database.name) ENCODING 'WIN1252' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    let address = database.address().replacing("/\(database.name)?", with: "/windows_\(database.name)?")
    #expect(try convert([minimal], to: address).status == 0)
    let text = try String(contentsOfFile: minimal, encoding: .utf8)
    try tool.write(text.replacing("<intitule-formation>", with: "<intitule-formation>😀"), to: "a.xml")
    expectFailure(try convert(["a.xml"], to: address), "table lheo.formations", "WIN1252")
  }

  @Test func aFeedThatCannotBeRead() throws {
    #expect(try convert([minimal]).status == 0)
    try tool.write(String(try String(contentsOfFile: regional, encoding: .utf8).dropLast(100)), to: "broken.xml")
    #expect(try convert([regional, "broken.xml"]).status == 2)
    #expect(database.query("SELECT count(*) FROM lheo.sessions") == "1")
  }

  // MARK: In the middle

  /// Starts to load a feed of which the second half does not come before `go`, and waits until rows have been sent.
  private func load(_ body: (_ tool: ChildProcess) throws -> Void) throws -> ChildProcess.Ending {
    #expect(try convert([minimal]).status == 0)
    try Data(RealisticFeed.bytes(offers: 9000)).write(to: tool.folder.appending(path: "in.xml"))
    let script =
      "mkfifo pipe; half=$(($(stat -c %s in.xml) / 2)); (head -c $half in.xml; while [ ! -e go ]; do sleep 0.05; done; "
      + "tail -c +$((half + 1)) in.xml) > pipe & exec $0 convert pipe --to postgresql -o '\(database.address())' 2> log"
    let process = try ChildProcess("/bin/bash", ["-c", script, Tool.executable.path], in: tool.folder.path)
    #expect(
      database.wait(
        for: "1",
        from:
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' "
          + "AND query LIKE 'COPY%' AND query NOT LIKE '%codes%'"))
    try body(process)
    try tool.write("", to: "go")
    return process.wait()
  }

  private let rows = "SELECT count(*) FROM lheo.sessions"
  private let others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

  @Test func readersSeeTheOldRowsUntilTheEnd() throws {
    let answer = Answer()
    let ending = try load { _ in
      #expect(database.query(rows) == "1")
      // A reader who began before the end sees them on.
      answer.start { [database, rows] in
        database.query("BEGIN ISOLATION LEVEL REPEATABLE READ; \(rows); SELECT pg_sleep(5)::text; \(rows); COMMIT")
      }
      #expect(database.wait(for: "1", from: "SELECT count(*) \(others) AND query LIKE '%pg_sleep(5)%'"))
    }
    let log = try tool.read("log")
    #expect(ending == .exit(0), "\(log)")
    #expect(database.query(rows) == "9000")
    #expect(answer.wait().split(separator: "\n") == ["1", "1"])
  }

  @Test func aConnectionThatIsLostLeavesTheOldRows() throws {
    let ending = try load { _ in
      _ = database.query("SELECT pg_terminate_backend(pid) \(others)")
    }
    #expect(ending == .exit(2))
    let log = try tool.read("log")
    #expect(log.contains("postgresql:///\(database.name)") && log.contains("connection"), "\(log)")
    #expect(database.query(rows) == "1")
  }

  @Test(arguments: [SIGKILL, SIGTERM]) func aToolThatIsKilledLeavesTheOldRows(signal: Int32) throws {
    let ending = try load { $0.kill(signal) }
    #expect([.signal(signal), .exit(143)].contains(ending))
    #expect(database.wait(for: "0", from: "SELECT count(*) \(others)"))
    #expect(database.query(rows) == "1")
    #expect(try convert([regional]).status == 0)
    #expect(database.query(rows) == "95")
  }

  @Test(.needsMount) func aDiskThatIsFullLeavesTheOldRows() throws {
    let disk = tool.folder.appending(path: "disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    chmod(tool.folder.path, 0o755)
    #expect(SmallDisk.mount(at: disk, kilobytes: 12_000, owner: database.owner))
    defer {
      _ = database.query("DROP SCHEMA lheo CASCADE; ALTER DATABASE \(database.name) RESET default_tablespace")
      #expect(database.query("DROP TABLESPACE disk_\(database.name)") == "")
      SmallDisk.unmount(disk)
    }
    #expect(database.query("CREATE TABLESPACE disk_\(database.name) LOCATION '\(disk.path)'") == "")
    _ = database.query("ALTER DATABASE \(database.name) SET default_tablespace = disk_\(database.name)")
    #expect(try convert([minimal]).status == 0)
    try Data(RealisticFeed.bytes(offers: 9000)).write(to: tool.folder.appending(path: "in.xml"))
    expectFailure(try convert(["in.xml"]), "No space left on device", "table lheo.")
    #expect(database.query(rows) == "1")
  }

  /// The library is loaded when it is asked for; without it all else works.
  @Test(.needs("unshare"), .needsMount) func withoutLibpqAllElseWorks() throws {
    let script =
      "for file in $(ldconfig -p | grep -o '/.*libpq\\.so\\.5'); do mount --bind /dev/null $file; done; "
      + "$0 convert '\(minimal)' --to csv -o a.csv && $0 doctor | grep libpq; "
      + "$0 convert '\(minimal)' --to postgresql -o '\(database.address())'"
    let result = Program.run(
      URL(filePath: "/bin/bash"),
      ["-c", "cd '\(tool.folder.path)'; exec unshare -m /bin/bash -c \"$1\" $0", Tool.executable.path, script],
      environment: Tool.english)
    #expect(result.status == 2 && tool.exists("a.csv"), "\(result.output)")
    #expect(result.output.contains(/libpq +-\n/) && result.output.contains("libpq.so.5 is missing"), "\(result.output)")
    #expect(database.query("SELECT to_regclass('lheo.sessions') IS NULL") == "t")
  }
}

/// What something gives that runs meanwhile.
private final class Answer: @unchecked Sendable {
  private let finished = DispatchSemaphore(value: 0)
  private var text = ""

  func start(_ work: @escaping @Sendable () -> String) {
    Thread.detachNewThread { [self] in
      text = work()
      finished.signal()
    }
  }

  func wait() -> String {
    finished.wait()
    return text
  }
}
