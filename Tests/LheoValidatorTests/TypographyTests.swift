import Foundation
import LheoModel
import LheoParser
import LheoValidator
import TestSupport
import Testing

/// What the tool says in French is set as it is in print.
@Suite struct TypographyTests {
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

  @Test func faultsAreSeen() {
    for wrong in [
      "non : oui", "« oui»", "oui »", "5 %", "l’état", "Etat fermé", "Oui. A partir de là", "Ca va", "Ecrivez",
    ] {
      #expect(FrenchTypography.faults(in: wrong).count == 1, "\(wrong)")
    }
    for right in [
      "non\u{A0}: oui", "«\u{A0}Etat\u{A0}» ouvert", "l'état", "À partir", "10:30",
      "Et après",
    ] {
      #expect(FrenchTypography.faults(in: right) == [], "\(right)")
    }
  }

  @Test func namesOfElementsAndAttributesAreSet() {
    for label in LheoSchema.definitions.map(\.label) + KnownAttribute.allCases.map(\.label) {
      #expect(FrenchTypography.faults(in: label) == [], "\(label)")
    }
  }

  @Test(arguments: RuleSheet.all.map(\.id)) func rulesAreSet(_ id: String) throws {
    let sheet = try #require(RuleSheet.named(id))
    let texts = [sheet.message, sheet.why, sheet.repair, sheet.formRepair, sheet.source].map(\.french)
    for text in texts { #expect(FrenchTypography.faults(in: text) == [], "\(text)") }
    // Examples quote characters that are wrong.
    for example in sheet.triggering + sheet.passing {
      #expect(FrenchTypography.breaks(in: example.label.french) == [], "\(example.label.french)")
    }
    for example in sheet.triggering {
      for finding in RuleTests.findings(example) {
        // What is quoted of the feed is as it is there.
        let message = finding.message.replacing(finding.value ?? "", with: "")
        #expect(FrenchTypography.breaks(in: message) == [], "\(finding)")
        #expect(FrenchTypography.breaks(in: finding.fix) == [], "\(finding)")
      }
    }
  }

  @Test(arguments: Repository.feeds("unreadable")) func errorsOfReadingAreSet(_ feed: URL) throws {
    let error = try #require(
      try FeedValidator(options: ValidationOptions(asOf: .newYear2026)).validate(.file(feed.path)) { _ in }.error)
    #expect(FrenchTypography.faults(in: error.message(in: .fr)) == [], "\(error.message(in: .fr))")
    #expect(error.message(in: .fr) != error.message(in: .en))
  }
}
