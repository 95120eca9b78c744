import Foundation
import TestSupport
import Testing

/// What is said to somebody who mistypes.
@Suite struct UsageTests {
  let tool = Tool()
  static let feed = Tool.fixture("valid/minimal.xml")

  /// What is typed, and what the message must hold.
  static let misspelt: [([String], String)] = [
    (["vaildate", feed], "There is no command 'vaildate'. Did you mean 'validate'?"),
    (["help", "vaildate"], "There is no command 'vaildate'. Did you mean 'validate'?"),
    (["session", "dupliacte", feed], "There is no command 'dupliacte'. Did you mean 'duplicate'?"),
    (["xyz"], "There are: validate, convert, export"),
    (["convert", feed, "--too", "csv"], "Unknown option '--too'. Did you mean '--to'?"),
    (["convert", feed, "--to", "csv", "--collumns=x"], "Unknown option '--collumns'. Did you mean '--columns'?"),
    (["split", feed, "--zzzz"], "There are: --jobs, --quiet"),
    (["convert", feed, "--to", "cvs"], "  - csv"), (["validate", feed, "--report", "pdf=x"], "  - html=file"),
    (["validate", feed, "--format", "pdf"], "  - html"), (["completions", "tcsh"], "'bash', 'zsh' or 'fish'"),
    (["validate", feed, "--ignore", "adresse/nope"], "Rules of adresse: adresse/codepostal-format, "),
    (["validate", feed, "--only", "adress/*"], "Did you mean 'adresse/*'?"),
    (["validate", feed, "--severity", "zzz=error"], "Families: schema, adresse, "),
    (["validate", feed, "--severity", "texte/html=bad"], "write RULE=error, RULE=warning or RULE=info"),
    (["validate", feed, "--profile", "zzzzzz"], "There are: france-travail, apprentissage"),
    (["validate", feed, "--region", "Normandy"], "28 Normandie"),
    (["select", feed, "--region", "Normandy"], "28 Normandie"),
    (["select", feed, "--table", "zzz"], "There are: formations, actions, sessions"),
    (["select", feed, "--etat", "zzz"], "write ouvert, ferme or suspendu"),
    (["convert", feed, "--to", "csv", "--table", "session"], "Did you mean 'sessions'?"),
    (["convert", feed, "--to", "csv", "--columns", "session/zzz"], "There are: periode, adresse-inscription"),
    (["convert", feed, "--to", "csv", "--columns", "session/@zzz"], "There are: @"),
    (["convert", feed, "--to", "csv", "--columns", "zzz/@numero"], "such as formation, action or session"),
    (["convert", feed, "--to", "csv", "--where", "session/zzz = 1"], "There are: periode, adresse-inscription"),
    (["convert", feed, "--to", "csv", "--where", "session/periode/debu = 1"], "Did you mean 'debut'?\n"),
    (["diff", feed, feed, "--ignore", "@datemja"], "Did you mean '@datemaj'?"),
    (["diff", feed, feed, "--ignore", "coordonees"], "Did you mean 'coordonnees'?"),
    (["diff", feed, feed, "--ignore", "action/sesion/periode"], "there is no 'sesion' here. Did you mean 'session'?"),
    (["diff", feed, feed, "--ignore", "formation/session"], "'formation/session': there is no 'session' here."),
    (["diff", feed, feed, "--ignore", "session/@zzz"], "There are: @"),
    (["diff", feed, feed, "--ignore", "lheo"], "such as formation, action or session"),
    (["diff", feed, feed, "--ignore", "periode/"], "There are: debut, fin"),
    (["diff", feed, feed, "--ignore", "@datemaj/periode"], "is not a column path"),
    (["diff", feed, feed, "--ignore", ""], "such as formation, action or session"),
    (["diff", feed, feed, "--ignore", "extra[@info='a'"], "is not a column path"),
    (["tables", "zzz"], "There are: formations, actions, sessions"),
    (["schema", "zzz"], "lheo-tool schema lists them"),
    (["explain", "recrutement/zzz"], "Rules of recrutement: "), (["fix", feed, "--only", "zzz"], "There are: "),
    (["rules", "--family", "zzz"], "schema, adresse, "), (["rules", "--profile", "zzz"], "schema, france-travail"),
    (["rules", "--severity", "zzz"], "There are: info, warning, error"),
  ]

  @Test(arguments: misspelt) func aMisspeltNameGetsTheNearestOrTheList(_ arguments: [String], _ expected: String) throws
  {
    let result = try tool.run(arguments)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(!result.errors.contains("?."))
    #expect(result.errors.contains("See 'lheo-tool"), "\(result.errors)")
  }

  @Test func aMisspeltKeyOfTheConfigurationGetsTheList() throws {
    try tool.write("zzz = 1", to: "lheo.toml")
    #expect(try tool.run("validate", Self.feed).errors.contains("There are: profile, only, ignore, severity"))
  }

  /// What is asked for by its name and cannot be done is said, not passed over.
  @Test(arguments: ["texte/majuscules", "xml/*", "xml/entites"]) func anUnsafeRepairWantsItsOption(_ repair: String)
    throws
  {
    let feed = Tool.fixture("valid/minimal.xml")
    let refused = try tool.run("fix", feed, "--only", repair, "-o", "out.xml")
    #expect(refused.status == 64 && refused.errors.contains("Add --unsafe"), "\(refused.errors)")
    #expect(!tool.exists("out.xml"))
    #expect(try tool.run("fix", feed, "--only", repair, "--unsafe", "-o", "out.xml").status == 0)
  }

  /// What only counts offers writes nothing that could be told how to be.
  @Test(arguments: [
    ["--limit", "2"], ["--columns", "intitule"], ["--excel"], ["--dates", "feed"], ["--all-tables"], ["--to", "csv"],
    ["--indent", "4"], ["--encoding", "ISO-8859-1"], ["--reference", "r.sqlite"],
  ]) func countingTakesNoOptionOfAnOutput(_ options: [String]) throws {
    let result = try tool.run(["select", Self.feed, "--count"] + options)
    #expect(result.status == 64 && result.errors.contains("leave out"), "\(options): \(result.errors)")
    let named = try tool.run("select", Self.feed, "--count", "--table", "formations", "--where", "certifiante = 1")
    #expect(named.status <= 1, "\(named.errors)")
  }

  @Test func severalFeedsAreForMerge() throws {
    let result = try tool.run("convert", Self.feed, Tool.fixture("valid/regional.xml"), "--to", "lheo")
    #expect(result.status == 64)
    #expect(result.errors.contains("lheo-tool merge") && result.errors.contains("See 'lheo-tool convert --help'"))
  }

  @Test(arguments: ["session/@numero,session/@numero", "a=session/@numero, a=session/periode/fin"])
  func twoColumnsOfOneNameAreRefused(_ columns: String) throws {
    let result = try tool.run("convert", Self.feed, "--to", "csv", "--columns", columns)
    #expect(result.status == 64 && result.errors.contains("Two columns are called '"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completionsKnowCommandsAndRules(_ shell: String) throws {
    let script = try tool.run("completions", shell)
    #expect(script.status == 0 && script.errors.isEmpty)
    for word in ["validate", "recrutement/rdvi-places", "schema/valeur"] {
      #expect(script.output.contains(word), "\(word)")
    }
    if shell == "bash" {
      #expect(Program.run(URL(filePath: "/bin/bash"), ["-n", "-c", script.output]).status == 0)
    }
  }

  @Test func dataThatIsNotOffersIsNamed() throws {
    let feed = try String(contentsOfFile: Self.feed, encoding: .utf8)
    #expect(try tool.run("convert", Self.feed, "--to", "csv", "--all-tables", "-o", "t").status == 0)
    #expect(try tool.run("convert", Self.feed, "--to", "csv", "--excel", "-o", "excel.csv").status == 0)
    #expect(try tool.run("convert", Self.feed, "--to", "xlsx", "-o", "a.xlsx").status == 0)
    #expect(try tool.run("format", Self.feed, "-o", "a.xml.gz").status == 0)
    let wrong = [
      (["t/sessions.csv"], "this is CSV. Give the folder"), (["excel.csv"], "this is CSV. Give the folder"),
      ([Self.feed], "A feed needs no export"), (["a.xml.gz"], "this is XML"), (["a.xlsx"], "tables of a feed"),
    ]
    for (data, message) in wrong {
      let result = try tool.run(["export", "--lang", "en"] + data + ["-o", "o.xml"])
      #expect(result.status == 2 && result.errors.contains(message), "\(data): \(result.errors)")
      #expect(!tool.exists("o.xml"))
    }
    #expect(
      try tool.run(["export", "-", "-o", "o.xml", "--lang", "en"], input: feed).errors.contains("-: this is XML"))
    let offers = try tool.run("convert", Self.feed, "--to", "ndjson").output
    #expect(try tool.run(["export", "-", "-o", "o.xml", "--profile", "none"], input: offers).status == 0)
  }

  @Test func completionsAreInTheHelp() throws {
    #expect(try tool.run("--help").output.contains("lheo-tool completions bash"))
  }
}
