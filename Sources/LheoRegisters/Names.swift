import LheoModel

/// The words of titles that mean something, for comparisons: a number for each.
package struct MeaningfulWords: Sendable {
  package private(set) var hashes: Set<UInt64> = []

  package init(_ texts: String...) { for text in texts { add(text) } }

  package var isEmpty: Bool { hashes.isEmpty }

  /// Adds words of four letters or more, without accents and without the `s` of the plural; none that stand in any title.
  package mutating func add(_ text: String) {
    var word = ""
    for scalar in text.folded.unicodeScalars {
      if scalar.isLetterOrNumber {
        word.unicodeScalars.append(scalar)
      } else {
        add(word: &word)
      }
    }
    add(word: &word)
  }

  private mutating func add(word: inout String) {
    defer { word.removeAll(keepingCapacity: true) }
    guard word.utf8.count >= 4 else { return }
    if word.utf8.last == UInt8(ascii: "s") || word.utf8.last == UInt8(ascii: "x") { word.removeLast() }
    if Self.empty.contains(word) { return }
    hashes.insert(FNV.hash(word))
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
    var word = ""
    for scalar in text.folded.unicodeScalars {
      if scalar.isLetterOrNumber {
        word.unicodeScalars.append(scalar)
      } else if !Self.add(&word, to: &words) {
        break
      }
    }
    _ = Self.add(&word, to: &words)
    self.words = words
  }

  /// Adds a word to those that count; whether those behind it may count.
  private static func add(_ word: inout String, to words: inout [String]) -> Bool {
    defer { word.removeAll(keepingCapacity: true) }
    switch word {
    case "cedex", "bp", "cs": return false
    case "saint": words.append("st")
    case "sainte": words.append("ste")
    case "", "le", "la", "les", "l", "de", "du", "des", "d", "et", "en", "sur", "sous", "s", "lez", "aux", "au", "a",
      "arrondissement", "arr":
      break
    default:
      // The arrondissements of Paris, Lyon and Marseille: `01`, `1er`, `15e`, `8eme`.
      if words.isEmpty || !word.first!.isNumber { words.append(word) }
    }
    return true
  }

  /// Whether a word is in both names.
  package func sharesWord(with other: TownName) -> Bool {
    words.contains { $0 != "st" && $0 != "ste" && other.words.contains($0) }
  }
}
