import CLibXML2
import Foundation
import LheoModel
import LheoParser

/// libxml2 as the judge: of schemas, and of what is the same XML.
public final class LibXML2Schema: @unchecked Sendable {
  private let schema: xmlSchemaPtr

  /// Reads a schema.
  public init(_ url: URL) {
    LibXML2.isReady
    let context = xmlSchemaNewParserCtxt(url.path)
    defer { xmlSchemaFreeParserCtxt(context) }
    schema = xmlSchemaParse(context)
  }

  deinit { xmlSchemaFree(schema) }

  /// Whether a document is valid; `nil` if it is not well-formed.
  public func isValid(_ document: [UInt8]) -> Bool? { problems(in: document).map(\.isEmpty) }

  /// What libxml2 finds in a document; `nil` if it is not well-formed. That references lead somewhere is part of the
  /// schema, though libxml2 does not look.
  public func problems(in document: [UInt8]) -> [String]? {
    // As CDATA sections keep their own nodes, libxml2 would take white space in them for text; the schema does not.
    guard let parsed = Self.parse(document, options: XML_PARSE_NOCDATA.rawValue) else { return nil }
    defer { xmlFreeDoc(parsed) }
    if let root = xmlDocGetRootElement(parsed) { trimValues(in: root) }
    let context = xmlSchemaNewValidCtxt(schema)
    defer { xmlSchemaFreeValidCtxt(context) }
    let messages = Messages()
    xmlSchemaSetValidStructuredErrors(
      context,
      { messages, error in
        guard let messages, let error else { return }
        Unmanaged<Messages>.fromOpaque(messages).takeUnretainedValue().add(error.pointee)
      }, Unmanaged.passUnretained(messages).toOpaque())
    let code = xmlSchemaValidateDoc(context, parsed)
    var problems = messages.list + openReferences(in: parsed).map { "idref \($0) leads nowhere" }
    if code != 0, problems.isEmpty { problems.append("code \(code)") }
    return problems
  }

  /// Whether it is a document of XML.
  public static func isWellFormed(_ document: [UInt8]) -> Bool {
    guard let parsed = parse(document, options: 0) else { return false }
    xmlFreeDoc(parsed)
    return true
  }

  static func parse(_ document: [UInt8], options: UInt32) -> xmlDocPtr? {
    LibXML2.isReady
    let quiet = XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue
    return document.withUnsafeBytes {
      xmlReadMemory($0.baseAddress, Int32($0.count), nil, nil, Int32(options | quiet))
    }
  }
}

/// Takes white space off around numbers and timestamps, as XML Schema wants it and libxml2 does from version 2.14 on.
private func trimValues(in element: xmlNodePtr) {
  let isLheo = element.pointee.ns.map { Dialect(namespace: String(cString: $0.pointee.href)) != nil } ?? false
  // A type of LHEO may be given to any element.
  let type = xmlGetNsProp(element, "type", "http://www.w3.org/2001/XMLSchema-instance")
  if isLheo || type != nil { trimOwnValues(of: element) }
  free(type)
  var child = element.pointee.children
  while let current = child {
    if current.pointee.type == XML_ELEMENT_NODE { trimValues(in: current) }
    child = current.pointee.next
  }
}

private func trimOwnValues(of element: xmlNodePtr) {
  for attribute in KnownAttribute.allCases where attribute.type != .string {
    guard let value = xmlGetNoNsProp(element, attribute.name) else { continue }
    xmlSetProp(element, attribute.name, String(cString: value).trimmingXMLWhiteSpace)
    free(value)
  }
  guard case .number? = Element(name: String(cString: element.pointee.name))?.definition.content,
    xmlChildElementCount(element) == 0, let value = xmlNodeGetContent(element)
  else { return }
  // Digits and signs need no escaping.
  xmlNodeSetContent(element, String(cString: value).trimmingXMLWhiteSpace.replacing("&", with: "&amp;"))
  free(value)
}

extension String {
  fileprivate var trimmingXMLWhiteSpace: String { trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\n")) }
}

/// What libxml2 says.
private final class Messages {
  private(set) var list: [String] = []

  func add(_ error: xmlError) {
    if list.count < 5 { list.append("line \(error.line): \(error.message.map { String(cString: $0) } ?? "")") }
  }
}

/// Canonical XML (C14N 1.0 without comments), white space between elements left out.
public func canonical(_ document: [UInt8]) -> String? {
  guard let parsed = LibXML2Schema.parse(document, options: XML_PARSE_NOCDATA.rawValue) else { return nil }
  defer { xmlFreeDoc(parsed) }
  if let root = xmlDocGetRootElement(parsed) { removeBlanks(in: root) }
  var text: UnsafeMutablePointer<xmlChar>?
  let length = xmlC14NDocDumpMemory(parsed, nil, Int32(XML_C14N_1_0.rawValue), nil, 0, &text)
  defer { free(text) }
  guard length >= 0, let text else { return nil }
  return String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self)
}

/// Takes out white space that stands beside elements, or alone in an element of LHEO that holds no text.
private func removeBlanks(in element: xmlNodePtr) {
  var children: [xmlNodePtr] = []
  var next = element.pointee.children
  while let child = next {
    children.append(child)
    next = child.pointee.next
  }
  let hasElements = children.contains { $0.pointee.type == XML_ELEMENT_NODE }
  let definition = Element(name: String(cString: element.pointee.name))?.definition
  let holdsText = definition.map { $0.isLeaf || $0.element == .extra } ?? true
  for child in children {
    if child.pointee.type == XML_COMMENT_NODE {
      xmlUnlinkNode(child)
      xmlFreeNode(child)
    } else if xmlIsBlankNode(child) == 1, hasElements || !holdsText {
      xmlUnlinkNode(child)
      xmlFreeNode(child)
    } else if child.pointee.type == XML_ELEMENT_NODE {
      removeBlanks(in: child)
    }
  }
}
