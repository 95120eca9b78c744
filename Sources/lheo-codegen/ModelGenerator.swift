/// Writes the value types of the complex elements, one file each, in a folder a family.
struct ModelGenerator {
  let schema: Schema

  func files() -> [GeneratedFile] {
    schema.elements.filter(isGenerated).map { element in
      GeneratedFile(
        path: "Sources/LheoModel/Generated/\(element.family!)/\(SwiftNames.type(element.name)).swift",
        content: structure(element))
    }
  }

  /// `extras` and `extra` hold anything, so their types are written by hand.
  private func isGenerated(_ element: Schema.Element) -> Bool {
    if case .sequence = element.content { true } else { false }
  }

  private struct Property {
    var name: String
    var type: String
    var particle: Schema.Particle
    var child: Schema.Element

    var isArray: Bool { particle.maximum != 1 }
    var isOptional: Bool { !isArray && particle.minimum == 0 }
    var declaredType: String { isArray ? "[\(type)]" : isOptional ? type + "?" : type }
    var defaultValue: String { isArray ? "[]" : isOptional ? "nil" : ".absent" }
    var occurrence: String {
      switch (particle.minimum, particle.maximum) {
      case (1, 1): "mandatory"
      case (0, 1): "optional"
      case (let minimum, nil): "any number from \(minimum)"
      case (let minimum, let maximum?): "\(minimum) to \(maximum)"
      }
    }
  }

  private func properties(of element: Schema.Element) -> [Property] {
    guard case .sequence(let particles) = element.content else { return [] }
    return particles.map { particle in
      let child = schema.element(particle.element)
      let name = particle.maximum == 1 ? particle.element : child.plural ?? particle.element
      return Property(name: SwiftNames.property(name), type: type(of: child), particle: particle, child: child)
    }
  }

  private func type(of element: Schema.Element) -> String {
    switch element.content {
    case .sequence, .choice, .oneOf, .any: SwiftNames.type(element.name)
    case .codes, .digits: "TextLeaf"
    case .text: element.view == "time" ? "TimeLeaf" : "TextLeaf"
    case .number: "NumberLeaf"
    case .date: "DateLeaf"
    case .code(let table): "CodeLeaf<\(schema.codeTable(table).typeName)>"
    }
  }

  private func structure(_ element: Schema.Element) -> String {
    let properties = properties(of: element)
    let protocols = element.attributeGroups.compactMap { name in
      schema.attributeGroups.first { $0.name == name }?.protocolName
    }.filter { $0 != "AttributedElement" }
    let circle = element.circle.map { ", circle \($0)" } ?? ""
    var lines = [
      "/// \(element.label) (`\(element.name)`\(circle)).",
      "public struct \(SwiftNames.type(element.name)): \((["ComplexElement"] + protocols).joined(separator: ", ")) {",
      "  /// The element `\(element.name)`.",
      "  @inlinable public static var element: Element { \(SwiftNames.element(element.name)) }",
      "",
    ]
    for property in properties {
      lines.append("  /// \(property.child.label) (`\(property.child.name)`), \(property.occurrence).")
      // A default where it is declared, rather than in `init()`: there Swift copies the whole element once more.
      let initial = property.isOptional ? "" : " = \(property.defaultValue)"
      lines.append("  public var \(property.name): \(property.declaredType)\(initial)")
    }
    lines += [
      "  /// Attributes, and content that LHEO has no place for.",
      "  public var details = ElementDetails()",
      "  /// Where the start tag stands in the feed.",
      "  @NotCompared public var position = SourcePosition.unknown",
      "",
      "  /// An element with nothing in it.",
      "  public init() {}",
      "",
      "  /// An element from its children; `numero` is the attribute.",
      "  public init(",
      "    numero: String? = nil"
        + properties.map { ",\n    \($0.name): \($0.declaredType) = \($0.defaultValue)" }.joined(),
      "  ) {",
    ]
    lines += properties.map { "    self.\($0.name) = \($0.name)" }
    lines += ["    if let numero { details[.numero] = numero }", "  }", ""]
    lines += decoder(properties) + [""] + encoder(element, properties) + ["}", ""]
    return lines.joined(separator: "\n")
  }

  private func decoder(_ properties: [Property]) -> [String] {
    var lines = [
      "  /// Decodes the root of a buffer, which must not be empty.",
      "  public init(decoding buffer: ElementBuffer) { self = withExtendedLifetime(buffer) { Self(decoding: buffer.root) } }",
      "",
      "  /// Decodes an element in a buffer, which must be kept by somebody else meanwhile.",
      "  package init(decoding view: ElementView) {",
      "    self.init()",
      "    decode(view)",
      "  }",
      "",
      "  /// Fills an element that has nothing in it from a buffer.",
      "  package mutating func decode(_ view: ElementView) {",
      "    details = view.details",
      "    position = view.position",
    ]
    let singles = properties.filter { !$0.isArray }
    lines += singles.map { "    var \($0.name)IsRead = false" }
    lines += [
      "    var allIsKnown = view.node.textLength == 0",
      "    for child in view.children {",
      "      switch Element(rawValue: child.code) {",
    ]
    for property in properties {
      let element = SwiftNames.element(property.child.name)
      if property.isArray {
        lines.append("      case \(element):")
        if property.child.isLeaf {
          lines.append("        \(property.name).append(\(property.type)(decoding: child))")
        } else {
          lines += [
            "        \(property.name).append(\(property.type)())",
            "        \(property.name)[\(property.name).count - 1].decode(child)",
          ]
        }
      } else {
        lines.append("      case \(element) where !\(property.name)IsRead:")
        if property.child.isLeaf {
          lines.append("        \(property.name) = \(property.type)(decoding: child)")
        } else if property.isOptional {
          lines += ["        \(property.name) = \(property.type)()", "        \(property.name)!.decode(child)"]
        } else {
          lines.append("        \(property.name).decode(child)")
        }
        lines.append("        \(property.name)IsRead = true")
      }
    }
    lines += [
      "      default: allIsKnown = false",
      "      }",
      "    }",
      "    if !allIsKnown {",
    ]
    if properties.isEmpty {
      lines.append("      details.unrecognizedContent = Self.unrecognized(in: view) { _ in false }")
    } else {
      for property in singles { lines.append("      \(property.name)IsRead = false") }
      lines += [
        "      details.unrecognizedContent = Self.unrecognized(in: view) { child in",
        "        switch Element(rawValue: child.code) {",
      ]
      let arrays = properties.filter(\.isArray)
      if !arrays.isEmpty {
        lines.append(
          "        case \(arrays.map { SwiftNames.element($0.child.name) }.joined(separator: ", ")): return true")
      }
      for property in singles {
        lines += [
          "        case \(SwiftNames.element(property.child.name)):",
          "          defer { \(property.name)IsRead = true }",
          "          return !\(property.name)IsRead",
        ]
      }
      lines += ["        default: return false", "        }", "      }"]
    }
    lines += ["    }", "  }"]
    return lines
  }

  private func encoder(_ element: Schema.Element, _ properties: [Property]) -> [String] {
    var lines = [
      "  /// Encodes into a buffer, as the next child of the open element.",
      "  public func encode(into buffer: ElementBuffer) {",
      "    buffer.begin(\(SwiftNames.element(element.name)), details, at: position)",
    ]
    for property in properties {
      let element = SwiftNames.element(property.child.name)
      func put(_ value: String) -> String {
        property.child.isLeaf ? "buffer.leaf(\(element), \(value))" : "\(value).encode(into: buffer)"
      }
      if property.isArray {
        lines.append("    for item in \(property.name) { \(put("item")) }")
      } else if property.isOptional {
        lines.append("    if let \(property.name) { \(put(property.name)) }")
      } else {
        lines.append("    \(put(property.name))")
      }
    }
    lines += ["    buffer.append(unrecognizedContentOf: details)", "    buffer.end()", "  }"]
    return lines
  }
}
