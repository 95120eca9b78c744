import LheoModel
import LheoOutput

/// Writes elements as JSON; the shape is that of the default converter of Python's xmlschema (see `JSONShape`).
public struct FormationJSON {
  /// The key of each element of LHEO, quoted and with its colon.
  private let keys = ByteTable([[]] + LheoSchema.definitions.map { Array("\"\($0.name)\":".utf8) })
  private let isNumber: [Bool]
  private let isCollapsed: [Bool]
  private let mayInterleave: [Bool]

  /// A writer of JSON.
  public init() {
    var isNumber = [false]
    var isCollapsed = [false]
    var mayInterleave = [true]
    for definition in LheoSchema.definitions {
      var flags = (number: false, collapsed: false, interleaved: false)
      switch definition.content {
      case .number: flags.number = true
      case .code, .date: flags.collapsed = true
      case .choice, .any: flags.interleaved = true
      default: break
      }
      isNumber.append(flags.number)
      isCollapsed.append(flags.collapsed || flags.number)
      mayInterleave.append(flags.interleaved)
    }
    self.isNumber = isNumber
    self.isCollapsed = isCollapsed
    self.mayInterleave = mayInterleave
  }

  /// Writes the element in a buffer as a value.
  public func write(_ buffer: ElementBuffer, to json: inout JSONWriter) { write(buffer.root, to: &json) }

  /// Writes an element as a value. It stands for itself: prefixes that the elements around it declare are declared where
  /// they are used.
  package func write(_ view: ElementView, to json: inout JSONWriter) {
    var scope = NamespaceScope.json
    write(view, &scope, to: &json)
  }

  private func write(_ view: ElementView, _ scope: inout NamespaceScope, to json: inout JSONWriter) {
    let outside = scope.count
    // Where names without a prefix are LHEO's, an element of LHEO needs no declaration.
    let isUsual = outside == 1 && view.code != ElementStorage.foreign && !view.hasForeignAttribute
    let declarations = isUsual ? [] : scope.enter(view, as: view.jsonName)
    defer { if scope.count > outside { scope.leave(to: outside) } }
    let hasChildren = view.children.contains { !$0.isText }
    if !view.hasAttributes && declarations.isEmpty && !hasChildren {
      if view.utf8.isEmpty { json.null() } else { text(view, to: &json) }
      return
    }
    json.object { json in
      for declaration in declarations {
        json.member("@\(QualifiedName.declaration(ofPrefix: declaration.prefix))", declaration.namespace)
      }
      for number in 0..<view.attributeCount {
        let attribute = view.attributeNode(number)
        if view.storage.pointee.declaredPrefix(attribute.code) != nil { continue }
        view.storage.pointee.attributeName(attribute.code).description.withBytes { json.key("@", $0) }
        json.string(view.value(attribute))
      }
      if hasChildren { children(of: view, &scope, to: &json) }
      if !view.utf8.isEmpty && !hasChildren {
        json.key(JSONShape.textKey)
        text(view, to: &json)
      }
    }
  }

  private func children(of view: ElementView, _ scope: inout NamespaceScope, to json: inout JSONWriter) {
    if mayInterleave[Int(view.code)] || !areGrouped(view) {
      for group in view.groupedChildren { write(group, in: view, &scope, to: &json) }
      return
    }
    var openList: UInt16 = 0
    for child in view.children where !child.isText {
      if child.code == openList {
        write(child, &scope, to: &json)
        continue
      }
      if openList != 0 { json.end("]") }
      openList = 0
      key(of: child, to: &json)
      if Occurrence.mayRepeat(child.code, in: view.code) {
        openList = child.code
        json.begin("[")
      }
      write(child, &scope, to: &json)
    }
    if openList != 0 { json.end("]") }
  }

  /// Whether the children are LHEO's and those of one name stand together, as in any valid sequence.
  private func areGrouped(_ view: ElementView) -> Bool {
    var previous: UInt16 = 0
    for child in view.children {
      if child.code == ElementStorage.foreign { return false }
      if child.code == previous {
        if !Occurrence.mayRepeat(child.code, in: view.code) { return false }
      } else if previous != 0, view.children.first(where: { $0.code == child.code })?.index != child.index {
        return false
      }
      previous = child.code
    }
    return true
  }

  private func write(
    _ group: [ElementView], in parent: ElementView, _ scope: inout NamespaceScope, to json: inout JSONWriter
  ) {
    key(of: group[0], to: &json)
    if Occurrence.mayRepeat(group[0].code, in: parent.code) || group.count > 1 {
      json.list { json in for child in group { write(child, &scope, to: &json) } }
    } else {
      write(group[0], &scope, to: &json)
    }
  }

  private func key(of view: ElementView, to json: inout JSONWriter) {
    if view.code == ElementStorage.foreign {
      json.key(view.name.description)
    } else {
      json.key(quoted: keys[Int(view.code)])
    }
  }

  private func text(_ view: ElementView, to json: inout JSONWriter) {
    let code = Int(view.code)
    if isNumber[code], let number = Int(String(decoding: view.utf8.trimmed, as: UTF8.self)) {
      json.number(number)
    } else {
      json.string(isCollapsed[code] ? view.utf8.trimmed : view.utf8)
    }
  }
}
