import LheoModel

/// Cuts a list in JSON into its items, so that a document of any size is read an item at a time. Whether an item is JSON
/// is left to who reads it.
package struct JSONList {
  private enum Place { case outside, text, escape }

  private var place = Place.outside
  /// Brackets and braces that are open inside the list.
  private var depth = 0
  private var isItemOver = false
  private var isEmpty = true
  private var isOver = false

  /// A list whose bracket has been read.
  package init() {}

  /// Whether a byte may come before the first value: white space, or part of a byte order mark.
  package static func isBetween(_ byte: UInt8) -> Bool { byte.isXMLWhiteSpace || [0xEF, 0xBB, 0xBF].contains(byte) }

  /// Takes the next byte. Whether it is the comma or the bracket that ends an item.
  package mutating func ends(at byte: UInt8) -> Bool {
    switch (place, byte) {
    case (.escape, _): place = .text
    case (.text, UInt8(ascii: "\\")): place = .escape
    case (.text, UInt8(ascii: "\"")): place = .outside
    case (.text, _): break
    case (.outside, UInt8(ascii: "\"")): place = .text
    case (.outside, UInt8(ascii: "{")), (.outside, UInt8(ascii: "[")): depth += 1
    case (.outside, UInt8(ascii: "]")) where depth == 0, (.outside, UInt8(ascii: ",")) where depth == 0:
      isItemOver = !isOver
      return isItemOver
    case (.outside, UInt8(ascii: "}")), (.outside, UInt8(ascii: "]")): depth = max(0, depth - 1)
    default: break
    }
    return false
  }

  /// The item that a piece holds, without the white space before it: the piece is the bytes since the last item, with
  /// what ends this one. `nil` if there is none.
  ///
  /// - Throws: a mistake in the list, and how many bytes of the piece stand before it.
  package mutating func item(of piece: [UInt8]) throws(Mistake) -> ArraySlice<UInt8>? {
    let start = piece.firstIndex { !$0.isXMLWhiteSpace } ?? piece.count
    if isOver {
      if start == piece.count { return nil }
      throw Mistake(
        offset: start,
        message: Text("il y a quelque chose après la fin de la liste.", "something stands after the end of the list."))
    }
    guard isItemOver else { throw Mistake(offset: piece.count, message: Self.unfinished) }
    isItemOver = false
    isOver = piece.last == UInt8(ascii: "]")
    if start == piece.count - 1 {
      if isEmpty, isOver { return nil }
      throw Mistake(
        offset: start, message: Text("il y a une virgule sans offre.", "there is a comma without an offer."))
    }
    isEmpty = false
    return piece[start...].dropLast()
  }

  /// Checks that the list has ended.
  package func checkEnd() throws(Mistake) { if !isOver { throw Mistake(offset: 0, message: Self.unfinished) } }

  /// Something that does not belong into a list, and how far into a piece.
  package struct Mistake: Error {
    /// How many bytes of the piece stand before it.
    package let offset: Int
    /// What is wrong.
    package let message: Text
  }

  private static let unfinished = Text(
    "la liste ne finit pas : le texte s'interrompt.", "the list does not end: the text breaks off.")
}
