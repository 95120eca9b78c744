import Foundation
import LheoModel
import TestSupport
import Testing

/// What is written of a feed, and what is listed.
extension EdofTests {
  /// A feed of LHEO of which one offer can be written in EDOF.
  func writeFeed(_ name: String) throws {
    #expect(try tool.run("convert", catalogue, "--to", "edof", "-o", "first").status == 0)
    let feed = """
      <lheo xmlns="http://lheo.gouv.fr/2.3"><offres>\(Self.offer("A1", price: "1200")) \(Self.offer("A2", price: "cher"))</offres></lheo>
      """
    try feed.write(toFile: tool.path(name), atomically: true, encoding: .utf8)
    #expect(try tool.run("validate", "--profile", "none", name).status == 0)
  }

  /// All that an element lacks is said at once.
  @Test func eachAttributeThatIsMissingIsListed() throws {
    let feed = Tool.fixture("valid/minimal.xml")
    let list = try tool.run("convert", feed, "--to", "edof", "-o", "none", "--gaps", "csv=-").output
    for attribute in ["datecrea", "datemaj"] {
      // In the offer, its action and its session.
      #expect(list.components(separatedBy: ",\(attribute),").count - 1 == 3, "\(list)")
    }
  }

  static func offer(_ numero: String, price: String) -> String {
    let dates = "datemaj=\"20260901\" datecrea=\"20260101\""
    let person = "<nom>Martin</nom><prenom>Zoé</prenom>"
    let phone = "<telfixe><numtel>02 31 00 00 01</numtel></telfixe><courriel>a@example.org</courriel>"
    let address =
      "<adresse><ligne>12 rue des Prés</ligne><codepostal>14000</codepostal><ville>Caen</ville></adresse>"
    return """
      <formation numero="\(numero)" \(dates)><domaine-formation/><intitule-formation>L'été</intitule-formation><objectif-formation>O</objectif-formation><resultats-attendus>R</resultats-attendus><contenu-formation>C</contenu-formation><certifiante>1</certifiante>
      <contact-formation><coordonnees>\(person)\(phone)</coordonnees></contact-formation><parcours-de-formation>1</parcours-de-formation><code-niveau-entree>1</code-niveau-entree><objectif-general-formation>6</objectif-general-formation><certification><code-RNCP>37277</code-RNCP></certification>
      <action numero="\(numero)A" \(dates)><rythme-formation>R</rythme-formation><code-public-vise>83056</code-public-vise><niveau-entree-obligatoire>0</niveau-entree-obligatoire><modalites-alternance>M</modalites-alternance><modalites-enseignement>0</modalites-enseignement><conditions-specifiques>C</conditions-specifiques><prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>
      <lieu-de-formation><coordonnees>\(person)\(address)\(phone)</coordonnees></lieu-de-formation><modalites-entrees-sorties>0</modalites-entrees-sorties>
      <session numero="\(numero)S" \(dates)><periode><debut>20270104</debut><fin>20270326</fin></periode><adresse-inscription>\(address)</adresse-inscription><etat-recrutement>1</etat-recrutement><contact-session><coordonnees>\(person)\(phone)</coordonnees></contact-session></session>
      <acces-handicapes>Oui</acces-handicapes><langue-formation>FR</langue-formation><prix-total-TTC>\(price)</prix-total-TTC><nombre-heures-total>420</nombre-heures-total><organisme-formateur><SIRET-formateur><SIRET>90000000100009</SIRET></SIRET-formateur><raison-sociale-formateur>A</raison-sociale-formateur></organisme-formateur></action>
      <organisme-formation-responsable><numero-activite>99999999999</numero-activite><SIRET-organisme-formation><SIRET>90000000100009</SIRET></SIRET-organisme-formation><nom-organisme>A</nom-organisme><raison-sociale>A</raison-sociale><coordonnees-organisme><coordonnees/></coordonnees-organisme><contact-organisme><coordonnees/></contact-organisme></organisme-formation-responsable></formation>
      """
  }

  @Test func whatCanBeWrittenIsWrittenAndTheRestIsListed() throws {
    try writeFeed("feed.xml")
    let result = try tool.run("convert", "feed.xml", "--to", "edof", "--tva", "20", "-o", "edof", "--lang", "fr")
    #expect(result.status == 0, "\(result.errors) \(result.output)")
    #expect(Self.schema.isValid(bytes("edof/90000000100009.xml")) == true)
    #expect(result.output.contains("bloquant, action A2A, prix-total-TTC"), "\(result.output)")
    #expect(result.output.contains("1 offre écrite dans 1 fichier, 1 offre laissée de côté"))
    #expect(result.output.contains("Sans place dans EDOF") && result.output.contains("domaine-formation 1"))
    // A catalogue that was made can be checked, and has no error.
    #expect(try tool.run("validate", "edof", "--as-of", "2026-11-24").status == 0)
  }

  @Test func gapsAreListedInEveryForm() throws {
    try writeFeed("feed.xml")
    let result = try tool.run(
      "convert", "feed.xml", "--to", "edof", "--tva", "20", "-o", "edof", "--lang", "en", "--gaps", "csv=gaps.csv",
      "--gaps",
      "json=gaps.json", "--gaps", "html=gaps.html", "--gaps", "text=gaps.txt")
    #expect(result.status == 0 && result.output.isEmpty)
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: tool.path("gaps.json")))) as? [String: Any])
    #expect(document["written"] as? Int == 1 && document["leftOut"] as? Int == 1 && document["files"] as? Int == 1)
    let gaps = try #require(document["gaps"] as? [[String: Any]])
    #expect(Set(gaps.compactMap { $0["severity"] as? String }) == ["blocking", "defaulted"])
    let rows = try tool.read("gaps.csv").split(separator: "\n")
    #expect(rows.count == gaps.count + 1 && rows[0].hasPrefix("severity,formation,"))
    #expect(try tool.read("gaps.html").contains("prix-total-TTC") && tool.read("gaps.txt").contains("blocking"))
  }

  @Test func nothingIsWrittenWhereNothingCanBe() throws {
    let result = try tool.run(
      "convert", Tool.fixture("valid/minimal.xml"), "--to", "edof", "-o", "edof", "--lang", "en")
    #expect(result.status == 1 && result.errors.contains("no offer can be written in EDOF"))
    #expect(!tool.exists("edof/90000000100009.xml") && result.output.contains("blocking"))
    let files = try? FileManager.default.contentsOfDirectory(atPath: tool.path("edof"))
    #expect(files?.contains { $0.hasSuffix(".xml") } != true)
  }

  @Test(arguments: ["ndjson", "sqlite", "csv"]) func tablesBecomeCatalogues(format: String) throws {
    try writeFeed("feed.xml")
    let all = format == "csv" ? ["--all-tables"] : []
    #expect(try tool.run(["convert", "feed.xml", "--to", format, "-o", "data"] + all).status == 0)
    let result = try tool.run("export", "data", "--to", "edof", "--tva", "20", "-o", "edof", "--lang", "en")
    #expect(result.status == 0 && result.output.contains("1 offer written in 1 file, 1 offer left out"), "\(result)")
    #expect(Self.schema.isValid(bytes("edof/90000000100009.xml")) == true)
    #expect(try tool.run("convert", "feed.xml", "--to", "edof", "--tva", "20", "-o", "direct").status == 0)
    #expect(bytes("edof/90000000100009.xml") == bytes("direct/90000000100009.xml"))
  }

  @Test func whatWasThereStaysAndThatIsSaid() throws {
    try writeFeed("feed.xml")
    #expect(try tool.run("convert", "feed.xml", "--to", "edof", "--tva", "20", "-o", "edof").status == 0)
    let minimal = Tool.fixture("valid/minimal.xml")
    let result = try tool.run("convert", minimal, "--to", "edof", "-o", "edof", "--lang", "en")
    #expect(result.status == 1 && result.errors.contains("are still there"), "\(result.errors)")
    let fresh = try tool.run("convert", minimal, "--to", "edof", "-o", "other", "--lang", "en")
    #expect(!fresh.errors.contains("are still there"))
  }

  @Test func aFeedOfLheoHasNoListOfWhatLheoWants() throws {
    let words = ["convert", Tool.fixture("valid/minimal.xml"), "--to", "lheo", "--gaps", "text=-", "-o", "out.xml"]
    #expect(try tool.run(words).status == 64)
    #expect(!tool.exists("out.xml"))
  }

  @Test func listsNameWhereTheyLeadTo() throws {
    let back = ["convert", catalogue, "--to", "lheo", "-o", "back.xml", "--gaps", "html=gaps.html", "--lang", "en"]
    #expect(try tool.run(back).status == 0)
    #expect(try tool.read("gaps.html").contains("<h1>What is missing for LHEO</h1>"))
    try writeFeed("feed.xml")
    let excel = ["convert", "feed.xml", "--to", "edof", "-o", "e", "--gaps", "csv-excel=gaps.csv", "--lang", "fr"]
    #expect(try tool.run(excel).status == 1)
    let list = try tool.read("gaps.csv")
    #expect(list.contains(";taux-tva;") && list.contains("bloquant;"), "\(list)")
  }

  @Test func nothingIsUpgraded() throws {
    let result = try tool.run("upgrade", catalogue, "-o", "out.xml", "--lang", "en")
    #expect(result.status == 0 && result.errors.contains("nothing to upgrade"), "\(result)")
    #expect(canonical(bytes("out.xml")) == canonical(URL(filePath: catalogue).bytes))
  }

  @Test(arguments: [
    ["convert", "--to", "edof"], ["convert", "--to", "csv", "--tva", "20"], ["export", "--tva", "20", "-o", "a.xml"],
    ["convert", "--to", "edof", "-o", "a", "--tva", "beaucoup"],
    ["convert", "--to", "edof", "-o", "a", "--tva", "100"],
    ["convert", "--to", "edof", "-o", "a", "--tva", "0.2"],
    ["convert", "--to", "edof", "-o", "a", "--langue", "français"],
    ["convert", "--to", "edof", "-o", "a", "--acces-handicapes", ""],
    ["convert", "--to", "edof", "-o", "a", "--table", "sessions"],
    ["convert", "--to", "edof", "-o", "a", "--date", "hier"],
    ["convert", "--to", "edof", "-o", "a", "--gaps", "pdf=x"],
    ["export", "--to", "edof", "-o", "-"], ["convert", "--to", "edof", "-o", "a", "--encoding", "UTF-8"],
  ]) func mistakenOptionsAreRefused(words: [String]) throws {
    #expect(try tool.run([words[0], catalogue] + words.dropFirst()).status == 64)
  }
}
