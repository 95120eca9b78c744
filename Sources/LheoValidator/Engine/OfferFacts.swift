import LheoModel

extension Optional where Wrapped == String {
  /// Whether there is nothing but white space.
  var isBlank: Bool { self?.isBlank ?? true }
}

extension String {
  /// Whether there is nothing but white space.
  var isBlank: Bool {
    for byte in utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
      return byte >= 0x80 && allSatisfy(\.isWhitespace)
    }
    return true
  }

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

  /// The text without white space at both ends.
  var stripped: String {
    let bytes = utf8
    guard let first = bytes.first, let last = bytes.last else { return self }
    if first > 0x20, last > 0x20, first < 0x80, last < 0x80 { return self }
    var text = self[...]
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }

  /// Whether it is a web address: `http://` or `https://` and a host.
  package var isWebAddress: Bool {
    if withBytes(\.isPlainWebAddress) { return true }
    let text = stripped
    guard !text.contains(where: \.isWhitespace) else { return false }
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
      let host = text.dropFirst(scheme.count).prefix { !"/?#:".contains($0) }
      return host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".") || host == "localhost"
    }
    return false
  }

  /// Whether it is a SIRET: 14 digits with a right check digit. La Poste's establishments have a rule of their own.
  package var isSIRET: Bool {
    let digits = stripped.utf8.map { Int($0) - 0x30 }
    guard digits.count == 14, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
    if digits[..<9].elementsEqual([3, 5, 6, 0, 0, 0, 0, 0, 0]), digits.reduce(0, +) % 5 == 0 { return true }
    var sum = 0
    for (index, digit) in digits.enumerated() {
      let value = index % 2 == 0 ? digit * 2 : digit
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether it is a web address as most are: ASCII without white space, the scheme in small letters.
  fileprivate var isPlainWebAddress: Bool {
    guard count > 8, self[0] == 0x68, self[1] == 0x74, self[2] == 0x74, self[3] == 0x70 else { return false }
    let isSecure = self[4] == 0x73
    let start = isSecure ? 8 : 7
    guard self[start - 3] == 0x3A, self[start - 2] == 0x2F, self[start - 1] == 0x2F else { return false }
    var hasDot = false
    var isHost = true
    var last: UInt8 = 0x2E
    for byte in self[start...] {
      if byte <= 0x20 || byte >= 0x7F { return false }
      guard isHost else { continue }
      switch byte {
      case 0x2F, 0x3F, 0x23, 0x3A:
        isHost = false
        continue
      case 0x2E:
        if last == 0x2E { return false }
        hasDot = true
      default: break
      }
      last = byte
    }
    return hasDot && last != 0x2E
  }
}

extension Unicode.Scalar {
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
