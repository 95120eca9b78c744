extension ElementBuffer {
  /// Whether there is a reference (`idref`) or an identifier (`id`) in it.
  package var hasIdentifiers: Bool {
    let storage = storage.pointee
    return (0..<storage.attributeCount).contains { KnownAttribute.identifying(storage.attributes[$0].code) }
  }

  /// The element without the references (`idref`) that lead out of it, for a feed in which what they lead to may be
  /// missing; `nil` if there are none.
  public var withoutReferencesOutside: ElementBuffer? {
    guard hasIdentifiers else { return nil }
    let inside = Set(root.elements.compactMap(\.identifier))
    let leadsOutside = root.elements.contains { element in
      element.reference.map { !inside.contains($0) } ?? false
    }
    guard leadsOutside else { return nil }
    let copy = ElementBuffer()
    copy.append(
      root,
      attribute: { view, attribute in
        attribute.name == .known(.idref) && view.reference.map { !inside.contains($0) } ?? false ? nil : attribute
      })
    return copy
  }
}

extension ElementView {
  /// Whether its `id` and `idref` are identifiers of the feed: those of LHEO's elements are, and of an element inside an
  /// extension that says by `xsi:type` that it has a type of LHEO. Others are data.
  package var hasIdentifiers: Bool {
    if element != nil { return true }
    let type = attributes.first { attribute in
      guard case .other(let name) = attribute.name else { return false }
      return name.namespace == QualifiedName.schemaInstance && name.localName == "type"
    }
    return type.flatMap { qualifiedType($0.value.trimmed)?.namespace } == LheoSchema.namespace
  }

  /// What identifies it in the feed.
  package var identifier: String? { text(of: .id).flatMap { hasIdentifiers ? $0.trimmed : nil } }

  /// The identifier that it refers to.
  package var reference: String? { text(of: .idref).flatMap { hasIdentifiers ? $0.trimmed : nil } }

  /// A type as `xsi:type` names it, where its prefix is declared.
  package func qualifiedType(_ typeName: String) -> (namespace: String, local: String)? {
    let parts = typeName.utf8.split(separator: 0x3A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    guard (1...2).contains(parts.count), let local = parts.last, !local.isEmpty else { return nil }
    guard let namespace = namespace(ofPrefix: parts.count == 2 ? parts[0] : "") else { return nil }
    return (namespace, local)
  }
}

extension KnownAttribute {
  fileprivate static func identifying(_ code: UInt32) -> Bool {
    code == UInt32(KnownAttribute.id.rawValue) || code == UInt32(KnownAttribute.idref.rawValue)
  }
}
