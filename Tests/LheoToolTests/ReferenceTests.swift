import Foundation
import TestSupport
import Testing

/// The commands of the reference database.
@Suite struct ReferenceTests {
  let tool = Tool()
  private let registers = Repository.fixture("registers").path

  private func shell(_ script: String) -> (status: Int32, output: String) {
    Program.run(
      URL(filePath: "/bin/bash"), ["-c", "cd '\(tool.folder.path)' && { \(script); }", Tool.executable.path],
      environment: Tool.english)
  }

  /// Runs the command with a database in the tool's folder.
  private func reference(_ arguments: String...) throws -> Tool.Result {
    try tool.run(["reference"] + arguments, environment: ["LHEO_REFERENCE": tool.path("r.sqlite")])
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: tool.folder.path).sorted() }
  }

  // MARK: Where it is

  @Test func theDatabaseIsWhereItIsSaid() throws {
    let communes = "\(registers)/v_commune_2026.csv"
    let home = ["HOME": tool.path("home"), "XDG_DATA_HOME": "", "LHEO_REFERENCE": ""]
    #expect(try tool.run(["reference", "import", communes], environment: home).status == 0)
    #expect(tool.exists("home/.local/share/lheo-tool/reference.sqlite"))
    let data = home.merging(["XDG_DATA_HOME": tool.path("data")]) { $1 }
    #expect(try tool.run(["reference", "import", communes], environment: data).status == 0)
    #expect(tool.exists("data/lheo-tool/reference.sqlite"))
    #expect(try reference("import", communes).status == 0)
    #expect(tool.exists("r.sqlite"))
    #expect(try reference("import", communes, "--reference", "named").status == 0)
    #expect(try reference("show", "14118", "--reference", "named").output.contains("Caen"))
    try tool.write("reference = \"in-file\"\n", to: "lheo.toml")
    #expect(try tool.run(["reference", "import", communes], environment: home).status == 0 && tool.exists("in-file"))
    #expect(try tool.run(["doctor"], environment: home).output.contains(/(?m)^reference +in-file$/))
    let folder = try reference("import", communes, "--reference", "nowhere/r.sqlite", "--lang", "en")
    #expect(folder.status == 2 && folder.errors.contains("there is no folder nowhere"))
    let nothing = try reference("list", "--reference", "nothing")
    #expect(nothing.status == 2 && nothing.errors.contains("nothing\u{A0}: il n'y a pas de base de référence"))
    let english = try reference("list", "--reference", "nothing", "--lang", "en")
    #expect(english.status == 2 && english.errors.contains("nothing: there is no reference database"))
    for name in ["", "-"] { #expect(try reference("list", "--reference=\(name)").status == 64) }
  }

  // MARK: What is there

  @Test func theListSaysWhatIsThere() throws {
    let imported = try reference("import", registers, "--lang", "en")
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(imported.output.contains("organismes: 2026-05-12, 2 of 3 rows, listePubliqueOF.csv"))
    #expect(imported.output.contains("1 refused: malformed or missing code (first: 4)"))
    let french = try reference("list").output
    #expect(french.contains("Manquent\u{A0}: rs, "))
    #expect(french.contains("Source\u{A0}: La Poste"))
    #expect(french.contains("(Licence Ouverte 2.0)"))
    let english = try reference("list", "--lang", "en").output
    #expect(english.firstMatch(of: /(?m)^rncp +2026-11-24 .* 2 +0  export_fiches_RNCP_V4_1_2026-11-24\.xml$/) != nil)
    let list = try json(reference("list", "--format", "json").output)
    let all = try #require(list["registers"] as? [[String: Any]])
    #expect(all.map { $0["register"] as? String } == ["rncp", "organismes", "communes", "mouvements", "codes-postaux"])
    let source = try #require((all[1]["sources"] as? [[String: Any]])?.first)
    #expect(source["read"] as? Int == 3 && source["kept"] as? Int == 2 && source["refused"] as? Int == 1)
    #expect((source["sha256"] as? String)?.count == 64 && all[1]["day"] as? String == "2026-05-12")
    #expect((list["missing"] as? [String])?.contains("sirene") == true)
    #expect(list["withoutPartners"] as? [String] == [] && list["withoutBlocs"] as? [String] == [])
  }

  /// An export that came without a part is no reason to believe that nobody may train.
  @Test func theListSaysWhatAnExportLacks() throws {
    var sheets = try String(contentsOfFile: "\(registers)/export_fiches_RNCP_V4_1_2026-11-24.xml", encoding: .utf8)
    for part in [#/<PARTENAIRE>.*</PARTENAIRE>/#, #/<BLOC_COMPETENCES>.*</BLOC_COMPETENCES>/#] {
      sheets = sheets.replacing(part, with: "")
    }
    try tool.write(sheets, to: "export_fiches_RNCP_V4_1_2026-11-24.xml")
    let imported = try reference("import", tool.path("export_fiches_RNCP_V4_1_2026-11-24.xml"))
    #expect(imported.status == 0 && imported.output.contains("\nrncp\u{A0}: cet export n'a pas de partenaires\u{A0};"))
    #expect(imported.output.contains("\nrncp\u{A0}: cet export n'a pas de blocs de compétences\u{A0};"))
    let french = try reference("list").output
    #expect(french.contains("\nSans partenaires\u{A0}: rncp\nSans blocs de compétences\u{A0}: rncp\n"))
    let list = try json(reference("list", "--format", "json").output)
    #expect(list["withoutPartners"] as? [String] == ["rncp"] && list["withoutBlocs"] as? [String] == ["rncp"])
    let doctor = try tool.run(["doctor"], environment: ["LHEO_REFERENCE": tool.path("r.sqlite")]).output
    #expect(doctor.contains(/(?m)^registers-without-partners +rncp$/))
    #expect(doctor.contains(/(?m)^registers-without-blocs +rncp$/))
  }

  /// A download that failed is named, where others of its folder are imported.
  @Test func filesOfNoRegisterAreNamed() throws {
    let folder = tool.path("downloads")
    try FileManager.default.copyItem(atPath: registers, toPath: folder)
    try Data().write(to: URL(filePath: folder).appending(path: "listePubliqueOF.csv"))
    let french = try reference("import", folder)
    #expect(french.status == 0)
    #expect(
      french.output.contains("1 fichier laissé de côté, d'aucun référentiel connu\u{A0}: \(folder)/listePubliqueOF.csv")
    )
    let english = try reference("import", folder, "--lang", "en").output
    #expect(english.contains("1 file of no register that is known, left out: \(folder)/listePubliqueOF.csv"))
  }

  @Test func doctorKnowsTheRegisters() throws {
    let nowhere = try tool.run(["doctor"], environment: ["XDG_DATA_HOME": tool.path("nowhere")])
    #expect(nowhere.status == 0 && nowhere.output.contains(/(?m)^reference +-$/))
    // What something names has to be there, as for other commands.
    let environment = ["LHEO_REFERENCE": tool.path("r.sqlite")]
    let before = try tool.run(["doctor"], environment: environment)
    #expect(before.status == 2 && before.output.contains(/(?m)^reference +-$/) && before.output.contains("PROBLÈME"))
    let old = tool.path("v_commune_2019.csv")
    try FileManager.default.copyItem(atPath: "\(registers)/v_commune_2026.csv", toPath: old)
    #expect(try reference("import", old, "\(registers)/export_fiches_RNCP_V4_1_2026-11-24.xml").status == 0)
    let after = try tool.run(["doctor", "--lang", "en"], environment: environment)
    #expect(after.status == 0)
    #expect(after.output.contains(/(?m)^register-communes +2019-01-01, old: import it again$/))
    #expect(after.output.contains(/(?m)^register-rncp +2026-11-24/))
    #expect(after.output.contains(/(?m)^registers-missing +rs, organismes/))
    try tool.write("mine", to: "r.sqlite")
    for (language, words) in [
      ("fr", "ce fichier n'est pas une base de référence"), ("en", "this file is not a reference database"),
    ] {
      let broken = try tool.run(["doctor", "--lang", language], environment: environment)
      #expect(broken.status == 2 && broken.output.contains(words))
    }
  }

  // MARK: Cards

  @Test(
    arguments: [
      (
        "rncp 99102",
        [
          "RNCP99102  Soudeur assembleur imaginaire", "de droit, du 01/07/2025, jusqu'au 30/06/2030",
          "Remplace              RNCP99101 Soudeur imaginaire", "90000000100009 CENTRE ALPHA, forme et évalue",
          "90000000200007 CENTRE BETA, retiré", "H2913 Soudage manuel", "apprentissage, formation continue",
        ]
      ),
      ("RNCP99102BC02", ["RNCP99102  Soudeur assembleur imaginaire"]),
      ("90000000100009", ["CENTRE ALPHA", "99999999901", "formation, apprentissage", "RNCP99102 Soudeur assembleur"]),
      ("99999999801", ["99999999801  CENTRE ALPHA", "Anciens NDA           99999999801"]),
      ("900000002", ["CENTRE \"BETA\"", "Qualiopi              aucune"]),
      ("90000000300005", ["Certificateur de      RNCP99102"]),
      ("14118", ["14118  Caen", "Codes postaux         14000"]),
      ("50173", ["Équeurdreville-Hainneville", "50129 Cherbourg-en-Cotentin depuis le 01/01/2016"]),
      ("50100", ["50100  code postal", "50129 Cherbourg-en-Cotentin"]),
    ] as [(String, [String])]) func cardsSayWhatCodesStandFor(_ code: String, _ words: [String]) throws
  {
    #expect(try reference("import", registers).status == 0)
    let card = try reference("show", code)
    #expect(card.status == 0)
    for word in words { #expect(card.output.contains(word), "\(word): \(card.output)") }
    #expect(card.output.contains("Source\u{A0}: "))
    let entries = try json(reference("show", code, "--format", "json").output)["entries"] as? [[String: Any]]
    #expect(entries?.count == 1)
    let english = try reference("show", code, "--lang", "en").output
    #expect(english.contains("Source: ") && !english.contains("depuis"))
  }

  @Test func schoolsAndDiplomas() throws {
    try tool.write(
      "numero_uai;etat_etablissement;commune;appellation_officielle;date_fermeture\n0149999U;4;14118;CFA;31/08/2019\n",
      to: "uai.csv")
    try tool.write(
      "FORMATION_DIPLOME;LIBELLE_LONG_200;DATE_OUVERTURE;DATE_FERMETURE\n01099902;SOUDURE;01/09/2001;31/08/2023\n",
      to: "bcn.csv")
    try tool.write("Code Diplome;Code RNCP\n1099902;RNCP99102\n", to: "kit.csv")
    #expect(try reference("import", registers, "uai.csv", "bcn.csv", "kit.csv").status == 0)
    // Another letter at the end.
    #expect(try reference("show", "0149999V").errors.contains("\n  0149999U  CFA"))
    let school = try reference("show", "0149999u").output
    #expect(school.contains("fermé depuis le 31/08/2019\n  Lieu                  14118 Caen"))
    let card = try reference("show", "01099902", "--lang", "en").output
    #expect(card.contains("Closed                2023-08-31"))
    #expect(card.contains("Certification         RNCP99102 Soudeur assembleur imaginaire"))
    let found = try json(reference("show", "01099902", "--format", "json").output)["entries"] as? [[String: Any]]
    #expect(found?.first?["certifications"] as? [String] == ["RNCP99102"])
    for (name, value) in [
      ("kind", "diploma"), ("code", "01099902"), ("title", "SOUDURE"), ("opened", "2001-09-01"),
      ("closed", "2023-08-31"),
    ] {
      #expect(found?.first?[name] as? String == value, "\(name)")
    }
    let entry = try #require(
      (json(reference("show", "0149999U", "--format", "json").output)["entries"] as? [[String: Any]])?.first)
    #expect(entry["kind"] as? String == "school" && entry["isOpen"] as? Bool == false)
    for (name, value) in [("code", "0149999U"), ("name", "CFA"), ("commune", "14118"), ("closed", "2019-08-31")] {
      #expect(entry[name] as? String == value, "\(entry)")
    }
    #expect(try reference("list").output.contains("Source\u{A0}: Ministère de l'Éducation nationale (DEPP), "))
  }

  @Test(arguments: [
    ("RNCP99120", "RNCP99102"), ("RNCP9910", "RNCP99101"), ("RS99102", "RNCP99102"), ("99102", "RNCP99102"),
    ("90000000100008", "90000000100009"), ("14181", "14118"), ("cherbourg", "50129"), ("Équeurdreville", "50173"),
    ("assembleur", "RNCP99102"), ("beta", "99999999902"),
  ]) func whatMayHaveBeenMeantIsNamed(_ code: String, _ meant: String) throws {
    #expect(try reference("import", registers).status == 0)
    let result = try reference("show", code)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors.contains("«\u{A0}\(code)\u{A0}» n'est pas dans la base de référence"))
    #expect(
      try reference("show", code, "--lang", "en").errors.contains("'\(code)' is not in the reference database"))
    #expect(result.errors.contains("\n  \(meant)  "), "\(result.errors)")
    let suggestions = try json(reference("show", code, "--format", "json").output)["suggestions"] as? [[String: Any]]
    #expect(suggestions?.contains { $0["code"] as? String == meant } == true)
  }

  // MARK: Sirene

  @Test func establishmentsOfFeedsAreKept() throws {
    let header = "siren,nic,siret,dateDebut,etatAdministratifEtablissement,codeCommuneEtablissement\n"
    let rows = ["90000000100009", "90000000100017", "90000000900002"].map {
      "\($0.prefix(9)),\($0.suffix(5)),\($0),2020-01-01,A,14118\n"
    }
    try tool.write(header + rows.joined(), to: "stock.csv")
    #expect(try reference("import", "stock.csv").status == 64)
    let result = try reference("import", "stock.csv", "--siret-from", Tool.fixture("valid/minimal.xml"), "--lang", "en")
    #expect(result.status == 0 && result.output.contains("2 of 3 rows"), "\(result.output)\(result.errors)")
    #expect(try reference("show", "90000000100017").output.contains("ouvert depuis le 01/01/2020"))
    #expect(try reference("show", "90000000900002").status == 1)
    #expect(try reference("import", "stock.csv", "--siret-from", "nowhere.xml").status == 2)
  }

  // MARK: Faults

  private func expectAsItWas(_ run: () throws -> (status: Int32, output: String)) throws {
    #expect(try reference("import", "\(registers)/v_commune_2026.csv").status == 0)
    let names = try files.filter { $0 != "disk" }
    let before = FileManager.default.contents(atPath: tool.path("r.sqlite"))
    let result = try run()
    #expect(result.status == 2, "\(result.output)")
    #expect(FileManager.default.contents(atPath: tool.path("r.sqlite")) == before)
    #expect(try files.filter { $0 != "disk" } == names)
  }

  @Test(arguments: [1, 16, 60, 120, 176, 184, 188]) func aLimitOfFileSizesLeavesTheDatabaseAsItWas(
    _ kilobytes: Int
  ) throws {
    try expectAsItWas {
      let result = shell("(ulimit -f \(kilobytes); $0 reference import '\(registers)' --reference r.sqlite)")
      #expect(result.output.contains("too large") || result.output.contains("disk"), "\(result.output)")
      // The words of a statement say nothing to anybody who imports files.
      #expect(!result.output.contains("INSERT") && !result.output.contains("executing"), "\(result.output)")
      return result
    }
  }

  /// Where too many files are open, the message says so, not that there is no database.
  @Test(arguments: ["reference show 14118", "validate feed.xml --profile all --fail-on never"])
  func fewDescriptorsAreAnError(command: String) throws {
    #expect(try reference("import", registers).status == 0)
    try tool.write(tool.run("generate-feed", "--formations", "3").output, to: "feed.xml")
    var statuses: Set<Int32> = []
    for count in 4...16 {
      let result = shell("(ulimit -n \(count); $0 \(command) --reference r.sqlite)")
      statuses.insert(result.status)
      #expect([0, 2, 127].contains(result.status), "\(count): \(result.output)")
      #expect(
        !result.output.contains("no reference database") && !result.output.contains("unable to open"),
        "\(count): \(result.output)")
    }
    #expect(statuses.contains(0))
  }

  @Test(.needsMount) func aFullDiskLeavesTheDatabaseAsItWas() throws {
    let disk = tool.folder.appending(path: "disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    #expect(SmallDisk.mount(at: disk))
    defer { SmallDisk.unmount(disk) }
    try expectAsItWas {
      let result = shell("$0 reference import '\(registers)' --reference disk/r.sqlite")
      #expect(result.output.contains("disk"))
      let left = try? FileManager.default.contentsOfDirectory(atPath: disk.path)
      #expect(left == [])
      return result
    }
  }

  @Test func brokenFilesLeaveTheDatabaseAsItWas() throws {
    for script in [
      "(cd '\(registers)' && python3 -c 'import sys,zipfile; zipfile.ZipFile(sys.argv[1], \"w\").write(\"listePubliqueOF.csv\")' $OLDPWD/a.zip) 2>/dev/null || exit 0; "
        + "head -c 400 a.zip > b.zip; rm a.zip; $0 reference import b.zip --reference r.sqlite; code=$?; rm b.zip; exit $code",
      "$0 reference import '\(Tool.fixture("valid/minimal.xml"))' --reference r.sqlite",
      "cp '\(registers)/v_commune_2026.csv' v_commune_2025.csv; $0 reference import v_commune_2025.csv --reference r.sqlite; "
        + "code=$?; rm v_commune_2025.csv; exit $code",
    ] {
      try expectAsItWas {
        let result = shell(script)
        return Program.find("python3") == nil && result.status == 0 ? (2, "") : result
      }
    }
    let older = shell(
      "cp '\(registers)/v_commune_2026.csv' v_commune_2025.csv; $0 reference import v_commune_2025.csv --reference r.sqlite --allow-older"
    )
    #expect(older.status == 0, "\(older.output)")
  }

  /// The import has half of its file, through a pipe, when the signal comes.
  @Test(arguments: ["TERM", "INT"]) func anInterruptionLeavesTheDatabaseAsItWas(_ signal: String) throws {
    #expect(try reference("import", "\(registers)/v_commune_2026.csv").status == 0)
    let before = FileManager.default.contents(atPath: tool.path("r.sqlite"))
    let result = shell(
      "mkfifo pipe; { head -1 '\(registers)/listePubliqueOF.csv'; for i in $(seq 3000); do "
        + "sed -n 2p '\(registers)/listePubliqueOF.csv'; done; sleep 20; } > pipe & feeder=$!; "
        + "$0 reference import pipe --reference r.sqlite & work=$!; "
        + "for i in $(seq 200); do ls r.sqlite.*.tmp > /dev/null 2>&1 && break; sleep 0.05; done; ls r.sqlite.*.tmp | wc -l; "
        + "kill -\(signal) $work; wait $work; echo $?; kill $feeder; rm pipe")
    let code = signal == "TERM" ? "143" : "130"
    #expect(
      result.output.split(separator: "\n").prefix(2).map { $0.trimmingCharacters(in: .whitespaces) } == ["1", code])
    #expect(FileManager.default.contents(atPath: tool.path("r.sqlite")) == before)
    #expect(try files == ["r.sqlite"])
  }
}
