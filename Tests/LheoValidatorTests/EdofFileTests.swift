import Foundation
import LheoModel
import LheoParser
import LheoValidator
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
