import LheoModel

/// A word of a text, in small letters and without accents. Words are compared by their hashes.
private struct Word {
  /// The hash of the word, and of all but its last byte.
  private(set) var hash = FNV()
  private(set) var stem = FNV()
  private(set) var length = 0
  private(set) var first: Unicode.Scalar = " "
  private(set) var last: UInt8 = 0

  /// Calls `body` with each word of a text, until it returns `false`.
  static func forEach(in text: String, _ body: (Word) -> Bool) {
    var word = Word()
    /// Whether to go on.
    func take(_ scalar: Unicode.Scalar) -> Bool {
      if scalar.isLetterOrNumber {
        word.append(scalar)
      } else if word.length > 0 {
        defer { word = Word() }
        return body(word)
      }
      return true
    }
    for scalar in text.unicodeScalars {
      if let folded = scalar.folded {
        if !take(folded) { return }
      } else if !String(scalar).folded.unicodeScalars.allSatisfy(take) {
        return
      }
    }
    if word.length > 0 { _ = body(word) }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if length == 0 { first = scalar }
    for byte in UTF8.encode(scalar)! {
      (stem, last) = (hash, byte)
      hash.combine(byte)
      length += 1
    }
  }

  var whole: UInt64 { hash.ended }

  /// Without the `s` or `x` of the plural.
  var singular: UInt64 { last == UInt8(ascii: "s") || last == UInt8(ascii: "x") ? stem.ended : hash.ended }
}

/// The words of titles that mean something, for comparisons.
package struct MeaningfulWords: Sendable {
  package let hashes: Set<UInt64>

  package init(_ texts: [String]) {
    var hashes: Set<UInt64> = []
    for text in texts {
      Self.forEach(in: text) { hash in
        hashes.insert(hash)
        return true
      }
    }
    self.hashes = hashes
  }

  /// Calls `body` with the hash of each word of four letters or more, without the `s` of the plural, until it returns
  /// `false`; not with words that stand in any title.
  static func forEach(in text: String, _ body: (UInt64) -> Bool) {
    Word.forEach(in: text) { word in word.length < 4 || empty.contains(word.singular) || body(word.singular) }
  }

  // Looked through for each word, they are found faster than in a set.
  private static let empty = [
    "titre", "professionnel", "professionnelle", "formation", "diplome", "certificat", "brevet", "technicien",
    "licence", "master", "niveau", "option", "mention", "pour", "dans", "avec", "apprentissage", "annee",
    "specialite",
    "parcours", "certification", "blocs", "bloc", "sans", "leur", "cette", "etre", "premiere", "deuxieme",
  ].map(FNV.hash)
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

  fileprivate var isNumber: Bool { value < 0x80 ? (0x30...0x39).contains(value) : Character(self).isNumber }
}

/// The name of a town as addresses write it, made comparable: `SAINT-LÔ CEDEX 9`, `St Lo` and `Saint-Lô` are one.
package struct TownName: Hashable, Sendable {
  /// Its words, without articles, arrondissement or CEDEX.
  package let words: [UInt64]

  /// The name in a text.
  package init(_ text: String) {
    var words: [UInt64] = []
    Word.forEach(in: text) { word in
      let hash = word.whole
      if Self.ends.contains(hash) { return false }
      if let saint = Self.saints.first(where: { $0.long == hash }) {
        words.append(saint.short)
      } else if !Self.empty.contains(hash), words.isEmpty || !word.first.isNumber {
        // The arrondissements of Paris, Lyon and Marseille are left out: `01`, `1er`, `15e`, `8eme`.
        words.append(hash)
      }
      return true
    }
    self.words = words
  }

  private static let ends = ["cedex", "bp", "cs"].map(FNV.hash)
  private static let saints = [("saint", "st"), ("sainte", "ste")].map { (long: FNV.hash($0), short: FNV.hash($1)) }
  private static let empty = [
    "le", "la", "les", "l", "de", "du", "des", "d", "et", "en", "sur", "sous", "s", "lez", "aux", "au", "a",
    "arrondissement", "arr",
  ].map(FNV.hash)

  /// Whether a word is in both names.
  package func sharesWord(with other: TownName) -> Bool {
    words.contains { word in !Self.saints.contains { $0.short == word } && other.words.contains(word) }
  }
}

extension FNV {
  /// The hash at the end of a text.
  fileprivate var ended: UInt64 {
    var hash = self
    hash.end()
    return hash.value
  }
}
