extension ElementBuffer {
  /// Adds a copy of all that another buffer holds.
  package func append(_ buffer: ElementBuffer) { withExtendedLifetime(buffer) { append(buffer.root) } }

  /// Adds a copy of an element. `text` may give an element or a run of text another text, `isRemoved` leave elements
  /// out, and `attribute` change attributes or leave them out.
  package func append(
    _ view: ElementView, text: (ElementView) -> String? = { _ in nil },
    isRemoved: (ElementView) -> Bool = { _ in false },
    attribute: (ElementView, Attribute) -> Attribute? = { $1 }
  ) {
    if view.isText {
      self.text(text(view) ?? view.text)
      return
    }
    if isRemoved(view) { return }
    let attributes = view.attributes.compactMap { attribute(view, $0) }
    if let element = view.element {
      begin(element, ElementDetails(attributes: attributes), at: view.position)
    } else {
      begin(foreign: view.name, attributes: attributes, at: view.position)
    }
    let own = text(view) ?? view.text
    if !own.isEmpty { self.text(own) }
    for child in view.children { append(child, text: text, isRemoved: isRemoved, attribute: attribute) }
    end()
  }
}

extension ElementBuffer {
  /// A buffer with the same element, down to the prefixes.
  package func copy() -> ElementBuffer {
    let copy = ElementBuffer()
    copy.dialect = dialect
    copy.append(self)
    withExtendedLifetime(self) {
      let source = storage
      precondition(copy.storage.pointee.nodeCount == source.pointee.nodeCount, "a copy has the same nodes")
      for index in 0..<source.pointee.nodeCount where source.pointee.nodes[index].prefix != 0 {
        let name = source.pointee.names[Int(source.pointee.nodes[index].prefix)]
        let number = copy.storage.pointee.intern(name)
        copy.storage.pointee.nodes[index].prefix = UInt16(truncatingIfNeeded: number)
      }
    }
    return copy
  }
}
