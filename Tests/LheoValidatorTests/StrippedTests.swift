import Testing

@testable import LheoValidator

/// White space at the ends of a text does not count, and that within does.
@Suite struct StrippedTests {
  private static let blanks = ["", " ", "\t", "\n", "\r\n", "\u{A0}", "\u{2003}", "  \n "]

  @Test(arguments: ["", "a", "a b", "é", "a é", "12 3", "💡 💡"]) func endsDoNotCount(text: String) {
    for before in Self.blanks {
      for after in Self.blanks {
        #expect("\(before)\(text)\(after)".stripped == text, "\(before.debugDescription) \(after.debugDescription)")
        #expect("\(before)\(text)\(after)".isBlank == text.isEmpty)
      }
    }
  }
}
