import LheoModel

/// Puts elements in the JSON shape of LHEO into buffers. Children may stand in any order: they are put into that of the
/// schema.
struct JSONElementReader {
  /// The line that elements are said to stand on.
  var line = 0

  /// Puts a value into a buffer as an element.
  func read(_ value: JSONValue, as element: Element, into buffer: ElementBuffer) throws(ShapeError) {
    guard case .object = value else {
      throw ShapeError(
        message: Text(
          "un objet est attendu pour chaque \(element.name).", "an object is expected for each \(element.name)."))
    }
    var scope = NamespaceScope.json
    try append(value, named: element.name, in: &scope, to: buffer)
  }

  /// JSON that is not the shape of an element.
  struct ShapeError: Error {
    let message: Text

    init(message: Text) { self.message = message }

    init(_ error: NamespaceScope.UndeclaredPrefix) {
      let prefix = error.name.prefix { $0 != ":" }
      let key = (error.isAttribute ? "@" : "") + error.name
      message = Text(
        "le préfixe de « \(key) » n'est pas déclaré. Ajoutez à côté \"@xmlns:\(prefix)\": \"…\", son espace de noms.",
        "the prefix of '\(key)' is not declared. Add \"@xmlns:\(prefix)\": \"…\", its namespace, beside it.")
    }
  }

  private func append(
    _ value: JSONValue, named name: String, in scope: inout NamespaceScope, to buffer: ElementBuffer
  ) throws(ShapeError) {
    if case .list(let items) = value {
      for item in items { try append(item, named: name, in: &scope, to: buffer) }
      return
    }
    var members: [(key: String, value: JSONValue)] = []
    if case .object(let found) = value { members = found }
    try checkKeys(members)
    var attributes: [Attribute] = []
    for (key, value) in members where key.hasPrefix("@") {
      attributes.append(Attribute(AttributeName(String(key.dropFirst())), try text(value, key)))
    }
    try check(attributes)
    let outside = scope.count
    defer { scope.leave(to: outside) }
    let qualified: QualifiedName
    do throws(NamespaceScope.UndeclaredPrefix) {
      qualified = try scope.enter(name, &attributes)
    } catch {
      throw ShapeError(error)
    }
    guard qualified.isWellFormed else {
      throw ShapeError(
        message: Text(
          "« \(name) » ne peut pas être le nom d'un élément.", "'\(name)' cannot be the name of an element."))
    }
    let element = qualified.knownElement
    // The line, and the number of the element in it: each element has a position of its own.
    let position = SourcePosition(
      line: UInt32(truncatingIfNeeded: line), column: UInt32(truncatingIfNeeded: buffer.storage.pointee.nodeCount + 1))
    if let element {
      buffer.begin(element, ElementDetails(attributes: attributes), at: position)
    } else {
      buffer.begin(foreign: qualified, attributes: attributes, at: position)
    }
    if members.isEmpty {
      if case .object = value {} else { buffer.text(try text(value, name)) }
    }
    var order: [String] = []
    if let element, case .sequence(let particles) = element.definition.content { order = particles.map(\.element.name) }
    let children = members.filter { !$0.key.hasPrefix("@") }
    let sorted = children.enumerated().sorted { left, right in
      let l = order.firstIndex(of: left.element.key) ?? order.count
      let r = order.firstIndex(of: right.element.key) ?? order.count
      return l != r ? l < r : left.offset < right.offset
    }
    for (_, child) in sorted {
      if child.key == JSONShape.textKey {
        buffer.text(try text(child.value, child.key))
      } else {
        try append(child.value, named: child.key, in: &scope, to: buffer)
      }
    }
    buffer.end()
  }

  /// A key that is there twice would be read by some programs one way and by others another way.
  private func checkKeys(_ members: [(key: String, value: JSONValue)]) throws(ShapeError) {
    if members.count < 2 { return }
    var keys: Set<String> = []
    for (key, _) in members where !keys.insert(key).inserted {
      throw ShapeError(message: Self.twice(key))
    }
  }

  private static func twice(_ key: String) -> Text {
    Text("« \(key) » figure deux fois.", "'\(key)' stands there twice.")
  }

  /// XML has each attribute once, with a name of its kind, and no prefix for no namespace.
  private func check(_ attributes: [Attribute]) throws(ShapeError) {
    if attributes.isEmpty { return }
    var names: Set<String> = []
    for attribute in attributes {
      let name = attribute.name.description
      guard names.insert(name).inserted else { throw ShapeError(message: Self.twice("@\(name)")) }
      guard case .other(let qualified) = attribute.name else { continue }
      let declares = qualified.declaredPrefix ?? ""
      let isReserved = !declares.isEmpty && (attribute.value.isEmpty || declares.lowercased().hasPrefix("xml"))
      guard qualified.isWellFormed, !isReserved else {
        throw ShapeError(
          message: Text("« @\(name) » ne peut pas être un attribut.", "'@\(name)' cannot be an attribute."))
      }
    }
  }

  private func text(_ value: JSONValue, _ key: String) throws(ShapeError) -> String {
    switch value {
    case .string(let text), .number(let text): return text
    case .null: return ""
    case .bool(let value): return value ? "1" : "0"
    case .list, .object:
      throw ShapeError(
        message: Text("« \(key) » doit être un texte ou un nombre.", "'\(key)' must be a text or a number."))
    }
  }
}
