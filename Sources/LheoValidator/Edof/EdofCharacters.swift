import LheoModel

/// Characters that ISO-8859-1 does not have.
enum EdofCharacters {
  /// A text in which letters with combining accents are single characters, and, where that is asked for, what
  /// ISO-8859-1 does not have is written otherwise; and which characters it still does not have.
  static func fitted(_ text: String, transliterates: Bool) -> (text: String, changed: [Character], misfits: [Character])
  {
    var (fitted, changed, misfits) = ("", [Character](), [Character]())
    for character in text {
      if character.unicodeScalars.allSatisfy({ $0.value < 256 }) {
        fitted.append(character)
      } else if let single = composed[character] {
        fitted.unicodeScalars.append(single)
      } else if transliterates, let other = others[character] {
        if !changed.contains(character) { changed.append(character) }
        fitted += other
      } else {
        if !misfits.contains(character) { misfits.append(character) }
        fitted.append(character)
      }
    }
    return (fitted, changed, misfits)
  }

  /// Letters by what is canonically the same.
  private static let composed: [Character: Unicode.Scalar] = Dictionary(
    uniqueKeysWithValues: (0xC0...0xFF).map { (Character(Unicode.Scalar(UInt8($0))), Unicode.Scalar(UInt8($0))) })

  private static let others: [Character: String] = [
    "’": "'", "‘": "'", "‚": "'", "ʼ": "'", "′": "'", "“": "\"", "”": "\"", "„": "\"", "″": "\"", "‹": "\"", "›": "\"",
    "œ": "oe", "Œ": "OE", "€": "EUR", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "•": "-",
    "Ÿ": "Y", "Š": "S", "š": "s", "Ž": "Z", "ž": "z", "™": "(TM)", "\u{2002}": " ", "\u{2003}": " ",
    "\u{2009}": "\u{A0}",
    "\u{202F}": "\u{A0}", "\u{200B}": "", "\u{FEFF}": "", "→": "->", "≥": ">=", "≤": "<=",
  ]
}

extension Character {
  /// The character and its numbers, for people: « œ » (U+0153).
  var shownWithNumber: String {
    let numbers = unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
    return "\(self) (\(numbers.joined(separator: " ")))"
  }
}
