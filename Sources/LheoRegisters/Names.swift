import LheoModel

/// The words of a title or name that mean something, for comparisons.
package enum MeaningfulWords {
  /// Words of four letters or more, without accents and without the `s` of the plural; none that stand in any title.
  package static func of(_ text: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    func end() {
      if word.utf8.count >= 4 {
        if word.utf8.last == UInt8(ascii: "s") || word.utf8.last == UInt8(ascii: "x") { word.removeLast() }
        if !empty.contains(word) { words.insert(word) }
      }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.folded.unicodeScalars {
      if scalar.isLetterOrNumber { word.unicodeScalars.append(scalar) } else { end() }
    }
    end()
    return words
  }

  private static let empty: Set<String> = [
    "titre", "professionnel", "professionnelle", "formation", "diplome", "certificat", "brevet", "technicien",
    "licence", "master", "niveau", "option", "mention", "pour", "dans", "avec", "apprentissage", "annee", "specialite",
    "parcours", "certification", "blocs", "bloc", "sans", "leur", "cette", "etre", "premiere", "deuxieme",
  ]
}

extension Unicode.Scalar {
  /// Whether it is part of a word. Most are ASCII, of which this is known without a table.
  fileprivate var isLetterOrNumber: Bool {
    switch value {
    case 0x30...0x39, 0x61...0x7A, 0x41...0x5A: true
    case ..<0x80: false
    default: Character(self).isLetter || Character(self).isNumber
    }
  }
}

/// The name of a town as addresses write it, made comparable: `SAINT-LÔ CEDEX 9`, `St Lo` and `Saint-Lô` are one.
package struct TownName: Hashable, Sendable {
  /// Its words: in small letters, without accents, articles, arrondissement or CEDEX.
  package let words: [String]

  /// The name in a text.
  package init(_ text: String) {
    var words: [String] = []
    for word in text.folded.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if word == "cedex" || word == "bp" || word == "cs" { break }
      switch word {
      case "saint": words.append("st")
      case "sainte": words.append("ste")
      case "le", "la", "les", "l", "de", "du", "des", "d", "et", "en", "sur", "sous", "s", "lez", "aux", "au", "a",
        "arrondissement", "arr":
        break
      default:
        // The arrondissements of Paris, Lyon and Marseille: `01`, `1er`, `15e`, `8eme`.
        if !words.isEmpty, word.first!.isNumber { continue }
        words.append(String(word))
      }
    }
    self.words = words
  }

  /// Whether a word is in both names.
  package func sharesWord(with other: TownName) -> Bool {
    words.contains { $0 != "st" && $0 != "ste" && other.words.contains($0) }
  }
}
