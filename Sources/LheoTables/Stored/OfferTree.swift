import LheoModel

/// An element that is put together in any order, in flat arrays that are reused from one offer to the next.
struct OfferTree {
  /// An element or a run of text.
  struct Node {
    /// As in a buffer; the number of the name for an element outside LHEO.
    let code: UInt16
    let name: Int
    /// The number among the siblings of the same name.
    let number: Int
    let parent: Int
    let line: Int
    var firstChild = -1
    var lastChild = -1
    var nextSibling = -1
    var text = 0..<0
    var firstAttribute = -1
    var lastAttribute = -1
    /// The name of the prefix that it is written with.
    var prefix = -1
    /// The order of its children, where it is not the schema's.
    var order = -1
    /// The row that it is made of.
    var row = -1
  }

  private struct AttributeNode {
    let name: AttributeName
    var value: Range<Int>
    var next = -1
  }

  /// Whether children that may have any order stay in that in which they come.
  var keepsOrder = false
  /// Whether each element has the line of its own row, and not that of the offer.
  var sharesLines = false
  private(set) var nodes: [Node] = []
  private var attributes: [AttributeNode] = []
  private var bytes: [UInt8] = []
  private(set) var names: [QualifiedName] = []
  /// Where in `names` they are: a hostile offer has as many names as elements.
  private var nameNumbers: [QualifiedName: Int] = [:]
  private(set) var orders: [[OfferStep.Name]] = []
  private var prefixes: [String] = []
  private var rows: [RowPlace] = []
  private var edges = EdgeTable()
  /// By element, children that usually are there and are not.
  private var absent: [Int: [UInt16]] = [:]
  /// The highest numbers of rows, by parent and code.
  private var highest: [Int: Int] = [:]

  mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    nameNumbers.removeAll(keepingCapacity: true)
    orders.removeAll(keepingCapacity: true)
    prefixes.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    edges.removeAll()
    absent.removeAll(keepingCapacity: true)
    highest.removeAll(keepingCapacity: true)
  }

  // MARK: Nodes

  /// Adds the element of a row; one without a number comes behind those that are there.
  mutating func addRow(_ code: UInt16, number: Int?, to parent: Int, line: Int) -> Int {
    let key = parent << 16 | Int(code)
    let number = number ?? min(highest[key] ?? 0, .max - 1) + 1
    highest[key] = max(highest[key] ?? 0, number)
    return add(code, number: number, to: parent, line: line)
  }

  /// Adds an element. The first of a name and number is found again.
  @discardableResult
  mutating func add(_ code: UInt16, name: Int = 0, number: Int, to parent: Int, line: Int) -> Int {
    let index = nodes.count
    nodes.append(Node(code: code, name: name, number: number, parent: parent, line: line))
    guard parent >= 0 else { return index }
    if nodes[parent].lastChild < 0 {
      nodes[parent].firstChild = index
    } else {
      nodes[nodes[parent].lastChild].nextSibling = index
    }
    nodes[parent].lastChild = index
    edges.insert(parent, code, name, number, index)
    return index
  }

  /// The child of that name and number, if it is there.
  func child(_ code: UInt16, name: Int = 0, number: Int, of parent: Int) -> Int? {
    edges.find(parent, code, name, number) { index in
      let node = nodes[index]
      return node.parent == parent && node.code == code && node.name == name && node.number == number
    }
  }

  /// The children of an element, in the order in which they came.
  func forEachChild(of parent: Int, _ body: (Int) -> Void) {
    var child = nodes[parent].firstChild
    while child >= 0 {
      body(child)
      child = nodes[child].nextSibling
    }
  }

  /// The number of a name outside LHEO.
  mutating func number(of name: QualifiedName) -> Int {
    if let known = nameNumbers[name] { return known }
    nameNumbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  // MARK: What is in a node

  mutating func setText(_ text: some Collection<UInt8>, of node: Int) {
    let start = bytes.count
    bytes += text
    nodes[node].text = start..<bytes.count
  }

  func text(of node: Int) -> ArraySlice<UInt8> { bytes[nodes[node].text] }

  mutating func set(_ name: AttributeName, _ value: some Collection<UInt8>, of node: Int) {
    let start = bytes.count
    bytes += value
    let value = start..<bytes.count
    var current = nodes[node].firstAttribute
    while current >= 0 {
      if attributes[current].name == name {
        attributes[current].value = value
        return
      }
      current = attributes[current].next
    }
    attributes.append(AttributeNode(name: name, value: value))
    let index = attributes.count - 1
    if nodes[node].lastAttribute < 0 {
      nodes[node].firstAttribute = index
    } else {
      attributes[nodes[node].lastAttribute].next = index
    }
    nodes[node].lastAttribute = index
  }

  func value(of attribute: KnownAttribute, of node: Int) -> ArraySlice<UInt8>? {
    var current = nodes[node].firstAttribute
    while current >= 0 {
      if attributes[current].name == .known(attribute) { return bytes[attributes[current].value] }
      current = attributes[current].next
    }
    return nil
  }

  mutating func set(prefix: String, of node: Int) {
    prefixes.append(prefix)
    nodes[node].prefix = prefixes.count - 1
  }

  mutating func set(row: RowPlace, of node: Int) {
    rows.append(row)
    nodes[node].row = rows.count - 1
  }

  mutating func set(order: [OfferStep.Name], of node: Int) {
    orders.append(order)
    nodes[node].order = orders.count - 1
  }

  mutating func leaveOut(_ child: UInt16, of node: Int) { absent[node, default: []].append(child) }

  // MARK: Encoding

  private static let completed: [[UInt16]] = [[]] + LheoSchema.definitions.map(\.completedChildren)

  /// Puts the tree into a buffer. Children have the schema's order, and those that must be there and may be empty are
  /// added where they are missing.
  mutating func encode(into buffer: ElementBuffer) {
    buffer.reset()
    if !nodes.isEmpty { encode(0, into: buffer) }
  }

  private mutating func encode(_ index: Int, into buffer: ElementBuffer) {
    let node = nodes[index]
    if node.code == ElementStorage.text {
      return bytes[node.text].withUnsafeBufferPointer { buffer.textNode($0, line: node.line) }
    }
    complete(index)
    begin(node, in: buffer)
    let column = UInt32(truncatingIfNeeded: buffer.storage.pointee.nodeCount)
    if node.row >= 0 { buffer.rows.begin(rows[node.row], at: column) }
    if !node.text.isEmpty { bytes[node.text].withUnsafeBufferPointer { buffer.storage.pointee.text($0) } }
    encode(childrenOf: index, into: buffer)
    buffer.storage.pointee.end()
    if node.row >= 0 { buffer.rows.end(before: UInt32(truncatingIfNeeded: buffer.storage.pointee.nodeCount + 1)) }
  }

  /// Each element has a position of its own, in the line of the offer, or of its row.
  private func begin(_ node: Node, in buffer: ElementBuffer) {
    let storage = buffer.storage
    let (line, column) = (
      UInt32(truncatingIfNeeded: sharesLines ? node.line : nodes[0].line),
      UInt32(truncatingIfNeeded: storage.pointee.nodeCount + 1)
    )
    storage.pointee.begin(node.code, line: line, column: column)
    let number = storage.pointee.nodeCount - 1
    if node.code == ElementStorage.foreign {
      storage.pointee.nodes[number].name = storage.pointee.intern(names[node.name])
    } else if node.prefix >= 0 {
      let name = QualifiedName(prefix: prefixes[node.prefix], localName: "", namespace: LheoSchema.namespace)
      storage.pointee.nodes[number].prefix = UInt16(truncatingIfNeeded: storage.pointee.intern(name))
    }
    var current = node.firstAttribute
    while current >= 0 {
      let code = storage.pointee.code(of: attributes[current].name)
      bytes[attributes[current].value].withUnsafeBufferPointer { storage.pointee.attribute(code, value: $0) }
      current = attributes[current].next
    }
  }

  private mutating func complete(_ index: Int) {
    let code = Int(nodes[index].code)
    for child in Self.completed[code] where absent[index]?.contains(child) != true {
      var isThere = false
      forEachChild(of: index) { if nodes[$0].code == child { isThere = true } }
      if !isThere { add(child, number: 1, to: index, line: nodes[index].line) }
    }
  }

  /// Children that are in their order are followed, as most are, and no list of them is made.
  private mutating func encode(childrenOf index: Int, into buffer: ElementBuffer) {
    guard nodes[index].order < 0, isInOrder(childrenOf: index) else {
      for child in sortedChildren(of: index) { encode(child, into: buffer) }
      return
    }
    var child = nodes[index].firstChild
    while child >= 0 {
      encode(child, into: buffer)
      child = nodes[child].nextSibling
    }
  }
}

extension ElementBuffer {
  /// Adds text of its own: among elements, or beside offers, where nothing is open.
  fileprivate func textNode(_ text: UnsafeBufferPointer<UInt8>, line: Int) {
    if storage.pointee.open >= 0 { return storage.pointee.text(text) }
    storage.pointee.begin(ElementStorage.text, line: UInt32(truncatingIfNeeded: line), column: 1)
    storage.pointee.append(text)
    storage.pointee.nodes[0].textLength = UInt32(truncatingIfNeeded: text.count)
    storage.pointee.end()
  }
}
