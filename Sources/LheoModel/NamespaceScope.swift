/// What the prefixes stand for at some place of a document: the declarations of the elements around it.
@usableFromInline
package struct NamespaceScope: Sendable {
  @usableFromInline
  struct Declaration: Sendable {
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

  /// A namespace declaration that is to be written.
  package typealias Written = (prefix: String, namespace: String)

  /// Enters an element that is written, and returns all declarations to write on it: its own, without those that say
  /// again what holds already or that would take its name another meaning, and those which its name and the names of its
  /// attributes need besides. No prefix is among them twice.
  package mutating func enter(_ view: ElementView, as name: QualifiedName) -> [Written] {
    var used = [name]
    var own: [Written] = []
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      guard attribute.code >= ElementStorage.firstForeignAttribute else { continue }
      let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
      if let prefix = name.declaredPrefix {
        own.append((prefix, String(trusted: view.value(attribute))))
      } else if !name.prefix.isEmpty {
        used.append(name)
      }
    }
    var written: [Written] = []
    for declaration in own where !holds(declaration) {
      if used.contains(where: { $0.prefix == declaration.prefix && $0.namespace != declaration.namespace }) { continue }
      declare(declaration, &written)
    }
    for (index, name) in used.enumerated() where !holds((name.prefix, name.namespace)) {
      // A prefix that has no namespace cannot be declared.
      if name.namespace.isEmpty, !name.prefix.isEmpty { continue }
      let isTaken = used[..<index].contains { $0.prefix == name.prefix }
      declare((isTaken ? unusedPrefix : name.prefix, name.namespace), &written)
    }
    return written
  }

  private func holds(_ declaration: Written) -> Bool {
    (namespace(of: declaration.prefix) ?? "") == declaration.namespace
  }

  private mutating func declare(_ declaration: Written, _ written: inout [Written]) {
    declare(declaration.prefix, declaration.namespace)
    written.append(declaration)
  }

  private var unusedPrefix: String {
    var number = 1
    while current["ns\(number)"] != nil { number += 1 }
    return "ns\(number)"
  }

  /// A prefix, not the empty one, that stands for a namespace.
  private func prefix(of namespace: String) -> String? {
    current.filter { !$0.key.isEmpty && declarations[$0.value].namespace == namespace }.keys.min()
  }

  /// A name as it is written here: with another prefix where its own stands for something else, and without one where
  /// nothing stands for its namespace.
  package func written(_ name: QualifiedName) -> String {
    if name.prefix.isEmpty || namespace(of: name.prefix) == name.namespace { return name.description }
    return QualifiedName(prefix: prefix(of: name.namespace) ?? "", localName: name.localName).description
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
