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
    let type = attributes.first { if case .other(let name) = $0.name { name.isSchemaType } else { false } }
    return type.flatMap { qualifiedType($0.value.trimmed)?.namespace } == LheoSchema.namespace
  }

  /// What identifies it in the feed.
  package var identifier: String? { text(of: .id).flatMap { hasIdentifiers ? $0.trimmed : nil } }

  /// The identifier that it refers to.
  package var reference: String? { text(of: .idref).flatMap { hasIdentifiers ? $0.trimmed : nil } }
}

extension KnownAttribute {
  fileprivate static func identifying(_ code: UInt32) -> Bool {
    code == UInt32(KnownAttribute.id.rawValue) || code == UInt32(KnownAttribute.idref.rawValue)
  }
}
