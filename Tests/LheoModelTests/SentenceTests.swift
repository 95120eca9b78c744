import Foundation
import LheoModel
import TestSupport
import Testing

/// All sentences of the toolkit are set as in print. The no-break spaces are put in where a sentence is made; what it needs
/// for that stands in the sources.
@Suite struct SentenceTests {
  private static func faults(in french: String) -> [String] {
    var faults: [String] = []
    // What programs read, and a mark that is written about.
    let french = french.replacing(try! Regex(#"&[^;\s]*;"#), with: "x").replacing(" ’", with: "")
    func look(_ pattern: String, _ fault: String) {
      let regex = try! Regex(pattern)
      for match in french.matches(of: regex) { faults.append("\(fault): \(french[match.range])") }
    }
    // Not of times, addresses, paths, places in files and what programs read.
    look(#"[\p{L}»)][;!?](?:\s|$)"#, "no space before a mark")
    look(#"[\p{L}»)]:(?:\s|$)"#, "no space before a colon")
    look(#"«\S|\S»"#, "no space inside quotation marks")
    look(#"[’‘]"#, "another apostrophe")
    look(#"\u201C|\u201D"#, "English quotation marks")
    look(#"(?:^|[.?!:] )(?:A |Etat|Ecri|Evit|Element|Etabl|Ech|Ela|Epre|Etre|Ega)"#, "no accent on a capital")
    look(#"[^\n\s)]  +\S"#, "two spaces")
    look(#"\.\.\."#, "three full stops")
    look(#"[\p{L}] ,"#, "a space before a comma")
    return faults
  }

  @Test func theTestKnowsFaults() {
    for text in [
      "Donnez un flux: rien", "quoi?", "«rien»", "l’offre", "“offre”", "Etat du recrutement", "Rien. A faire", "etc...",
      "deux  espaces", "un , deux",
    ] {
      #expect(!Self.faults(in: text).isEmpty, "\(text)")
    }
    for text in [
      #"« \() » : \(), non ; si ! quoi ?"#, "À côté", "l'offre, 7:30", "a.xml:12:3", "--report html=x", "?schema=nom",
    ] {
      #expect(Self.faults(in: text).isEmpty, "\(text)")
    }
  }

  /// How many of some words a text has, besides what it quotes.
  private static func count(_ words: String, in text: String) -> Int {
    let words = Set(words.split(separator: "|"))
    return text.replacing(try! Regex("«[^»]*»|“[^”]*”|\"[^\"]*\"|'[^']*'"), with: "").lowercased()
      .split { !$0.isLetter && $0 != "-" }.count(where: words.contains)
  }

  /// French is before English.
  @Test func languagesAreNotSwapped() {
    for pair in Sentences.all {
      let french = [pair.french, pair.english].map {
        Self.count(
          "le|la|les|des|du|est|une|un|et|ne|pas|au|aux|ce|cette|il|sont|qui|que|pour|dans|par|sur|avec|ligne|offre|flux|fichier|dossier",
          in: $0)
      }
      let english = [pair.french, pair.english].map {
        Self.count(
          "the|is|of|not|and|are|be|with|it|this|that|for|in|has|have|to|by|from|which|line|offer|feed|file|folder",
          in: $0)
      }
      #expect(french[0] >= french[1] && english[0] <= english[1], "“\(pair.french)” – “\(pair.english)”")
    }
  }

  @Test(arguments: Dictionary(grouping: Sentences.all, by: \.file).keys.sorted())
  func sentencesAreSet(_ file: String) {
    for pair in Sentences.all where pair.file == file {
      #expect(Self.faults(in: pair.french).isEmpty, "\(Self.faults(in: pair.french)) in “\(pair.french)”")
      #expect(pair.french.isEmpty == pair.english.isEmpty, "“\(pair.french)” – “\(pair.english)”")
    }
  }
}
