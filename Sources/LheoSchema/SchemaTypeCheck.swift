import LheoModel

/// Judges `xsi:type`.
///
/// An element of LHEO may name its own type only. Inside an `extra`, an element that LHEO does not know may name any
/// type of XML Schema or of LHEO, and is then checked against it.
struct SchemaTypeCheck {
  let view: ElementView
  let typeName: String
  let dialect: Dialect

  /// Whether the type is one of LHEO, by its namespace.
  var isOfLheo: Bool { name?.namespace == LheoSchema.namespace }

  private var name: (namespace: String, local: String)? { view.qualifiedType(typeName) }

  var isValid: Bool {
    guard let (namespace, local) = name else { return false }
    if let element = view.element, dialect.schema.definition(of: element) != nil {
      return namespace == LheoSchema.namespace && local == element.name + "-type"
    }
    switch namespace {
    case XMLSchemaTypes.namespace: return isValid(asXMLSchemaType: local)
    case LheoSchema.namespace: return isValid(asLheoType: local)
    default: return false
    }
  }

  private func isValid(asXMLSchemaType name: String) -> Bool {
    if name == "anyType" { return true }
    let hasElements = view.children.contains { !$0.isText }
    return !hasElements && !hasOrdinaryAttributes
      && XMLSchemaTypes.isValid(view.utf8, asTypeNamed: name) == true
  }

  private func isValid(asLheoType name: String) -> Bool {
    let takesAttributes = name.hasSuffix("-type")
    let suffix = takesAttributes ? 5 : 8
    guard takesAttributes || name.hasSuffix("-subtype") && !hasOrdinaryAttributes,
      let element = Element(name: String(name.dropLast(suffix))),
      let definition = dialect.schema.definition(of: element),
      // EDOF has subtypes of what has attributes only.
      takesAttributes || !dialect.isEdof || !definition.attributes.isEmpty
    else { return false }
    // Check a copy in which the element has that name.
    guard case .element(let original) = view.content else { return false }
    let buffer = ElementBuffer()
    let attributes = original.attributes.filter { attribute in
      if case .other(let name) = attribute.name { name.namespace != QualifiedName.schemaInstance } else { true }
    }
    buffer.begin(element, ElementDetails(attributes: attributes))
    for item in original.content { if !item.isWhiteSpace || definition.isLeaf { buffer.append(item) } }
    buffer.end()
    var isValid = true
    var checker = SchemaChecker(dialect)
    buffer.storage.pointee.dialect = dialect
    checker.check(buffer, path: "") { _ in isValid = false }
    return isValid
  }

  /// Whether there are attributes other than declarations and `xsi:`.
  private var hasOrdinaryAttributes: Bool {
    view.attributes.contains { attribute in
      guard case .other(let name) = attribute.name else { return true }
      return name.declaredPrefix == nil && name.namespace != QualifiedName.schemaInstance
    }
  }
}

extension ForeignContent {
  var isWhiteSpace: Bool { if case .text(let text) = self { text.utf8.allSatisfy(\.isXMLWhiteSpace) } else { false } }
}
