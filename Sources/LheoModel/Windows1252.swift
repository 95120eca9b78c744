/// The encoding of Windows, which differs from ISO-8859-1 in 27 letters.
package enum Windows1252 {
  /// The letter of a byte from 0x80 to 0x9F; `nil` for the five that have none.
  package static func letter(_ byte: UInt8) -> Unicode.Scalar? { letters[Int(byte - 0x80)] }

  /// The byte, from 0x80 to 0x9F, of a letter that has one.
  package static func byte(_ letter: Unicode.Scalar) -> UInt8? {
    letters.firstIndex(of: letter).map { 0x80 + UInt8($0) }
  }

  private static let letters: [Unicode.Scalar?] = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ".unicodeScalars.map {
    $0 == "\0" ? nil : $0
  }
}
