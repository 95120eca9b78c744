import CLibXML2
import LheoModel

// What makes a feed unreadable, as libxml2's callbacks come to know of it.

extension SAXState {
  mutating func acceptsRoot(
    _ code: UInt16, _ localName: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?,
    _ uri: UnsafePointer<xmlChar>?, _ offset: Int
  ) -> Bool {
    // A tag that breaks off there has not said its namespace.
    if stopsAtForbiddenCharacter(upToNext: true) { return false }
    rootIsMissing = false
    rootPrefix = String(xml: prefix)
    let root = String(xml: localName)
    let namespace = String(xml: uri)
    if isTruncated {
      // The tag was never finished: its name and namespace say nothing.
      stop(.truncated, at: offset)
    } else if code != ElementStorage.foreign {
      if (dialect ?? .current).rootElements.contains(Element(rawValue: code)) { return true }
      stop(.unknownRoot(root), at: offset)
    } else if root.lowercased() == "html" {
      stop(.webPage, at: offset)
    } else if namespace.isEmpty {
      stop(.noNamespace(root: root), at: offset)
    } else if namespace == LheoSchema.namespace {
      stop(.unknownRoot(root), at: offset)
    } else if let version = Dialect.version(in: namespace), version != LheoSchema.version {
      stop(.otherVersion(version, namespace: namespace), at: offset)
    } else if Nearest.match(namespace, in: FeedError.Problem.namespaces) != nil || Dialect.version(in: namespace) != nil
    {
      stop(.nearNamespace(root: root, namespace: namespace), at: offset)
    } else {
      stop(.otherNamespace(root: root, namespace: namespace), at: offset)
    }
    return false
  }

  mutating func documentType(name: UnsafePointer<xmlChar>?) {
    stop(String(xml: name).lowercased() == "html" ? .webPage : .documentType)
  }

  mutating func report(_ error: xmlError) {
    guard problem == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    let reason = String(xml: error.message).split(separator: "\n").first.map(String.init) ?? ""
    let code = xmlParserErrors(rawValue: UInt32(error.code))
    // A namespace that is not a URI is a name like any other.
    if code == XML_WAR_NS_URI { return }
    let isReference = code == XML_ERR_INVALID_CHAR && reason.hasPrefix("xmlParseCharRef")
    if isReference, referenceIsEmpty { return stop(.brokenMarkup(.bareAmpersand)) }
    if !isReference, stopsAtForbiddenCharacter(upToNext: !Self.isAboutWhatWasRead(code)) { return }
    switch code {
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY: stop(.undeclaredEntity(String(xml: error.str1)))
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      stop(.undeclaredPrefix(String(xml: error.str1), on: String(xml: error.str2)))
    case XML_ERR_INVALID_ENCODING, XML_I18N_CONV_FAILED: stop(.badEncoding("UTF-8"))
    case _ where reason.contains("not proper UTF-8"): stop(.badEncoding("UTF-8"))
    case _ where rootIsOver:
      stop(.contentAfterEnd(code == XML_ERR_RESERVED_XML_NAME ? UInt32(UInt8(ascii: "<")) : nextCharacter))
    case XML_ERR_RESERVED_XML_NAME where !isTruncated: stop(.misplacedDeclaration)
    case XML_ERR_INVALID_CHAR:
      stop(.forbiddenCharacter(isReference || error.int1 > 0 ? UInt32(error.int1) : nextCharacter))
    default:
      if let limit = Self.limit(reason) { return stop(.limit(limit)) }
      if isTruncated { return stop(.truncated) }
      stop(markup(error, code, reason).map { .brokenMarkup($0) } ?? .notWellFormed(reason))
    }
  }

  /// What is wrong with markup, where it can be said in our words.
  private func markup(_ error: xmlError, _ code: xmlParserErrors, _ reason: String) -> FeedError.Markup? {
    switch code {
    case XML_ERR_TAG_NAME_MISMATCH:
      // The tag that is not matched may stand before the chunk.
      let isBefore = storage == nil && !frames.isEmpty && frames.count <= openingLines.count
      let line = isBefore ? openingLines[frames.count - 1] : Int(error.int1)
      return .mismatchedTags(open: String(xml: error.str1), line: line, close: String(xml: error.str2))
    case XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_INVALID_CHARREF, XML_ERR_INVALID_DEC_CHARREF,
      XML_ERR_INVALID_HEX_CHARREF:
      return .bareAmpersand
    case XML_ERR_NAME_REQUIRED where reason.contains("EntityRef"): return .bareAmpersand
    case XML_ERR_NAME_REQUIRED where reason.hasPrefix("StartTag"), XML_ERR_LT_IN_ATTRIBUTE: return .bareLessThan
    case XML_ERR_ATTRIBUTE_REDEFINED:
      let (name, prefix) = (String(xml: error.str1), String(xml: error.str2))
      return .repeatedAttribute(prefix.isEmpty ? name : "\(prefix):\(name)")
    case XML_ERR_ATTRIBUTE_NOT_STARTED: return .unquotedValue
    default: return nil
    }
  }

  /// Whether the reference that libxml2 has just read has no number.
  private var referenceIsEmpty: Bool {
    guard let held else { return false }
    return held.bytes[..<held.current].suffix(3).elementsEqual("&#;".utf8)
      || held.bytes[..<held.current].suffix(4).elementsEqual("&#x;".utf8)
  }

  /// Whether an error is about what libxml2 has read, whatever comes next.
  private static func isAboutWhatWasRead(_ code: xmlParserErrors) -> Bool {
    [XML_ERR_TAG_NAME_MISMATCH, XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY].contains(code)
  }

  /// Stops at the first character that XML does not have, from the last tag to where libxml2 has come, or to what it has
  /// met there: that is what is wrong, whatever libxml2 makes of it. To it a zero byte is the end of the feed.
  private mutating func stopsAtForbiddenCharacter(upToNext: Bool) -> Bool {
    guard let held else { return false }
    var tag = held.current
    while tag > 0, tag == held.bytes.count || held.bytes[tag] != 0x3C { tag -= 1 }
    var index = tag
    while index < held.bytes.count, index < held.current || upToNext {
      if let (number, _) = held.bytes.forbiddenCharacter(at: index) {
        let isAfterEnd = rootIsOver && ![0x21, 0x3F].contains(held.bytes[min(tag + 1, index)])
        stop(
          isAfterEnd ? .contentAfterEnd(number) : .forbiddenCharacter(number), at: handed - (held.bytes.count - index))
        return true
      }
      // libxml2 does not pass white space where there is no root, nor a slash that does not end a tag.
      if index >= held.current, held.bytes[index] != 0x2F, !rootIsMissing || !held.bytes[index].isXMLWhiteSpace {
        break
      }
      index += 1
    }
    return false
  }

  /// Whether the root has been closed, so that nothing but comments and instructions may follow.
  private var rootIsOver: Bool { !rootIsMissing && frames.isEmpty && storage == nil }

  /// The character that libxml2 looks at.
  private var nextCharacter: UInt32 {
    guard let input = context?.pointee.input?.pointee, input.cur < input.end else { return 0 }
    // Pieces tear no character.
    let bytes = UnsafeBufferPointer(start: input.cur, count: min(4, input.end - input.cur))
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value ?? 0
  }

  /// The limit of libxml2 that has been passed; it has no codes for them.
  private static func limit(_ reason: String) -> FeedError.Limit? {
    let most = 10_000_000
    if reason.hasPrefix("CData section too big") { return .textLength(most) }
    if reason.hasPrefix("AttValue") && reason.contains("too long") { return .attributeLength(most) }
    if reason.hasPrefix("PI ") && reason.contains("too big") { return .instructionLength(most) }
    return ["too big", "too long", "Huge input"].contains(where: reason.contains) ? .markupLength(most) : nil
  }

  /// Whether the feed is over and what is left of it cannot be whole markup.
  private var isTruncated: Bool {
    guard isAtEnd, let input = context?.pointee.input?.pointee else { return isAtEnd }
    let rest = UnsafeBufferPointer(start: input.cur, count: input.end - input.cur)
    return !rest.contains(0x3E)
  }
}
