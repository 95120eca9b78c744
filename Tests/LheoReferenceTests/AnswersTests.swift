import Foundation
import LheoModel
@testable import LheoReference
import LheoRegisters
import TestSupport
import Testing

/// What the database answers to rules.
@Suite struct AnswersTests {
  private let workshop = Workshop()

  private func answers() throws -> any RegisterAnswers { try workshop.reference.makeAnswers() }

  @Test func certificationsComeWithTheirPartners() throws {
    let partners =
      "<PARTENAIRES>" + Made.partner("90000000100009") + Made.partner("90000000200007", state: "Supprimé")
      + Made.partner("90000000100017", "HABILITATION_ORGANISER") + "</PARTENAIRES>"
    try workshop.load(workshop.write(Made.fiches(Made.fiche("RNCP12345", inside: partners)), to: "fiches.xml"))
    let sheet = try #require(try answers().certification(CertificationCode(.rncp, 12345)))
    #expect(sheet.certification.title == "Titre RNCP12345" && sheet.certification.level == 6)
    #expect(sheet.partners[Siret("90000000100009")!]?.mayTrain == true)
    #expect(sheet.partners[Siret("90000000200007")!] == .withdrawn)
    #expect(sheet.partners[Siret("90000000100017")!] == .assesses)
    #expect(sheet.partners[Siret("90000000300005")!] == nil)
    #expect(sheet.partners.trainer(ofCompanyOf: Siret("90000000100017")!) == Siret("90000000100009"))
    #expect(try answers().certification(CertificationCode(.rncp, 1)) == nil)
  }

  /// Exports of France compétences come in parts: what came without partners or blocs says so.
  @Test func editionsSayWhichPartsTheyHave() throws {
    func parts(_ register: Register) throws -> [Bool] {
      let edition = try #require(workshop.reference.editions.first { $0.register == register })
      return [edition.hasPartners, edition.hasBlocs]
    }
    try workshop.load(workshop.write(Made.standardHeader + "\n" + Made.standard("RNCP1") + "\n", to: "standard.csv"))
    #expect(try parts(.rncp) == [false, false])
    // The RS has no blocs.
    try workshop.load(workshop.write(Made.fiches(Made.fiche("RS1")), to: "rs.xml"))
    #expect(try parts(.rs) == [false, true] && parts(.rncp) == [false, false])
    let inside =
      "<PARTENAIRES>\(Made.partner("90000000100009"))</PARTENAIRES><BLOCS_COMPETENCES><BLOC_COMPETENCES>"
      + "<CODE>RNCP2BC01</CODE><LIBELLE>Un</LIBELLE></BLOC_COMPETENCES></BLOCS_COMPETENCES>"
    let fiches = Made.fiches(Made.fiche("RNCP1"), Made.fiche("RNCP2", inside: inside))
    try workshop.load(workshop.write(fiches, to: "rncp.xml"))
    #expect(try parts(.rncp) == [true, true])
  }

  @Test func communesComeWithTheirFate() throws {
    try workshop.load(workshop.write(Made.communes, to: "communes.csv"))
    let answers = try answers()
    #expect(answers.commune(PackedCode("14118")!)?.current?.name == "Caen")
    let former = try #require(answers.commune(PackedCode("85043")!))
    #expect(former.commune?.kind == .deleguee && former.current?.code == "85213")
    #expect(answers.commune(PackedCode("14999")!) == nil)
    #expect(answers.commune(PackedCode("75101")!)?.commune?.parent == "75056")
  }

  @Test func bodiesAreFoundByAnyNumber() throws {
    let text = Made.organismesHeader + "\n" + Made.organisme("28140000114", former: "25140000114,11")
    try workshop.load(workshop.write(text + "\n", to: "of.csv"))
    let answers = try answers()
    #expect(answers.organismes(nda: PackedCode("28140000114")!).first?.name == "CENTRE")
    #expect(answers.organismes(nda: PackedCode("25140000114")!).first?.nda == "28140000114")
    #expect(answers.organismes(siret: Siret("00000101600013")!).count == 1)
    #expect(answers.organismes(siren: 1016).count == 1 && answers.organismes(siren: 1017).isEmpty)
    #expect(answers.organismes(nda: PackedCode("28140000115")!).isEmpty)
  }

  /// The editions are those of the registers that are there.
  @Test func editionsSayWhatIsThere() throws {
    try workshop.load(workshop.write(Made.communes, to: "v_commune_2026.csv"))
    let reference = try workshop.reference
    #expect(reference.editions == [RegisterEdition(.communes, day: PartialDate(iso: "2026-01-01")!)])
    #expect(reference.name == workshop.database && reference.failure == nil)
  }

  /// Answers are the same whatever has been asked before, also when more has been asked than is kept.
  @Test func whatIsKeptDoesNotChangeAnswers() throws {
    let rows = (0..<9000).map { number in
      let code = String(10000 + number)
      return "COM,\(code),28,14,14D,142,0,VILLE \(number),Ville \(number),Ville \(number),1499,"
    }
    let header = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n"
    try workshop.load(workshop.write(header + rows.joined(separator: "\n") + "\n", to: "communes.csv"))
    let answers = try answers()
    for round in 0..<2 {
      for number in stride(from: 0, to: 9000, by: 1 + round * 7) {
        let sheet = answers.commune(PackedCode(String(10000 + number))!)
        #expect(sheet?.current?.name == "Ville \(number)")
      }
    }
  }

  /// Who reads already reads on; answers of two databases do not go together.
  @Test func aDatabaseThatIsReplacedIsNoticed() throws {
    try workshop.load(workshop.write(Made.communes, to: "v_commune_2026.csv"))
    let reference = try workshop.reference
    let before = reference.makeAnswers()
    #expect(before.commune(PackedCode("14118")!)?.current?.name == "Caen")
    try workshop.load(workshop.write(Made.diplomes + "\n", to: "bcn.csv"))
    #expect(before.commune(PackedCode("85043")!)?.current?.code == "85213" && reference.failure == nil)
    #expect(reference.makeAnswers().commune(PackedCode("14118")!) == nil)
    #expect(reference.failure?.problem == .replaced)
    #expect(throws: ReferenceError.self) { try reference.requireAnswers() }
  }

  /// Answers take over a connection that nobody needs any more, and give it back.
  @Test func connectionsAreUsedAgain() throws {
    try workshop.load(workshop.write(Made.communes, to: "communes.csv"))
    let reference = try workshop.reference
    let opened = try reference.takeSession()
    reference.giveBack(opened)
    for _ in 0..<3 {
      let answers = reference.makeAnswers()
      #expect(answers.commune(PackedCode("14118")!)?.current?.name == "Caen")
      // It has the only one, until it goes.
      let other = try reference.takeSession()
      #expect(other !== opened)
      withExtendedLifetime(answers) {}
    }
    let last = try reference.takeSession()
    #expect(last === opened)
  }

  /// A database that cannot be read any more answers nothing, and says so.
  @Test func aDatabaseThatIsGoneIsNoticed() throws {
    try workshop.load(workshop.write(Made.communes, to: "communes.csv"))
    let reference = try workshop.reference
    try FileManager.default.removeItem(atPath: workshop.database)
    // What was opened with the reference reads on, as ever.
    let first = reference.makeAnswers()
    #expect(first.commune(PackedCode("14118")!)?.current?.name == "Caen" && reference.failure == nil)
    let second = reference.makeAnswers()
    #expect(second.commune(PackedCode("14118")!) == nil)
    #expect(reference.failure?.problem == .noDatabase)
    // It keeps its connection from the second.
    withExtendedLifetime(first) {}
  }
}
