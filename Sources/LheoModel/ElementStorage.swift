/// The arrays behind an `ElementBuffer`: nodes in document order, attributes, and one arena of UTF-8 bytes.
///
/// All offsets are 32 bits wide: an offer is limited to far less than 4 GiB by the parser's limits.
@frozen
@usableFromInline
package struct ElementStorage {
  /// An element or a run of text.
  @frozen
  @usableFromInline
  package struct Node {
    /// The element's raw value, `ElementStorage.foreign` or `ElementStorage.text`.
    @usableFromInline package var code: UInt16
    /// Index of the element's prefix in `names`, for LHEO elements written with a prefix; 0 for none.
    @usableFromInline package var prefix: UInt16
    /// Index in `names` of a foreign element.
    @usableFromInline package var name: UInt32
    @usableFromInline package var parent: Int32
    /// Index after the last descendant; 0 while the element is open.
    @usableFromInline package var end: Int32
    @usableFromInline package var textStart: UInt32
    @usableFromInline package var textLength: UInt32
    @usableFromInline package var attributeStart: UInt32
    @usableFromInline package var attributeCount: UInt32
    @usableFromInline package var line: UInt32
    @usableFromInline package var column: UInt32

    /// The same for elements of the same name, whatever LHEO's prefix.
    package var nameKey: UInt64 { UInt64(code) << 32 | UInt64(name) }

    @inlinable
    init(code: UInt16, parent: Int32, textStart: UInt32, attributeStart: UInt32, line: UInt32, column: UInt32) {
      self.code = code
      prefix = 0
      name = 0
      self.parent = parent
      end = 0
      self.textStart = textStart
      textLength = 0
      self.attributeStart = attributeStart
      attributeCount = 0
      self.line = line
      self.column = column
    }
  }

  /// An attribute or a namespace declaration.
  @frozen
  @usableFromInline
  package struct AttributeNode {
    /// `AttributeName`'s code below `firstForeignAttribute`, above it an index in `names`.
    @usableFromInline package var code: UInt32
    @usableFromInline package var valueStart: UInt32
    @usableFromInline package var valueLength: UInt32

    @inlinable
    init(code: UInt32, valueStart: UInt32, valueLength: UInt32) {
      self.code = code
      self.valueStart = valueStart
      self.valueLength = valueLength
    }
  }

  /// Code of an element outside LHEO.
  @inlinable package static var foreign: UInt16 { 0 }
  /// Code of a run of text among child elements.
  @inlinable package static var text: UInt16 { .max }
  /// First attribute code that stands for a name in `names`.
  @inlinable package static var firstForeignAttribute: UInt32 { 64 }

  @usableFromInline package var nodes: UnsafeMutablePointer<Node>
  @usableFromInline package var nodeCount = 0
  @usableFromInline var nodeCapacity: Int
  @usableFromInline package var attributes: UnsafeMutablePointer<AttributeNode>
  @usableFromInline package var attributeCount = 0
  @usableFromInline var attributeCapacity: Int
  @usableFromInline package var bytes: UnsafeMutablePointer<UInt8>
  @usableFromInline package var byteCount = 0
  @usableFromInline var byteCapacity: Int
  /// The element that is open, or -1.
  @usableFromInline package var open = -1
  @usableFromInline package var depth = 0
  /// Names outside LHEO; index 0 is never used.
  @usableFromInline package var names: [QualifiedName] = [QualifiedName(localName: "")]
  /// The dialect that the element was read in, where it is not LHEO 2.3.
  @usableFromInline package var dialect: Dialect?
  /// Where in `names` they are, once there are many.
  @usableFromInline var nameIndexes: [QualifiedName: UInt32] = [:]
  /// The numbers of the children of elements that have many, once somebody has asked for one of them.
  @usableFromInline var childNumbers: [Int: Int] = [:]

  package init() {
    nodeCapacity = 128
    attributeCapacity = 32
    byteCapacity = 4096
    nodes = .allocate(capacity: nodeCapacity)
    attributes = .allocate(capacity: attributeCapacity)
    bytes = .allocate(capacity: byteCapacity)
  }

  package func deallocate() {
    nodes.deallocate()
    attributes.deallocate()
    bytes.deallocate()
  }

  @inlinable
  package mutating func reset() {
    nodeCount = 0
    attributeCount = 0
    byteCount = 0
    open = -1
    depth = 0
    if names.count > 1 {
      names.removeLast(names.count - 1)
      nameIndexes.removeAll()
    }
    if !childNumbers.isEmpty { childNumbers.removeAll() }
    if dialect != nil { dialect = nil }
    if byteCapacity > 4 << 20 || nodeCapacity > 1 << 17 || attributeCapacity > 1 << 17 { shrink() }
  }

  @inlinable @inline(__always)
  package mutating func begin(_ code: UInt16, line: UInt32, column: UInt32) {
    if nodeCount == nodeCapacity { growNodes() }
    (nodes + nodeCount).initialize(
      to: Node(
        code: code, parent: Int32(truncatingIfNeeded: open), textStart: UInt32(truncatingIfNeeded: byteCount),
        attributeStart: UInt32(truncatingIfNeeded: attributeCount), line: line, column: column))
    open = nodeCount
    nodeCount += 1
    depth += 1
  }

  /// Adds an attribute to the element begun last.
  @inlinable @inline(__always)
  package mutating func attribute(_ code: UInt32, value: UnsafeBufferPointer<UInt8>) {
    if attributeCount == attributeCapacity { growAttributes() }
    let start = byteCount
    append(value)
    (attributes + attributeCount).initialize(
      to: AttributeNode(
        code: code, valueStart: UInt32(truncatingIfNeeded: start), valueLength: UInt32(truncatingIfNeeded: value.count))
    )
    attributeCount += 1
    nodes[nodeCount - 1].attributeCount += 1
    nodes[nodeCount - 1].textStart = UInt32(truncatingIfNeeded: byteCount)
  }

  /// Adds text to the open element: its own text before the first child, a text node after.
  @inlinable @inline(__always)
  package mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty { return }
    let last = nodeCount - 1
    if last == open || nodes[last].code == Self.text && Int(nodes[last].parent) == open {
      append(text)
      nodes[last].textLength += UInt32(truncatingIfNeeded: text.count)
    } else {
      let parent = open
      let line = nodes[parent].line
      let column = nodes[parent].column
      begin(Self.text, line: line, column: column)
      append(text)
      nodes[open].textLength = UInt32(truncatingIfNeeded: text.count)
      end()
    }
  }

  @inlinable @inline(__always)
  package mutating func end() {
    nodes[open].end = Int32(truncatingIfNeeded: nodeCount)
    open = Int(nodes[open].parent)
    depth -= 1
  }

  @inlinable @inline(__always)
  package mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let source = more.baseAddress else { return }
    if byteCount + more.count > byteCapacity { growBytes(more.count) }
    (bytes + byteCount).update(from: source, count: more.count)
    byteCount += more.count
  }

  /// The index of a name outside LHEO.
  package mutating func intern(_ name: QualifiedName) -> UInt32 {
    if names.count < 16 {
      if let known = names.lastIndex(of: name) { return UInt32(known) }
    } else {
      if nameIndexes.isEmpty { for (index, name) in names.enumerated() { nameIndexes[name] = UInt32(index) } }
      if let known = nameIndexes[name] { return known }
      nameIndexes[name] = UInt32(names.count)
    }
    names.append(name)
    return UInt32(names.count - 1)
  }

  /// The number of an element among its siblings of the same name, from 1.
  package mutating func number(ofChild index: Int) -> Int {
    let parent = Int(nodes[index].parent)
    guard parent >= 0 else { return 1 }
    if index - parent > 256 {
      if childNumbers[index] == nil { numberChildren(of: parent) }
      return childNumbers[index] ?? 1
    }
    var number = 1
    var sibling = parent + 1
    while sibling < index {
      if nodes[sibling].nameKey == nodes[index].nameKey { number += 1 }
      sibling = Int(nodes[sibling].end)
    }
    return number
  }

  /// Counts from the first child for each of very many would take time with the square of their number.
  private mutating func numberChildren(of parent: Int) {
    var counts: [UInt64: Int] = [:]
    var child = parent + 1
    while child < Int(nodes[parent].end) {
      counts[nodes[child].nameKey, default: 0] += 1
      childNumbers[child] = counts[nodes[child].nameKey]
      child = Int(nodes[child].end)
    }
  }

  package mutating func code(of name: AttributeName) -> UInt32 {
    switch name {
    case .known(let known): UInt32(known.rawValue)
    case .other(let other): Self.firstForeignAttribute + intern(other)
    }
  }

  package func attributeName(_ code: UInt32) -> AttributeName {
    code < Self.firstForeignAttribute
      ? .known(KnownAttribute(rawValue: UInt8(code))!)
      : .other(names[Int(code - Self.firstForeignAttribute)])
  }

  /// The prefix that an attribute declares, if it is a namespace declaration.
  package func declaredPrefix(_ code: UInt32) -> String? {
    code < Self.firstForeignAttribute ? nil : names[Int(code - Self.firstForeignAttribute)].declaredPrefix
  }

  // MARK: Growing

  @usableFromInline mutating func growNodes() {
    nodes = Self.grow(nodes, count: nodeCount, capacity: &nodeCapacity, needed: nodeCount + 1)
  }

  @usableFromInline mutating func growAttributes() {
    attributes = Self.grow(attributes, count: attributeCount, capacity: &attributeCapacity, needed: attributeCount + 1)
  }

  @usableFromInline mutating func growBytes(_ more: Int) {
    bytes = Self.grow(bytes, count: byteCount, capacity: &byteCapacity, needed: byteCount + more)
  }

  @usableFromInline mutating func shrink() {
    deallocate()
    let kept = names
    self = ElementStorage()
    names = kept
  }

  private static func grow<T>(
    _ old: UnsafeMutablePointer<T>, count: Int, capacity: inout Int, needed: Int
  ) -> UnsafeMutablePointer<T> {
    capacity = max(capacity * 2, needed)
    let new = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }
}
