import Foundation
import LheoModel
import TestSupport
import Testing

/// EDOF on the command line: read, checked, kept and written.
@Suite struct EdofTests {
  let tool = Tool()
  let catalogue = Tool.fixture("edof/catalogue.xml")
  static let schema = LibXML2Schema(Repository.referenceEdofSchema)

  func bytes(_ name: String) -> [UInt8] { URL(filePath: tool.path(name)).bytes }

  func text(_ name: String) -> String {
    String(String.UnicodeScalarView(bytes(name).map { Unicode.Scalar($0) }))
  }

  /// The fixture, changed.
  func write(_ name: String, _ old: String, _ new: String) throws {
    let fixture = String(String.UnicodeScalarView(URL(filePath: catalogue).bytes.map { Unicode.Scalar($0) }))
    #expect(fixture.contains(old))
    let changed = fixture.replacing(old, with: new).unicodeScalars.map { UInt8($0.value) }
    try Data(changed).write(to: URL(filePath: tool.path(name)))
  }

  // MARK: Checking

  @Test func aCatalogueIsChecked() throws {
    let result = try tool.run("validate", catalogue, "--as-of", "2026-11-24")
    #expect(result.status == 0, "\(result.output)")
    let json = try tool.run("validate", catalogue, "--as-of", "2026-11-24", "--format", "json").output
    #expect(json.contains("\"lheoVersion\":\"EDOF\"") && json.contains("\"findings\":[]"), "\(json.prefix(2000))")
  }

  /// What is wrong is said with the label of LHEO, what EDOF wants, and how to repair it.
  @Test(arguments: [
    ("<acces-handicapes>Locaux accessibles</acces-handicapes>", "", "schema/element-manquant", "Accès handicapés"),
    ("<code-RNCP>RNCP37277<", "<code-RNCP>37277<", "schema/format", "RNCP suivi de chiffres"),
    ("<numtel>0231000000<", "<numtel>02 31 00 00 00<", "schema/format", "sans espace ni point"),
    (
      "<nombre-heures-centre>420<", "<prix-total-TTC>1200</prix-total-TTC><nombre-heures-centre>420<",
      "schema/element-inattendu", "frais-ttc"
    ),
    ("<etat-recrutement>1<", "<etat-recrutement>3<", "schema/valeur", "ouvert"),
    (
      "<code-RNCP>RNCP37277</code-RNCP>", "<code-RNCP>RNCP37277</code-RNCP><code-RS>RS5695</code-RS>",
      "schema/element-en-trop", "un seul code"
    ),
    ("<etat-recrutement>1<", "<etat-recrutement>3<", "schema/valeur", "EDOF refuse le code"),
    ("<nombre-heures-centre>420<", "<nombre-heures-centre>1\u{A0}420<", "schema/format", "espace"),
    (" datecrea=\"20260301\"", "", "schema/attribut", "datecrea"),
    ("<code-RNCP>RNCP37277</code-RNCP>", "", "schema/element-manquant", "code-CPF"),
    ("<debut>20270104<", "<debut>20270231<", "edof/date-impossible", "calendrier"),
    ("<extra info=\"taux-tva\">20.0<", "<extra info=\"taux-tva\">vingt<", "edof/nombre", "600.60"),
  ])
  func mistakesAreSaidInWords(old: String, new: String, rule: String, word: String) throws {
    try write("bad.xml", old, new)
    let result = try tool.run("validate", "bad.xml", "--as-of", "2026-11-24", "--lang", "fr")
    #expect(result.status == 1 && result.output.contains(rule) && result.output.contains(word), "\(result.output)")
    #expect(try tool.run("validate", "bad.xml", "--profile", "none").status == (rule.hasPrefix("schema/") ? 1 : 0))
  }

  /// The portal's sample is in ISO-8859-1, and whether another encoding is read is not known.
  @Test func anotherEncodingIsAWarning() throws {
    let latin = URL(filePath: catalogue).bytes
    let text = self.text(of: latin)
    let declared = text.replacing("encoding=\"ISO-8859-1\"", with: "encoding=\"UTF-8\"")
    #expect(declared != text)
    let files: [(name: String, bytes: [UInt8], isFound: Bool)] = [
      ("utf-8.xml", Array(declared.utf8), true), ("utf-8.xml.gz", Archive.gzip(Array(declared.utf8)), true),
      ("none.xml", Array(text.replacing(" encoding=\"ISO-8859-1\"", with: "").utf8), true),
      ("mark.xml", [0xEF, 0xBB, 0xBF] + Array(text.utf8), true), ("latin.xml.gz", Archive.gzip(latin), false),
      ("small.xml", self.bytes(of: text.replacing("ISO-8859-1", with: "iso-8859-1")), false),
    ]
    for (name, bytes, isFound) in files {
      try Data(bytes).write(to: URL(filePath: tool.path(name)))
      for jobs in ["1", "2"] {
        let result = try tool.run("validate", name, "--as-of", "2026-11-24", "--lang", "fr", "--jobs", jobs)
        #expect(result.status == 0 && result.output.contains("schema/encodage") == isFound, "\(name): \(result)")
        #expect(!isFound || result.output.contains("encoding=\"ISO-8859-1\""))
      }
    }
    let piped = try tool.run("validate", "-", "--as-of", "2026-11-24", input: declared)
    #expect(piped.output.contains("schema/encodage"))
    #expect(try tool.run("validate", "utf-8.xml", "--fail-on", "warning", "--as-of", "2026-11-24").status == 1)
    let off = try tool.run("validate", "utf-8.xml", "--ignore", "schema/encodage", "--as-of", "2026-11-24")
    #expect(!off.output.contains("schema/encodage"))
    // A feed of LHEO may have any encoding.
    let feed = Tool.fixture("valid/minimal.xml")
    #expect(try !tool.run("validate", feed, "--as-of", "2026-11-24").output.contains("schema/encodage"))
  }

  func text(of bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  func bytes(of text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  @Test(.needsShared) func theOfficialSampleHasNoError() throws {
    let sample = try #require(Repository.edofSample).path
    let result = try tool.run("validate", sample, "--as-of", "2026-11-24")
    #expect(result.status == 0, "\(result.output)")
    // Its SIRET has no valid key, which is a rule of its own.
    #expect(result.output.contains("edof/siret-cle"))
    let ignored = try tool.run("validate", sample, "--as-of", "2026-11-24", "--ignore", "edof/siret-cle")
    #expect(!ignored.output.contains("edof/siret-cle"))
  }

  /// What EDOF would refuse of a feed of LHEO is asked for by name.
  @Test func aFeedIsLookedAtForEdof() throws {
    let feed = Tool.fixture("valid/catalogue.xml")
    let all = try tool.run("validate", feed, "--profile", "all", "--as-of", "2026-11-24", "--format", "json")
    #expect(!all.output.contains("\"edof/"))
    let minimal = Tool.fixture("valid/minimal.xml")
    let edof = try tool.run("validate", minimal, "--profile", "edof", "--as-of", "2026-11-24", "--format", "json")
    #expect(edof.status == 1 && edof.output.contains("\"edof/donnee-manquante\""))
  }

  // MARK: Keeping the dialect

  @Test(arguments: [
    "format CATALOGUE -o out.xml", "format CATALOGUE --encoding UTF-8 --indent none -o out.xml",
    "select CATALOGUE -o out.xml", "merge CATALOGUE -o out.xml",
    "fix CATALOGUE --as-of 2026-11-24 -o out.xml",
  ])
  func aFeedStaysInItsDialect(line: String) throws {
    var files = [catalogue]
    if let sample = Repository.edofSample { files.append(sample.path) }
    for file in files {
      let words = line.split(separator: " ").map { $0 == "CATALOGUE" ? file : String($0) }
      let result = try tool.run(words)
      #expect(result.status == 0, "\(result.errors)")
      #expect(Self.schema.isValid(bytes("out.xml")) == true)
      #expect(canonical(bytes("out.xml")) == canonical(URL(filePath: file).bytes), "\(line)")
      #expect(text("out.xml").contains("encoding=\"\(line.contains("UTF-8") ? "UTF-8" : "ISO-8859-1")\""))
    }
  }

  @Test func partsAreInTheDialectOfTheWhole() throws {
    #expect(try tool.run("split", catalogue, "--offers", "1", "-o", "parts").status == 0)
    for number in 1...3 { #expect(Self.schema.isValid(bytes("parts/000\(number).xml")) == true) }
    #expect(try tool.run("merge", "parts", "-o", "again.xml").status == 0)
    #expect(canonical(bytes("again.xml")) == canonical(URL(filePath: catalogue).bytes))
  }

  @Test(arguments: [false, true]) func dialectsAreNotMixed(isSwapped: Bool) throws {
    let feeds = [catalogue, Tool.fixture("valid/minimal.xml")]
    let result = try tool.run(["merge"] + (isSwapped ? feeds.reversed() : feeds) + ["-o", "out.xml", "--lang", "en"])
    #expect(result.status == 2 && !tool.exists("out.xml"))
    #expect(result.errors.contains("different dialects cannot be merged"))
  }

  @Test func tablesHaveWhatEdofSays() throws {
    let rows = try tool.run("convert", catalogue, "--to", "csv", "--table", "formations").output
    #expect(rows.contains("ALPHA-1") && rows.contains("RNCP37277"))
    #expect(try tool.run("inspect", catalogue, "--as-of", "2026-11-24").status == 0)
    #expect(try tool.run("diff", catalogue, catalogue).status == 0)
  }

  // MARK: The way back

  /// What was LHEO is LHEO again, with EDOF's own extensions; and from there the way leads to the same EDOF.
  /// What a hint names can be done.
  @Test func theListThatIsNamedCanBeMade() throws {
    for (output, place) in [("back.xml", "-"), ("-", "gaps.txt")] {
      let options = ["convert", catalogue, "--to", "lheo", "-o", output, "--lang", "en"]
      let first = try tool.run(options)
      let hint = "--gaps text=\(place)"
      #expect(first.status == 0 && first.errors.contains("\(hint) lists them"), "\(first.errors)")
      let second = try tool.run(options + hint.split(separator: " ").map(String.init))
      #expect(second.status == 0 && !second.errors.contains("--gaps"), "\(second.errors)")
      let list = try place == "-" ? second.output : tool.read(place)
      #expect(list.contains("domaine-formation"))
    }
  }

  @Test func edofBecomesLheoAndEdofAgain() throws {
    for file in [catalogue] + [Repository.edofSample?.path].compactMap({ $0 }) {
      let back = try tool.run(
        "convert", file, "--to", "lheo", "-o", "back.xml", "--gaps", "json=gaps.json", "--lang", "en")
      #expect(back.status == 0 && back.errors.contains("LHEO wants"), "\(back.errors)")
      let feed = try tool.read("back.xml")
      #expect(feed.contains("<lheo xmlns=\"http://lheo.gouv.fr/2.3\">") && feed.contains("<prix-total-TTC>"))
      #expect(feed.contains("<contact-formation>") && feed.contains("<contact-session>"))
      let gaps = try tool.read("gaps.json")
      #expect(gaps.contains("\"wanted\"") && gaps.contains("domaine-formation"))
      #expect(!gaps.contains("\"severity\":\"blocking\""))
      // The gaps are what the schema of LHEO misses.
      let found = try tool.run("validate", "back.xml", "--profile", "none", "--format", "ndjson").output
      #expect(found.split(separator: "\n").count == gaps.components(separatedBy: "\"wanted\"").count - 1)
      #expect(try tool.run("convert", "back.xml", "--to", "edof", "-o", "again", "--gaps", "csv=a.csv").status == 0)
      let siret = file == catalogue ? "90000000100009" : "12312312300000"
      #expect(canonical(bytes("again/\(siret).xml")) == canonical(URL(filePath: file).bytes))
    }
  }

  @Test func tablesHaveThePriceOfEdof() throws {
    let rows = try tool.run(
      "convert", catalogue, "--to", "csv", "--columns",
      "numero=formation/@numero,prix=action/prix-total-TTC,heures=action/nombre-heures-total", "--table", "actions"
    ).output
    #expect(rows == "numero,prix,heures\nALPHA-1,6000.00,420\nALPHA-2,1200.00,21\nALPHA-3,1800.00,24\n")
    #expect(try tool.run("convert", catalogue, "--to", "sqlite", "-o", "data.sqlite").status == 0)
    #expect(try tool.run("export", "data.sqlite", "--to", "edof", "-o", "edof").status == 0)
    #expect(canonical(bytes("edof/90000000100009.xml")) == canonical(URL(filePath: catalogue).bytes))
  }

  @Test func aCatalogueIsComparedWithItsFeed() throws {
    try writeFeed("feed.xml")
    #expect(try tool.run("select", "feed.xml", "--numero", "A1", "-o", "one.xml").status == 0)
    #expect(try tool.run("convert", "one.xml", "--to", "edof", "--tva", "20", "-o", "edof").status == 0)
    #expect(try tool.run("diff", "one.xml", "edof", "--tva", "20").status == 0)
    #expect(try tool.run("diff", "edof", "one.xml", "--tva", "20").status == 0)
    // Another rate is a difference, and so is another offer.
    let other = try tool.run("diff", "one.xml", "edof", "--tva", "10")
    #expect(other.status == 1 && other.output.contains("1000.00"), "\(other.output)")
    #expect(try tool.run("diff", "feed.xml", "edof", "--tva", "20").status == 1)
  }
}
