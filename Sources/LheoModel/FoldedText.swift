extension String {
  /// The text in lower case and without accents, composed or not, for comparisons.
  package var folded: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    var folded = ""
    for scalar in lowercased().unicodeScalars {
      switch scalar {
      case "œ": folded.append("oe")
      case "æ": folded.append("ae")
      case "’": folded.append("'")
      case "\u{A0}", "\u{202F}": folded.append(" ")
      // Accents that stand after their letter.
      case "\u{300}"..."\u{36F}": continue
      default: folded.unicodeScalars.append(scalar.withoutAccent)
      }
    }
    return folded
  }
}

extension Unicode.Scalar {
  /// What it becomes in folded text; `nil` where only a text can say, as it becomes several or none.
  package var folded: Unicode.Scalar? {
    switch value {
    case 0x41...0x5A: Unicode.Scalar(value | 0x20)
    case ..<0x80: self
    case Self.accented: Self.foldedLetters[Int(value - Self.accented.lowerBound)]
    case 0x2019: "'"
    default: nil
    }
  }

  private static let foldedLetters: [Unicode.Scalar?] = accented.map { value in
    let folded = String(Unicode.Scalar(value)!).folded.unicodeScalars
    return folded.count == 1 ? folded.first : nil
  }

  /// The Latin letter without its accent.
  fileprivate var withoutAccent: Unicode.Scalar {
    Self.accented.contains(value) ? Self.letters[Int(value - Self.accented.lowerBound)] : self
  }

  private static let accented: Range<UInt32> = 0xC0..<0x250

  /// Unicode names `é` LATIN SMALL LETTER E WITH ACUTE.
  private static let letters: [Unicode.Scalar] = accented.map { value in
    let scalar = Unicode.Scalar(value)!
    let words = (scalar.properties.name ?? "").split(separator: " ")
    guard words.count > 4, words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH", words[3].utf8.count == 1
    else {
      return scalar
    }
    return (words[1] == "SMALL" ? words[3].lowercased() : String(words[3])).unicodeScalars.first!
  }
}
