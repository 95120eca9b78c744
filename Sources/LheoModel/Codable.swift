// `Codable` of all elements, by way of a buffer. The shape is described at `JSONShape`.

extension ComplexElement {
  /// Encodes in the JSON shape of LHEO.
  public func encode(to encoder: any Encoder) throws {
    let buffer = ElementBuffer()
    encode(into: buffer)
    if buffer.isEmpty {
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    } else {
      try EncodableView(view: buffer.root, scope: .json).encode(to: encoder)
    }
  }

  /// Decodes from the JSON shape of LHEO.
  ///
  /// - Throws: `DecodingError` where a value is neither an object, a list, a text, a number nor null, or a prefix is not
  ///   declared (`@xmlns:prefix`).
  public init(from decoder: any Decoder) throws {
    let buffer = ElementBuffer()
    var scope = NamespaceScope.json
    do {
      try DecodedElement(from: decoder).append(named: Self.element.name, in: &scope, to: buffer)
    } catch let error as NamespaceScope.UndeclaredPrefix {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "The prefix of '\(error.name)' is not declared by an '@xmlns:…' beside it."))
    }
    self.init(decoding: buffer.root)
  }
}

/// A key of an object, whatever its name.
private struct Key: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

private struct EncodableView: Encodable {
  let view: ElementView
  let scope: NamespaceScope

  func encode(to encoder: any Encoder) throws {
    let hasChildren = view.children.contains { !$0.isText }
    var scope = scope
    let declarations = scope.enter(view, as: view.jsonName)
    let attributes = view.attributes.filter { $0.name.declaredPrefix == nil }
    if attributes.isEmpty && declarations.isEmpty && !hasChildren {
      var container = encoder.singleValueContainer()
      if let number = view.jsonNumber {
        try container.encode(number)
      } else if view.utf8.isEmpty {
        try container.encodeNil()
      } else {
        try container.encode(String(decoding: view.jsonText, as: UTF8.self))
      }
      return
    }
    var container = encoder.container(keyedBy: Key.self)
    for declaration in declarations {
      let name = QualifiedName.declaration(ofPrefix: declaration.prefix)
      try container.encode(declaration.namespace, forKey: Key(stringValue: "@\(name)"))
    }
    for attribute in attributes {
      try container.encode(attribute.value, forKey: Key(stringValue: "@" + attribute.name.description))
    }
    for group in view.groupedChildren {
      let key = Key(stringValue: group[0].jsonName.description)
      let values = group.map { EncodableView(view: $0, scope: scope) }
      if JSONShape.isList(group[0].code, in: view.code) || group.count > 1 {
        try container.encode(values, forKey: key)
      } else {
        try container.encode(values[0], forKey: key)
      }
    }
    if !view.utf8.isEmpty && !hasChildren {
      let key = Key(stringValue: JSONShape.textKey)
      if let number = view.jsonNumber {
        try container.encode(number, forKey: key)
      } else {
        try container.encode(String(decoding: view.jsonText, as: UTF8.self), forKey: key)
      }
    }
  }
}

/// An element as JSON has it, before it is known in which order its children stand.
private enum DecodedElement: Decodable {
  case null
  case text(String)
  case object([String: DecodedElement])
  case list([DecodedElement])

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var members: [String: DecodedElement] = [:]
      for key in container.allKeys {
        members[key.stringValue] = try container.decode(DecodedElement.self, forKey: key)
      }
      self = .object(members)
    } else if var container = try? decoder.unkeyedContainer() {
      var items: [DecodedElement] = []
      while !container.isAtEnd { items.append(try container.decode(DecodedElement.self)) }
      self = .list(items)
    } else {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let number = try? container.decode(Int.self) {
        self = .text(String(number))
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  func append(
    named name: String, in scope: inout NamespaceScope, to buffer: ElementBuffer
  ) throws(NamespaceScope.UndeclaredPrefix) {
    if case .list(let items) = self {
      for item in items { try item.append(named: name, in: &scope, to: buffer) }
      return
    }
    var members: [String: DecodedElement] = [:]
    if case .object(let found) = self { members = found }
    var attributes: [Attribute] = members.keys.filter { $0.hasPrefix("@") }.sorted().compactMap { key in
      guard case .text(let value)? = members[key] else { return nil }
      return Attribute(AttributeName(String(key.dropFirst())), value)
    }
    let outside = scope.count
    defer { scope.leave(to: outside) }
    let qualified = try scope.enter(name, &attributes)
    let element = qualified.knownElement
    if let element {
      buffer.begin(element, ElementDetails(attributes: attributes))
    } else {
      buffer.begin(foreign: qualified, attributes: attributes)
    }
    if case .text(let text) = self { buffer.text(text) }
    if case .text(let text)? = members[JSONShape.textKey] { buffer.text(text) }
    let known = element?.definition.particles.map(\.element.name) ?? []
    let others = members.keys.filter { !$0.hasPrefix("@") && $0 != JSONShape.textKey && !known.contains($0) }.sorted()
    for child in known + others { try members[child]?.append(named: child, in: &scope, to: buffer) }
    buffer.end()
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
    if let colon = name.firstIndex(of: ":"), colon > name.startIndex {
      self.init(prefix: String(name[..<colon]), localName: String(name[name.index(after: colon)...]))
    } else {
      self.init(localName: name)
    }
  }

  /// The element of LHEO that has the name.
  package var knownElement: Element? { namespace == LheoSchema.namespace ? Element(name: localName) : nil }
}
