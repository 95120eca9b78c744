import Foundation
import TestSupport
import Testing

/// The recipes do what they are for.
@Suite(.needsPostgreSQL, .needsPython) struct RecipeTests {
  private let tool = Tool()
  private let database: PostgreSQLServer.Database

  init() throws { database = try PostgreSQLServer.makeDatabase() }

  private func run(_ script: String, _ shell: String = "/bin/bash", _ option: String = "-euc") -> (Int32, String) {
    let folder = tool.folder.path
    let result = Program.run(
      URL(filePath: "/bin/bash"), ["-c", "cd '\(folder)' && exec \"$0\" \"$@\"", shell, option, script],
      environment: [
        "PGHOST": database.host, "PGUSER": PostgreSQLServer.user, "PGDATABASE": database.name,
        "PATH": "\(folder)/bin:\(PostgreSQLServer.programs?.path ?? ""):/usr/bin:/bin",
      ])
    return (result.status, result.output)
  }

  @Test(arguments: [("docs/recipes.md", "feed.xml", "flux.xml"), ("docs/fr/recettes.md", "flux.xml", "sortie.xml")])
  func everyBlockRuns(path: String, feed: String, written: String) throws {
    let page = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    let bin = tool.folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: bin.appending(path: "lheo-tool"), withDestinationURL: Tool.executable)
    try Data(RealisticFeed.bytes(offers: 200)).write(to: tool.folder.appending(path: feed))
    var count = 0
    for match in page.matches(of: /```(sh|sql|python)\n((?:.|\n)*?)```/) {
      let script = String(match.2)
      let (status, output) =
        switch match.1 {
        case "python": run(script, Python.executable.path, "-c")
        case "sql": run("psql -q -v ON_ERROR_STOP=1 <<'END'\n\(script)\nEND")
        default: run(script)
        }
      #expect(status == 0, "\(script)\n\(output)")
      count += 1
    }
    #expect(count > 10)
    // They did something, too.
    #expect(try tool.read(written).contains("STAGE-7"))
    #expect(database.query("SELECT count(*) FROM offres.formations") == "200")
    let excel = try Data(contentsOf: tool.folder.appending(path: "sessions.csv"))
    #expect(excel.starts(with: [0xEF, 0xBB, 0xBF]) && tool.exists("sessions.parquet"))
  }

  /// What is mentioned but not run has options that exist.
  @Test func aFeedThatCannotBeReadIsLeftOutAtNight() throws {
    try FileManager.default.createDirectory(
      at: tool.folder.appending(path: "feeds"), withIntermediateDirectories: true)
    try Data(RealisticFeed.bytes(offers: 20)).write(to: tool.folder.appending(path: "feeds/a.xml"))
    try Data(RealisticFeed.bytes(offers: 20).dropLast(100)).write(to: tool.folder.appending(path: "feeds/b.xml"))
    let address = database.address(schema: "offres")
    let convert = ["convert", "feeds/", "--to", "postgresql", "-o", address, "--quiet"]
    #expect(try tool.run(convert).status == 2)
    #expect(database.query("SELECT to_regclass('offres.formations') IS NULL") == "t")
    #expect(try tool.run(convert + ["--skip-unreadable"]).status == 2)
    #expect(database.query("SELECT count(*), count(DISTINCT source) FROM offres.formations") == "20|1")
  }
}
