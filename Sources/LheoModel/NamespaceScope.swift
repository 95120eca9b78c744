/// What the prefixes stand for at some place of a document: the declarations of the elements around it.
@usableFromInline
package struct NamespaceScope {
  @usableFromInline
  struct Declaration {
    var prefix: String
    var namespace: String
    /// Which declaration of the same prefix it hides.
    var hidden: Int?
  }

  /// Innermost last.
  @usableFromInline var declarations: [Declaration] = []
  /// The declaration that holds for each prefix: a hostile feed may have very many.
  private var current: [String: Int] = [:]

  /// A scope without declarations.
  package init() {}

  /// The scope in which JSON stands: its names without a prefix are LHEO's.
  package static var json: NamespaceScope {
    var scope = NamespaceScope()
    scope.declare("", LheoSchema.namespace)
    return scope
  }

  /// How many declarations there are.
  @inlinable package var count: Int { declarations.count }

  /// Forgets the declarations that came after there were so many.
  package mutating func leave(to count: Int) {
    while declarations.count > count {
      let last = declarations.removeLast()
      current[last.prefix] = last.hidden
    }
  }

  private mutating func declare(_ prefix: String, _ namespace: String) {
    let hidden = current.updateValue(declarations.count, forKey: prefix)
    declarations.append(Declaration(prefix: prefix, namespace: namespace, hidden: hidden))
  }

  /// What a prefix stands for; `nil` if it is not declared.
  package func namespace(of prefix: String) -> String? {
    prefix == "xml" ? QualifiedName.xml : current[prefix].map { declarations[$0].namespace }
  }

  // MARK: Writing

  /// Notes the declarations that an element has, and adds those which its name and the names of its attributes need
  /// besides; those it returns. A prefix that has no namespace cannot be declared.
  package mutating func enter(_ view: ElementView, as name: QualifiedName) -> [(prefix: String, namespace: String)] {
    var used = [name]
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      guard attribute.code >= ElementStorage.firstForeignAttribute else { continue }
      let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
      if let prefix = name.declaredPrefix {
        declare(prefix, String(trusted: view.value(attribute)))
      } else if !name.prefix.isEmpty {
        used.append(name)
      }
    }
    var missing: [(prefix: String, namespace: String)] = []
    for name in used where (namespace(of: name.prefix) ?? "") != name.namespace {
      if name.namespace.isEmpty, !name.prefix.isEmpty { continue }
      declare(name.prefix, name.namespace)
      missing.append((name.prefix, name.namespace))
    }
    return missing
  }

  // MARK: Reading

  /// A name whose prefix is not declared.
  package struct UndeclaredPrefix: Error {
    /// The name as it stands in XML.
    package let name: String
    package let isAttribute: Bool
  }

  /// Notes the declarations among the attributes of an element that is read, and gives it and them their namespaces.
  ///
  /// - Parameters:
  ///   - name: the element's name as it stands in XML.
  ///   - attributes: its attributes, in no namespace yet.
  /// - Returns: the element's name.
  package mutating func enter(_ name: String, _ attributes: inout [Attribute]) throws(UndeclaredPrefix) -> QualifiedName
  {
    for attribute in attributes {
      if case .other(let name) = attribute.name, let prefix = name.declaredPrefix { declare(prefix, attribute.value) }
    }
    for index in attributes.indices {
      guard case .other(var name) = attributes[index].name, !name.prefix.isEmpty, name.declaredPrefix == nil else {
        continue
      }
      guard let namespace = namespace(of: name.prefix) else {
        throw UndeclaredPrefix(name: name.description, isAttribute: true)
      }
      name.namespace = namespace
      attributes[index].name = .other(name)
    }
    var qualified = QualifiedName(name)
    if let namespace = namespace(of: qualified.prefix) {
      qualified.namespace = namespace
    } else if !qualified.prefix.isEmpty {
      throw UndeclaredPrefix(name: name, isAttribute: false)
    }
    return qualified
  }
}
