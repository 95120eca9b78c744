import TestSupport
import Testing

@testable import LheoModel

/// Texts as people see them: what is quick does what is obvious.
@Suite struct ShownTextTests {
  private static func texts(of parts: [String], seed: UInt64) -> [String] {
    var random = SeededNumbers(seed: seed)
    return (0..<3000).map { _ in
      (0..<Int.random(in: 0...60, using: &random)).map { _ in parts.randomElement(using: &random)! }.joined()
    }
  }

  /// Behind « and before the marks a space binds, and no other does.
  @Test func frenchSpacesBind() {
    for text in Self.texts(of: [" ", " ", "«", "»", ":", ";", "!", "?", "%", "a", "é", "ë", "\u{301}", "💡"], seed: 1) {
      let scalars = Array(text.unicodeScalars)
      var expected = ""
      for (index, scalar) in scalars.enumerated() {
        let isBound =
          index > 0 && scalars[index - 1] == "«"
          || index + 1 < scalars.count && ":;!?%»".unicodeScalars.contains(scalars[index + 1])
        expected.unicodeScalars.append(scalar == " " && isBound ? "\u{A0}" : scalar)
      }
      #expect(InFrench.set(text).unicodeScalars.elementsEqual(expected.unicodeScalars), "\(text.debugDescription)")
      // English quotes as it does, and is otherwise as it is written.
      let english = InEnglish.set(text)
      #expect(!english.contains("« ") && !english.contains(" »"))
      #expect(english.replacing("“", with: "« ").replacing("”", with: " »") == text)
    }
  }

  @Test func shownTextsAreOneShortLine() {
    let parts = [
      "a", "é", "è", "à", "…", " ", "💡", "\n", "\r\n", "\u{B}", "\u{85}", "\u{2028}", "\u{2029}", "\u{2027}",
    ]
    for text in Self.texts(of: parts, seed: 2) + Self.texts(of: Array(parts.prefix(7)), seed: 3) {
      let line = String(text.prefix(100)).split(whereSeparator: \.isNewline).joined(separator: " ")
      let expected = line.count <= 80 ? line : line.prefix(79) + "…"
      #expect(text.utf8.count > 100 || text.shortened == expected, "\(text.debugDescription)")
      #expect(text.shortened.count <= 80 && !text.shortened.contains(where: \.isNewline))
    }
  }

  @Test func datesHaveAllTheirDigits() {
    for (number, width, text) in [(1, 2, "01"), (12, 2, "12"), (123, 2, "123"), (7, 4, "0007"), (0, 4, "0000")] {
      #expect(PartialDate.digits(number, width) == text)
    }
  }
}
