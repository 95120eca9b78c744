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
      if FeedParser.rootElements.contains(Element(rawValue: code)) { return true }
      stop(.unknownRoot(root), at: offset)
    } else if root.lowercased() == "html" {
      stop(.webPage, at: offset)
    } else if namespace.isEmpty {
      stop(.noNamespace(root: root), at: offset)
    } else if namespace == LheoSchema.namespace {
      stop(.unknownRoot(root), at: offset)
    } else if let version = Self.lheoVersion(of: namespace) {
      stop(.otherVersion(version), at: offset)
    } else {
      stop(.otherNamespace(root: root, namespace: namespace), at: offset)
    }
    return false
  }

  /// The version in a namespace such as `http://www.lheo.org/2.2` or `http://lheo.gouv.fr/2.2`.
  static func lheoVersion(of namespace: String) -> String? {
    guard namespace.contains("lheo"), let last = namespace.split(separator: "/").last, last.first?.isNumber == true
    else { return nil }
    return String(last)
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
    // A namespace that is no URI is a name like any other.
    case XML_WAR_NS_URI: return
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      stop(.undeclaredEntity(String(xml: UnsafeRawPointer(error.str1)?.assumingMemoryBound(to: xmlChar.self))))
    case XML_NS_ERR_UNDEFINED_NAMESPACE: stop(.undeclaredPrefix(reason))
    case XML_ERR_INVALID_ENCODING, XML_I18N_CONV_FAILED: stop(.badEncoding("UTF-8"))
    case _ where reason.contains("not proper UTF-8"): stop(.badEncoding("UTF-8"))
    default: stop(isTruncated ? .truncated : .notWellFormed(reason))
    }
  }

  /// Whether the feed is over and what is left of it cannot be whole markup.
  private var isTruncated: Bool {
    guard isAtEnd, let input = context?.pointee.input?.pointee else { return isAtEnd }
    let rest = UnsafeBufferPointer(start: input.cur, count: input.end - input.cur)
    return !rest.contains(0x3E)
  }
}
