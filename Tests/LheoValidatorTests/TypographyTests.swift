import Foundation
import LheoModel
import LheoParser
import LheoValidator
import TestSupport
import Testing

/// French is set as it is in print: no line ends before : ; ! ? % or inside « ».
@Suite struct TypographyTests {
  /// What could come apart at the end of a line.
  private func breaks(in text: String) -> [String] {
    let marks: Set<Character> = [":", ";", "!", "?", "%", "»"]
    return zip(text, text.dropFirst()).filter { $0 == " " && marks.contains($1) || $0 == "«" && $1 == " " }
      .map { "\($0)\($1)" }
  }

  @Test func sentencesAreSet() {
    let value = "a : b"
    #expect(
      Language.fr("« \(value) » : \(3) %, non ; si ! quoi ?", "")
        == "«\u{A0}a : b\u{A0}»\u{A0}: 3\u{A0}%, non\u{A0}; si\u{A0}! quoi\u{A0}?")
    #expect(Language.fr(" : ", "") == "\u{A0}: ")
    #expect(Language.en("", "“\(value)” : ?") == "“a : b” : ?")
    #expect(Text("non : « oui »", "no").french == "non\u{A0}: «\u{A0}oui\u{A0}»")
  }

  @Test(arguments: [
    (0, "0 offre écrite", "0 offers"), (1, "1 offre écrite", "1 offer"), (2, "2 offres écrites", "2 offers"),
  ])
  func whatIsCountedAgrees(_ count: Int, _ french: String, _ english: String) {
    #expect(Language.fr("\(count, "offre(s) écrite(s)")", "") == french)
    #expect(Language.en("", "\(count, "offer(s)")") == english)
  }

  @Test(arguments: RuleSheet.all.map(\.id)) func rulesAreSet(_ id: String) throws {
    let sheet = try #require(RuleSheet.named(id))
    for text in [sheet.message, sheet.why, sheet.repair, sheet.source] {
      #expect(breaks(in: text.french) == [], "\(text.french)")
    }
    for example in sheet.triggering {
      for finding in RuleTests.findings(example) {
        // What is quoted of the feed is as it is there.
        let message = finding.message.replacing(finding.value ?? "", with: "")
        #expect(breaks(in: message) == [] && breaks(in: finding.fix) == [], "\(finding)")
      }
    }
  }

  @Test(arguments: Repository.feeds("unreadable")) func errorsOfReadingAreSet(_ feed: URL) throws {
    let error = try #require(
      try FeedValidator(options: ValidationOptions(asOf: .newYear2026)).validate(.file(feed.path)) { _ in }.error)
    #expect(breaks(in: error.message(in: .fr)) == [], "\(error.message(in: .fr))")
    #expect(error.message(in: .fr) != error.message(in: .en))
  }
}
