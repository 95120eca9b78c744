import LheoModel
import TestSupport
import Testing

/// Texts that are compared without accents and capitals.
@Suite struct FoldedTextTests {
  @Test(arguments: [
    ("Plâtrier-PLAQUISTE", "platrier-plaquiste"), ("Œuvre à l’étage", "oeuvre a l'etage"), ("E\u{301}te\u{301}", "ete"),
    ("N°\u{A0}1", "n° 1"), ("İstanbul, Łódź", "istanbul, lodz"), ("", ""), ("日本", "日本"),
  ]) func accentsAndCapitalsGo(_ text: String, _ folded: String) {
    #expect(text.folded == folded)
  }

  /// A letter by itself becomes what it becomes in a text, where it says so.
  @Test func lettersAreFoldedAsTextsAre() {
    var said = 0
    for value in 0...0x1_0000 as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), let folded = scalar.folded else { continue }
      said += 1
      #expect(String(folded) == String(scalar).folded, "\(String(value, radix: 16))")
    }
    #expect(said > 0x80 + 0x150)
  }
}
