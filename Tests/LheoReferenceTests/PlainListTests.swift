import Foundation
import LheoModel
import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// Registers that come as plain lists, and the addresses of the BAN.
@Suite struct PlainListTests {
  private let workshop = Workshop()

  private func answers() throws -> any RegisterAnswers { try workshop.reference.makeAnswers() }

  private func refused(_ summary: ReferenceImport.Summary) -> [Refusal: Int] {
    summary.sources.reduce(into: [:]) { counts, source in
      for refused in source.refused { counts[refused.reason] = refused.count }
    }
  }

  @Test func descriptorsOfFormacode() throws {
    let text =
      "Version;Code;Libellé;Remplacé par\nV13;22474;Plâtrerie;22403\nV14;22403;Plaquiste;\n14;22403;Encore;\n14;1;x;\n"
    let summary = try workshop.load(workshop.write(text, to: "formacode.csv"))
    #expect(summary.sources.map(\.register) == [.formacode] && summary.sources[0].kept == 2)
    #expect(refused(summary) == [.duplicate: 1, .code: 1])
    let answers = try answers()
    #expect(answers.formacodeVersions == [13, 14])
    #expect(answers.formacodes(PackedCode("22474")!).first?.successor == "22403")
    #expect(answers.formacodes(PackedCode("22403")!).map(\.version) == [14])
    #expect(answers.formacodes(PackedCode("00000")!).isEmpty)
  }

  @Test func codesOfCertifInfo() throws {
    let text =
      "code_certifinfo;code_rncp;code_inventaire;archive\n113331;36390;-1;false\n99145;36804;;true\n119119;RNCP36804;;\n1;-1;5080;\nx;1;;\n"
    let summary = try workshop.load(workshop.write(text, to: "certifinfo.csv"))
    #expect(summary.sources[0].kept == 4 && refused(summary) == [.code: 1])
    let answers = try answers()
    #expect(answers.certifinfo(PackedCode("113331")!)?.certifications == [CertificationCode(.rncp, 36390)])
    #expect(answers.certifinfo(PackedCode("99145")!)?.isArchived == true)
    #expect(answers.certifinfo(PackedCode("119119")!)?.certifications == [CertificationCode(.rncp, 36804)])
    #expect(answers.certifinfo(PackedCode("1")!)?.certifications == [CertificationCode(.rs, 5080)])
    #expect(answers.certifinfo(PackedCode("2")!) == nil)
  }

  /// The exchange file has two columns of one name, quotation marks that mean nothing, and rows that are wrong.
  @Test func replacedCodesOfCertifInfo() throws {
    let text =
      "cer3_code;cer3_libelle;cer3_etat;cer3_codenew;cer3_libelle;cer3_etat\n"
      + "99145;Titre;3;119119;Titre;3\n22160;MC;3;117001;\"MC zingueur\";2\n7;\"un seul guillemet;2;8;x;3\n5;a;3;5;a;3\n"
    let summary = try workshop.load(workshop.write(text, to: "certifinfos.csv"))
    #expect(summary.sources.map(\.register) == [.certifinfoRemplacements] && summary.sources[0].kept == 1)
    #expect(refused(summary) == [.wrong: 2, .code: 1])
    #expect(try answers().certifinfo(PackedCode("99145")!)?.successors == ["119119"])
    #expect(try answers().certifinfo(PackedCode("22160")!) == nil)
  }

  private static let header =
    "id;id_fantoir;numero;code_postal;code_insee;code_insee_ancienne_commune;nom_commune;lon;lat\n"

  private func write(_ departement: String, _ rows: String...) throws -> String {
    try workshop.write(Self.header + rows.map { "x;;1;\($0)\n" }.joined(), to: "adresses-\(departement).csv")
  }

  @Test func addressesSayWhereCommunesAre() throws {
    let path = try write(
      "14", "14000;14118;;Ville;-0.37;49.18", "14000;14118;;Ville;-0.35;49.20", "14610;14242;;Ville;-0.36;49.22",
      "x;?;;Ville;0;0",
      "1;14118;;Ville;nord;49")
    let summary = try workshop.load(path)
    #expect(summary.sources.map(\.register) == [.adresses] && summary.sources[0].kept == 3)
    #expect(refused(summary) == [.code: 2])
    let position = try #require(try workshop.reference.commune(codeINSEE: "14118")?.position)
    #expect(abs(position.latitude - 49.19) < 1e-9 && abs(position.longitude + 0.36) < 1e-9)
    #expect(position.box?.latitudes == 49.18...49.20 && position.box?.longitudes == (-0.37)...(-0.35))
  }

  /// Each département is a file: those that come at once are all read, and those that were there before stay.
  @Test func departementsAreImportedOneByOne() throws {
    try workshop.load(write("14", "14000;14118;;Ville;-0.37;49.18"), write("61", "61000;61001;;Ville;0.09;48.43"))
    func latitude(_ code: String) throws -> Double? {
      try workshop.reference.commune(codeINSEE: code)?.position?.latitude
    }
    #expect(try latitude("14118") == 49.18 && latitude("61001") == 48.43)
    try workshop.load(write("14", "14000;14118;;Ville;-0.37;49.20"), write("971", "97100;97105;;Ville;-61.7;16.0"))
    #expect(try latitude("14118") == 49.20 && latitude("61001") == 48.43 && latitude("97105") == 16.0)
    let members = try workshop.reference.sources.filter { $0.register == .adresses }.map(\.member)
    #expect(Set(members) == ["adresses-14.csv", "adresses-61.csv", "adresses-971.csv"])
  }
}
