import Foundation
import LheoModel
import LheoParser
import TestSupport
import Testing

@testable import LheoValidator

/// Checking on several cores finds what checking on one finds.
@Suite struct ParallelValidationTests {
  private func findings(_ feed: String, jobs: Int) -> (findings: [Finding], summary: ValidationSummary) {
    var options = RuleTests.options()
    options.jobs = jobs
    var findings: [Finding] = []
    let summary = try! FeedValidator(options: options).validate(.text(feed)) { findings.append($0) }
    return (findings, summary)
  }

  /// A feed of several chunks, with mistakes that concern one offer and mistakes that concern two.
  private func feed(_ change: (Int, String) -> String) -> String {
    let padding = String(repeating: "é", count: 900)
    let offers = (0..<200).map { number in
      change(
        number,
        """
        <formation numero="\(number)"><intitule-formation>\(number % 7 == 0 ? "" : padding)</intitule-formation>
          <action><session numero="\(number)"><periode><debut>2026</debut></periode></session></action>
          <extras><extra id="i\(number)" info="a">b</extra></extras>
        </formation>
        """)
    }
    return """
      <lheo xmlns="http://lheo.gouv.fr/2.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><offres>
      \(offers.joined(separator: "\n"))
      </offres></lheo>
      """
  }

  private func expectTheSame(_ feed: String, saying text: String) {
    let expected = findings(feed, jobs: 1)
    #expect(expected.findings.contains { $0.rule.contains(text) || $0.message.contains(text) })
    for jobs in [2, 3, 5] {
      let found = findings(feed, jobs: jobs)
      #expect(found.findings == expected.findings)
      #expect(found.summary.counts == expected.summary.counts)
      #expect(found.summary.positioning == expected.summary.positioning)
      #expect(found.summary.severities == expected.summary.severities)
    }
  }

  @Test func mistakesOfOneOffer() {
    expectTheSame(feed { $1 }, saying: "schema/longueur")
  }

  @Test func numbersThatTwoOffersHave() {
    expectTheSame(
      feed { $0 == 150 ? $1.replacing("session numero=\"150", with: "session numero=\"3") : $1 },
      saying: "session/numero-double")
  }

  /// Two numbers of sessions that are over harm nobody, one of such a session and one of another do.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func numbersOfSessionsThatAreOver(seed: UInt64) {
    var state = seed
    func below(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    let sessions = (0..<200).map { _ in
      """
      <session numero="S\(below(40))">
      <periode><debut>20260101</debut><fin>20\(below(2) + 26)0630</fin></periode><adresse-inscription/>
      <etat-recrutement>\(below(2) + 1)</etat-recrutement>
      <recrutement numero="R\(below(40))"><modalite-recrutement>7</modalite-recrutement></recrutement></session>
      """
    }
    let feed = feed { number, offer in offer.replacing("</session>", with: "</session>" + sessions[number]) }
    for rule in ["session/numero-double", "recrutement/numero-double"] { expectTheSame(feed, saying: rule) }
  }

  @Test func numbersThatOneOfferHasTwice() {
    let again = "<action><session numero=\"150\"/></action><extras>"
    expectTheSame(feed { $0 == 150 ? $1.replacing("<extras>", with: again) : $1 }, saying: "session/numero-double")
  }

  @Test func formationsAndActionsThatAreThereTwice() {
    expectTheSame(
      feed { $0 == 150 ? $1.replacing("formation numero=\"150", with: "formation numero=\"3") : $1 },
      saying: "formation/numero-double")
    let numbered = { (number: Int, offer: String) in
      offer.replacing("<action>", with: "<action numero=\"\(number == 150 ? 3 : number)\">")
    }
    expectTheSame(feed(numbered), saying: "action/numero-double")
    // Titles that the schema takes, all different but two.
    let titled = { (number: Int, offer: String) in
      let end = offer.range(of: "</intitule-formation>")!.lowerBound
      let start = offer.range(of: "<intitule-formation>")!.upperBound
      return offer[..<start] + "Titre \(number == 150 ? 3 : number)" + offer[end...]
    }
    expectTheSame(feed { String(titled($0, $1)) }, saying: "formation/doublon")
  }

  @Test func identifiersThatTwoOffersHave() {
    expectTheSame(feed { $0 == 150 ? $1.replacing("id=\"i150", with: "id=\"i3") : $1 }, saying: "i3")
  }

  @Test func referencesToOtherOffers() {
    let reference = "<extra idref=\"i199\"/><extra idref=\"nobody\"/><extra "
    expectTheSame(feed { $0 == 20 ? $1.replacing("<extra ", with: reference) : $1 }, saying: "nobody")
  }

  @Test func typesNamedByTheFeedsPrefixes() {
    expectTheSame(
      feed { $0 == 150 ? $1.replacing("<extras>", with: "<extras xsi:type=\"xsi:nothing\">") : $1 },
      saying: "xsi:nothing")
  }

  @Test func offersWhereNoneMayStand() {
    expectTheSame(feed { $0 == 150 ? $1 + "<extras/>" + $1 + "text<other/>" : $1 }, saying: "schema/texte-inattendu")
  }

  // MARK: Feeds whose offers have no `id`, so that what the workers found is what counts

  private func expectTheSame(offers: [String], _ declarations: String = "") -> Bool {
    let feed = """
      <lheo xmlns="\(LheoSchema.namespace)" xmlns:xsi="\(RandomDocuments.instanceNamespace)" \(declarations)><offres>
      \(offers.joined(separator: "\n"))
      </offres></lheo>
      """
    let expected = findings(feed, jobs: 1)
    return [2, 3, 5].allSatisfy { jobs in
      let found = findings(feed, jobs: jobs)
      return found.findings == expected.findings && found.summary.counts == expected.summary.counts
        && found.summary.positioning == expected.summary.positioning
        && found.summary.severities == expected.summary.severities
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func randomAndMutatedOffers(seed: UInt64) {
    var documents = RandomDocuments(seed: seed)
    var offers: [String] = []
    var size = 0
    while size < 350_000 {
      let document = size % 3 == 0 ? documents.validDocument() : documents.mutatedDocument()
      let found = document.offers.map(\.text)
      offers += found
      size += found.reduce(0) { $0 + $1.utf8.count }
    }
    #expect(expectTheSame(offers: offers, RandomDocuments.declarations))
  }

  @Test(arguments: [
    "<extra xmlns:x=\"urn:x\"><x:b xsi:type=\"xs:integer\">1</x:b></extra><extra uri=\"http://example.org\"/>",
    "<extra idref=\"nobody\" uri=\"http://example.org\"/>",
    "<extra id=\"one\" uri=\"http://example.org\"/><extra id=\"one\"/>",
    "<extra horodatage-creation=\"2026-01-01T00:00:00\" idref=\"nobody\" uri=\"a\"/>",
    "<extra xsi:nil=\"true\" uri=\"a\"/>",
    "<extra id=\"one\"><x:b xmlns:x=\"urn:x\" xsi:type=\"lheo:ville-type\" id=\"one\">Caen</x:b></extra>",
    "<extra><x:b xmlns:x=\"urn:x\" xsi:type=\"lheo:ville-type\" idref=\"nobody\">Caen</x:b></extra>",
  ])
  func whatDependsOnTheFeed(extra: String) {
    let padding = String(repeating: "é", count: 2000)
    let offers = (0..<160).map { number in
      "<formation><intitule-formation>\(padding)</intitule-formation>"
        + (number == 100 ? "<extras>\(extra)</extras>" : "") + "</formation>"
    }
    #expect(expectTheSame(offers: offers, RandomDocuments.declarations))
  }
}
