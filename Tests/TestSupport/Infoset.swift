import CLibXML2
import Foundation
import LheoModel

extension UnsafeMutablePointer<xmlNode> {
  var children: [xmlNodePtr] {
    var children: [xmlNodePtr] = []
    var next = pointee.children
    while let child = next {
      children.append(child)
      next = child.pointee.next
    }
    return children
  }

  var localName: String { String(cString: pointee.name) }

  var namespace: String { pointee.ns?.pointee.href.map { String(cString: $0) } ?? "" }

  var isElement: Bool { pointee.type == XML_ELEMENT_NODE }

  /// The element of LHEO.
  var element: Element? { namespace == LheoSchema.namespace ? Element(name: localName) : nil }

  var content: String {
    guard let content = xmlNodeGetContent(self) else { return "" }
    defer { free(content) }
    return String(cString: content)
  }

  /// Attributes: namespace, name, value.
  var attributes: [(namespace: String, name: String, value: String)] {
    var attributes: [(String, String, String)] = []
    var next = pointee.properties
    while let attribute = next {
      let node = UnsafeMutableRawPointer(attribute).assumingMemoryBound(to: xmlNode.self)
      let namespace = attribute.pointee.ns?.pointee.href.map { String(cString: $0) } ?? ""
      attributes.append((namespace, String(cString: attribute.pointee.name), node.content))
      next = attribute.pointee.next
    }
    return attributes
  }

  func forEachElement(_ body: (xmlNodePtr) -> Void) {
    if isElement { body(self) }
    for child in children where child.isElement { child.forEachElement(body) }
  }
}

extension String {
  /// Without white space at both ends, as XML means it.
  public var collapsed: String {
    split(whereSeparator: { " \t\n\r".contains($0) || $0 == "\r\n" }).joined(separator: " ")
  }
}

/// The references (`idref`) of elements of LHEO that lead to no `id`.
func openReferences(in document: xmlDocPtr) -> [String] {
  var identifiers: Set<String> = []
  var references: [String] = []
  xmlDocGetRootElement(document)?.forEachElement { node in
    guard node.element != nil || node.hasTypeOfLheo else { return }
    for attribute in node.attributes where attribute.namespace.isEmpty {
      if attribute.name == "id" { identifiers.insert(attribute.value.collapsed) }
      if attribute.name == "idref" { references.append(attribute.value.collapsed) }
    }
  }
  return references.filter { !identifiers.contains($0) }
}

extension xmlNodePtr {
  /// Whether it says by `xsi:type` that it has a type of LHEO.
  fileprivate var hasTypeOfLheo: Bool {
    guard let type = attributes.first(where: { $0.name == "type" && $0.namespace == RandomDocuments.instanceNamespace })
    else { return false }
    let parts = type.value.collapsed.split(separator: ":")
    guard let namespace = xmlSearchNs(pointee.doc, self, parts.count == 2 ? String(parts[0]) : nil) else {
      return false
    }
    return Dialect(namespace: String(cString: namespace.pointee.href)) != nil
  }
}

/// What of a document a comparison leaves out.
public struct Differences: OptionSet, Sendable {
  /// The bits.
  public let rawValue: Int

  /// Those of the bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// White space at the ends of numbers, dates and codes.
  public static let trimmedCodes = Differences(rawValue: 1)
  /// How a whole number is written: `007`, `+4`.
  public static let formOfNumbers = Differences(rawValue: 8)
  /// Text beside elements in an `extra`.
  public static let mixedText = Differences(rawValue: 2)
  /// In which order elements of different names stand in `extras`, in an `extra` and in what LHEO does not know.
  public static let orderInExtras = Differences(rawValue: 4)
}

/// What a document says, a line for each element: names and names in `xsi:type` by their namespaces, whatever their
/// prefixes; attributes sorted; neither comments nor processing instructions nor white space between elements. `nil` if
/// it is not well-formed.
public func infoset(_ document: [UInt8], without differences: Differences = []) -> [String]? {
  guard let parsed = LibXML2Schema.parse(document, options: XML_PARSE_NOCDATA.rawValue) else { return nil }
  defer { xmlFreeDoc(parsed) }
  guard let root = xmlDocGetRootElement(parsed) else { return nil }
  return lines(of: root, depth: 0, differences)
}

private func lines(of node: xmlNodePtr, depth: Int, _ differences: Differences) -> [String] {
  let attributes = node.attributes.map { attribute in
    let isType = attribute.name == "type" && attribute.namespace.hasSuffix("XMLSchema-instance")
    return
      "{\(attribute.namespace)}\(attribute.name)=\(isType ? qualified(attribute.value, in: node) : attribute.value)"
  }
  let elements = node.children.filter(\.isElement)
  let definition = node.element?.definition
  var text = ""
  if elements.isEmpty {
    text = node.children.filter { $0.pointee.type == XML_TEXT_NODE }.map(\.content).joined()
    if let definition, !definition.isLeaf, definition.element != .extra { text = "" }
    if differences.contains(.trimmedCodes), let definition, definition.isLeaf, !definition.isText {
      text = text.collapsed
    }
  } else if definition == nil || definition?.element == .extra, !differences.contains(.mixedText) {
    text = mixedText(of: node)
  }
  if differences.contains(.formOfNumbers), case .number? = definition?.content {
    text = Int(text.collapsed).map(String.init) ?? text
  }
  let start = String(repeating: " ", count: depth) + "{\(node.namespace)}\(node.localName)"
  var children = elements.map { lines(of: $0, depth: depth + 1, differences) }
  let holdsAnything = definition == nil || definition?.element == .extra || definition?.element == .extras
  if differences.contains(.orderInExtras), holdsAnything { children.sort { elementName($0) < elementName($1) } }
  return ["\(start) \(attributes.sorted().joined(separator: " ")) « \(text) »"] + children.joined()
}

/// The name that lines start with.
private func elementName(_ lines: [String]) -> Substring { lines[0].drop { $0 == " " }.prefix { $0 != " " } }

/// The texts beside elements, each at its place.
private func mixedText(of node: xmlNodePtr) -> String {
  var text = ""
  for child in node.children {
    if child.isElement { text += "|" }
    if child.pointee.type == XML_TEXT_NODE { text += child.content.collapsed }
  }
  return text
}

/// A name in a value, by its namespace.
private func qualified(_ name: String, in node: xmlNodePtr) -> String {
  let parts = name.collapsed.split(separator: ":").map(String.init)
  let prefix = parts.count == 2 ? parts[0] : nil
  let found = xmlSearchNs(node.pointee.doc, node, prefix)
  return "{\(found?.pointee.href.map { String(cString: $0) } ?? "")}\(parts.last ?? "")"
}

extension ElementDefinition {
  fileprivate var isText: Bool { if case .text = content { true } else { false } }
}
