import LheoModel
import LheoOutput

/// Writes elements from buffers as XML.
struct ElementSerializer {
  private let sink: ByteSink
  private let escaper: Escaper
  /// Spaces for each level; none for no line breaks.
  private let indentWidth: Int?
  private let indentation = [UInt8](repeating: 0x20, count: 255)
  private let encoding: FeedEncoding
  /// The dialect in which the feed is, whose namespace takes the place of LHEO's.
  private let dialect: Dialect
  /// The prefix of LHEO's elements that were not read with one of their own.
  var prefix = "" { didSet { if prefix != oldValue { tags = TagTable(prefix: prefix, encoding) } } }
  private var tags: TagTable
  private var frameDepth = 0
  private var scope = NamespaceScope()
  /// The end tag of each open frame, and how many namespaces were declared outside it.
  private var openFrames: [(endTag: [UInt8], outside: Int)] = []
  /// How many are declared outside the offers.
  private var frameScopeCount = 0
  private let attributeNames: [[UInt8]]
  private let holdsElementsOnly = LheoSchema.holdsElementsOnly

  init(_ sink: ByteSink, options: FeedWriter.Options, dialect: Dialect = .current) {
    self.sink = sink
    self.dialect = dialect
    let encoding = options.encoding ?? (dialect.isEdof ? .latin1 : .utf8)
    self.encoding = encoding
    escaper = Escaper(sink, encoding: encoding)
    indentWidth = options.indent
    tags = TagTable(prefix: "", encoding)
    attributeNames = KnownAttribute.allCases.map { Array(" \($0.name)=\"".utf8) }
  }

  // MARK: On another thread

  /// What must be known to write an element at some place.
  struct Place: Sendable {
    fileprivate let options: FeedWriter.Options
    fileprivate let dialect: Dialect
    fileprivate let prefix: String
    fileprivate let frameDepth: Int
    fileprivate let scope: NamespaceScope
  }

  var place: Place {
    Place(
      options: FeedWriter.Options(encoding: encoding, indent: indentWidth), dialect: dialect, prefix: prefix,
      frameDepth: frameDepth,
      scope: scope)
  }

  /// A serializer for the elements at a place.
  init(_ sink: ByteSink, at place: Place) {
    self.init(sink, options: place.options, dialect: place.dialect)
    prefix = place.prefix
    tags = TagTable(prefix: prefix, encoding)
    frameDepth = place.frameDepth
    scope = place.scope
    frameScopeCount = scope.count
  }

  /// Writes what a serializer for this place has written.
  func write(fragment: [UInt8]) { fragment.withUnsafeBufferPointer { sink.append($0) } }

  // MARK: Elements around offers

  func declaration() {
    sink.append("<?xml version=\"1.0\" encoding=\"" as StaticString)
    sink.append(encoding.rawValue)
    sink.append("\"?>\n" as StaticString)
  }

  mutating func startFrame(_ view: ElementView) {
    indent(frameDepth)
    let outside = scope.count
    startTag(view)
    openFrames.append((endTag(of: view), outside))
    frameScopeCount = scope.count
    sink.append(0x3E)
    sink.append(0x0A)
    frameDepth += 1
  }

  /// Closes the innermost frame, with the name that it was opened with.
  mutating func endFrame() {
    let frame = openFrames.removeLast()
    frameDepth -= 1
    indent(frameDepth)
    frame.endTag.withUnsafeBufferPointer { sink.append($0) }
    sink.append(0x0A)
    scope.leave(to: frame.outside)
    frameScopeCount = scope.count
  }

  // MARK: Elements

  mutating func write(_ view: ElementView) {
    indent(frameDepth)
    if view.isText {
      // Text beside offers gets a line of its own: the white space round it is the layout's.
      escaper.text(view.utf8.trimmed)
    } else {
      write(view, depth: frameDepth, isMixed: false)
    }
    sink.append(0x0A)
  }

  private mutating func write(_ view: ElementView, depth: Int, isMixed: Bool) {
    if view.isText {
      escaper.text(view.utf8)
      return
    }
    let outside = scope.count
    startTag(view)
    let hasChildren = view.endIndex > view.index + 1
    let text = view.utf8
    if !hasChildren && text.isEmpty {
      sink.append("/>" as StaticString)
    } else {
      sink.append(0x3E)
      if !text.isEmpty { escaper.text(text) }
      if hasChildren {
        // White space may mean something inside an extension, among text, and in an element that should only hold text.
        let isMixed =
          isMixed || !text.isEmpty || !holdsElementsOnly[Int(view.code)] || view.children.contains { $0.isText }
        for child in view.children {
          if !isMixed { newLine(depth + 1) }
          write(child, depth: depth + 1, isMixed: isMixed)
        }
        if !isMixed { newLine(depth) }
      }
      endTag(view)
    }
    if scope.count > outside { scope.leave(to: outside) }
  }

  private func indent(_ depth: Int) {
    guard let indentWidth else { return }
    var rest = depth * indentWidth
    indentation.withUnsafeBufferPointer { spaces in
      while rest > 0 {
        let count = min(rest, spaces.count)
        sink.append(UnsafeBufferPointer(rebasing: spaces[..<count]))
        rest -= count
      }
    }
  }

  private func newLine(_ depth: Int) {
    if indentWidth == nil { return }
    sink.append(0x0A)
    indent(depth)
  }

  // MARK: Tags

  /// Writes a start tag up to its `>`.
  private mutating func startTag(_ view: ElementView) {
    let isUsual = isUsual(view)
    var declarations: [NamespaceScope.Written] = []
    if !isUsual || view.hasForeignAttribute || scope.count == 0 || scope.count > frameScopeCount {
      declarations = scope.enter(view, as: qualifiedName(of: view))
    }
    if isUsual {
      sink.append(tags.start(of: view.code))
    } else {
      sink.append(0x3C)
      escaper.name(scope.written(qualifiedName(of: view)))
    }
    for declaration in declarations {
      attribute(QualifiedName.declaration(ofPrefix: declaration.prefix).description)
      escaper.attribute(declaration.namespace == LheoSchema.namespace ? dialect.namespace : declaration.namespace)
      sink.append(0x22)
    }
    for number in 0..<view.attributeCount {
      let node = view.attributeNode(number)
      if node.code < ElementStorage.firstForeignAttribute {
        attributeNames[Int(node.code)].withUnsafeBufferPointer { sink.append($0) }
      } else {
        let name = view.storage.pointee.names[Int(node.code - ElementStorage.firstForeignAttribute)]
        if name.declaredPrefix != nil { continue }
        attribute(scope.written(name))
      }
      escaper.attribute(view.value(node))
      sink.append(0x22)
    }
  }

  private func attribute(_ name: String) {
    sink.append(0x20)
    escaper.name(name)
    sink.append("=\"" as StaticString)
  }

  private func endTag(_ view: ElementView) {
    if isUsual(view) { return sink.append(tags.end(of: view.code)) }
    endTag(of: view).withUnsafeBufferPointer { sink.append($0) }
  }

  private func endTag(of view: ElementView) -> [UInt8] {
    isUsual(view)
      ? Array(tags.end(of: view.code))
      : Array("</".utf8) + encoding.bytes(ofName: scope.written(qualifiedName(of: view))) + [0x3E]
  }

  /// Whether an element is one of LHEO, with the prefix that all of them have.
  private func isUsual(_ view: ElementView) -> Bool {
    let node = view.node
    return node.code != ElementStorage.foreign && node.prefix == 0
  }

  private func qualifiedName(of view: ElementView) -> QualifiedName {
    var name = view.name
    if isUsual(view) { name.prefix = prefix }
    return name
  }
}
