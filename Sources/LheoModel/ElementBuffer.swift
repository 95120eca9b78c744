/// One LHEO element and all that is inside it, in flat arrays that are reused from one offer to the next.
///
/// The parser fills a buffer without building a `String`; the schema check, column paths and pass-through writing walk
/// it as it is, and typed models are decoded from it only when somebody asks for them. Going the other way, a model is
/// encoded into a buffer before it is checked, written as XML or as JSON.
///
/// A buffer is used by one thread at a time.
public final class ElementBuffer {
  /// The arrays behind the buffer.
  @usableFromInline package let storage: UnsafeMutablePointer<ElementStorage>

  /// The rows that its elements were made of, where it comes from tables.
  @usableFromInline package var rows = RowPlaces()

  /// An empty buffer.
  public init() {
    storage = .allocate(capacity: 1)
    storage.initialize(to: ElementStorage())
  }

  deinit {
    storage.pointee.deallocate()
    storage.deinitialize(count: 1)
    storage.deallocate()
  }

  /// Whether nothing has been put in.
  public var isEmpty: Bool { storage.pointee.nodeCount == 0 }

  /// The dialect of the feed that the element was read from, or is for.
  public var dialect: Dialect {
    get { storage.pointee.dialect ?? .current }
    set { storage.pointee.dialect = newValue.isCurrent ? nil : newValue }
  }

  /// Which element of LHEO it holds; `nil` if it holds none, or one of another vocabulary.
  public var element: Element? { isEmpty ? nil : root.element }

  /// The outermost element. The buffer must not be empty.
  @inlinable package var root: ElementView {
    precondition(storage.pointee.nodeCount > 0, "an empty buffer has no element")
    return ElementView(storage: storage, index: 0)
  }

  /// Empties the buffer and keeps its memory, unless one huge offer has made it grow out of proportion.
  @inlinable public func reset() {
    storage.pointee.reset()
    rows.removeAll()
  }

  // MARK: Building

  /// Opens an element with its attributes.
  package func begin(_ element: Element, _ details: ElementDetails = .init(), at position: SourcePosition = .unknown) {
    storage.pointee.begin(element.rawValue, line: position.line, column: position.column)
    if !details.isEmpty { append(details.attributes) }
  }

  /// Opens an element that is written with a prefix of its own.
  package func begin(_ element: Element, _ details: ElementDetails, prefix: String, at position: SourcePosition) {
    begin(element, details, at: position)
    if prefix.isEmpty { return }
    let name = QualifiedName(prefix: prefix, localName: "", namespace: LheoSchema.namespace)
    storage.pointee.nodes[storage.pointee.nodeCount - 1].prefix = UInt16(
      truncatingIfNeeded: storage.pointee.intern(name))
  }

  /// Opens an element that does not belong to LHEO.
  package func begin(foreign name: QualifiedName, attributes: [Attribute], at position: SourcePosition = .unknown) {
    storage.pointee.begin(ElementStorage.foreign, line: position.line, column: position.column)
    storage.pointee.nodes[storage.pointee.nodeCount - 1].name = storage.pointee.intern(name)
    append(attributes)
  }

  /// Appends text to the open element.
  package func text(_ text: String) {
    text.withBytes { storage.pointee.text($0) }
  }

  /// Closes the open element. An empty placeholder for a missing element is discarded.
  package func end() {
    let last = storage.pointee.open
    storage.pointee.end()
    let node = storage.pointee.nodes[last]
    if SourcePosition(line: node.line, column: node.column) == .absent, node.end == last + 1, node.textLength == 0,
      node.attributeCount == 0
    {
      storage.pointee.nodeCount = last
    }
  }

  /// Puts a leaf: an element with text and no children.
  package func leaf<Value>(_ element: Element, _ leaf: Leaf<Value>) {
    begin(element, leaf.details, at: leaf.position)
    if !leaf.text.isEmpty { text(leaf.text) }
    append(unrecognizedContentOf: leaf.details)
    end()
  }

  /// Puts the content kept in `details` which the model has no place for.
  package func append(unrecognizedContentOf details: ElementDetails) {
    if details.isEmpty { return }
    for item in details.unrecognizedContent { append(item) }
  }

  /// Puts text or an element, as it is.
  package func append(_ content: ForeignContent) {
    switch content {
    case .text(let text): self.text(text)
    case .element(let element):
      if let known = element.knownElement {
        begin(known, ElementDetails(attributes: element.attributes), at: element.position)
      } else {
        begin(foreign: element.name, attributes: element.attributes, at: element.position)
      }
      for item in element.content { append(item) }
      end()
    }
  }

  /// Gives the elements that were not read from a feed positions of their own: line 0, numbered.
  package func numberElements() {
    for index in 0..<storage.pointee.nodeCount where storage.pointee.nodes[index].line == 0 {
      storage.pointee.nodes[index].column = UInt32(truncatingIfNeeded: index + 1)
    }
  }

  private func append(_ attributes: [Attribute]) {
    for attribute in attributes {
      let name = storage.pointee.code(of: attribute.name)
      attribute.value.withBytes { storage.pointee.attribute(name, value: $0) }
    }
  }
}
