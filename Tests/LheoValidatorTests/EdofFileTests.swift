import Foundation
import LheoModel
import LheoOutput
import LheoParser
@testable import LheoValidator
import LheoWriter
import TestSupport
import Testing

/// Files of EDOF as a whole: what concerns several offers, and the same findings on any number of cores.
@Suite struct EdofFileTests {
  private static let fixture = String(
    String.UnicodeScalarView(Repository.fixture("edof/catalogue.xml").bytes.map { Unicode.Scalar($0) }))

  private func findings(_ bytes: [UInt8], jobs: Int, profiles: Set<Profile> = [.franceTravail]) throws -> [Finding] {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = profiles
    options.jobs = jobs
    var found: [Finding] = []
    _ = try FeedValidator(options: options).validate(.bytes(bytes)) { found.append($0) }
    return found
  }

  private func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  @Test(arguments: [1, 3]) func aFileHasOneBody(jobs: Int) throws {
    #expect(try findings(latin1(Self.fixture), jobs: jobs).isEmpty)
    let siret = "<SIRET>90000000100009</SIRET>"
    let second = try #require(Self.fixture.ranges(of: siret).dropFirst().first)
    var mixed = Self.fixture
    mixed.replaceSubrange(second, with: "<SIRET>90000000200007</SIRET>")
    let found = try findings(latin1(mixed), jobs: jobs)
    #expect(found.map(\.rule) == ["edof/siret-unique"] && found.first?.formation == "ALPHA-2", "\(found)")
  }

  /// Rules of LHEO have nothing to say of EDOF, whatever profile is asked for; without one the schema is left.
  @Test func theProfileOfEdofTakesThePlaceOfOthers() throws {
    let faulty = latin1(Self.fixture.replacing("<extra info=\"code-gfe\">4<", with: "<extra info=\"code-gfe\">40<"))
    for profiles in [[.franceTravail], [.qualite, .carif], [.edof], Set(Profile.all)] {
      #expect(Set(try findings(faulty, jobs: 1, profiles: profiles).map(\.rule)) == ["edof/code"])
    }
    #expect(try findings(faulty, jobs: 1, profiles: []).isEmpty)
  }

  @Test(arguments: 1...2) func findingsAreTheSameOnAnyNumberOfCores(seed: UInt64) throws {
    var random = RandomDocuments(seed: seed &* 31, dialect: .edof)
    for _ in 0..<40 {
      let bytes = Array(random.mutatedFeed(offers: 3, changes: 4).text.utf8)
      #expect(try findings(bytes, jobs: 1) == findings(bytes, jobs: 3))
    }
  }

  /// Another body is reported once, not with each of its offers.
  @Test(arguments: [1, 3]) func anotherBodyIsReportedOnce(jobs: Int) throws {
    let siret = "<SIRET>90000000100009</SIRET>"
    var mixed = Self.fixture
    for range in Self.fixture.ranges(of: siret).dropFirst().reversed() {
      mixed.replaceSubrange(range, with: "<SIRET>90000000200007</SIRET>")
    }
    #expect(try findings(latin1(mixed), jobs: jobs).map(\.rule) == ["edof/siret-unique"])
  }

  @Test(arguments: [
    ("numero=\"ALPHA-2\"", "numero=\"ALPHA-1\"", "edof/numeros"),
    ("datecrea=\"20260301\"", "datecrea=\"hier\"", "edof/date-impossible"),
    ("<langue-formation>FR<", "<langue-formation>XX<", "edof/langue"),
    ("<latitude>49.1829<", "<latitude>491829<", "edof/geolocalisation"),
    ("<urlweb>https://", "<urlweb>", "edof/url"), ("<numtel>0231000000<", "<numtel>0000000000<", "edof/telephone"),
    (">20.0<", ">0.2<", "edof/taux-tva"), (">5000.00<", ">6000.00<", "edof/prix-ttc"),
    ("<nombre-heures-centre>420<", "<nombre-heures-centre>-420<", "edof/nombre"),
  ])
  func whatTheSchemaLetsPassIsFound(old: String, new: String, rule: String) throws {
    let changed = Self.fixture.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != Self.fixture)
    for jobs in [1, 3] { #expect(try findings(latin1(changed), jobs: jobs).map(\.rule) == [rule]) }
  }

  /// UTF-8 or Windows-1252 that says it is ISO-8859-1.
  @Test func bytesOfAnotherEncodingAreFound() throws {
    let declared = Array(Self.fixture.utf8)
    let found = try findings(declared, jobs: 1)
    #expect(!found.isEmpty && found.allSatisfy { $0.rule == "edof/encodage" && $0.severity == .error })
    let windows = try findings(latin1(Self.fixture.replacing("l'ouvrage", with: "l\u{92}ouvrage")), jobs: 1)
    #expect(!windows.isEmpty && windows.allSatisfy { $0.rule == "edof/encodage" && $0.value == "U+0092" })
  }

  /// A lack that a rule is about has the severity and the source of that rule, and is said once.
  @Test func lacksOfFeedsAreJudgedByTheirRules() throws {
    var formation = Formation.readyForEdof
    formation.actions[0].prixTotalTTC = nil
    formation.actions[0].sessions[0].contactsSession = []
    let buffer = CollectedBytes()
    let writer = FeedWriter(buffer.sink)
    writer.begin(FeedHeader())
    writer.write(formation)
    writer.end()
    let found = try findings(buffer.take(), jobs: 1, profiles: [.edof])
    let rules = found.map(\.rule)
    #expect(
      rules.filter { $0 == "edof/prix" }.count == 1 && rules.filter { $0 == "edof/contact-inscription" }.count == 1)
    #expect(!rules.contains("edof/donnee-manquante"), "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.severity != .error })
  }

  /// The profile asked for by name for feeds of LHEO finds its elements where they stand.
  @Test func findingsOnFeedsPointIntoTheFeed() throws {
    for file in Repository.feeds("valid") {
      let bytes = file.bytes
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      for finding in try findings(bytes, jobs: 1, profiles: [.edof]).prefix(500) {
        let last = finding.path.split(separator: "/").last!.prefix { $0 != "[" }
        #expect(finding.rule.hasPrefix("edof/") && lines[finding.line - 1].contains("<\(last)"), "\(finding)")
      }
    }
  }
}
