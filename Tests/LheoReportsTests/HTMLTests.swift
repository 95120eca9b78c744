import Foundation
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

@Suite struct HTMLTests {
  private let temporary = try! TemporaryFolder()

  private func page(_ findings: [Finding], after script: String) throws -> String {
    let file = temporary.url.appending(path: "report.html")
    try report(.html, findings).write(to: file, atomically: true, encoding: .utf8)
    return try Browser.page(file, after: script)
  }

  @Test func thePageNeedsNoNetwork() {
    let text = report(.html, [finding()])
    #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("<link rel=\"stylesheet\""))
    #expect(text.contains("Content-Security-Policy"))
  }

  @Test func feedsCannotPutMarkupIntoThePage() {
    let text = report(.html, [hostileFinding()], file: hostile)
    #expect(!text.contains("<script>alert"))
  }

  /// Without a script all is there: nothing is fetched, nothing is drawn later, and what is hidden is only hidden on screens.
  @Test func allFindingsAreThereWithoutAScript() {
    let findings = (0..<300).flatMap { number in
      [finding("a/b", [.error, .warning, .info][number % 3], formation: "14_\(number)F", value: "v\(number).")]
    }
    let text = report(.html, findings)
    for number in 0..<300 { #expect(text.contains("14_\(number)F")) }
    let count = text.components(separatedBy: "class=\"f ").count - 1
    // Notes are folded by rule.
    #expect(count == 201 && text.contains("data-n=\"100\""))
    #expect(text.contains("@media screen { .later { display: none; } }"))
    #expect(
      !text.components(separatedBy: "<script>")[0].contains("later\""), "nothing is hidden before the script runs")
  }

  @Test func notesAreToldOnce() {
    let findings = (0..<181).map { finding("adresse/insee-absent", .info, formation: "14_\($0)F") }
    let text = report(.html, findings)
    #expect(text.contains("181 fois"))
    #expect(text.components(separatedBy: "data-r=\"adresse/insee-absent\"").count == 2)
    #expect((0..<181).allSatisfy { text.contains("<li>14_\($0)F, CAP photographe") })
  }

  /// What is grave comes first, offer by offer; what only is to be known comes last.
  @Test func errorsComeFirst() throws {
    let findings = [
      finding("a/b", .info, formation: "1F"), finding("a/c", .warning, formation: "2F"),
      finding("a/d", .warning, formation: "3F"), finding("a/e", .error, formation: "3F"),
    ]
    let text = report(.html, findings)
    let list = try #require(text.range(of: "id=\"status\"")).upperBound
    let places = ["a/e", "a/d", "a/c", "a/b"].map {
      text.range(of: "data-r=\"\($0)\"", range: list..<text.endIndex)?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  /// The same offers, by rule: each with its number and a link to where it is, which leads there without a script.
  @Test func eachRuleListsItsOffers() throws {
    let findings = [
      finding("a/b", .warning, formation: "1F"), finding("a/b", .warning, formation: "2F"),
      finding("a/b", .warning, formation: "2F"), finding("c/d", .error, formation: "2F"),
    ]
    let text = report(.html, findings)
    let rules = try #require(text.range(of: "class=\"rules\"")).upperBound
    let part = String(text[rules...])
    let (first, second) = (
      try #require(part.range(of: "id=\"regle-c_d\"")), try #require(part.range(of: "id=\"regle-a_b\""))
    )
    #expect(first.lowerBound < second.lowerBound, "what is grave comes first")
    #expect(part[second.upperBound...].contains("3 constats dans 2 offres"))
    #expect(part[second.upperBound...].contains("<a href=\"#offre-2F\">2F</a> CAP photographe"))
    expectLinksLeadSomewhere(text)
  }

  /// Whatever an offer is called, and whatever is asked for, a link has a target.
  @Test func noLinkLeadsNowhere() {
    let names = ["14_1F", "14 1F", "#100%", "a&b\"c'", "é", "<script>", "\u{1}\u{202E}", "a/b?c=d#e", "14_1F", ""]
    let findings = names.enumerated().map { index, name in
      var one = finding(index % 3 == 0 ? "duree/totale-absente" : "x/r\(index)", index % 2 == 0 ? .error : .warning)
      one.formation = name.isEmpty ? nil : name
      return one
    }
    expectLinksLeadSomewhere(report(.html, findings))
    expectLinksLeadSomewhere(report(.html, []))
  }

  private func expectLinksLeadSomewhere(_ text: String) {
    let ids = text.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "an id is there once")
    for link in text.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(link.1)), "\(link.0)") }
  }

  /// An address in words is one, and a hash that is no address of ours breaks nothing.
  @Test func addressesAreFoundInWords() {
    #expect("02 31 00 00 00, a@b.fr".mailLink() == "02 31 00 00 00, <a href=\"mailto:a@b.fr\">a@b.fr</a>")
    #expect("Écrivez à <a@b.fr>.".mailLink() == "Écrivez à &lt;<a href=\"mailto:a@b.fr\">a@b.fr</a>&gt;.")
    for text in ["", " ", "a@", "@b", "a b", "a@b@c", "02 31 00 00 00"] { #expect(text.mailLink() == text) }
  }

  @Test(.needsBrowser)
  func aHashThatIsNoAddressBreaksNothing() throws {
    let dom = try page([finding()], after: "location.hash = '#100%'; dispatchEvent(new Event('hashchange'))")
    #expect(dom.contains(">1 offre, 1 constat<") && !dom.contains("Uncaught"))
  }

  @Test(.needsBrowser)
  func theFilterLeavesWhatFits() throws {
    let findings = [finding(), finding("duree/absente", .warning, formation: "15_2F"), finding("a/b", .info)]
    let dom = try page(
      findings,
      after: """
        document.getElementById("text").value = "15_2f absente";
        document.getElementById("filters").dispatchEvent(new Event("input"));
        """)
    #expect(dom.contains(">1 offre sur 2, 1 constat<"))
    #expect(dom.contains("class=\"filtered\""))
    // Faults of offers that are not shown are not listed either.
    #expect(dom.contains("id=\"regle-duree_absente\">"))
    #expect(dom.contains("id=\"regle-texte_html\" hidden=\"\">"))
    #expect(dom.contains("<article class=\"offer\" id=\"offre-15_2F\">"))
    #expect(dom.contains("<article class=\"offer\" id=\"offre-14_1F\" hidden=\"\">"))
    #expect(!dom.contains("Uncaught"), "script error: \(dom)")
  }

  /// A rule chosen in the address shows all offers with that fault, and no other.
  @Test(.needsBrowser)
  func theAddressKeepsTheFilter() throws {
    let findings = [finding(), finding("duree/absente", .warning, formation: "15_2F"), finding("a/b", .warning)]
    let dom = try page(
      findings, after: "location.hash = '#regle=duree%2Fabsente'; dispatchEvent(new Event('hashchange'))")
    #expect(dom.contains(">1 offre sur 3, 1 constat<"))
    let focused = try page(
      findings,
      after: """
        location.hash = '#regle=duree%2Fabsente';
        dispatchEvent(new Event('hashchange'));
        document.title = document.activeElement.id;
        """)
    #expect(focused.contains("<title>rule</title>"))
    let others = try page(
      findings,
      after: """
        document.querySelector("[value=warning]").click();
        document.title = location.hash;
        """)
    #expect(others.contains("<title>#gravite=error.info</title>"))
  }

  /// A link to an offer shows it, whatever was looked for before.
  @Test(.needsBrowser)
  func aLinkToAHiddenOfferShowsIt() throws {
    let findings = [finding(), finding("duree/absente", .warning, formation: "15_2F")]
    let dom = try page(
      findings,
      after: """
        document.getElementById("text").value = "15_2f";
        document.getElementById("filters").dispatchEvent(new Event("input"));
        location.hash = '#offre-14_1F';
        dispatchEvent(new Event('hashchange'));
        document.title = document.getElementById("text").value + "|" + document.getElementById("offre-14_1F").hidden;
        """)
    #expect(dom.contains("<title>|false</title>") && dom.contains(">2 offres, 2 constats<"))
  }

  @Test(.needsBrowser)
  func offersAndFindingsAreCounted() throws {
    let findings = [finding(), finding("a/b", .info), finding("duree/absente", .warning, formation: "15_2F")]
    // The note is once for all offers, and is none of them.
    #expect(try page(findings, after: "").contains(">2 offres, 3 constats<"))
  }

  @Test(.needsBrowser)
  func manyOffersAreShownBitByBit() throws {
    let findings = (0..<1000).map { finding(formation: "14_\($0)F") }
    let dom = try page(findings, after: "")
    #expect(dom.contains(">1000 offres, 1000 constats<"))
    #expect(dom.components(separatedBy: "<article class=\"offer later\"").count - 1 == 950)
    let all = try page(findings, after: "document.getElementById('more').click()")
    #expect(all.components(separatedBy: "<article class=\"offer later\"").count - 1 == 0)
    // The button is gone; who pressed it goes on at the first offer that it brought.
    let focused = try page(
      findings, after: "document.getElementById('more').click(); document.title = document.activeElement.id")
    #expect(focused.contains("<title>offre-14_50F</title>"))
  }

  /// What has been ticked is ticked again when the page is opened again.
  @Test(.needsBrowser)
  func ticksAreKept() throws {
    let dom = try page(
      [finding()],
      after: """
        const box = document.querySelector("[data-k]");
        box.click();
        document.title = localStorage.getItem(`lheo ${box.dataset.k}`) + box.checked;
        """)
    #expect(dom.contains("<title>1true</title>"))
  }

  @Test(.needsBrowser)
  func noScriptOfAFeedRuns() throws {
    let dom = try page([hostileFinding()], after: "document.title = window.attacked ? 'attacked' : 'safe'")
    #expect(dom.contains("<title>safe</title>"))
    #expect(dom.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!dom.contains("Uncaught"))
  }
}
