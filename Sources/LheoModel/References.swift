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
    let inside = Set(root.elements.compactMap { $0.text(of: .id)?.trimmed })
    let leadsOutside = root.elements.contains { element in
      element.text(of: .idref).map { !inside.contains($0.trimmed) } ?? false
    }
    guard leadsOutside else { return nil }
    let copy = ElementBuffer()
    copy.append(
      root, attribute: { $0.name == .known(.idref) && !inside.contains($0.value.trimmed) ? nil : $0 })
    return copy
  }
}

extension KnownAttribute {
  fileprivate static func identifying(_ code: UInt32) -> Bool {
    code == UInt32(KnownAttribute.id.rawValue) || code == UInt32(KnownAttribute.idref.rawValue)
  }
}
