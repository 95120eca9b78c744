import LheoModel
import TestSupport
import Testing

@testable import LheoReports

/// What pages in English say is what pages in French say, but for what marks French words.
@Suite struct FrenchWordsTests {
  /// Quotation marks, what leads to a field of the form, markup, joiners, numbers.
  private static let pieces = [
    "“", "”", "«", "»", " › ", ": ", "<b>", "&", "\"", "'", "\u{600}", "\u{301}", "\u{202E}", "\n", " ", "x", "été",
    "12",
  ]

  private static let start = "<span lang=\"fr\">"

  @Test(arguments: 0..<20) func marksAreAllThatIsAdded(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    for _ in 0..<200 {
      let count = Int.random(in: 0...12, using: &numbers)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &numbers)! }.joined()
      #expect(text.html(in: .fr) == text.html && text.frenchHTML(in: .fr) == text.html)
      for english in [text.html(in: .en), text.frenchHTML(in: .en)] {
        let parts = english.components(of: Self.start)
        let unmarked = parts.joined().components(of: "</span>").joined()
        #expect(unmarked.unicodeScalars.elementsEqual(text.html.unicodeScalars), "\(text.debugDescription): \(english)")
        // Each mark ends before the next one begins.
        #expect(
          !parts[0].contains("</span>") && parts.dropFirst().allSatisfy { $0.components(of: "</span>").count == 2 })
      }
    }
  }

  @Test(arguments: [
    ("“Durée” is missing.", "“\(start)Durée</span>” is missing."),
    ("Sessions › Lieu: click “Ajouter”.", "\(start)Sessions › Lieu</span>: click “\(start)Ajouter</span>”."),
    ("The postcode is “14 00”: five digits.", "The postcode is “14 00”: five digits."),
    ("“A › B”: one too many.", "“\(start)A › B</span>”: one too many."), ("“open", "“open"), ("", ""),
  ]) func frenchWordsAreMarked(_ sentence: String, _ html: String) {
    #expect(sentence.html(in: .en) == html)
  }
}

extension String {
  /// The parts between a separator, compared by scalars: it may be joined to its neighbours.
  fileprivate func components(of separator: String) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var rest = unicodeScalars[...]
    while !rest.isEmpty {
      if rest.starts(with: separator.unicodeScalars) {
        parts.append(.init())
        rest = rest.dropFirst(separator.unicodeScalars.count)
      } else {
        parts[parts.count - 1].append(rest.removeFirst())
      }
    }
    return parts.map(String.init)
  }
}
