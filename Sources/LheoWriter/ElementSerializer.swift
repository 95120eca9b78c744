import LheoModel
import LheoOutput

/// Writes elements from buffers as XML.
final class ElementSerializer {
  private let sink: ByteSink
  private let options: FeedWriter.Options
  /// The prefix of LHEO's elements that were not read with one of their own.
  var prefix = ""
  private var frameDepth = 0
  /// Namespaces in scope, innermost last.
  private var scope: [(prefix: String, namespace: String)] = []
  /// How many namespaces each open frame has put in scope.
  private var frameScopes: [Int] = []
  private var frameScopeCount = 0
  private var escaper: Escaper
  private let names: [[UInt8]]
  private let attributeNames: [[UInt8]]

  init(_ sink: ByteSink, options: FeedWriter.Options) {
    self.sink = sink
    self.options = options
    escaper = Escaper(sink, encoding: options.encoding)
    names = [[]] + LheoSchema.definitions.map { Array($0.name.utf8) }
    attributeNames = KnownAttribute.allCases.map { Array($0.name.utf8) }
  }

  func declaration() {
    sink.append("<?xml version=\"1.0\" encoding=\"" as StaticString)
    sink.append(options.encoding.rawValue)
    sink.append("\"?>\n" as StaticString)
  }

  // MARK: Frames

  func startFrame(_ view: ElementView) {
    indent(frameDepth)
    let declared = startTag(view)
    frameScopes.append(declared)
    frameScopeCount = scope.count
    sink.append(0x3E)
    sink.append(0x0A)
    frameDepth += 1
  }

  func endFrame(_ element: Element) {
    frameDepth -= 1
    indent(frameDepth)
    sink.append("</" as StaticString)
    name(prefix: prefix, names[Int(element.rawValue)])
    sink.append(">\n" as StaticString)
    scope.removeLast(frameScopes.removeLast())
    frameScopeCount = scope.count
  }

  // MARK: Elements

  func write(_ view: ElementView) {
    indent(frameDepth)
    write(view, depth: frameDepth, isMixed: false)
    sink.append(0x0A)
  }

  private func write(_ view: ElementView, depth: Int, isMixed: Bool) {
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
      escaper.text(text)
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
      sink.append("</" as StaticString)
      elementName(view)
      sink.append(0x3E)
    }
    if declared > 0 { scope.removeLast(declared) }
  }

  private func indent(_ depth: Int) {
    guard let width = options.indent else { return }
    for _ in 0..<depth * width { sink.append(0x20) }
  }

  private func newLine(_ depth: Int) {
    guard options.indent != nil else { return }
    sink.append(0x0A)
    indent(depth)
  }

  // MARK: Tags

  /// Writes a start tag up to its `>`; how many namespaces it puts in scope.
  private func startTag(_ view: ElementView) -> Int {
    sink.append(0x3C)
    elementName(view)
    var declared = 0
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      guard attribute.code >= ElementStorage.firstForeignAttribute else { continue }
      let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
      if let prefix = name.declaredPrefix {
        scope.append((prefix, String(decoding: view.value(attribute), as: UTF8.self)))
        declared += 1
      }
    }
    let isKnown = view.code != ElementStorage.foreign
    if !isKnown || scope.isEmpty || scope.count > frameScopeCount || view.node.prefix != 0 || view.attributeCount > 0 {
      declared += declareMissing(view)
    }
    for number in 0..<view.attributeCount {
      let attribute = view.attributeNode(number)
      sink.append(0x20)
      if attribute.code < ElementStorage.firstForeignAttribute {
        attributeNames[Int(attribute.code)].withUnsafeBufferPointer { sink.append($0) }
      } else {
        let name = view.storage.pointee.names[Int(attribute.code - ElementStorage.firstForeignAttribute)]
        escaper.name(name.description)
      }
      sink.append("=\"" as StaticString)
      escaper.attribute(view.value(attribute))
      sink.append(0x22)
    }
    return declared
  }

  /// Declares the namespaces that an element uses and that are not in scope; how many.
  private func declareMissing(_ view: ElementView) -> Int {
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

  private func elementName(_ view: ElementView) {
    if view.code == ElementStorage.foreign {
      escaper.name(view.name.description)
    } else {
      name(prefix: view.node.prefix == 0 ? prefix : lheoPrefix(of: view), names[Int(view.code)])
    }
  }

  private func name(prefix: String, _ name: [UInt8]) {
    if !prefix.isEmpty {
      sink.append(prefix)
      sink.append(0x3A)
    }
    name.withUnsafeBufferPointer { sink.append($0) }
  }
}
