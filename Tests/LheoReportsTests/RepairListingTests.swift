import LheoModel
@testable import LheoOperations
import LheoOutput
import LheoReports
import TestSupport
import Testing

/// The list of repairs shows what each has changed.
@Suite struct RepairListingTests {
  private func line(from before: String, to after: String?, _ language: Language = .en) throws -> String {
    let memory = Memory()
    var listing = RepairListing(memory.sink, language, isQuiet: false)
    var note = RepairNote(formation: "1F", line: 3, element: .objectifFormation, before: before, after: after)
    note.rule = "texte/html"
    listing.add([note])
    try listing.end()
    return String(try memory.text().prefix { $0 != "\n" })
  }

  @Test func shortTextsAreShownWhole() throws {
    #expect(try line(from: "a", to: "b") == "1F line 3 objectif-formation texte/html: “a” → “b”")
    #expect(try line(from: "a", to: nil) == "1F line 3 objectif-formation texte/html: “a” → removed")
    #expect(try line(from: "", to: "b") == "1F line 3 objectif-formation texte/html: nothing → “b”")
    #expect(
      try line(from: "", to: "b", .fr) == "1F ligne 3 objectif-formation texte/html\u{A0}: rien → «\u{A0}b\u{A0}»")
  }

  /// Wherever one letter of a long text is another, in its first half or at its end, both are seen.
  @Test(arguments: [0, 1, 39, 40, 41, 58, 59, 60, 61, 500, 2998, 2999]) func whatDiffersIsSeen(offset: Int) throws {
    let before = String(repeating: "a", count: 3000)
    let after = String(repeating: "a", count: offset) + "b" + String(repeating: "a", count: 2999 - offset)
    let line = try line(from: before, to: after)
    #expect(line.contains("b"), "\(line)")
    #expect(line.contains("…") && line.count < 200)
  }

  /// Signs stand for what is not seen: a tab is another blank than a space, and so is a line end.
  @Test(arguments: [("\t", "⇥"), ("\n", "↵"), ("\r\n", "↵"), ("\u{A0}", "\u{A0}")])
  func blanksAreTold(blank: String, sign: String) throws {
    let words = String(repeating: "mot ", count: 40)
    let line = try line(from: "\(words)fin\(blank)a", to: "\(words)fin a")
    #expect(line.contains("fin\(sign)a”") && line.contains("fin a”"), "\(line)")
  }

  /// Texts that look the same may be made of other characters.
  @Test func anotherFormOfALetterIsFound() throws {
    let words = String(repeating: "mot ", count: 40)
    let line = try line(from: "\(words)e\u{301}te", to: "\(words)éte")
    #expect(line.contains("e\u{301}te”") && line.contains("éte”"), "\(line)")
  }

  /// What is cut off from a long text is seen too.
  @Test func whatIsCutIsSeen() throws {
    let line = try line(from: String(repeating: "a", count: 3000) + "z", to: String(repeating: "a", count: 3000))
    #expect(line.contains("z”"), "\(line)")
  }
}
