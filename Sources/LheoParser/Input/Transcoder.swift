import CLibXML2

/// Finds out a feed's encoding and turns its bytes into UTF-8, so that positions and text are the same for all feeds.
package struct Transcoder {
  private let handler: xmlCharEncodingHandlerPtr
  private let name: String
  private let source: xmlBufferPtr
  private let target: xmlBufferPtr

  /// What the first bytes of a feed say of its encoding.
  package struct Detection {
    /// Bytes of a byte order mark, to be left out.
    package var markLength: Int
    /// The encoding's name, `nil` for UTF-8.
    package var encoding: String?
    /// Whether the feed cannot be in the encoding that it says: it says so in single bytes.
    package var isContradicted = false
  }

  /// What they say: a byte order mark first, then the pattern of `<?xml`, then its `encoding`.
  package static func detect(_ bytes: UnsafeRawBufferPointer) -> Detection {
    func starts(_ mark: UInt8...) -> Bool { bytes.count >= mark.count && zip(bytes, mark).allSatisfy { $0 == $1 } }
    if starts(0xEF, 0xBB, 0xBF) { return Detection(markLength: 3, encoding: nil) }
    if starts(0x00, 0x00, 0xFE, 0xFF) { return Detection(markLength: 4, encoding: "UTF-32BE") }
    if starts(0xFF, 0xFE, 0x00, 0x00) { return Detection(markLength: 4, encoding: "UTF-32LE") }
    if starts(0xFE, 0xFF) { return Detection(markLength: 2, encoding: "UTF-16BE") }
    if starts(0xFF, 0xFE) { return Detection(markLength: 2, encoding: "UTF-16LE") }
    // A zero byte beside a `<` may also be one too many: two characters show the width.
    let zeros = bytes.prefix(8).map { $0 == 0 }
    let wide: [(pattern: [Bool], encoding: String)] = [
      ([true, true, true, false, true, true, true, false], "UTF-32BE"),
      ([false, true, true, true, false, true, true, true], "UTF-32LE"),
      ([true, false, true, false], "UTF-16BE"), ([false, true, false, true], "UTF-16LE"),
    ]
    if let (_, encoding) = wide.first(where: { zeros.starts(with: $0.pattern) }),
      bytes.first(where: { $0 != 0 }) == 0x3C
    {
      return Detection(markLength: 0, encoding: encoding)
    }
    guard let declared = declaredEncoding(bytes),
      !["utf-8", "utf8", "us-ascii", "ascii"].contains(declared.lowercased())
    else { return Detection(markLength: 0, encoding: nil) }
    return Detection(markLength: 0, encoding: declared, isContradicted: isWide(declared))
  }

  /// Whether the characters of an encoding have two bytes or four each.
  private static func isWide(_ encoding: String) -> Bool {
    let name = encoding.lowercased().filter { $0 != "-" && $0 != "_" }
    return ["utf16", "utf32", "ucs2", "ucs4", "iso10646ucs"].contains(where: name.hasPrefix)
  }

  /// The value of `encoding` in `<?xml … ?>`.
  private static func declaredEncoding(_ bytes: UnsafeRawBufferPointer) -> String? {
    let start = String(decoding: bytes.prefix(400), as: UTF8.self)
    guard start.hasPrefix("<?xml"), let end = start.firstRange(of: "?>"),
      let key = start[..<end.lowerBound].firstRange(of: "encoding")
    else { return nil }
    let value = start[key.upperBound..<end.lowerBound].drop { " \t\r\n=".contains($0) }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return String(value.dropFirst().prefix { $0 != quote })
  }

  /// A transcoder from an encoding.
  package init(encoding: String) throws(FeedError.Problem) {
    LibXML2.isReady
    guard let handler = xmlFindCharEncodingHandler(encoding) else { throw .unknownEncoding(encoding) }
    self.handler = handler
    name = encoding
    source = xmlBufferCreate()
    target = xmlBufferCreate()
  }

  /// Gives back what libxml2 holds for it.
  package func free() {
    xmlCharEncCloseFunc(handler)
    xmlBufferFree(source)
    xmlBufferFree(target)
  }

  /// Takes bytes in and hands UTF-8 out; what is left of an incomplete character stays for the next call.
  package func transcode(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, into body: (UnsafeRawBufferPointer) -> Void
  ) throws(FeedError.Problem) {
    if bytes.count > 0 {
      xmlBufferAdd(source, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(bytes.count))
    }
    while xmlBufferLength(source) > 0 {
      let before = xmlBufferLength(source)
      let result = libxml2_transcode_quietly(handler, target, source)
      let count = Int(xmlBufferLength(target))
      if count > 0 {
        body(UnsafeRawBufferPointer(start: xmlBufferContent(target), count: count))
        xmlBufferEmpty(target)
      }
      if result == -2 { throw .badEncoding(name) }
      if xmlBufferLength(source) == before { break }
    }
    if isLast && xmlBufferLength(source) > 0 || xmlBufferLength(source) > 16 { throw .badEncoding(name) }
  }
}
