import CLibXML2
import LheoModel

/// Stops a tag of very many attributes while it is read: libxml2 compares each with all before it, and reports them only
/// when it has them all, so a million of them would take hours.
struct TagGuard {
  /// How far libxml2 has come: two of them are equal only if it has reported nothing in between, however the feed is cut
  /// into pieces.
  struct Progress: Equatable {
    /// Buffers begun since the start of the feed, so that the same place in the next offer is another one.
    var buffers = 0
    var nodes = 0
    var bytes = 0
    var open = -1
    var frames = 0
  }

  private var progress = Progress()
  private var attributes = 0
  /// The last byte that is not white space.
  private var last: UInt8 = 0

  /// Notes bytes that libxml2 is about to get.
  ///
  /// - Parameters:
  ///   - piece: the bytes.
  ///   - progress: how far libxml2 has come.
  ///   - state: what libxml2 is in the middle of.
  ///   - next: the next two bytes that it will look at.
  ///   - limit: how many attributes a tag may have.
  /// - Returns: whether the tag may go on.
  mutating func admits(
    _ piece: UnsafeRawBufferPointer, progress: Progress, state: xmlParserInputState?, next: [UInt8], limit: Int
  ) -> Bool {
    if progress != self.progress {
      self.progress = progress
      attributes = 0
      return true
    }
    guard let state, Self.isInTag(state, next) else { return true }
    var isFirstTag = true
    for byte in piece {
      switch byte {
      case UInt8(ascii: "<"):
        // Nowhere in a tag is there another one: here the next begins, which is counted for the next piece.
        if isFirstTag, attributes > maximum(limit) { return false }
        isFirstTag = false
        attributes = 0
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if last == UInt8(ascii: "=") { attributes += 1 }
      default: break
      }
      if !byte.isXMLWhiteSpace { last = byte }
    }
    return !isFirstTag || attributes <= maximum(limit)
  }

  /// Values may hold what looks like an attribute, so only many more than the limit are stopped here.
  private func maximum(_ limit: Int) -> Int { limit * 2 + 1000 }

  /// Whether it may be a tag that is being read, and not a comment, an instruction, character data or a long value.
  private static func isInTag(_ state: xmlParserInputState, _ next: [UInt8]) -> Bool {
    switch state {
    case XML_PARSER_COMMENT, XML_PARSER_PI, XML_PARSER_CDATA_SECTION, XML_PARSER_ATTRIBUTE_VALUE: return false
    default: break
    }
    return next != [0x3C, 0x21] && next != [0x3C, 0x3F]
  }
}
