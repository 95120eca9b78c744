import Foundation
import LheoModel
import LheoParser
import LheoValidator
import TestSupport
import Testing

/// Feeds in earlier versions of LHEO are read as if they were in LHEO 2.3, and are reported as what they are.
@Suite struct DialectTests {
  private static let namespaces = [
    "http://lheo.gouv.fr/2.2", "http://www.lheo.org/2.2", "http://www.lheo.org/2.2.1", "https://LHEO.gouv.fr/2.2",
  ]

  private func findings(_ bytes: [UInt8], jobs: Int = 1) -> (summary: ValidationSummary, found: [Finding]) {
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = Set(Profile.allCases)
    options.jobs = jobs
    var found: [Finding] = []
    let summary = try! FeedValidator(options: options).validate(.bytes(bytes)) { found.append($0) }
    return (summary, found)
  }

  @Test(arguments: namespaces, ["", "l:"]) func anEarlierFeedIsJudgedAsOneOfToday(namespace: String, prefix: String)
    throws
  {
    let declared = prefix.isEmpty ? "xmlns" : "xmlns:l"
    for file in Repository.feeds("valid") + Repository.feeds("invalid") {
      guard let text = String(validating: try Array(Data(contentsOf: file)), as: UTF8.self),
        text.contains("<lheo xmlns=\"\(LheoSchema.namespace)\"")
      else { continue }
      func feed(_ namespace: String) -> [UInt8] {
        var feed = text.replacing("xmlns=\"\(LheoSchema.namespace)\"", with: "\(declared)=\"\(namespace)\"")
        if !prefix.isEmpty {
          feed = feed.replacing("<", with: "<l:").replacing("<l:/", with: "</l:").replacing("<l:?", with: "<?")
            .replacing("<l:!", with: "<!")
        }
        return Array(feed.utf8)
      }
      let now = findings(feed(LheoSchema.namespace))
      for jobs in [1, 3] {
        let then = findings(feed(namespace), jobs: jobs)
        #expect(then.summary.error == now.summary.error && then.summary.counts == now.summary.counts)
        #expect(
          then.found.filter { $0.rule != "schema/version-ancienne" }.map(\.rule) == now.found.map(\.rule), "\(file)")
        if then.summary.error != nil { continue }
        let version = then.found.filter { $0.rule == "schema/version-ancienne" }
        #expect(version.count == 1 && version[0].severity == .error && version[0].value == namespace)
        #expect(then.summary.dialect.namespace == namespace && then.summary.dialect.version.hasPrefix("2.2"))
      }
    }
  }

  @Test func theSeverityOfTheVersionCanBeChosen() throws {
    let feed = FeedInput.file(Repository.fixture("earlier/lheo-2.2.xml").path)
    var options = ValidationOptions(asOf: .newYear2026)
    options.rules.profiles = []
    options.rules.severities = [("schema/version-ancienne", .info)]
    let summary = try FeedValidator(options: options).validate(feed) { _ in }
    #expect(summary.severities == [.info: 1])
  }

  /// 2.3 inside a feed of 2.2 is not LHEO there, nor the other way round.
  @Test(arguments: [("2.2", "2.3"), ("2.3", "2.2")]) func oneFeedHasOneVersion(outside: String, inside: String) throws {
    let feed = """
      <lheo xmlns="http://lheo.gouv.fr/\(outside)"><offres>
      <formation xmlns="http://lheo.gouv.fr/\(inside)"/></offres></lheo>
      """
    let (_, found) = findings(Array(feed.utf8))
    #expect(found.contains { ["schema/espace-de-noms", "schema/element-inattendu"].contains($0.rule) }, "\(found)")
  }
}
