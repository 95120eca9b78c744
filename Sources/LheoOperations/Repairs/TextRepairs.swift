import LheoModel
import LheoValidator

extension Repair {
  /// White space around numbers, dates and codes, which the schema refuses.
  static let trimmed = Repair(
    "valeur/espaces", "Retire les blancs autour des nombres, des dates et des codes.",
    "Removes white space around numbers, dates and codes.",
    .leaf { leaf, text in
      switch leaf.element?.definition.content {
      case .number, .date, .code: .text(text.trimmed)
      default: .same
      }
    })

  /// White space in texts. It breaks no rule, but shows.
  static let whiteSpace = Repair(
    "ordre/espaces", "Retire les blancs au début et à la fin des textes, et les espaces doubles.",
    "Removes white space at both ends of texts, and double spaces.",
    .leaf { leaf, text in leaf.isFreeText ? .text(text.withSingleSpaces) : .same })

  /// UTF-8 that was read as Windows-1252 or Latin-1, where it is certain what was meant.
  static let encoding = Repair(
    "texte/encodage", "Rétablit les accents mal lus (« DÃ©velopper »).",
    "Restores accents that were misread (« DÃ©velopper »).",
    .leaf { leaf, text in
      guard leaf.isFreeText, let meant = Mojibake.decoded(text) else { return .same }
      return .text(meant)
    })

  /// Characters that a wrong encoding or a word processor left.
  static let characters = Repair(
    "texte/caracteres",
    "Remplace les caractères de contrôle de Windows et les puces de Word, retire les espaces sans largeur.",
    "Replaces the control characters of Windows and the bullets of Word, removes spaces without width.",
    .leaf { leaf, text in leaf.isFreeText ? .text(text.withoutOddCharacters) : .same })

  /// Tags and entities in texts.
  static let html = Repair(
    "texte/html", "Retire les balises HTML des textes et remplace les entités.",
    "Removes HTML tags from texts and replaces entities.",
    .leaf { leaf, text in
      guard leaf.isFreeText, let plain = HTMLText.plain(text) else { return .same }
      return .text(plain)
    })

  /// Titles in capitals.
  static let sentenceCase = Repair(
    "texte/majuscules", "Écrit en minuscules les textes en majuscules (les accents et les noms propres sont perdus).",
    "Writes texts in capitals in small letters (accents and proper names are lost).", isUnsafe: true,
    .leaf { leaf, text in
      switch leaf.element {
      case Element.intituleFormation?, Element.objectifFormation?, Element.contenuFormation?:
        text.isInCapitals ? .text(text.inSentenceCase) : .same
      default: .same
      }
    })

  /// Texts that are longer than the schema allows.
  static let shortened = Repair(
    "schema/longueur", "Coupe à la fin d'une phrase les textes trop longs.",
    "Cuts texts that are too long at the end of a sentence.", isUnsafe: true,
    .leaf { leaf, text in
      guard case .text(_, let maximum?) = leaf.element?.definition.content, leaf.isFreeText,
        text.unicodeScalars.count > maximum
      else { return .same }
      return .text(text.cut(to: maximum))
    })
}

extension ElementView {
  /// Whether the element holds words of people: free text that may be long, not a code or an address on the web.
  fileprivate var isFreeText: Bool {
    guard let element, case .text(_, let maximum) = element.definition.content else { return false }
    return element != .urlweb && element != .courriel && maximum ?? .max > 20
  }
}

extension String {
  /// Whether there is white space at an end, white space other than a single space in between, or a protected space.
  private var mayHaveSpareSpaces: Bool {
    withBytes { bytes in
      var wasSpace = true
      for byte in bytes {
        let isSpace = byte == 0x20
        if isSpace && wasSpace || byte < 0x20 || byte == 0xC2 { return true }
        wasSpace = isSpace
      }
      return wasSpace
    }
  }

  /// Without white space at both ends, nor more than one space or empty line in between.
  fileprivate var withSingleSpaces: String {
    if !mayHaveSpareSpaces { return self }
    var result = ""
    var spaces = 0
    var breaks = 0
    for scalar in unicodeScalars {
      switch scalar {
      case " ", "\t", "\u{A0}": spaces += 1
      case "\n", "\r": if scalar == "\n" { breaks += 1 }
      default:
        if !result.isEmpty {
          if breaks > 0 {
            result += breaks > 1 ? "\n\n" : "\n"
          } else if spaces > 0 {
            // A French text has a protected space before some marks.
            result += spaces == 1 && ":;!?»".unicodeScalars.contains(scalar) && hasProtectedSpace ? "\u{A0}" : " "
          }
        }
        spaces = 0
        breaks = 0
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private var hasProtectedSpace: Bool { unicodeScalars.contains("\u{A0}") }

  /// What Windows-1252 means by the control characters that stand where its letters were, bullets for the private
  /// characters of Word, and nothing for what has no meaning.
  fileprivate var withoutOddCharacters: String {
    // The first bytes of what is replaced, in UTF-8.
    if withBytes({ $0.allSatisfy { $0 != 0xC2 && $0 != 0xE2 && $0 < 0xEE } }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x80...0x9F: if let letter = Windows1252.letter(UInt8(scalar.value)) { result.append(letter) }
      case 0xE000...0xF8FF: result.append("•")
      case 0x200B, 0xFEFF, 0xFFF9...0xFFFB: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  fileprivate var isInCapitals: Bool {
    let letters = unicodeScalars.filter(\.properties.isAlphabetic)
    return letters.count > 12 && !letters.contains(where: \.properties.isLowercase)
  }

  /// Small letters, with a capital at the start of each sentence.
  fileprivate var inSentenceCase: String {
    var result = ""
    var startsSentence = true
    for character in lowercased() {
      if startsSentence, character.isLetter {
        result += character.uppercased()
        startsSentence = false
      } else {
        result.append(character)
        if ".!?\n".contains(character) { startsSentence = true }
      }
    }
    return result
  }

  /// The text up to the last end of a sentence before the limit, or else of a word, with an ellipsis.
  fileprivate func cut(to maximum: Int) -> String {
    let start = String(String.UnicodeScalarView(unicodeScalars.prefix(maximum)))
    if let end = start.lastIndex(where: { ".!?".contains($0) }),
      start.distance(from: start.startIndex, to: end) > maximum / 2
    {
      return String(start[...end])
    }
    let words = String(String.UnicodeScalarView(unicodeScalars.prefix(maximum - 1)))
    let end = words.lastIndex(of: " ") ?? words.endIndex
    return String(words[..<end]).trimmed + "…"
  }
}
