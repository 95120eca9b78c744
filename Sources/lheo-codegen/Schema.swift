import Foundation
import FoundationXML

/// What lheo-codegen understands of an XML schema: elements, their content, code tables and attribute groups.
struct Schema {
  struct AttributeGroup {
    var name: String
    var protocolName: String
    var attributes: [(name: String, type: String, documentation: String)]
    var required: [String]
  }

  struct CodeTable {
    var name: String
    var label: String
    var typeName: String
    var codes: [(code: String, label: String, caseName: String)]
  }

  struct Particle {
    var element: String
    var minimum: Int
    var maximum: Int?
  }

  enum Content {
    case sequence([Particle])
    case choice([String])
    case any
    case text(minimumLength: Int, maximumLength: Int?)
    case number
    case date(pattern: [String])
    case code(table: String)
    case codes([String])
    case oneOf([String])
    case digits(prefix: String, isOptional: Bool, minimumLength: Int, maximumLength: Int)
  }

  struct Element {
    var name: String
    var label: String
    var circle: Int?
    var family: String?
    var plural: String?
    var view: String?
    var example: String?
    var content: Content
    var attributeGroups: [String]

    var isLeaf: Bool {
      switch content {
      case .sequence, .choice, .oneOf, .any: false
      default: true
      }
    }
  }

  var namespace: String
  var attributeGroups: [AttributeGroup]
  var codeTables: [CodeTable]
  var elements: [Element]

  func element(_ name: String) -> Element { elements.first { $0.name == name }! }
  func codeTable(_ name: String) -> CodeTable { codeTables.first { $0.name == name }! }
}

/// A schema uses something that lheo-codegen does not understand.
struct SchemaError: Error, CustomStringConvertible {
  var description: String
}

extension Schema {
  /// Reads a schema file.
  init(contentsOf url: URL) throws {
    let root = try XMLDocument(contentsOf: url).rootElement()!
    namespace = root["targetNamespace"] ?? ""

    attributeGroups = root.children("attributeGroup").map { group in
      AttributeGroup(
        name: group["name"]!, protocolName: group.annotation("attributes")?["protocol"] ?? "",
        attributes: group.children("attribute").map { ($0["name"]!, $0["type"]!, $0.documentation) },
        required: group.children("attribute").filter { $0["use"] == "required" }.map { $0["name"]! })
    }

    var simpleTypes: [String: XMLElement] = [:]
    for type in root.children("simpleType") { simpleTypes[type["name"]!] = type }
    codeTables = root.children("simpleType").compactMap { type in
      guard let table = type.annotation("table") else { return nil }
      return CodeTable(
        name: type["name"]!, label: type.documentation, typeName: table["type"]!,
        codes: type.child("restriction")!.children("enumeration").map {
          ($0["value"]!, $0.documentation, $0.annotation("code")!["case"]!)
        })
    }

    var complexTypes: [String: XMLElement] = [:]
    for type in root.children("complexType") { complexTypes[type["name"]!] = type }
    elements = try root.children("element").map { element in
      let name = element["name"]!
      let annotation = element.annotation("element")
      let typeName = element["type"]!.withoutPrefix
      guard let type = complexTypes[typeName] ?? simpleTypes[typeName] else {
        throw SchemaError(description: "\(name): no type \(element["type"]!)")
      }
      let extended = (type.child("simpleContent") ?? type.child("complexContent"))?.child("extension")
      return Element(
        name: name, label: element.documentation, circle: annotation?["circle"].flatMap(Int.init),
        family: annotation?["family"], plural: annotation?["plural"], view: annotation?["view"],
        example: annotation?["example"],
        content: try Self.content(of: type, extending: extended, simpleTypes: simpleTypes),
        attributeGroups: (extended ?? type).children("attributeGroup").map { $0["ref"]!.withoutPrefix })
    }
  }

  private static func content(
    of type: XMLElement, extending extended: XMLElement?, simpleTypes: [String: XMLElement]
  ) throws -> Content {
    if let sequence = type.child("sequence") {
      return .sequence(
        sequence.children("element").map {
          Particle(
            element: $0["ref"]!.withoutPrefix, minimum: Int($0["minOccurs"] ?? "1")!,
            maximum: $0["maxOccurs"] == "unbounded" ? nil : Int($0["maxOccurs"] ?? "1")!)
        })
    }
    if let choice = type.child("choice") {
      let elements = choice.children("element").map { $0["ref"]!.withoutPrefix }
      return choice["maxOccurs"] == "unbounded" ? .choice(elements) : .oneOf(elements)
    }
    guard let base = extended?["base"] else { return try content(of: type, named: type["name"]!) }
    switch base {
    case "xs:anyType": return .any
    case "xs:long": return .number
    case "xs:string": return .text(minimumLength: 0, maximumLength: nil)
    default: break
    }
    guard let simple = simpleTypes[base.withoutPrefix] else {
      throw SchemaError(description: "\(type["name"]!): base \(base) is not understood")
    }
    if simple.annotation("table") != nil { return .code(table: base.withoutPrefix) }
    return try content(of: simple, named: base)
  }

  /// What a simple type without a table allows.
  private static func content(of simple: XMLElement, named name: String) throws -> Content {
    guard let restriction = simple.child("restriction") else {
      throw SchemaError(description: "\(name) is not understood")
    }
    func facet(_ name: String) -> String? { restriction.child(name)?["value"] }
    if restriction["base"] == "xs:long" { return .number }
    let codes = restriction.children("enumeration").map { $0["value"]! }
    if !codes.isEmpty { return .codes(codes) }
    if let pattern = facet("pattern") {
      if pattern.hasSuffix("[0-9]+") {
        let prefix = pattern.dropLast(6).replacing("\\", with: "")
        return .digits(
          prefix: String(prefix.hasSuffix("?") ? prefix.dropLast() : prefix[...]), isOptional: prefix.hasSuffix("?"),
          minimumLength: Int(facet("minLength")!)!, maximumLength: Int(facet("maxLength")!)!)
      }
      let classes = try characterClasses(pattern)
      guard facet("length") == String(classes.count), restriction["base"] == "xs:token" else {
        throw SchemaError(description: "\(name): the pattern needs a matching length, on xs:token")
      }
      return .date(pattern: classes)
    }
    return .text(
      minimumLength: Int(facet("minLength") ?? facet("length") ?? "0")!,
      maximumLength: (facet("maxLength") ?? facet("length")).map { Int($0)! })
  }

  /// The characters that each position of a pattern of bracketed classes allows.
  private static func characterClasses(_ pattern: String) throws -> [String] {
    try pattern.split(separator: "[").map { part in
      guard part.hasSuffix("]") else { throw SchemaError(description: "pattern \(pattern) is not understood") }
      var allowed = ""
      var characters = part.dropLast().unicodeScalars.makeIterator()
      var previous: Unicode.Scalar?
      while let next = characters.next() {
        if next == "-", let low = previous, let high = characters.next() {
          for value in (low.value + 1)...high.value { allowed.unicodeScalars.append(Unicode.Scalar(value)!) }
        } else {
          allowed.unicodeScalars.append(next)
          previous = next
        }
      }
      return allowed
    }
  }
}

extension XMLElement {
  subscript(attribute: String) -> String? { self.attribute(forName: attribute)?.stringValue }

  func children(_ name: String) -> [XMLElement] {
    (children ?? []).compactMap { $0 as? XMLElement }.filter { $0.localName == name }
  }

  func child(_ name: String) -> XMLElement? { children(name).first }

  var documentation: String { child("annotation")?.child("documentation")?.stringValue ?? "" }

  func annotation(_ name: String) -> XMLElement? { child("annotation")?.child("appinfo")?.child(name) }
}

extension String {
  var withoutPrefix: String { split(separator: ":").last.map(String.init) ?? self }
}
