import LheoModel
import LheoParser
import TestSupport
import Testing

/// Every command says in the language that it is asked for why a feed, or an offer of it, cannot be read.
@Suite struct LanguageTests {
  /// What makes a feed unreadable, in place of the end of its first title.
  static let damages = ["", "&</intitule-formation>", "\u{1}</intitule-formation>", "\0</intitule-formation>"]

  /// What only one of the languages says of feeds that cannot be read.
  private static func words(_ language: Language) -> [String] {
    language == .fr
      ? [" illisible", "rien n'", "peut le réparer", "(offre"]
      : ["cannot be read", "nothing ", "may repair", "(offer", "not well-formed"]
  }

  private static func feed(_ damage: String) -> [UInt8] {
    let text = String(decoding: Repository.fixture("valid/minimal.xml").bytes, as: UTF8.self)
    let end = "</intitule-formation>"
    let range = text.firstRange(of: end)!
    return Array((text[..<range.lowerBound] + damage + text[range.upperBound...]).utf8)
  }

  @Test(arguments: ToolCommand.firstLines, Language.allCases)
  func whatCannotBeReadIsSaidInTheLanguageAskedFor(_ command: ToolCommand, _ language: Language) throws {
    let options = ["--lang", language.rawValue]
    let other = Language.allCases.first { $0 != language }!
    for damage in Self.damages {
      let bytes = Self.feed(damage)
      let error = try #require(throws: FeedError.self) { try FeedParser(.bytes(bytes)).forEachEvent { _ in } }
      for more in Help.has("keep-going", command.names[0]) ? [[], ["--keep-going"]] : [[]] {
        try withFolder { folder in
          let outcome = try command.outcome(of: bytes, extra: options + more, in: folder)
          // Reports wrap lines.
          let said = (outcome.run.errorText + outcome.run.outputText).split(whereSeparator: \.isNewline)
            .map { $0.drop { $0 == " " } }.joined(separator: " ")
          let message = Comment("\(command) \(options + more): \(outcome.run.ending) \(said)")
          #expect(outcome.run.ending == .exit(2), message)
          #expect(said.contains(error.message(in: language).visibleSpaces), message)
          #expect(!said.contains(error.message(in: other).visibleSpaces), message)
          for words in Self.words(other) { #expect(!said.contains(words), message) }
        }
      }
    }
  }
}

extension String {
  /// As it is after lines have been wrapped.
  fileprivate var visibleSpaces: String { split(separator: " ").joined(separator: " ") }
}
