import CLibXML2
import LheoModel

// What makes a feed unreadable, as libxml2's callbacks come to know of it.

extension SAXState {
  mutating func acceptsRoot(
    _ code: UInt16, _ localName: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?,
    _ uri: UnsafePointer<xmlChar>?, _ offset: Int
  ) -> Bool {
    rootIsMissing = false
    rootPrefix = String(xml: prefix)
    let root = String(xml: localName)
    let namespace = String(xml: uri)
    if isTruncated {
      // The tag was never finished: its name and namespace say nothing.
      stop(.truncated, at: offset)
    } else if code != ElementStorage.foreign {
      if FeedEvent.rootElements.contains(Element(rawValue: code)) { return true }
      stop(.unknownRoot(root), at: offset)
    } else if root.lowercased() == "html" {
      stop(.webPage, at: offset)
    } else if namespace.isEmpty {
      stop(.noNamespace(root: root), at: offset)
    } else if namespace == LheoSchema.namespace {
      stop(.unknownRoot(root), at: offset)
    } else if let version = Dialect.version(in: namespace), version != LheoSchema.version {
      stop(.otherVersion(version, namespace: namespace), at: offset)
    } else if Nearest.match(namespace, in: [LheoSchema.namespace]) != nil || Dialect.version(in: namespace) != nil {
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
    var reason =
      String(xml: UnsafeRawPointer(error.message)?.assumingMemoryBound(to: xmlChar.self))
      .split(separator: "\n").first.map(String.init) ?? ""
    let code = xmlParserErrors(rawValue: UInt32(error.code))
    if code == XML_ERR_TAG_NAME_MISMATCH, storage == nil, !frames.isEmpty, frames.count <= openingLines.count {
      // The tag that is not matched stands before the chunk.
      reason.replace(" line \(error.int1) ", with: " line \(openingLines[frames.count - 1]) ")
    }
    switch code {
    // A namespace that is not a URI is a name like any other.
    case XML_WAR_NS_URI: return
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      stop(.undeclaredEntity(String(xml: UnsafeRawPointer(error.str1)?.assumingMemoryBound(to: xmlChar.self))))
    case XML_NS_ERR_UNDEFINED_NAMESPACE: stop(.undeclaredPrefix(reason))
    case XML_ERR_INVALID_ENCODING, XML_I18N_CONV_FAILED: stop(.badEncoding("UTF-8"))
    case _ where reason.contains("not proper UTF-8"): stop(.badEncoding("UTF-8"))
    case _ where rootIsOver:
      stop(.contentAfterEnd(code == XML_ERR_RESERVED_XML_NAME ? UInt32(UInt8(ascii: "<")) : nextCharacter))
    case XML_ERR_RESERVED_XML_NAME where !isTruncated: stop(.misplacedDeclaration)
    case XML_ERR_INVALID_CHAR: stop(.forbiddenCharacter(error.int1 > 0 ? UInt32(error.int1) : nextCharacter))
    default:
      if let limit = Self.limit(reason) { return stop(.limit(limit)) }
      stop(isTruncated ? .truncated : .notWellFormed(reason))
    }
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
