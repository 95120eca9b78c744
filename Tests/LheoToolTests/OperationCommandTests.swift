import Foundation
import TestSupport
import Testing

@Suite struct OperationCommandTests {
  let tool = Tool()
  let feed = Tool.fixture("valid/regional.xml")

  private func canonicalFile(_ name: String) throws -> String {
    try #require(canonical([UInt8](Data(contentsOf: URL(filePath: name.hasPrefix("/") ? name : tool.path(name))))))
  }

  private func isValid(_ name: String) throws -> Bool {
    try tool.run("validate", "--profile", "none", name).status == 0
  }

  // MARK: inspect

  @Test func inspectCountsWhatIsThere() throws {
    let text = try tool.run("inspect", feed, "--as-of", "2026-11-24").output
    #expect(text.contains("formations                             30"))
    #expect(text.contains("77 sessions sur 95 (81 %)"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let json = try tool.run("inspect", feed, "--as-of", "2026-11-24", "--format", "json").output
    let document = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    #expect((file["sessions"] as? [String: Int]) == ["a-venir": 95])
    #expect((file["counts"] as? [String: Int])?["recrutements"] == 190)
  }

  @Test func theUsageOfSeveralFeedsIsOne() throws {
    let (minimal, broken) = (Tool.fixture("valid/minimal.xml"), Tool.fixture("unreadable/truncated.xml"))
    let json = try tool.run("inspect", "--usage", feed, minimal, "--format", "json")
    #expect(json.status == 0 && json.output.contains("\"offers\":31,") && json.output.contains("\"unreadable\":[]"))
    let text = try tool.run("inspect", "--usage", feed, minimal, broken, "--lang", "en")
    #expect(text.status == 2 && text.output.hasPrefix("How LHEO is used in "))
    #expect(text.output.contains("truncated.xml") && text.output.contains("Never used"))
    let csv = try tool.run("inspect", "--usage", feed, "--format", "csv").output
    #expect(csv.contains("attribute,formation/@numero,numero,") && csv.contains(",period,2027,"))
    let html = try tool.run("inspect", "--usage", feed, "--format", "html").output
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n") && !html.contains("<script"))
    #expect(html.contains("<svg class=\"share\"") && html.components(separatedBy: "<tr class=\"element\"").count > 50)
    for refused in [["--format", "csv"], ["--period", "year"], ["--usage", "--as-of", "2026-01-01"]] {
      #expect(try tool.run(["inspect", feed] + refused).status == 64)
    }
  }

  @Test func inspectReportsTheOthersBesideABadFeed() throws {
    let result = try tool.run("inspect", "absent.xml", feed)
    #expect(result.status == 2 && result.output.contains("77 sessions") && result.errors.contains("absent.xml"))
  }

  // MARK: select

  @Test func selectedOffersAreWrittenAsTheyAre() throws {
    #expect(try tool.run("select", feed, "--numero", "*", "-o", "all.xml").status == 0)
    #expect(try canonicalFile("all.xml") == canonicalFile(feed))
  }

  @Test func aSelectionIsValidAndHasWhatFits() throws {
    #expect(try tool.run("select", feed, "--apprentissage", "--prune", "-o", "some.xml").status == 0)
    #expect(try isValid("some.xml"))
    #expect(try tool.run("select", feed, "--apprentissage", "--count").output == "6\n")
    #expect(try tool.run("select", feed, "--no-apprentissage", "--count").output == "24\n")
  }

  @Test func aSelectionCanBeATable() throws {
    let rows = try tool.run("select", feed, "--departement", "50", "--to", "csv", "--table", "formations").output
    #expect(rows.split(separator: "\n").count > 1 && rows.hasPrefix("formation_id,"))
  }

  @Test func nothingFoundWritesNothing() throws {
    let result = try tool.run("select", feed, "--numero", "none", "-o", "none.xml")
    #expect(result.status == 1 && !tool.exists("none.xml") && result.errors.contains("no offer fits"))
  }

  @Test func mistakenCriteriaAreRefused() throws {
    for arguments in [
      ["--etat", "open"], ["--region", "999"], ["--debut-entre", "2026-01-01"],
      ["--fin-entre", "2027-01-01", "2026-01-01"], ["--where", "formation/x = 1"], ["--table", "nothing"],
    ] {
      #expect(try tool.run(["select", feed] + arguments).status == 64, "\(arguments)")
    }
  }

  // MARK: diff

  @Test func diffExitsWith1WhereFeedsDiffer() throws {
    #expect(try tool.run("diff", feed, feed).status == 0)
    _ = try tool.run("recruitment", "close", feed, "--numero", "04_111S", "-o", "closed.xml")
    let text = try tool.run("diff", feed, "closed.xml", "--lang", "en")
    #expect(text.status == 1)
    #expect(
      text.output.contains("session 04_111S / etat-recrutement") && text.output.contains("1 changed, 29 the same"))
    let json = try tool.run("diff", feed, "closed.xml", "--format", "json").output
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: Any])
    let html = try tool.run("diff", feed, "closed.xml", "--format", "html").output
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n"))
  }

  @Test func diffOfABrokenFeedIsNoDifference() throws {
    #expect(try tool.run("diff", feed, Tool.fixture("unreadable/truncated.xml")).status == 2)
    #expect(try tool.run("diff", feed, "-").status == 2)
    #expect(try tool.run("diff", "-", "-").status == 64)
  }

  @Test func hostileTextsCannotSetMarkupInAPage() throws {
    let hostile = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
      .replacing("Développeur web", with: "&lt;script&gt;alert(1)&lt;/script&gt;")
    try tool.write(hostile, to: "hostile.xml")
    let html = try tool.run("diff", Tool.fixture("valid/minimal.xml"), "hostile.xml", "--format", "html").output
    #expect(html.contains("&lt;script&gt;") && !html.contains("<script>"))
  }

  // MARK: fix

  @Test func fixRepairsAndLists() throws {
    let broken = try String(contentsOfFile: feed, encoding: .utf8)
      .replacing("<heure-debut>09h30</heure-debut>", with: "<heure-debut>9 h 30</heure-debut>")
    try tool.write(broken, to: "broken.xml")
    let dry = try tool.run("fix", "broken.xml", "--dry-run", "--as-of", "2026-11-24")
    #expect(dry.status == 0 && dry.output.contains(": «\u{A0}9 h 30\u{A0}» → «\u{A0}09h30\u{A0}»"))
    #expect(try tool.run("fix", "broken.xml", "-o", "fixed.xml", "--ignore", "ordre/*").status == 0)
    #expect(try canonicalFile("fixed.xml") == canonicalFile(feed))
  }

  @Test func aDifferenceIsShownAndNothingIsWritten() throws {
    let text = try String(contentsOfFile: feed, encoding: .utf8)
    try text.replacing("<contenu-formation>", with: "<contenu-formation>&lt;p>", maxReplacements: 1)
      .write(to: tool.folder.appending(path: "broken.xml"), atomically: true, encoding: .utf8)
    let result = try tool.run("fix", "broken.xml", "--diff", "--as-of", "2026-11-24")
    #expect(result.status == 0 && result.output.hasPrefix("--- broken.xml\n+++ broken.xml\n@@ -"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(try tool.run("fix", "broken.xml", "--diff", "-o", "fixed.xml").status == 64 && !tool.exists("fixed.xml"))
    #expect(result.errors.contains("texte/html") && !result.errors.contains("→"))
    let coloured = try tool.run("fix", "broken.xml", "--diff", "--color", "always", "--as-of", "2026-11-24")
    #expect(coloured.output.contains("\u{1B}[31m-") && coloured.output.contains("\u{1B}[32m+"))
    #expect(try tool.run("fix", "broken.xml", "--diff", "--dry-run").status == 64)
  }

  @Test func aGoodFeedIsCopied() throws {
    #expect(try tool.run("fix", feed, "-o", "same.xml").errors.contains("0 réparation dans 0 offre."))
    #expect(try canonicalFile("same.xml") == canonicalFile(feed))
  }

  @Test func unknownRepairsAreRefused() throws {
    let result = try tool.run("fix", feed, "--only", "texte/htm")
    #expect(result.status == 64 && result.errors.contains("Did you mean 'texte/html'?"))
  }

  // MARK: upgrade

  @Test func a22FeedBecomesA23Feed() throws {
    let old = try String(contentsOfFile: feed, encoding: .utf8)
      .replacing("http://lheo.gouv.fr/2.3", with: "http://www.lheo.org/2.2")
    try tool.write(old, to: "old.xml")
    let judged = try tool.run("validate", "old.xml", "--profile", "none")
    #expect(judged.status == 1 && judged.output.contains("schema/version-ancienne"))
    #expect(try tool.run("upgrade", "old.xml", "-o", "new.xml").status == 0)
    #expect(try canonicalFile("new.xml") == canonicalFile(feed))
  }

  @Test(.needsShared, arguments: ["bts-onisep", "intercarif"])
  func theRealSamplesAreUpgraded(_ name: String) throws {
    let samples = try #require(Repository.shared("samples"))
    #expect(try tool.run("upgrade", samples.appending(path: "\(name)-2.2.xml").path, "-o", "new.xml").status == 0)
    #expect(
      try canonicalFile("new.xml") == canonicalFile(samples.appending(path: "\(name)-2.3-upgraded.xml").path))
  }

  @Test func whatAnUpgradeCannotMakeValidIsListed() throws {
    let old = try String(contentsOfFile: Tool.fixture("invalid/schema-format--date.xml"), encoding: .utf8)
      .replacing("http://lheo.gouv.fr/2.3", with: "http://www.lheo.org/2.2")
    try tool.write(old, to: "old.xml")
    let result = try tool.run("upgrade", "old.xml", "-o", "new.xml")
    #expect(result.status == 1 && result.errors.contains("01/09/2027") && tool.exists("new.xml"))
  }

  // MARK: session

  @Test func withoutAnOutputTheChangeIsOnlyShown() throws {
    let result = try tool.run("session", "duplicate", feed, "--numero", "04_111S", "--shift", "364")
    #expect(result.status == 0 && result.output.contains("04_111S-2"))
    #expect(try tool.run("session", "close", feed, "--numero", "unknown").status == 1)
  }

  @Test func aDuplicateIsValid() throws {
    let result = try tool.run(
      "session", "duplicate", feed, "--numero", "04_*", "--shift", "728", "--new-numero", "*0", "-o", "more.xml")
    #expect(result.status == 0)
    #expect(try tool.run("validate", "more.xml", "--as-of", "2026-11-24").output.contains("190 sessions"))
  }

  @Test func datesMustBeSaidOnce() throws {
    for arguments in [
      [], ["--shift", "1", "--start", "2027-01-01", "--end", "2027-02-01"], ["--start", "2027-01-01"],
    ] {
      #expect(try tool.run(["session", "duplicate", feed, "--numero", "x"] + arguments).status == 64)
    }
  }

  // MARK: split, merge, format, anonymise

  /// Who merges is told that references are gone; a feed that is valid stays so, and a second time nothing changes.
  @Test func aMergeSaysWhichReferencesAreGone() throws {
    let fixture = Tool.fixture("valid/catalogue-references.xml")
    let once = try tool.run("merge", fixture, "-o", "once.xml", "--lang", "en")
    #expect(once.status == 0 && once.errors.contains("once.xml: references (idref) to what is not there"))
    #expect(try tool.run("validate", "--profile", "none", "once.xml").status == 0)
    let twice = try tool.run("merge", "once.xml", "-o", "twice.xml", "--lang", "en")
    #expect(twice.status == 0 && !twice.errors.contains("idref"))
    #expect(try tool.read("twice.xml") == tool.read("once.xml"))
  }

  @Test(arguments: [["--offers", "7"], ["--by", "departement"], ["--by", "organisme"], ["--megabytes", "1"]])
  func partsMakeTheWholeAgain(_ arguments: [String]) throws {
    #expect(try tool.run(["split", feed, "-o", "parts"] + arguments).status == 0)
    #expect(try tool.run("validate", "--profile", "none", "parts").status == 0)
    #expect(try tool.run("merge", "parts", "-o", "whole.xml").status == 0)
    #expect(try tool.run("diff", feed, "whole.xml").status == 0)
  }

  @Test func formatChangesNoContent() throws {
    #expect(
      try tool.run("format", feed, "--indent", "none", "--encoding", "ISO-8859-1", "-o", "flat.xml.gz").status == 0)
    #expect(try tool.run("format", "flat.xml.gz", "-o", "again.xml").status == 0)
    #expect(try canonicalFile("again.xml") == canonicalFile(feed))
  }

  @Test func anonymisedFeedsNameNobody() throws {
    #expect(try tool.run("anonymise", feed, "-o", "shared.xml").status == 0)
    let text = try tool.read("shared.xml")
    #expect(!text.contains("Legrand") && text.contains("contact1@example.org"))
    #expect(try tool.run("validate", "shared.xml", "--as-of", "2026-11-24").status == 0)
  }

  @Test(arguments: [["fix"], ["upgrade"], ["format"], ["anonymise"], ["select", "--numero", "*"]])
  func aBrokenFeedReplacesNothing(_ command: [String]) throws {
    try tool.write("before", to: "out.xml")
    let result = try tool.run(command + [Tool.fixture("unreadable/truncated.xml"), "-o", "out.xml"])
    #expect(result.status == 2 && result.errors.contains("truncated.xml:28:"))
    #expect(try tool.read("out.xml") == "before")
  }

  @Test func allOperationsReadStandardInput() throws {
    let text = try String(contentsOfFile: Tool.fixture("valid/minimal.xml"), encoding: .utf8)
    for command in [["fix"], ["upgrade"], ["format"], ["anonymise"], ["select", "--numero", "*"], ["inspect"]] {
      #expect(try tool.run(command + ["-"], input: text).status == 0, "\(command)")
    }
  }

  @Test(arguments: [
    ["fix"], ["upgrade"], ["format"], ["anonymise"], ["select", "--numero", "*"], ["inspect"], ["merge"], ["validate"],
    ["convert", "--to", "csv"], ["split", "--offers", "1"],
  ])
  func verboseSaysHowMuchWasReadAndQuietDoesNot(_ command: [String]) throws {
    let feed = Tool.fixture("valid/minimal.xml")
    let verbose = try tool.run(command + [feed, "--verbose", "-o", "out"], environment: Tool.english)
    #expect(verbose.status < 2 && verbose.errors.contains("minimal.xml: 0.00 MB in "))
    let quiet = try tool.run(command + [feed, "--quiet", "-o", "out"])
    #expect(quiet.status == verbose.status && !quiet.errors.contains(" MB in "))
  }
}
