import Foundation
import TestSupport
import Testing

/// What the tool prints and writes, word for word: Tests/Golden/output has it as somebody has looked at it.
@Suite struct GoldenOutputTests {
  private static let day = "--as-of 2026-11-24"
  private static let all = "--profile all --region 28 \(day)"

  /// The files of expected output, and the commands whose output they hold.
  private static let files: [String: [String]] = [
    "validate": ["text", "markdown"].flatMap { format in
      ["fr", "en"].map { "validate faulty.xml \(all) --format \(format) --lang \($0)" }
    } + [
      "validate faulty.xml \(all) --format csv", "validate faulty.xml \(all) --format concise --only duree/*",
      "validate faulty.xml minimal.xml unreadable/truncated.xml \(all) --format statistics",
      "validate faulty.xml \(all) --audience form --only duree/* --only schema/format",
      "validate faulty.xml minimal.xml fixable.xml \(day) --quiet --only duree/*",
      "validate faulty.xml \(all) --only duree/* --only schema/format", "validate faulty.xml \(all) --ignore schema/*",
      "validate faulty.xml \(all) --severity schema/*=info --severity schema/valeur=warning --fail-on error",
      "validate minimal.xml \(all) --fail-on never --strict", "validate unreadable/truncated.xml minimal.xml \(day)",
      "validate faulty.xml \(day) --format json -o day.json --quiet", "validate faulty.xml --baseline day.json \(day)",
    ],
    "json": [
      "validate faulty.xml minimal.xml \(all) --format json", "validate faulty.xml \(day) --format ndjson --lang en",
      "validate unreadable/truncated.xml \(day) --format json", "inspect catalogue.xml \(day) --format json",
      "diff older.xml fixable.xml --format json",
      "diff older.xml fixable.xml --summary --format json", "tables sessions --format json",
      "schema session --format json",
      "schema etat-recrutement --format json", "rules --family duree --format json",
      "explain duree/zero --format json --lang en",
    ],
    "sarif": [
      "validate faulty.xml unreadable/truncated.xml \(all) --only session/* --only schema/* --format sarif --lang en"
    ],
    "junit": ["validate faulty.xml unreadable/truncated.xml minimal.xml \(all) --format junit"],
    "html": [
      "validate faulty.xml unreadable/truncated.xml \(all) --format html", "diff older.xml fixable.xml --format html",
      "diff older.xml fixable.xml --summary --format html",
      "validate faulty.xml \(day) --format html-by-organisme -o pages --lang en", "cat pages/90000000100009.html",
      "cat pages/index.html",
    ],
    "schema-errors": ["fr", "en"].flatMap { language in
      names("invalid").flatMap { name in
        ["xml", "form"].map {
          "validate invalid/\(name) --profile none --format csv --audience \($0) --lang \(language)"
        }
      }
    },
    "unreadable": ["fr", "en"].flatMap { language in
      (names("unreadable").map { "unreadable/\($0)" } + ["nowhere.xml"]).map {
        "validate \($0) \(day) --lang \(language)"
      }
    },
    "inspect": ["fr", "en"].flatMap { language in
      ["regional.xml", "catalogue.xml faulty.xml"].map { "inspect \($0) \(day) --lang \(language)" }
    },
    "tables": [
      "tables", "tables formations", "tables actions", "tables sessions", "tables recrutements", "tables lieux",
      "tables organismes", "tables certifications", "tables financeurs", "tables contacts", "tables cycles",
      "tables blocs",
      "tables extras", "tables session",
    ],
    "folder": ["convert catalogue.xml --to csv --all-tables -o folder"]
      + ["actions", "blocs", "certifications", "contacts", "cycles", "extras", "financeurs", "formations", "lieux"].map
    {
      "cat folder/\($0).csv"
    } + ["cat folder/organismes.csv", "cat folder/recrutements.csv", "cat folder/sessions.csv"]
      + ["cat folder/datapackage.json"],
    "convert": [
      "convert catalogue.xml --to ndjson", "convert regional.xml --to geojson",
      "convert minimal.xml older.xml --to json",
      "convert minimal.xml --to csv --excel --dates iso", "convert minimal.xml fixable.xml --to tsv --table actions",
      "convert faulty.xml --to csv --columns s=session/@numero,session/periode/debut,formation/certifiante:label",
      "convert faulty.xml --to csv --table recrutements --no-header --join ; --dates iso",
      "convert catalogue.xml --to lheo --indent 4", "convert faulty.xml --to lheo --indent none",
    ],
    "schema": [
      "schema session", "schema etat-recrutement", "schema formation --format markdown", "schema debut", "schema extra",
      "schema modalites-enseignement --format markdown", "schema nb-places", "schema sesion",
    ],
    "explain": ["fr", "en"].flatMap { language in
      ["recrutement/rdvi-places", "schema/longueur", "duree/zero --format markdown"].map {
        "explain \($0) --lang \(language)"
      }
    } + ["explain duree/zro", "rules --severity info --lang en", "rules --profile certification"],
    "diff": ["fr", "en"].map { "diff older.xml fixable.xml --lang \($0)" } + [
      "diff minimal.xml minimal.xml", "diff older.xml fixable.xml --summary",
      "diff older.xml fixable.xml --summary --lang en", "diff older.xml fixable.xml --summary --format csv",
      "diff older.xml fixable.xml --format csv",
      "diff older.xml fixable.xml --ignore @datemaj --ignore action --ignore formation/objectif-formation",
      "diff earlier older.xml --summary --lang en", "diff earlier unreadable --lang en",
    ],
    "observatory": [
      "inspect --usage fixable.xml faulty.xml", "inspect --usage fixable.xml faulty.xml --lang en --period month",
      "inspect --usage fixable.xml --format json", "inspect --usage faulty.xml --format csv",
    ],
    "fix": ["fr", "en"].flatMap { language in
      ["fix fixable.xml --unsafe --dry-run", "fix faulty.xml --dry-run", "fix --list"].map {
        "\($0) \(day) --lang \(language)"
      }
    } + [
      "fix fixable.xml --unsafe \(day)", "fix fixable.xml --unsafe \(day) --diff", "fix minimal.xml \(day) --diff",
      "fix faulty.xml \(day) --diff --color always", "fix fixable.xml --only texte/* \(day) --dry-run",
    ],
    "select": [
      "--numero 14_2*", "--numero '14_3A;14_4S;14_5F'", "--texte 'APPLICATIONS beta'", "--texte memoires",
      "--texte gamma",
      "--intitule soudeur", "--intitule 'web developpeur'", "--organisme-responsable gamma",
      "--organisme-responsable 90000000200007", "--organisme-formateur delta", "--organisme-formateur 90000000100009",
      "--etat ouvert", "--etat ferme", "--etat ferme --etat suspendu", "--code-postal 50*",
      "--code-postal '14000;35000'",
      "--departement 50", "--departement 14 --departement 35", "--region 28", "--region 53", "--niveau-entree 4",
      "--niveau-entree 13", "--niveau-sortie 6", "--niveau-sortie 5", "--debut-entre 2027-09-01 2027-09-01",
      "--debut-entre 2027-09-02 2027-09-30", "--fin-entre 2028-06-30 2028-07-01", "--fin-entre 2028-06-01 2028-06-29",
      "--formacode 2*", "--formacode 46270", "--rome F*", "--rome M1805", "--rncp RNCP37275", "--rncp 37674",
      "--certifiante", "--no-certifiante", "--a-distance", "--no-a-distance", "--apprentissage", "--no-apprentissage",
      "--financeur 5", "--financeur 2", "--marche M2", "--marche M1", "--modifie-depuis 2026-03-02",
      "--modifie-depuis 2026-03-01", "--where 'session/periode/debut > 2027-09-01'",
      "--where 'not formation/certifiante = 1'", "--etat ferme --rome M1805", "--etat ferme --rome F*",
      "--where 'session/etat-recrutement is missing' --prune", "--debut-entre 2027-09-02 2027-09-01", "--etat autre",
    ].map { "select varied.xml \($0)" },
    "session": [
      "session duplicate minimal.xml --numero * --shift 364 \(day)",
      "session duplicate minimal.xml --numero * --shift 364 \(day) -o -",
      "session duplicate fixable.xml --numero 14_1S --start 2028-09-01 --end 2029-06-30 --new-numero N \(day) -o -",
      "session close minimal.xml --numero * --end 2027-12-31 \(day) -o -",
      "recruitment close fixable.xml --numero 14_1S \(day) -o -", "recruitment suspend minimal.xml --numero * \(day)",
      "recruitment open older.xml --numero 14_*S \(day)", "session close minimal.xml --numero X \(day)",
    ],
    "feeds": [
      "format catalogue.xml --indent 1", "anonymise catalogue.xml", "merge minimal.xml faulty.xml",
      "split faulty.xml --by organisme -o parts", "upgrade earlier/lheo-2.2.xml", "upgrade minimal.xml -o new.xml",
      "generate-feed --formations 1 --seed 7 --year 2028",
    ],
    "reference": [
      "reference import registers/export_fiches_RNCP_V4_1_2026-11-24.xml registers/listePubliqueOF.csv "
        + "registers/v_commune_2026.csv registers/v_mvt_commune_2026.csv --reference r.sqlite"
    ]
      + ["fr", "en"].flatMap { language in
        ["list \(day)", "show RNCP99102", "show RNCP99101", "show 90000000100009", "show 50173", "show 50129"].map {
          "reference \($0) --reference r.sqlite --lang \(language)"
        }
      }
      + ["RNCP99102", "90000000200007", "50173", "soudeur", "RNCP99103"].map {
        "reference show \($0) --format json --reference r.sqlite"
      } + ["reference show 14118 --reference nowhere.sqlite", "reference import minimal.xml --reference r.sqlite"],
    "usage": [
      "", "validat minimal.xml", "validate", "validate minimal.xml --profile x", "convert minimal.xml --to pdf",
      "convert minimal.xml --to csv --columns session/x", "convert minimal.xml --to csv --where x", "tables x",
      "convert minimal.xml --to csv --columns action/@x", "select minimal.xml --where 'session/periode/debut = '",
      "split minimal.xml -o parts", "rules --family x", "explain x", "schema x", "diff minimal.xml",
      "diff minimal.xml minimal.xml --ignore action/sesion", "--help --lang fr", "help fix --lang fr",
      "session --help --lang fr", "convert minimal.xml --to pdf --lang fr", "split minimal.xml --lang fr",
    ],
  ]

  private static func names(_ folder: String) -> [String] { Repository.feeds(folder).map(\.lastPathComponent) }

  @Test(arguments: files.keys.sorted()) func outputIsAsExpected(file: String) throws {
    let tool = Tool()
    for folder in ["reports", "valid", "invalid", "unreadable", "earlier"] {
      for feed in Repository.feeds(folder) {
        let isBeside = folder == "reports" || folder == "valid"
        let target = isBeside ? tool.folder : tool.folder.appending(path: folder)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: feed, to: target.appending(path: feed.lastPathComponent))
      }
    }
    try FileManager.default.copyItem(
      at: Repository.fixture("registers"), to: tool.folder.appending(path: "registers"))
    var text = ""
    for command in Self.files[file]! { text += try Self.transcript(command, tool) }
    try Golden.expect(text, "output/\(file).txt")
  }

  /// What one would see in a terminal; `cat` shows a file that a command before has written.
  private static func transcript(_ command: String, _ tool: Tool) throws -> String {
    var words = command.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, piece in
      index % 2 == 1 ? [String(piece)] : piece.split(separator: " ").map(String.init)
    }
    if words.first == "cat" { return "$ \(command)\n\(spread(try tool.read(words.removeLast())))\n\n" }
    let result = try tool.run(words, environment: ["LC_ALL": "en_US.UTF-8", "COLUMNS": "80"])
    let output = words.first == "select" ? numbers(result.output) : spread(result.output)
    let errors = result.errors.isEmpty ? "" : "--- standard error\n\(result.errors)"
    return "$ lheo-tool \(command)\n\(output)\(errors)--- exit code \(result.status)\n\n"
  }

  /// The numbers of the offers.
  private static func numbers(_ feed: String) -> String {
    let numbers = feed.components(separatedBy: "<formation numero=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    return numbers.isEmpty ? "" : numbers.joined(separator: " ") + "\n"
  }

  /// JSON that stands in one line, with a member a line, so that a difference can be seen.
  private static func spread(_ text: String) -> String {
    guard text.hasPrefix("{") || text.hasPrefix("[") else { return text }
    // Another one with each word of a rule.
    let text = text.replacing(try! Regex(#""ruleSet":\{[^}]*\}"#), with: "\"ruleSet\":{}")
    return text.replacing(",\"", with: ",\n\"").replacing("},{", with: "},\n{")
  }
}
