/// An element in an `ElementBuffer`, looked at in place.
///
/// A view does not keep its buffer: it is valid while a variable or a parameter does, until the buffer is reset or filled
/// again. A temporary does not: `makeBuffer().root.text` reads freed memory. That is why views are not public.
@frozen
@usableFromInline
package struct ElementView {
  @usableFromInline package let storage: UnsafeMutablePointer<ElementStorage>
  /// The position of the element in its buffer; elements stand in document order.
  @usableFromInline package let index: Int

  @inlinable
  package init(storage: UnsafeMutablePointer<ElementStorage>, index: Int) {
    self.storage = storage
    self.index = index
  }

  @inlinable package var node: ElementStorage.Node {
    @inline(__always) get { storage.pointee.nodes[index] }
  }

  /// Which LHEO element it is; `nil` for a foreign element and for text.
  @inlinable package var element: Element? {
    let code = node.code
    return code == ElementStorage.foreign || code == ElementStorage.text ? nil : Element(rawValue: code)
  }

  /// Whether this is a run of text among child elements.
  @inlinable package var isText: Bool { node.code == ElementStorage.text }

  /// The raw value of the LHEO element, 0 for a foreign element, 65,535 for text.
  @inlinable package var code: UInt16 { node.code }

  /// Line and column of the start tag.
  @inlinable package var position: SourcePosition { SourcePosition(line: node.line, column: node.column) }

  /// The text before the first child, as bytes; the whole text of a leaf.
  @inlinable package var utf8: UnsafeBufferPointer<UInt8> {
    let node = node
    return UnsafeBufferPointer(start: storage.pointee.bytes + Int(node.textStart), count: Int(node.textLength))
  }

  /// The text before the first child; the whole text of a leaf.
  @inlinable package var text: String { String(trusted: utf8) }

  /// Whether it has an attribute that is not LHEO's, or a namespace declaration.
  @inlinable package var hasForeignAttribute: Bool {
    for number in 0..<attributeCount
    where attributeNode(number).code >= ElementStorage.firstForeignAttribute { return true }
    return false
  }

  /// Whether it has an attribute that is not a namespace declaration.
  package var hasAttributes: Bool {
    (0..<attributeCount).contains { storage.pointee.declaredPrefix(attributeNode($0).code) == nil }
  }

  /// The text without white space at both ends; `nil` if nothing is left.
  package var trimmedText: String? {
    let text = utf8.trimmed
    return text.isEmpty ? nil : String(trusted: text)
  }

  /// Index after the last descendant.
  @inlinable package var endIndex: Int { Int(node.end) }

  /// The element around this one.
  @inlinable package var parent: ElementView? {
    let parent = Int(node.parent)
    return parent < 0 ? nil : ElementView(storage: storage, index: parent)
  }

  /// The number of the element among its siblings of the same name, from 1.
  package var number: Int { storage.pointee.number(ofChild: index) }

  /// The name as written: with its prefix and namespace.
  package var name: QualifiedName {
    let node = node
    if node.code == ElementStorage.foreign { return storage.pointee.names[Int(node.name)] }
    if node.code == ElementStorage.text { return QualifiedName(localName: "") }
    return QualifiedName(
      prefix: storage.pointee.names[Int(node.prefix)].prefix, localName: Element(rawValue: node.code).name,
      namespace: LheoSchema.namespace)
  }

  // MARK: Children

  /// Child elements and runs of text, in order.
  @inlinable package var children: Children { Children(storage: storage, next: index + 1, end: Int(node.end)) }

  /// The first child of that name.
  @inlinable
  package func child(_ element: Element) -> ElementView? {
    for child in children where child.code == element.rawValue { return child }
    return nil
  }

  /// Children in order.
  @frozen
  @usableFromInline
  package struct Children: Sequence, IteratorProtocol {
    @usableFromInline let storage: UnsafeMutablePointer<ElementStorage>
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    @inlinable
    init(storage: UnsafeMutablePointer<ElementStorage>, next: Int, end: Int) {
      self.storage = storage
      position = next
      self.end = end
    }

    /// The next child, or `nil` at the end.
    @inlinable
    package mutating func next() -> ElementView? {
      guard position < end else { return nil }
      let view = ElementView(storage: storage, index: position)
      position = Int(storage.pointee.nodes[position].end)
      return view
    }
  }

  // MARK: Attributes

  /// How many attributes and namespace declarations there are.
  @inlinable package var attributeCount: Int { Int(node.attributeCount) }

  /// The attribute's value as bytes, or `nil` if it is not there.
  @inlinable
  package func utf8(of attribute: KnownAttribute) -> UnsafeBufferPointer<UInt8>? {
    let node = node
    for index in 0..<Int(node.attributeCount) {
      let attributeNode = storage.pointee.attributes[Int(node.attributeStart) + index]
      if attributeNode.code == UInt32(attribute.rawValue) { return value(attributeNode) }
    }
    return nil
  }

  /// The attribute's value, or `nil` if it is not there.
  package func text(of attribute: KnownAttribute) -> String? {
    utf8(of: attribute).map { String(trusted: $0) }
  }

  /// All attributes and namespace declarations, in the order of the feed.
  @usableFromInline package var attributes: [Attribute] {
    let node = node
    return (0..<Int(node.attributeCount)).map { index in
      let attribute = storage.pointee.attributes[Int(node.attributeStart) + index]
      return Attribute(storage.pointee.attributeName(attribute.code), String(trusted: value(attribute)))
    }
  }

  @inlinable
  package func value(_ attribute: ElementStorage.AttributeNode) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage.pointee.bytes + Int(attribute.valueStart), count: Int(attribute.valueLength))
  }

  @inlinable
  package func attributeNode(_ number: Int) -> ElementStorage.AttributeNode {
    storage.pointee.attributes[Int(node.attributeStart) + number]
  }

  /// What a prefix stands for here, as the element or those around it in the buffer declare it; `nil` if none does.
  package func namespace(ofPrefix prefix: String) -> String? {
    for number in 0..<attributeCount where storage.pointee.declaredPrefix(attributeNode(number).code) == prefix {
      return String(trusted: value(attributeNode(number)))
    }
    if !isText, name.prefix == prefix { return name.namespace }
    return parent?.namespace(ofPrefix: prefix)
  }

  /// A type as `xsi:type` names it, where its prefix is declared.
  package func qualifiedType(_ typeName: String) -> (namespace: String, local: String)? {
    let parts = typeName.utf8.split(separator: 0x3A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    guard (1...2).contains(parts.count), let local = parts.last, !local.isEmpty else { return nil }
    guard let namespace = namespace(ofPrefix: parts.count == 2 ? parts[0] : "") else { return nil }
    return (namespace, local)
  }

  // MARK: Decoding

  /// The attributes, for a model.
  @inlinable package var details: ElementDetails {
    node.attributeCount == 0 ? ElementDetails() : ElementDetails(attributes: attributes)
  }

  /// The element with everything in it, kept as it is.
  @usableFromInline package var content: ForeignContent {
    if isText { return .text(text) }
    var content: [ForeignContent] = utf8.isEmpty ? [] : [.text(text)]
    content += children.map { $0.content }
    return .element(ForeignElement(name: name, attributes: attributes, content: content, position: position))
  }
}

extension String {
  /// The text of bytes that libxml2 or a `String` has vouched for: they are UTF-8.
  @inlinable
  init(trusted bytes: UnsafeBufferPointer<UInt8>) {
    if #available(macOS 26, *) {
      var span = UTF8Span(unchecked: bytes.span)
      // Short texts are kept in the `String` itself, which looks at their bytes anyway.
      if bytes.count > 15 { _ = span.checkForASCII() }
      self.init(copying: span)
    } else {
      self.init(decoding: bytes, as: UTF8.self)
    }
  }
}

extension ElementView {
  /// All elements from this one to its last descendant, in the order of the feed; runs of text are left out.
  package var elements: some Sequence<ElementView> {
    (index..<endIndex).lazy.map { ElementView(storage: storage, index: $0) }.filter { !$0.isText }
  }
}
