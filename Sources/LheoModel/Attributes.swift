/// The name of an attribute.
public enum AttributeName: Hashable, Sendable {
  /// An attribute that LHEO defines.
  case known(KnownAttribute)
  /// Any other attribute, and namespace declarations (`xmlns`, `xmlns:…`).
  indirect case other(QualifiedName)

  /// The prefix that it declares, if it is a namespace declaration; empty for the default namespace.
  package var declaredPrefix: String? { if case .other(let name) = self { name.declaredPrefix } else { nil } }
}

/// An attribute with its value, as the feed has it.
public struct Attribute: Hashable, Sendable {
  /// The name.
  public var name: AttributeName
  /// The value, with references resolved.
  public var value: String

  /// An attribute from its name and value.
  public init(_ name: AttributeName, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A name with its namespace.
public struct QualifiedName: Hashable, Sendable, CustomStringConvertible {
  /// The prefix as written; empty for none.
  public var prefix: String
  /// The name after the prefix.
  public var localName: String
  /// The namespace; empty for none.
  public var namespace: String

  /// A name from its parts.
  public init(prefix: String = "", localName: String, namespace: String = "") {
    self.prefix = prefix
    self.localName = localName
    self.namespace = namespace
  }

  /// The namespace of the prefix `xml`, which needs no declaration.
  package static let xml = "http://www.w3.org/XML/1998/namespace"
  /// The namespace of `xsi:type` and its like.
  package static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
  /// Whether it is `xsi:type`.
  package var isSchemaType: Bool { localName == "type" && namespace == Self.schemaInstance }
  /// The namespace of namespace declarations.
  public static let namespaceDeclarations = "http://www.w3.org/2000/xmlns/"

  /// The name of the declaration of a prefix: `xmlns:prefix`, or `xmlns` for the default namespace.
  public static func declaration(ofPrefix prefix: String) -> QualifiedName {
    prefix.isEmpty
      ? QualifiedName(localName: "xmlns", namespace: namespaceDeclarations)
      : QualifiedName(prefix: "xmlns", localName: prefix, namespace: namespaceDeclarations)
  }

  /// The prefix that this attribute name declares, if it is a namespace declaration; empty for the default namespace.
  public var declaredPrefix: String? {
    guard namespace == Self.namespaceDeclarations else { return nil }
    return prefix.isEmpty ? "" : localName
  }

  /// The name as it stands in XML.
  public var description: String { prefix.isEmpty ? localName : prefix + ":" + localName }
}

/// What any element may carry beside its content: attributes, and content that LHEO has no place for.
///
/// Most elements carry nothing, and then this is one empty pointer.
public struct ElementDetails: Hashable, Sendable {
  private final class Storage: Hashable, Sendable {
    let attributes: [Attribute]
    let unrecognized: [ForeignContent]

    init(attributes: [Attribute], unrecognized: [ForeignContent]) {
      self.attributes = attributes
      self.unrecognized = unrecognized
    }

    static func == (left: Storage, right: Storage) -> Bool {
      left === right || left.attributes == right.attributes && left.unrecognized == right.unrecognized
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(attributes)
      hasher.combine(unrecognized)
    }
  }

  private var storage: Storage?

  /// Nothing.
  @inlinable
  public init() { self.init(empty: ()) }

  @usableFromInline init(empty: Void) { storage = nil }

  /// Attributes, and content which the element's model has no place for.
  public init(attributes: [Attribute], unrecognizedContent: [ForeignContent] = []) {
    storage =
      attributes.isEmpty && unrecognizedContent.isEmpty
      ? nil : Storage(attributes: attributes, unrecognized: unrecognizedContent)
  }

  /// Whether there is nothing.
  public var isEmpty: Bool { storage == nil }

  /// All attributes, namespace declarations included, in the order of the feed.
  public var attributes: [Attribute] {
    get { storage?.attributes ?? [] }
    set { self = ElementDetails(attributes: newValue, unrecognizedContent: unrecognizedContent) }
  }

  /// Text and elements found in the element which LHEO does not foresee there. They are written back after the rest.
  public var unrecognizedContent: [ForeignContent] {
    get { storage?.unrecognized ?? [] }
    set { self = ElementDetails(attributes: attributes, unrecognizedContent: newValue) }
  }

  /// The value of an attribute of LHEO. Setting `nil` removes it.
  public subscript(attribute: KnownAttribute) -> String? {
    get { storage?.attributes.first { $0.name == .known(attribute) }?.value }
    set {
      var changed = attributes
      let index = changed.firstIndex { $0.name == .known(attribute) }
      switch (index, newValue) {
      case (let index?, let value?): changed[index].value = value
      case (let index?, nil): changed.remove(at: index)
      case (nil, let value?): changed.append(Attribute(.known(attribute), value))
      case (nil, nil): return
      }
      attributes = changed
    }
  }
}

extension AttributeName: CustomStringConvertible {
  /// The name as it stands in XML.
  public var description: String {
    switch self {
    case .known(let known): known.name
    case .other(let other): other.description
    }
  }

  /// The attribute of that name in XML.
  public init(_ name: String) {
    if let known = KnownAttribute.allCases.first(where: { $0.name == name }) {
      self = .known(known)
    } else if name == "xmlns" {
      self = .other(.declaration(ofPrefix: ""))
    } else if name.hasPrefix("xmlns:"), name.utf8.count > 6 {
      self = .other(.declaration(ofPrefix: String(name.dropFirst(6))))
    } else {
      self = .other(QualifiedName(name))
    }
  }
}

extension QualifiedName {
  /// A name as it stands in XML, without its namespace.
  package init(_ name: String) {
    if let colon = name.utf8.firstIndex(of: 0x3A), colon > name.startIndex {
      self.init(prefix: String(name[..<colon]), localName: String(name[name.utf8.index(after: colon)...]))
    } else {
      self.init(localName: name)
    }
  }

  /// The element of LHEO that has the name.
  package var knownElement: Element? { namespace == LheoSchema.namespace ? Element(name: localName) : nil }
}

extension QualifiedName {
  /// Whether name and prefix may stand in XML with namespaces: letters, digits, `.`, `-`, `_`, not starting with a digit,
  /// a dot or a dash.
  package var isWellFormed: Bool { localName.isXMLName && (prefix.isEmpty || prefix.isXMLName) }
}

extension String {
  /// Whether it is a name of XML without a colon (`NCName`).
  fileprivate var isXMLName: Bool {
    guard let first = unicodeScalars.first, first.startsXMLName else { return false }
    return unicodeScalars.allSatisfy(\.continuesXMLName)
  }
}

extension Unicode.Scalar {
  fileprivate var startsXMLName: Bool {
    switch value {
    case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
      0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      true
    default: false
    }
  }

  fileprivate var continuesXMLName: Bool {
    switch value {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: startsXMLName
    }
  }
}
