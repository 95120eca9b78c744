import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// The samples in the published layouts.
@Suite(.needsShared) struct SampleTests {
  private func sample(_ path: String) throws -> String {
    try #require(Repository.shared("reference-data/samples/\(path)")).path
  }

  static let registers: [(path: String, registers: [Register])] = [
    ("france-competences/export-fiches-csv-2026-11-24.zip", [.rncp, .rs]),
    ("france-competences/export-fiches-rncp-v4-1-2026-11-24.zip", [.rncp]),
    ("france-competences/export-fiches-rs-v4-1-2026-11-24.zip", [.rs]),
    ("france-competences/unzipped", [.rncp, .rs]),
    ("dgefp/listePubliqueOF.csv", [.organismes]),
    ("insee/v_commune_2026.csv", [.communes]), ("insee/v_mvt_commune_2026.csv", [.mouvements]),
    ("insee/v_commune_depuis_1943.csv", [.historique]), ("insee/v_departement_2026.csv", [.departements]),
    ("insee", [.communes, .mouvements, .historique, .departements]),
    ("laposte/019HexaSmal.csv", [.codesPostaux]), ("geoapi/communes.json", [.geo]),
    ("sirene/StockEtablissement_utf8.zip", [.sirene]), ("rome/RefRomeCsv.zip", [.rome]), ("rome/unzipped", [.rome]),
    ("uai", [.uai]), ("bcn", [.diplomes, .diplomesCertifications]), ("ban/adresses-14.csv.gz", [.adresses]),
    ("certifinfo/certifinfos.csv", [.certifinfoRemplacements]), ("certifinfo/certifinfo-api.json", [.certifinfo]),
  ]

  @Test(arguments: registers.map(\.path)) func everySampleImports(_ path: String) throws {
    let workshop = Workshop()
    let expected = try #require(Self.registers.first { $0.path == path }).registers
    let summary = try workshop.load(sample(path), sirets: ["00000101600013", "00000104000013"])
    #expect(Set(summary.sources.map(\.register)) == Set(expected))
    #expect(try workshop.reference.missing.count == Register.allCases.count - expected.count)
    for source in summary.sources { #expect(source.kept > 0 && source.sha256.count == 64) }
  }

  @Test func theCSVOfFranceCompetences() throws {
    let workshop = Workshop()
    try workshop.load(sample("france-competences/export-fiches-csv-2026-11-24.zip"))
    let reference = try workshop.reference
    #expect(reference.day(of: .rncp) == PartialDate(iso: "2026-11-23"))
    let old = try #require(try reference.certification(code: "RNCP 744"))
    #expect(old.isActive == false && old.successors == ["RNCP37920"] && old.level == 3 && old.isByRight == true)
    #expect(old.certificateurs.map(\.siret) == ["11004301500012"])
    #expect(old.formacodes.map(\.code) == ["22439"] && old.formacodes.first?.label == "Zinguerie")
    let title = try #require(try reference.certification(code: "RNCP99001"))
    #expect(title.title == "Titre fictif de gestionnaire \"tout-terrain\" (deuxième ligne)")
    #expect(title.blocs.count == 2 && title.voies == [.formationContinue, .experience])
    #expect(title.nsf.first?.code == "315p" && title.rome.first?.label == "Management et ingénierie d'affaires")
    #expect(try reference.certification(code: "RNCP99003")?.blocs.map(\.code) == ["01"])
    #expect(try reference.certification(code: "RNCP99003")?.successors == ["RS99004"])
    #expect(try reference.certification(code: "RNCP99003")?.level == nil)
    let rs = try #require(CertificationCode("RS99004"))
    #expect(try reference.partenaires(of: rs).map(\.siret) == ["00000101600013", nil])
    let code = try #require(CertificationCode("RNCP99001"))
    #expect(try reference.habilitation(siret: "00000102400017", for: code)?.trains == true)
    #expect(try reference.habilitation(siret: "00000103200010", for: code)?.trains == false)
    #expect(try reference.habilitation(siret: "00000105700017", for: code)?.isCertificateur == true)
    #expect(try reference.habilitation(siret: "00000104000013", for: code) == nil)
  }

  @Test func theXMLOfFranceCompetences() throws {
    let workshop = Workshop()
    try workshop.load(
      sample("france-competences/export-fiches-csv-2026-11-24.zip"),
      sample("france-competences/export-fiches-rncp-v4-1-2026-11-24.zip"),
      sample("france-competences/export-fiches-rs-v4-1-2026-11-24.zip"))
    let reference = try workshop.reference
    #expect(reference.day(of: .rncp) == PartialDate(iso: "2026-11-24"))
    #expect(!reference.sources.contains { !$0.hasStates })
    let code = try #require(CertificationCode("RNCP99001"))
    let withdrawn = try #require(try reference.habilitation(siret: "00000104000013", for: code))
    #expect(withdrawn.isWithdrawn && !withdrawn.trains)
    #expect(try reference.habilitation(siret: "00000101600013", for: code)?.isWithdrawn == false)
    #expect(try reference.certification(code: "RNCP744")?.successors == ["RNCP37920"])
    #expect(try reference.certification(code: "RS99004")?.certificateurs.map(\.siret) == [nil])
  }

  @Test func places() throws {
    let workshop = Workshop()
    try workshop.load(sample("insee"), sample("laposte"), sample("geoapi"))
    let reference = try workshop.reference
    let caen = try #require(try reference.commune(codeINSEE: "14118"))
    #expect(caen.name == "Caen" && caen.departement == "14" && caen.postcodes == ["14000"])
    #expect(caen.position?.longitude == -0.3691 && caen.position?.box?.latitudes == 49.1527...49.2161)
    #expect(try reference.commune(codeINSEE: "75116")?.postcodes == ["75016", "75116"])
    #expect(try reference.communes(postcode: "85310").map(\.code) == ["85213"])
    guard case .current(let rives) = try reference.fate(ofCommune: "85213") else { Issue.record("85213"); return }
    #expect(rives.kind == .commune && rives.name == "Rives de l'Yon")
    guard case .replaced(let parent, let since) = try reference.fate(ofCommune: "85043") else {
      Issue.record("85043")
      return
    }
    #expect(parent.code == "85213" && since == PartialDate(iso: "2016-01-01"))
    #expect(try reference.departement(code: "2A")?.name == "Corse-du-Sud")
    #expect(try reference.commune(codeINSEE: "99138")?.name == "MONACO")
  }

  @Test func bodies() throws {
    let workshop = Workshop()
    let wanted: Set<String> = ["00000101600013", "00000104000013"]
    try workshop.load(
      sample("dgefp"), sample("sirene/unzipped"), sample("rome/RefRomeCsv.zip"), sirets: wanted)
    let reference = try workshop.reference
    #expect(reference.day(of: .organismes) == PartialDate(iso: "2026-05-18"))
    #expect(reference.day(of: .rome) == PartialDate(iso: "2026-06-15"))
    #expect(try reference.organisme(siret: "00000103200010")?.nda == "2899P000390")
    let b = try #require(try reference.organisme(nda: "25990000290"))
    #expect(b.nda == "28990000290" && b.formerNDAs.count == 2)
    let qualiopi = [b.qualiopi.formation, b.qualiopi.bilan, b.qualiopi.vae, b.qualiopi.apprentissage]
    #expect(qualiopi == [true, false, true, false])
    let d = try #require(try reference.organismes(siren: "000001040").first)
    #expect(d.name == "FICTIF \"GUILLEMET\" SEUL" && !d.qualiopi.isThere && d.qualiopi.vae == nil)
    #expect(try reference.establishment(siret: "00000101600021")?.isSeat == false)
    #expect(try reference.establishment(siret: "00000104000013")?.isOpen == false)
    #expect(try reference.establishment(siret: "00000102400017") == nil)
    #expect(try reference.occupation(code: "M1855")?.parent == "M1805")
  }

  @Test func schoolsAndDiplomas() throws {
    let workshop = Workshop()
    try workshop.load(sample("uai"), sample("bcn"))
    let reference = try workshop.reference
    let school = try #require(try reference.school(uai: "0149990H"))
    #expect(school.isOpen && school.commune == "14118" && school.siret == "00000101600013")
    #expect(school.name == "Lycée professionnel fictif")
    let closed = try #require(try reference.school(uai: "0149991J"))
    #expect(closed.name == "GRETA FICTIF" && !closed.isOpen && closed.closed == PartialDate(iso: "2019-08-31"))
    let diploma = try #require(try reference.diploma(code: "01023202"))
    #expect(diploma.closed == PartialDate(iso: "2023-08-31") && diploma.lastSession == 2023 && diploma.level == 3)
    #expect(diploma.certifications == [CertificationCode(.rncp, 744)])
    #expect(try reference.diploma(code: "32023203")?.successors == ["32023205"])
  }
}
