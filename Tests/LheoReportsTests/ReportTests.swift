import Foundation
import LheoOutput
import LheoParser
@testable import LheoReports
import LheoSchema
import LheoValidator
import TestSupport
import Testing

@Suite struct JUnitTests {
  private func document(_ findings: [Finding], error: FeedError? = nil) throws -> String {
    let text = report(.junit, findings, error: error)
    #expect(canonical(Array(text.utf8)) != nil, "not well-formed: \(text)")
    return text
  }

  @Test func errorsFailAndTheOthersPass() throws {
    let text = try document([finding(), finding("a/b", .warning)])
    #expect(text.contains("tests=\"2\" failures=\"1\" errors=\"0\""))
    #expect(text.contains("<failure type=\"error\" message=\"Faux.\">"))
    #expect(text.contains("<system-out>warning: "))
  }

  @Test func aFeedWithoutFindingsIsOnePassedTest() throws {
    #expect(try document([]).contains("tests=\"1\" failures=\"0\" errors=\"0\""))
  }

  @Test func anUnreadableFeedIsAnError() throws {
    let text = try document([], error: FeedError(.empty, file: "flux.xml"))
    #expect(text.contains("errors=\"1\"") && text.contains("<error type=\"empty\" message="))
  }

  @Test func anyTextIsWellFormed() throws { _ = try document([hostileFinding()]) }
}

@Suite struct CSVReportTests {
  @Test func aRowHasTheBodyItsContactAndTheOffer() {
    let rows = report(.csv, [finding()]).split(separator: "\n")
    #expect(rows.count == 2)
    #expect(
      rows[1].hasPrefix(
        "flux.xml,error,texte/html,Faux.,Corrigez le champ.,,,90000000100009,Centre Alpha,a@example.org,14_1F,CAP photographe"
      ))
  }

  @Test func whatHasNoPlaceHasNoNumber() {
    #expect(report(.csv, [finding(line: 1)]).contains(",1,5,"))
    #expect(report(.csv, [finding(line: 0)]).contains(",,5,"))
  }

  @Test func noCellStartsAFormula() {
    let text = report(.csv, [hostileFinding()])
    #expect(text.contains("\"'=<script>"))
    #expect(!text.contains(",\"=") && !text.contains(",="))
  }

  @Test func excelGetsItsSeparatorMarkAndLineEnds() {
    let text = report(.csvExcel, [finding()])
    #expect(text.hasPrefix("\u{FEFF}Flux;Gravité;Règle"))
    #expect(text.hasSuffix("Guide\r\n"))
  }

  @Test func anUnreadableFeedIsARow() {
    let text = report(.csv, [], error: FeedError(.empty, file: "flux.xml"))
    #expect(text.contains("flux.xml,error,lecture,"))
  }
}

@Suite struct MarkdownTests {
  @Test func rulesAreCounted() {
    let text = report(.markdown, [finding(), finding(), finding("a/b", .warning)])
    #expect(text.contains("## ❌ LHEO\u{A0}: `flux.xml`"))
    #expect(text.contains("| ❌ `texte/html` | 2 |"))
    #expect(text.contains("**2 erreurs, 1 avertissement**"))
  }

  @Test func textOfFeedsCannotSetMarks() {
    let text = report(.markdown, [hostileFinding()])
    #expect(!text.contains("<script>") && text.contains("\\<script\\>"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test func nothingToReportSaysSo() {
    #expect(report(.markdown, []).contains("✅"))
  }
}

@Suite struct TextReportTests {
  @Test func controlCharactersAreVisible() {
    let text = report(.text, [hostileFinding()])
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    #expect(text.contains("␛[31m"))
  }
}
