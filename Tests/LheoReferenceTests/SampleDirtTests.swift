import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// Each kind of dirt that the list of samples names, read as it is meant.
@Suite(.needsShared) struct SampleDirtTests {
  /// The kinds of dirt, as the list names them, and the test of each.
  static let kinds: [(kind: String, test: String)] = [
    ("names in UTF-8 without flag bit 11", "namesWithoutTheirFlag"),
    ("members dated the day before", "membersOfTheDayBefore"), ("CRLF", "lineEndsOfWindows"),
    ("TAB before SIRETs", "tabsBeforeSirets"), ("line break and `\"\"` in a title", "titlesOverLines"),
    ("`d''`", "doubledApostrophes"), ("NSF with letter", "lettersInNSF"), ("bloc `01`", "blocsWithoutTheirSheet"),
    ("duplicate and SIRET-less partner", "partnersTwiceAndWithoutSiret"), ("RNCP→RS replacement", "replacedByTheRS"),
    ("REPRISE", "levelsThatAreNone"), ("two kinds of `ACTIF`", "twoKindsOfActif"),
    ("`Supprimé` partner (D)", "withdrawnPartners"), ("certificateur without SIRET", "certificateursWithoutSiret"),
    ("trailing `;`", "separatorsAtTheEnd"), ("former NDAs", "formerNumbers"), ("NDA with P", "numbersOfPublicBodies"),
    ("empty booleans", "unknownQualiopi"), ("stray quote in the last row", "strayQuotationMarks"),
    ("reused code 85213", "codesThatAreUsedAgain"), ("COMD with its parent's code", "partsWithTheCodeOfTheWhole"),
    ("ARM", "arrondissements"), ("merged 85043", "mergedCommunes"), ("change of name only", "changedNames"),
    ("cp1252", "postcodesOfWindows"), ("`#`", "headersWithAMark"),
    ("PLM by arrondissement", "postcodesOfArrondissements"),
    ("two postcodes", "twoPostcodes"), ("Ligne_5", "formerCommunesOfAddresses"), ("Monaco", "placesAbroad"),
    ("with and without bbox", "communesWithoutBox"), ("lon before lat", "longitudeFirst"),
    ("empty type_position", "addressesWithoutKind"), ("commas in quoted labels", "commasInLabels"),
    ("Latin-1", "latin1"), ("no quoting although a `\"` occurs", "quotationMarksThatMeanNothing"),
    ("dotted names", "dottedNames"), ("closed diploma 01023202", "closedDiplomas"),
    ("CFD with a lost zero", "lostZeros"),
    ("two columns of one name", "twoColumnsOfOneName"), ("state 2", "rowsThatAreMarkedAsWrong"), ("chain", "chains"),
    ("closed D", "closedEstablishments"), ("second establishment of A", "otherEstablishments"),
    ("partial diffusion", "partialDiffusion"), ("open and closed", "schoolsOpenAndClosed"),
  ]

  private let workshop = Workshop()

  private func load(_ paths: String..., sirets: Set<String> = []) throws -> (Reference, [ReferenceSource]) {
    var sources: [ReferenceSource] = []
    for path in paths {
      let sample = try #require(Repository.shared("reference-data/samples/\(path)")).path
      sources += try workshop.load(sample, sirets: sirets).sources
    }
    return (try workshop.reference, sources)
  }

  private func csv() throws -> (reference: Reference, sources: [ReferenceSource]) {
    try load("france-competences/export-fiches-csv-2026-11-24.zip")
  }

  /// Every kind of the list has a test, and every test of a kind is one of this suite.
  @Test func theListIsComplete() throws {
    let list = try #require(Repository.shared("reference-data/samples/README.md"))
    let text = try String(contentsOf: list, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let listed = rows.flatMap { row in
      row.split(separator: "|").last { !$0.allSatisfy(\.isWhitespace) }!.split(separator: ", ")
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(rows.count == 13 && Set(listed) == Set(Self.kinds.map(\.kind)))
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    for (kind, test) in Self.kinds { #expect(source.contains("@Test func \(test)("), "\(kind)") }
    #expect(Set(Self.kinds.map(\.test)).count == Self.kinds.count)
  }

  // MARK: France compétences

  @Test func namesWithoutTheirFlag() throws {
    // The file of blocs has an accent in its name.
    #expect(try csv().reference.certification(code: "RNCP99001")?.blocs.count == 2)
    #expect(try csv().reference.certification(code: "RNCP99001")?.voies == [.formationContinue, .experience])
  }

  @Test func membersOfTheDayBefore() throws {
    let sources = try csv().sources.filter { $0.member.contains("Standard") }
    #expect(Set(sources.map(\.day.isoText)) == ["2026-11-23"] && sources[0].file.contains("2026-11-24"))
  }

  @Test func lineEndsOfWindows() throws {
    let (reference, sources) = try csv()
    #expect(sources.allSatisfy { source in !source.refused.contains { $0.reason == .fields } })
    #expect(try reference.certification(code: "RNCP744")?.isActive == false)
  }

  @Test func tabsBeforeSirets() throws {
    let code = try #require(CertificationCode("RNCP99001"))
    #expect(try csv().reference.habilitation(siret: "00000102400017", for: code)?.trains == true)
    #expect(try csv().reference.certification(code: "RNCP744")?.certificateurs.map(\.siret) == ["11004301500012"])
  }

  @Test func titlesOverLines() throws {
    let title = try csv().reference.certification(code: "RNCP99001")?.title
    #expect(title == "Titre fictif de gestionnaire \"tout-terrain\" (deuxième ligne)")
  }

  @Test func doubledApostrophes() throws {
    let rome = try csv().reference.certification(code: "RNCP99001")?.rome
    #expect(rome?.first?.label == "Management et ingénierie d'affaires")
  }

  @Test func lettersInNSF() throws {
    let (reference, _) = try csv()
    #expect(try reference.certification(code: "RNCP99001")?.nsf.first?.code == "315p")
    #expect(reference.makeAnswers().hasNSF(PackedCode("315")!))
  }

  @Test func blocsWithoutTheirSheet() throws {
    #expect(try csv().reference.certification(code: "RNCP99003")?.blocs.map(\.code) == ["01"])
  }

  @Test func partnersTwiceAndWithoutSiret() throws {
    let (reference, sources) = try csv()
    let rs = try #require(CertificationCode("RS99004"))
    #expect(try reference.partenaires(of: rs).map(\.siret) == ["00000101600013", nil])
    #expect(sources.contains { source in source.refused.contains { $0.reason == .duplicate } })
  }

  @Test func replacedByTheRS() throws {
    #expect(try csv().reference.certification(code: "RNCP99003")?.successors == ["RS99004"])
    #expect(try csv().reference.certification(code: "RS99004")?.predecessors == ["RNCP99003"])
  }

  @Test func levelsThatAreNone() throws {
    #expect(try csv().reference.certification(code: "RNCP99003")?.level == nil)
  }

  @Test func twoKindsOfActif() throws {
    let (reference, _) = try load("france-competences/export-fiches-rncp-v4-1-2026-11-24.zip")
    let sheet = try #require(try reference.certification(code: "RNCP99001"))
    #expect(
      sheet.isActive == true && !sheet.voies.isEmpty && sheet.voies.count < RegisteredCertification.Voie.allCases.count)
    #expect(try reference.certification(code: "RNCP744")?.isActive == false)
  }

  @Test func withdrawnPartners() throws {
    let (reference, _) = try load("france-competences/export-fiches-rncp-v4-1-2026-11-24.zip")
    let code = try #require(CertificationCode("RNCP99001"))
    let found = try #require(try reference.habilitation(siret: "00000104000013", for: code))
    #expect(found.isWithdrawn && !found.trains)
  }

  @Test func certificateursWithoutSiret() throws {
    let (reference, _) = try load("france-competences/export-fiches-rs-v4-1-2026-11-24.zip")
    #expect(try reference.certification(code: "RS99004")?.certificateurs.map(\.siret) == [nil])
  }

  // MARK: Training bodies

  @Test func separatorsAtTheEnd() throws {
    let source = try #require(try load("dgefp").1.first)
    #expect(source.read == 4 && source.kept == 4 && source.refused.isEmpty)
  }

  @Test func formerNumbers() throws {
    let found = try #require(try load("dgefp").0.organisme(nda: "11990000290"))
    #expect(found.nda == "28990000290" && found.formerNDAs == ["11990000290", "25990000290"])
  }

  @Test func numbersOfPublicBodies() throws {
    #expect(try load("dgefp").0.organisme(nda: "2899P000390")?.siret == "00000103200010")
  }

  @Test func unknownQualiopi() throws {
    let found = try #require(try load("dgefp").0.organisme(nda: "28990000490")).qualiopi
    #expect(found.formation == nil && found.bilan == nil && found.vae == nil && found.apprentissage == nil)
  }

  @Test func strayQuotationMarks() throws {
    #expect(try load("dgefp").0.organisme(nda: "28990000490")?.name == "FICTIF \"GUILLEMET\" SEUL")
  }

  // MARK: Places

  @Test func codesThatAreUsedAgain() throws {
    guard case .current(let commune) = try load("insee").0.fate(ofCommune: "85213") else {
      Issue.record("85213"); return
    }
    #expect(commune.name == "Rives de l'Yon")
  }

  @Test func partsWithTheCodeOfTheWhole() throws {
    #expect(try load("insee").0.commune(codeINSEE: "85213")?.kind == .commune)
    let answers = try load("insee").0.makeAnswers()
    #expect(answers.commune(PackedCode("85213")!)?.names.contains(TownName("Saint-Florent-des-Bois")) == true)
  }

  @Test func arrondissements() throws {
    let found = try #require(try load("insee").0.commune(codeINSEE: "75101"))
    #expect(found.kind == .arrondissement && found.parent == "75056")
  }

  @Test func mergedCommunes() throws {
    guard case .replaced(let commune, let since) = try load("insee").0.fate(ofCommune: "85043") else {
      Issue.record("85043")
      return
    }
    #expect(commune.code == "85213" && since == PartialDate(iso: "2016-01-01"))
  }

  @Test func changedNames() throws {
    // A commune that is in no list of today has not become another one by its new name.
    #expect(try load("insee").0.fate(ofCommune: "99990") == .unknown)
    try workshop.load(
      workshop.write(
        Made.communes + "\nCOM,99990,28,14,14D,142,0,X,Fictiville-sur-Mer,Fictiville-sur-Mer,1,\n",
        to: "v_commune_2026.csv"))
    guard case .current(let commune) = try workshop.reference.fate(ofCommune: "99990") else {
      Issue.record("99990"); return
    }
    #expect(commune.name == "Fictiville-sur-Mer")
    let names = try workshop.reference.makeAnswers().commune(PackedCode("99990")!)?.names
    #expect(names?.contains(TownName("Fictiville")) == true)
  }

  @Test func postcodesOfWindows() throws {
    let source = try #require(try load("laposte").1.first)
    #expect(source.kept == source.read && source.read == 9)
  }

  @Test func headersWithAMark() throws {
    #expect(try load("laposte").0.communes(postcode: "14000").map(\.code) == ["14118"])
  }

  @Test func postcodesOfArrondissements() throws {
    #expect(try load("laposte").0.communes(postcode: "75001").map(\.code) == ["75101"])
  }

  @Test func twoPostcodes() throws {
    #expect(try load("laposte").0.commune(codeINSEE: "75116")?.postcodes == ["75016", "75116"])
  }

  @Test func formerCommunesOfAddresses() throws {
    let (reference, _) = try load("laposte")
    #expect(try reference.communes(postcode: "85310").map(\.code) == ["85213"])
    let names = reference.makeAnswers().postcode(PackedCode("85310")!)?.names
    #expect(names?.contains(TownName("Chaillé-sous-les-Ormeaux")) == true)
  }

  @Test func placesAbroad() throws {
    #expect(try load("laposte").0.commune(codeINSEE: "99138")?.name == "MONACO")
  }

  @Test func communesWithoutBox() throws {
    let (reference, source) = try load("geoapi")
    #expect(source.first?.kept == 2)
    let boxes = try ["14118", "14242"].map { try reference.commune(codeINSEE: $0)?.position?.box != nil }
    #expect(Set(boxes) == [true, false])
  }

  @Test func longitudeFirst() throws {
    let position = try #require(try load("geoapi").0.commune(codeINSEE: "14118")?.position)
    #expect((48.0...50.0).contains(position.latitude) && (-1.0...0.0).contains(position.longitude))
  }

  @Test func addressesWithoutKind() throws {
    let (reference, sources) = try load("ban")
    #expect(sources.map(\.register) == [.adresses] && sources[0].kept == 3 && sources[0].refused.isEmpty)
    #expect(try reference.commune(codeINSEE: "14242")?.position != nil)
  }

  // MARK: Lists of codes

  @Test func commasInLabels() throws {
    let (reference, sources) = try load("rome/RefRomeCsv.zip")
    #expect(sources[0].refused.isEmpty && sources[0].kept == sources[0].read)
    let titles = try ["M1805", "M1855", "F1604", "F1610"].compactMap { try reference.occupation(code: $0)?.title }
    #expect(!titles.isEmpty)
  }

  @Test func latin1() throws {
    #expect(try load("uai").0.school(uai: "0149990H")?.name == "Lycée professionnel fictif")
  }

  @Test func quotationMarksThatMeanNothing() throws {
    let source = try #require(try load("bcn/N_FORMATION_DIPLOME.csv").1.first)
    #expect(source.kept == source.read && source.refused.isEmpty)
  }

  @Test func dottedNames() throws {
    // `N_NIVEAU_FORMATION_DIPLOME.LIBELLE_100` is not the level.
    #expect(try load("bcn/N_FORMATION_DIPLOME.csv").0.diploma(code: "01023202")?.level == 3)
  }

  @Test func closedDiplomas() throws {
    let found = try #require(try load("bcn/N_FORMATION_DIPLOME.csv").0.diploma(code: "01023202"))
    #expect(found.closed == PartialDate(iso: "2023-08-31") && found.lastSession == 2023)
  }

  @Test func lostZeros() throws {
    #expect(try load("bcn").0.diploma(code: "01023202")?.certifications == [CertificationCode(.rncp, 744)])
  }

  @Test func twoColumnsOfOneName() throws {
    #expect(try load("certifinfo/certifinfos.csv").1.map(\.register) == [.certifinfoRemplacements])
  }

  @Test func rowsThatAreMarkedAsWrong() throws {
    let source = try #require(try load("certifinfo/certifinfos.csv").1.first)
    #expect(source.kept == 1 && source.refused.map(\.reason) == [.wrong])
  }

  @Test func chains() throws {
    let (reference, sources) = try load("certifinfo")
    #expect(Set(sources.map(\.register)) == [.certifinfo, .certifinfoRemplacements])
    let answers = reference.makeAnswers()
    #expect(answers.certifinfo(PackedCode("99145")!)?.successors == ["119119"])
    let archived = try #require(answers.certifinfo(PackedCode("22160")!))
    #expect(archived.isArchived && archived.certifications == [CertificationCode(.rncp, 744)])
  }

  // MARK: Establishments and schools

  @Test func closedEstablishments() throws {
    let (reference, _) = try load("sirene/StockEtablissement_utf8.zip", sirets: ["00000104000013"])
    let found = try #require(try reference.establishment(siret: "00000104000013"))
    #expect(!found.isOpen && found.since == PartialDate(iso: "2025-06-30"))
  }

  @Test func otherEstablishments() throws {
    let (reference, _) = try load("sirene/StockEtablissement_utf8.zip", sirets: ["00000101600013"])
    #expect(try reference.establishment(siret: "00000101600021")?.isSeat == false)
    #expect(try reference.establishment(siret: "00000102400017") == nil)
  }

  @Test func partialDiffusion() throws {
    let (reference, _) = try load("sirene/StockEtablissement_utf8.zip", sirets: ["00000103200010"])
    let found = try #require(try reference.establishment(siret: "00000103200010"))
    #expect(found.isOpen && found.postcode == nil && found.name == nil)
  }

  @Test func schoolsOpenAndClosed() throws {
    let (reference, _) = try load("uai")
    #expect(try reference.school(uai: "0149990H")?.isOpen == true)
    #expect(try reference.school(uai: "0149991J")?.isOpen == false)
  }
}
