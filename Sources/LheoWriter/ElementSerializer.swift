import LheoModel
import LheoOutput

/// Writes elements from buffers as XML.
struct ElementSerializer {
  private let sink: ByteSink
  private let escaper: Escaper
  /// Spaces for each level; none for no line breaks.
  private let indentWidth: Int?
  /// A line break and many spaces.
  private let indentation: [UInt8]
  private let encoding: FeedEncoding
  /// The prefix of LHEO's elements that were not read with one of their own.
  var prefix = "" { didSet { if prefix != oldValue { tags = TagTable(prefix: prefix, encoding) } } }
  private var tags: TagTable
  private var frameDepth = 0
  /// Namespaces in scope, innermost last.
  private var scope: [(prefix: String, namespace: String)] = []
  /// How many namespaces each open frame has put in scope.
  private var frameScopes: [Int] = []
  private var frameScopeCount = 0
  private let attributeNames: [[UInt8]]

  init(_ sink: ByteSink, options: FeedWriter.Options) {
    self.sink = sink
    encoding = options.encoding
    escaper = Escaper(sink, encoding: options.encoding)
    indentWidth = options.indent
    indentation = [0x0A] + [UInt8](repeating: 0x20, count: 255)
    tags = TagTable(prefix: "", options.encoding)
    attributeNames = KnownAttribute.allCases.map { Array(" \($0.name)=\"".utf8) }
  }

  func declaration() {
    sink.append("<?xml version=\"1.0\" encoding=\"" as StaticString)
    sink.append(encoding.rawValue)
    sink.append("\"?>\n" as StaticString)
  }

  // MARK: Frames

  mutating func startFrame(_ view: ElementView) {
    indent(frameDepth)
    let declared = startTag(view)
    frameScopes.append(declared)
    frameScopeCount = scope.count
    sink.append(0x3E)
    sink.append(0x0A)
    frameDepth += 1
  }

  mutating func endFrame(_ element: Element) {
    frameDepth -= 1
    indent(frameDepth)
    sink.append(tags.end(of: element.rawValue))
    sink.append(0x0A)
    scope.removeLast(frameScopes.removeLast())
    frameScopeCount = scope.count
  }

  // MARK: Elements

  mutating func write(_ view: ElementView) {
    indent(frameDepth)
    write(view, depth: frameDepth, isMixed: false)
    sink.append(0x0A)
  }

  private mutating func write(_ view: ElementView, depth: Int, isMixed: Bool) {
    if view.isText {
      escaper.text(view.utf8)
      return
    }
    let declared = startTag(view)
    let hasChildren = view.endIndex > view.index + 1
    let text = view.utf8
    if !hasChildren && text.isEmpty {
      sink.append("/>" as StaticString)
    } else {
      sink.append(0x3E)
      if !text.isEmpty { escaper.text(text) }
      if hasChildren {
        // Inside an extension, and where text stands among elements, white space may mean something.
        let isMixed =
          isMixed || !text.isEmpty || view.code == Element.extra.rawValue
          || view.code == ElementStorage.foreign || view.children.contains { $0.isText }
        for child in view.children {
          if !isMixed { newLine(depth + 1) }
          write(child, depth: depth + 1, isMixed: isMixed)
        }
        if !isMixed { newLine(depth) }
      }
      endTag(view)
    }
    if declared > 0 { scope.removeLast(declared) }
  }

  private func indent(_ depth: Int) {
    guard let indentWidth else { return }
    spaces(depth * indentWidth)
  }

  private func newLine(_ depth: Int) {
    guard let indentWidth else { return }
    let count = depth * indentWidth
    let first = min(count, indentation.count - 1)
    indentation.withUnsafeBufferPointer { sink.append(UnsafeBufferPointer(rebasing: $0[...first])) }
    if first < count { spaces(count - first) }
  }

  private func spaces(_ count: Int) { for _ in 0..<count { sink.append(0x20) } }

  // MARK: Tags

  /// Writes a start tag up to its `>`; how many namespaces it puts in scope.
  private mutating func startTag(_ view: ElementView) -> Int {
    if isUsual(view) {
      sink.append(tags.start(of: view.code))
    } else {
      sink.append(0x3C)
      escaper.name(name(of: view))
    }
    var declared = 0
    var hasForeignAttribute = false
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      guard attribute.code >= ElementStorage.firstForeignAttribute else { continue }
      hasForeignAttribute = true
      let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
      if let prefix = name.declaredPrefix {
        scope.append((prefix, String(decoding: view.value(attribute), as: UTF8.self)))
        declared += 1
      }
    }
    if !isUsual(view) || hasForeignAttribute || scope.isEmpty || scope.count > frameScopeCount {
      declared += declareMissing(view)
    }
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      if attribute.code < ElementStorage.firstForeignAttribute {
        attributeNames[Int(attribute.code)].withUnsafeBufferPointer { sink.append($0) }
      } else {
        let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
        sink.append(0x20)
        escaper.name(name.description)
        sink.append("=\"" as StaticString)
      }
      escaper.attribute(view.value(attribute))
      sink.append(0x22)
    }
    return declared
  }

  /// Declares the namespaces that an element uses and that are not in scope; how many.
  private mutating func declareMissing(_ view: ElementView) -> Int {
    var used: [QualifiedName] = []
    if view.code == ElementStorage.foreign {
      used.append(view.name)
    } else {
      used.append(QualifiedName(prefix: lheoPrefix(of: view), localName: "", namespace: LheoSchema.namespace))
    }
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      guard attribute.code >= ElementStorage.firstForeignAttribute else { continue }
      let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
      if !name.prefix.isEmpty, name.prefix != "xmlns", name.prefix != "xml" { used.append(name) }
    }
    var declared = 0
    for name in used {
      let inScope = scope.last { $0.prefix == name.prefix }?.namespace ?? ""
      if inScope == name.namespace { continue }
      scope.append((name.prefix, name.namespace))
      declared += 1
      sink.append(" xmlns" as StaticString)
      if !name.prefix.isEmpty {
        sink.append(0x3A)
        escaper.name(name.prefix)
      }
      sink.append("=\"" as StaticString)
      escaper.attribute(name.namespace)
      sink.append(0x22)
    }
    return declared
  }

  private func lheoPrefix(of view: ElementView) -> String {
    let own = Int(view.node.prefix)
    return own == 0 ? prefix : view.storage.pointee.names[own].prefix
  }

  private func endTag(_ view: ElementView) {
    if isUsual(view) { return sink.append(tags.end(of: view.code)) }
    sink.append("</" as StaticString)
    escaper.name(name(of: view))
    sink.append(0x3E)
  }

  /// Whether an element is one of LHEO, with the prefix that all of them have.
  private func isUsual(_ view: ElementView) -> Bool {
    let node = view.node
    return node.code != ElementStorage.foreign && node.prefix == 0
  }

  private func name(of view: ElementView) -> String {
    if view.code == ElementStorage.foreign { return view.name.description }
    return QualifiedName(prefix: lheoPrefix(of: view), localName: view.name.localName).description
  }
}
