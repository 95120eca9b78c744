import LheoModel

/// Characters that ISO-8859-1 does not have.
enum EdofCharacters {
  /// A text in which letters with combining accents are single characters, and, where that is asked for, what
  /// ISO-8859-1 does not have is written otherwise; and which characters it still does not have.
  static func fitted(_ text: String, transliterates: Bool) -> (text: String, changed: [Character], misfits: [Character])
  {
    var (fitted, changed, misfits) = ("", [Character](), [Character]())
    for character in text {
      if character.unicodeScalars.allSatisfy(isThere) {
        fitted.append(character)
      } else if let single = composed[character] {
        fitted.unicodeScalars.append(single)
      } else if transliterates, let other = others[character] ?? meant(character).flatMap({ others[$0] }) {
        if !changed.contains(character) { changed.append(character) }
        fitted += other
      } else {
        if !misfits.contains(character) { misfits.append(character) }
        fitted.append(character)
      }
    }
    return (fitted, changed, misfits)
  }

  /// Whether a text has only characters that can be written.
  static func fit(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isThere) }

  /// Whether ISO-8859-1 has it as a character that is shown: what it has at U+0080 to U+009F nobody means.
  private static func isThere(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x100 && !(0x80...0x9F).contains(scalar.value)
  }

  /// The characters at U+0080 to U+009F, which only come of Windows-1252 that was taken for ISO-8859-1.
  static func controls(in text: String) -> [Character] {
    var found: [Character] = []
    for scalar in text.unicodeScalars where (0x80...0x9F).contains(scalar.value) {
      if !found.contains(Character(scalar)) { found.append(Character(scalar)) }
    }
    return found
  }

  /// What such a character was meant to be.
  private static func meant(_ character: Character) -> Character? {
    guard let value = character.unicodeScalars.first?.value, (0x80...0x9F).contains(value) else { return nil }
    let meant = windows1252[Int(value - 0x80)]
    return meant == " " ? nil : meant
  }

  private static let windows1252 = Array("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ")

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
    // A control character cannot be shown.
    if unicodeScalars.allSatisfy({ $0.properties.generalCategory == .control }) {
      return numbers.joined(separator: " ")
    }
    return "\(self) (\(numbers.joined(separator: " ")))"
  }
}
