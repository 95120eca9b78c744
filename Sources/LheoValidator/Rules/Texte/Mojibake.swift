import LheoModel

/// UTF-8 that was read as Windows-1252 or Latin-1: « DÃ©velopper ». What is recognised are sequences that no French text
/// has, so that the way back is certain.
package enum Mojibake {
  /// The text as it was meant; `nil` where nothing in it was read wrongly.
  package static func decoded(_ text: String) -> String? {
    guard text.withBytes(mayBeIn) else { return nil }
    var result: String?
    // What was read wrongly twice is decoded twice.
    for _ in 0..<3 {
      guard let next = decodedOnce(Array((result ?? text).unicodeScalars)) else { break }
      result = next
    }
    return result
  }

  /// The first word that was read wrongly, and what it was, if the way back is certain.
  static func first(in text: String) -> (word: String, meant: String?)? {
    guard text.withBytes(mayBeIn) else { return nil }
    let scalars = Array(text.unicodeScalars)
    guard let index = scalars.indices.first(where: { sequence(scalars, $0) != nil || isLone(scalars, $0) }) else {
      return nil
    }
    let start = scalars[..<index].lastIndex { $0 == " " || $0 == "\n" }.map { $0 + 1 } ?? 0
    let end = scalars[index...].firstIndex { $0 == " " || $0 == "\n" } ?? scalars.count
    let word = String(String.UnicodeScalarView(scalars[start..<end]))
    return (word, decoded(word))
  }

  /// Whether one of the letters by which such sequences start stands before another letter beyond ASCII, or is Ã.
  private static func mayBeIn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    OfferText.Marks(bytes).contains(.mojibake)
  }

  /// Whether bytes after 0xC3 begin such a sequence.
  @inline(__always)
  static func isStart(_ second: UInt8, _ third: UInt8) -> Bool {
    second == 0x83
      || third >= 0xC2 && (second == 0x82 || second == 0x85 || second == 0xA2 || second == 0xAF || second == 0xB0)
  }

  private static func decodedOnce(_ scalars: [Unicode.Scalar]) -> String? {
    var result = String.UnicodeScalarView()
    var index = 0
    var hasSequence = false
    while index < scalars.count {
      if let (meant, length) = sequence(scalars, index) {
        if let meant { result.append(meant) }
        index += length
        hasSequence = true
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return hasSequence ? String(result) : nil
  }

  /// Whether there is an Ã of which nothing but the rest of its letter has been lost.
  private static func isLone(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    scalars[index] == "Ã" && (index + 1 == scalars.count || !scalars[index + 1].properties.isAlphabetic)
  }

  /// The letter that was read as several, and as how many; a byte order mark is not a letter.
  private static func sequence(_ scalars: [Unicode.Scalar], _ index: Int) -> (meant: Unicode.Scalar?, length: Int)? {
    let length: Int
    switch scalars[index] {
    case "Ã", "Â", "Å": length = 2
    case "â", "ï": length = 3
    case "ð": length = 4
    default: return nil
    }
    guard index + length <= scalars.count else { return nil }
    var value = scalars[index].value & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for scalar in scalars[(index + 1)..<(index + length)] {
      guard let byte = windows1252(scalar), (0x80...0xBF).contains(byte) else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    if value == 0xFEFF { return (nil, length) }
    return isCertain(value) ? Unicode.Scalar(value).map { ($0, length) } : nil
  }

  /// Whether a character was certainly meant where its bytes in UTF-8 were read one by one: the letters of French, signs,
  /// punctuation, arrows, bullets, emoji. What their bytes are in Windows-1252 stands in no French text.
  package static func isCertain(_ value: UInt32) -> Bool {
    switch value {
    case 0xA0...0xFF, 0x152...0x153, 0x178, 0x2010...0x2027, 0x202F...0x203A, 0x20AC, 0x2122, 0x2190...0x21FF,
      0x2200...0x22FF, 0x2500...0x27BF, 0x1F300...0x1FAFF:
      true
    default: false
    }
  }

  /// The byte that Windows-1252 or Latin-1 reads as a letter.
  private static func windows1252(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value <= 0xFF { return UInt8(scalar.value) }
    return Windows1252.byte(scalar)
  }
}
