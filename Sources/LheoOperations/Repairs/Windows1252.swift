/// The encoding of Windows, which differs from ISO-8859-1 in 27 letters.
enum Windows1252 {
  /// The letter of a byte from 0x80 to 0x9F; `nil` for the five that have none.
  static func letter(_ byte: UInt8) -> Unicode.Scalar? { letters[Int(byte - 0x80)] }

  private static let letters: [Unicode.Scalar?] = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ".unicodeScalars.map {
    $0 == "\0" ? nil : $0
  }
}
