import Foundation
import LheoModel
import LheoParser
import LheoSchema
import TestSupport
import Testing

/// EDOF is read as the dialect that it is, and judged as the portal's own schema judges it (ours where that is not there).
@Suite struct EdofSchemaTests {
  private static let reference = LibXML2Schema(Repository.referenceEdofSchema)
  private static let ours = LibXML2Schema(Repository.edofSchema)
  private static let catalogue = Repository.fixture("edof/catalogue.xml").bytes
  /// The fixture as text; all of its characters are in ISO-8859-1.
  private static let text = String(String.UnicodeScalarView(catalogue.map { Unicode.Scalar($0) }))

  private func violations(_ bytes: [UInt8]) throws(FeedError) -> [SchemaViolation] {
    var violations: [SchemaViolation] = []
    var checker = SchemaChecker()
    let parser = FeedParser(.bytes(bytes))
    while let event = try parser.next() { checker.check(event) { violations.append($0) } }
    return violations
  }

  @Test func aCatalogueIsValidAndSaysItsDialect() throws {
    #expect(try violations(Self.catalogue).isEmpty)
    #expect(Self.reference.isValid(Self.catalogue) == true)
    let parser = FeedParser(.bytes(Self.catalogue))
    var count = 0
    while let event = try parser.next() {
      if let buffer = event.buffer { #expect(buffer.dialect == .edof) }
      if event.offer != nil { count += 1 }
    }
    #expect(parser.dialect.isEdof && count == 3)
  }

  @Test(.needsShared) func theOfficialSampleIsValid() throws {
    #expect(try violations(try #require(Repository.edofSample).bytes).isEmpty)
  }

  // MARK: One change each

  /// A change of the fixture, and what the portal's schema says of the result.
  struct Mutant: Sendable, CustomStringConvertible {
    let description: String
    let isValid: Bool
    let old: String
    let new: String

    init(_ description: String, _ isValid: Bool, _ old: String, _ new: String) {
      self.description = description
      self.isValid = isValid
      self.old = old
      self.new = new
    }
  }

  static let mutants: [Mutant] = [
    Mutant(
      "extras of an action in another order", true, "<extra info=\"code-gfe\">4</extra>",
      "<extra info=\"existence-prerequis\">1</extra><extra info=\"code-gfe\">4</extra>"),
    Mutant("a contact without a first name", false, "<prenom>Zoé</prenom>", ""),
    Mutant(
      "href on a formation", false, "<formation numero=\"ALPHA-1\"",
      "<formation href=\"https://example.org\" numero=\"ALPHA-1\""),
    Mutant(
      "perimeter 0", true, "<code-perimetre-recrutement>3</code", "<code-perimetre-recrutement>0</code"),
    Mutant("perimeter 7", false, "<code-perimetre-recrutement>3</code", "<code-perimetre-recrutement>7</code"),
    Mutant("a phone number with spaces", false, "0231000000", "02 31 00 00 00"),
    Mutant(
      "code-CERTIFINFO", false, "<code-RNCP>RNCP37277</code-RNCP>", "<code-CERTIFINFO>37277</code-CERTIFINFO>"),
    Mutant("a code-RNCP without its letters", false, "<code-RNCP>RNCP37277<", "<code-RNCP>37277<"),
    Mutant(
      "empty conditions-specifiques", false, "<conditions-specifiques>Savoir lire un plan.</conditions-specifiques>",
      "<conditions-specifiques/>"),
    Mutant(
      "a session without a period", true,
      "<periode>\n          <debut>20270104</debut>\n          <fin>20270326</fin>\n        </periode>", ""),
    Mutant(
      "an address abroad without postcode and town", true,
      "<codepostal>14000</codepostal>\n            <ville>Caen</ville>", "<pays>BE</pays>"),
    Mutant(
      "an address without extras", false,
      "<extras info=\"adresse\">\n              <extra info=\"ligne5-adresse\">BP 202</extra>\n              <extra info=\"conformite-reglementaire\">0</extra>\n            </extras>",
      ""),
    Mutant("recruitment suspended", false, "<etat-recrutement>1</etat", "<etat-recrutement>3</etat"),
    Mutant(
      "domaine-formation", false, "<intitule-formation>Maçon", "<domaine-formation/><intitule-formation>Maçon"),
    Mutant(
      "two certifications", false, "</certification>\n    <action",
      "</certification><certification><code-RS>RS5695</code-RS></certification>\n    <action"),
    Mutant(
      "no acces-handicapes", false, "<acces-handicapes>Locaux accessibles</acces-handicapes>", ""),
    Mutant(
      "restauration between two sessions", false, "<session numero=\"ALPHA-1S2\"",
      "<restauration>0</restauration><session numero=\"ALPHA-1S2\""),
    Mutant("coordonnees without a number", false, "<coordonnees numero=\"C1\">", "<coordonnees>"),
    Mutant("no place", false, "lieu-de-formation>", "extras>"),
    Mutant(
      "two places", false, "</lieu-de-formation>",
      "</lieu-de-formation><lieu-de-formation><coordonnees numero=\"C9\"><nom>A</nom><prenom>B</prenom><telfixe><numtel>1</numtel></telfixe><courriel>a@b</courriel></coordonnees></lieu-de-formation>"
    ),
    Mutant("a SIRET with spaces", false, "90000000100009", "900 000 001 00009"),
    Mutant(
      "four lines", false, "<ligne>Centre Alpha</ligne>",
      "<ligne>Centre Alpha</ligne><ligne>B</ligne><ligne>C</ligne><ligne>D</ligne>"),
    Mutant(
      "an extension that is not known", true, "<extra info=\"code-gfe\">", "<extra info=\"code-inconnu\">"),
    Mutant("a rate that is no number", true, "<extra info=\"taux-tva\">20.0<", "<extra info=\"taux-tva\">vingt<"),
    Mutant("a day that does not exist", true, "<debut>20270104<", "<debut>20270231<"),
    Mutant("a comment", true, "<offres>", "<offres><!-- commentaire -->"),
    Mutant("the root of an index", false, "lheo", "lheo-index"),
    Mutant("no datecrea", false, " datecrea=\"20260301\"", ""),
    Mutant("half an hour", false, "<nombre-heures-centre>420<", "<nombre-heures-centre>420.5<"),
    Mutant("an attribute id", false, "<offres>", "<offres id=\"a\">"),
    Mutant(
      "an extension with an attribute of any name", true, "<extra info=\"code-gfe\">", "<extra id=\"1 2\" info=\"x\">"),
    Mutant(
      "an unknown element of LHEO in an extension", true, "<extra info=\"autres-services\">néant",
      "<extra info=\"autres-services\"><civilite tag=\"x\"><nom>A</nom></civilite>"),
    Mutant(
      "a known element in an unknown one in an extension", false, "<extra info=\"autres-services\">néant",
      "<extra info=\"autres-services\"><civilite><nom/></civilite>"),
  ]

  @Test(arguments: mutants) func aChangeIsJudgedAsThePortalDoes(mutant: Mutant) throws {
    #expect(Self.text.contains(mutant.old))
    let changed = Self.text.replacing(mutant.old, with: mutant.new)
    let bytes = changed.unicodeScalars.map { UInt8($0.value) }
    #expect(Self.reference.isValid(bytes) == mutant.isValid && Self.ours.isValid(bytes) == mutant.isValid)
    let isValid = (try? violations(bytes))?.isEmpty ?? false
    #expect(isValid == mutant.isValid)
  }

  // MARK: Random documents

  /// LHEO_DOCUMENTS=13 makes 13 times as many documents: 6,240.
  private func disagreements(seed: UInt64, count: Int, _ make: (inout RandomDocuments) -> XMLTree) -> (
    found: [String], invalid: Int
  ) {
    var random = RandomDocuments(seed: seed, dialect: .edof)
    var (found, invalid) = ([String](), 0)
    for number in 0..<count {
      let document = "<?xml version=\"1.0\"?>\n" + make(&random).text
      let bytes = Array(document.utf8)
      guard let expected = Self.reference.isValid(bytes) else { continue }
      if !expected { invalid += 1 }
      if Self.ours.isValid(bytes) != expected { found.append("\(number), our schema: \(document)") }
      do throws(FeedError) {
        let violations = try violations(bytes)
        if violations.isEmpty != expected {
          found.append(
            "\(number): expected \(expected), found \(violations.map { "\($0.kind) \($0.path)" }): \(document)")
        }
      } catch {
        if case .unknownRoot = error.problem { continue }
        if expected { found.append("\(number): \(error): \(document)") }
      }
    }
    return (found, invalid)
  }

  @Test(arguments: 1...2) func validDocumentsAreValid(seed: UInt64) {
    let result = disagreements(seed: seed, count: 100 * SchemaDifferentialTests.scale) { $0.validDocument() }
    #expect(result.found.isEmpty, "\(result.found.count): \(result.found.first?.prefix(3000) ?? "")")
    #expect(result.invalid == 0)
  }

  @Test(arguments: 201...204) func mutatedDocumentsGetTheSameVerdict(seed: UInt64) {
    let count = 100 * SchemaDifferentialTests.scale
    let result = disagreements(seed: seed, count: count) { $0.mutatedDocument() }
    #expect(result.found.isEmpty, "\(result.found.count): \(result.found.first?.prefix(3000) ?? "")")
    #expect(result.invalid > count / 2, "too few mutations make a document invalid: \(result.invalid)")
  }
}
