import CLibXML2
import Foundation
import LheoParser

/// What a schema file says of its elements, read with libxml2 and not with the generator.
public struct SchemaFile: Sendable {
  /// What may stand in an element.
  public enum Content: Equatable, Sendable {
    /// Children, with how often.
    case children([Child])
    /// Text of so many characters.
    case text(minimum: Int, maximum: Int?)
    /// One of these codes.
    case codes([Code])
    /// Text that has this pattern.
    case pattern(String)
    /// What a type of XML Schema allows.
    case other(String)
  }

  /// A child in an element.
  public struct Child: Equatable, Sendable {
    /// The element.
    public var name: String
    /// How often it must be there.
    public var minimum: Int
    /// `nil` for any number.
    public var maximum: Int?

    /// A child from its parts.
    public init(name: String, minimum: Int, maximum: Int?) {
      self.name = name
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// A code and what it means.
  public struct Code: Equatable, Sendable {
    /// The code.
    public var code: String
    /// What it means.
    public var label: String

    /// A code from its parts.
    public init(code: String, label: String) {
      self.code = code
      self.label = label
    }
  }

  /// The elements by name: label, content and attributes.
  public private(set) var elements: [String: (label: String, content: Content, attributes: [String])] = [:]
  private let root: XMLTree
  private var types: [String: XMLTree] = [:]
  private var attributeGroups: [String: XMLTree] = [:]

  /// Reads a schema.
  public init(_ file: URL) {
    root = XMLTree(file)
    for child in root.elements {
      if child.localName == "attributeGroup" { attributeGroups[child["name"]!] = child }
      if child.localName.hasSuffix("Type") { types[child["name"]!] = child }
    }
    for element in root.elements where element.localName == "element" {
      let type = types[Self.local(element["type"]!)]!
      let attributes = type.all("attributeGroup").flatMap { attributeGroups[Self.local($0["ref"]!)]!.all("attribute") }
      elements[element["name"]!] = (
        element.documentation, content(type), attributes.map { $0["name"]! }
      )
    }
  }

  private func content(_ type: XMLTree) -> Content {
    if let model = type.elements.first(where: { ["sequence", "choice"].contains($0.localName) }) {
      let isChoice = model.localName == "choice"
      return .children(
        model.elements.map { child in
          let maximum = isChoice ? model["maxOccurs"] : child["maxOccurs"]
          return Child(
            name: Self.local(child["ref"]!), minimum: isChoice ? 0 : Int(child["minOccurs"] ?? "1")!,
            maximum: maximum == "unbounded" ? nil : Int(maximum ?? "1"))
        })
    }
    guard let base = type.all("extension").first?["base"] else { return .children([]) }
    guard let simple = types[Self.local(base)] else { return .other(Self.local(base)) }
    let codes = simple.all("enumeration").map { Code(code: $0["value"]!, label: $0.documentation) }
    if !codes.isEmpty { return .codes(codes) }
    if let pattern = simple.all("pattern").first?["value"] { return .pattern(pattern) }
    func length(_ name: String) -> Int? { simple.all(name).first?["value"].flatMap { Int($0) } }
    return .text(
      minimum: length("length") ?? length("minLength") ?? 0, maximum: length("length") ?? length("maxLength"))
  }

  private static func local(_ name: String) -> String { String(name.split(separator: ":").last!) }
}

extension XMLTree {
  /// The root of a file, with the elements and the texts in it.
  fileprivate init(_ file: URL) {
    LibXML2.isReady
    let document = xmlReadFile(file.path, nil, Int32(XML_PARSE_NOBLANKS.rawValue | XML_PARSE_NONET.rawValue))!
    defer { xmlFreeDoc(document) }
    self.init(xmlDocGetRootElement(document))
  }

  private init(_ node: xmlNodePtr) {
    self.init(name: String(cString: node.pointee.name))
    var attribute = node.pointee.properties
    while let current = attribute {
      let value = current.pointee.children.map { String(cString: $0.pointee.content) } ?? ""
      attributes.append((String(cString: current.pointee.name), value))
      attribute = current.pointee.next
    }
    var child = node.pointee.children
    while let current = child {
      if current.pointee.type == XML_ELEMENT_NODE { children.append(.element(XMLTree(current))) }
      if current.pointee.type == XML_TEXT_NODE { children.append(.text(String(cString: current.pointee.content))) }
      child = current.pointee.next
    }
  }

  /// The elements of a name, however deep.
  fileprivate func all(_ name: String) -> [XMLTree] {
    elements.flatMap { $0.localName == name ? [$0] : $0.all(name) }
  }

  fileprivate var documentation: String {
    let texts = elements.first { $0.localName == "annotation" }?.elements.first { $0.localName == "documentation" }
    return texts?.children.map { if case .text(let text) = $0 { text } else { "" } }.joined() ?? ""
  }
}
