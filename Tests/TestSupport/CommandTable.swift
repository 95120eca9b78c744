import Foundation
/// A command of the tool with typical options: one line of the table over which the properties run.
public struct ToolCommand: Sendable, CustomStringConvertible {
  /// What it writes to where `-o` says, or to standard output.
  public enum Result: Sendable { case feed, feeds, tables, report, listing }

  /// What of a valid feed is in the feed that it writes.
  public enum Kept: Sendable {
    /// Not all, and it cannot be said in one word.
    case some
    /// All of it.
    case everything
    /// All offers; not what is around and beside them.
    case offers
    /// All offers, each by itself: references to others go too.
    case offersApart
    /// All offers and the extensions beside them; not the attributes of what is around them.
    case offersAndExtras
  }

  /// The line of the table.
  public let description: String
  /// The runs of the tool, one after the other; the last one writes the result.
  public let steps: [[String]]
  /// What the last step writes.
  public let result: Result
  /// What it keeps.
  public let kept: Kept
  /// Whether doing it again to its result changes nothing.
  public let isIdempotent: Bool
  /// Whether it takes several feeds at once.
  public let takesSeveral: Bool

  /// - Parameter line: as one would type it, without `lheo-tool`. FEED is the feed, OTHER another one, REGISTERS a
  ///   folder with files of registers, REFERENCE a database of them, DATABASE a schema of its own; `;` separates steps.
  public init(
    _ line: String, _ result: Result, keeps kept: Kept = .some, idempotent isIdempotent: Bool = false,
    several takesSeveral: Bool = false
  ) {
    description = line
    steps = line.split(separator: ";").map { Self.words(String($0)) }
    self.result = result
    self.kept = kept
    self.isIdempotent = isIdempotent
    self.takesSeveral = takesSeveral
  }

  /// Words are separated by spaces, but between `'`.
  private static func words(_ line: String) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, piece in
      index % 2 == 1 ? [String(piece)] : piece.split(separator: " ").map(String.init)
    }
  }

  /// What a word of a line stands for that is the same for all runs.
  public static func path(_ word: String) -> String {
    switch word {
    case "OTHER": Repository.fixture("valid/minimal.xml").path
    case "REGISTERS": Repository.fixture("registers").path
    case "REFERENCE": reference.path
    default: word
    }
  }

  /// A database of the registers, made once.
  private static let reference: URL = {
    let file = registers.url.appending(path: "r.sqlite")
    let words = ["reference", "import", path("REGISTERS"), "--reference", file.path, "--quiet"]
    precondition((try? ToolRun.run(words, in: registers.url.path))?.status == 0, "the registers cannot be imported")
    return file
  }()
  private static let registers = try! TemporaryFolder()

  /// Where the last step writes; `nil` for standard output.
  public var output: String? {
    guard let last = steps.last, let option = last.lastIndex(of: "-o") else { return nil }
    return last[option + 1]
  }

  /// Whether it writes one file, to a path that it is given.
  public var writesOneFile: Bool { output?.contains(".") == true }

  /// How many times a feed is named.
  public var feedCount: Int { steps.joined().filter { $0 == "FEED" }.count }

  /// The commands, with their subcommands, that it runs.
  public var names: [String] {
    steps.map { words in
      ["session", "recruitment", "reference"].contains(words[0]) ? words.prefix(2).joined(separator: " ") : words[0]
    }
  }
}

extension ToolCommand {
  /// All commands. A new command, or a new way in which one reads or writes, is one more line.
  public static let all: [ToolCommand] =
    reports + tables + exports + databases + selections + edits + files + withoutFeed

  /// Those that read a feed.
  public static let readingFeeds = all.filter { $0.feedCount > 0 }

  /// The first line of each command that reads a feed.
  public static let firstLines = readingFeeds.enumerated().filter { number, command in
    readingFeeds.firstIndex { $0.names == command.names } == number
  }.map(\.element)

  private static let day = "--as-of 2026-11-24"

  private static let reports: [ToolCommand] = [
    .init("validate FEED \(day)", .report, several: true),
    .init("validate FEED --profile all --region 28 \(day) --lang en --format json -o out.json", .report, several: true),
    .init("validate FEED --profile none --format ndjson -o out.ndjson", .report, several: true),
    .init("validate FEED --profile edof \(day) --format csv -o out.csv", .report, several: true),
    .init(
      "validate FEED --profile all \(day) --report html=out.html --report sarif=out.sarif --report junit=out.junit "
        + "--report csv=out.csv --report markdown=out.md --report text=-", .report, several: true),
    .init("validate FEED \(day) --format html-by-organisme -o out", .report, several: true),
    .init("validate FEED \(day) --format json -o day1.json; validate FEED \(day) --baseline day1.json", .report),
    .init(
      "validate FEED --profile all \(day) --reference REFERENCE --format json -o out.json", .report, several: true),
    .init("validate FEED --profile all \(day) --format concise -o out.txt", .report, several: true),
    .init("validate FEED --audience form \(day) --format concise", .report, several: true),
    .init("validate FEED \(day) --statistics", .report, several: true),
    .init("validate FEED --profile all \(day) --format xlsx -o out.xlsx", .report, several: true),
    .init("inspect FEED \(day)", .report, several: true),
    .init("inspect FEED \(day) --format json -o out.json", .report, several: true),
    .init("inspect FEED --usage", .report, several: true),
    .init("inspect FEED --usage --period month --format json -o out.json", .report, several: true),
    .init("inspect FEED --usage --format csv --lang en -o out.csv", .report, several: true),
    .init("inspect FEED --usage --format html -o out.html", .report, several: true),
    .init("diff FEED OTHER", .report),
    .init("diff OTHER FEED --format json -o out.json", .report),
    .init("diff FEED OTHER --format html -o out.html", .report),
    .init("diff FEED OTHER --ignore @datemaj --ignore action/session/periode --format csv -o out.csv", .report),
    .init("diff OTHER FEED --ignore coordonnees --summary", .report),
    .init("diff FEED OTHER --summary --format json -o out.json", .report),
  ]

  private static let tables: [ToolCommand] = [
    .init("convert FEED --to csv", .tables, several: true),
    .init("convert FEED --to csv --excel --table formations --dates iso -o out.csv", .tables, several: true),
    .init(
      "convert FEED --to tsv --columns numero=session/@numero,session/periode/debut,formation/certifiante:label "
        + "--where 'session/periode/debut >= 2026-09-01' -o out.tsv", .tables, several: true),
    .init("convert FEED --to csv --reference REFERENCE -o out.csv", .tables, several: true),
    .init("convert FEED --to csv --all-tables -o out", .tables, several: true),
    .init("convert FEED --to xlsx -o out.xlsx", .tables, several: true),
    .init("convert FEED --to sqlite -o out.sqlite", .tables, several: true),
    .init("convert FEED --to ndjson -o out.ndjson", .tables, several: true),
    .init("convert FEED --to geojson -o out.geojson", .tables, several: true),
    .init("convert FEED --to json", .tables, several: true),
    .init("sql FEED 'select intitule, debut, places from sessions order by debut'", .listing, several: true),
    .init(
      "sql FEED 'select * from formations join actions using (source, formation_id)' --format csv -o out.csv", .report,
      several: true),
    .init("sql FEED 'select count(*) from recherche' --format json", .listing, several: true),
    .init(
      "sql FEED 'select certification_titre, lieu_commune_nom from sessions' --reference REFERENCE", .listing,
      several: true),
  ]

  private static let exports: [ToolCommand] = [
    .init("convert FEED --to ndjson -o in.ndjson; export in.ndjson --profile none -o out.xml", .feed, keeps: .offers),
    .init(
      "convert FEED --to sqlite -o in.sqlite; export in.sqlite --profile none -o out.xml", .feed, keeps: .everything),
    .init("convert FEED --to csv --all-tables -o in; export in --profile none -o out.xml", .feed, keeps: .everything),
    .init("convert FEED --to tsv --all-tables -o in; export in --profile none -o out.xml", .feed, keeps: .everything),
    .init(
      "convert FEED --to ndjson -o in.ndjson; export in.ndjson --drop-invalid \(day) --max-drop 20% -o out.xml", .feed),
  ]

  /// What needs a server, where there is one.
  private static let databases: [ToolCommand] =
    PostgreSQLServer.isInstalled
    ? [
      .init(
        "convert FEED --to postgresql -o DATABASE; export DATABASE --profile none -o out.xml", .feed, keeps: .everything
      )
    ] : []

  private static let selections: [ToolCommand] = [
    .init("select FEED -o out.xml", .feed, keeps: .everything, idempotent: true),
    .init("select FEED --certifiante -o out.xml", .feed, idempotent: true),
    .init("select FEED --numero '14_1*' --prune", .feed, idempotent: true),
    .init("select FEED --where 'session/periode/debut >= 2026-09-01' --prune -o out.xml", .feed, idempotent: true),
    .init("select FEED --etat ouvert --count", .listing),
    .init("select FEED --to csv --table formations -o out.csv", .tables),
    .init("select FEED --to sqlite -o out.sqlite", .tables),
  ]

  private static let edits: [ToolCommand] = [
    .init("fix FEED \(day) -o out.xml", .feed, idempotent: true),
    .init("fix FEED --unsafe \(day) -o out.xml", .feed, idempotent: true),
    .init("fix FEED --unsafe \(day) --dry-run", .listing),
    .init("fix FEED --unsafe \(day) --diff", .listing),
    .init("session duplicate FEED --numero '*' --shift 364 \(day) -o out.xml", .feed),
    .init("session duplicate FEED --numero '14_*' --start 2028-09-01 --end 2029-06-30 \(day)", .listing),
    .init(
      "session duplicate FEED --numero '*' --start 2028-09-01 --end 2029-06-30 --new-numero '*B' --drop-recruitments "
        + "\(day) -o out.xml", .feed),
    .init("session close FEED --numero '*' --end 2030-12-31 \(day) -o out.xml", .feed, idempotent: true),
    .init("recruitment open FEED --numero '*' \(day) -o out.xml", .feed),
    .init("recruitment close FEED --numero '*' \(day) -o out.xml", .feed),
    .init("recruitment suspend FEED --numero '*' \(day)", .listing),
    .init("anonymise FEED -o out.xml", .feed, idempotent: true),
  ]

  private static let files: [ToolCommand] = [
    .init("format FEED", .feed, keeps: .everything, idempotent: true),
    .init("format FEED --indent none --encoding ISO-8859-1 -o out.xml", .feed, keeps: .everything, idempotent: true),
    .init("format FEED --indent 0 -o out.xml.gz; format out.xml.gz --indent 4 -o out.xml", .feed, keeps: .everything),
    .init("upgrade FEED -o out.xml", .feed, keeps: .everything, idempotent: true),
    .init("convert FEED --to lheo --indent 3 -o out.xml", .feed, keeps: .everything, idempotent: true),
    .init("split FEED --offers 2 -o out", .feeds),
    .init("split FEED --megabytes 1 -o out", .feeds),
    .init("split FEED --by organisme -o out", .feeds),
    .init("split FEED --by departement -o out", .feeds),
    .init("split FEED --offers 1 -o in; merge in -o out.xml", .feed, keeps: .offersApart),
    .init("merge FEED -o out.xml", .feed, keeps: .offersAndExtras, idempotent: true, several: true),
    .init("merge FEED OTHER", .feed, several: true),
    .init("convert FEED --to edof --tva 20 -o out", .listing, several: true),
    .init(
      "convert FEED --to edof --tva 20 --langue FR --acces-handicapes 0 --date 2026-09-01 --use-contact --transliterate "
        + "--gaps json=- -o out", .listing, several: true),
  ]

  private static let withoutFeed: [ToolCommand] = [
    .init("generate-feed --formations 3 -o out.xml", .feed),
    .init("export --template out", .tables),
    .init("export --template out.xlsx", .tables),
    .init("fix --list", .listing),
    .init("rules --format json", .listing),
    .init("explain recrutement/rdvi-places", .listing),
    .init("explain ordre/datemaj --lang en", .listing),
    .init("tables sessions", .listing),
    .init("sql", .listing),
    .init("schema session --format markdown", .listing),
    .init("reference import REGISTERS --reference out.sqlite --quiet", .listing),
    .init("reference import REGISTERS --reference a.sqlite; reference list --reference a.sqlite", .listing),
    .init("reference import REGISTERS --reference a.sqlite; reference show 14118 --reference a.sqlite", .listing),
    .init("doctor", .listing),
    .init("completions bash", .listing),
  ]
}
