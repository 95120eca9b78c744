import LheoModel

/// An element to be compared with its other version.
///
/// Two elements are the same if they have the same name, attributes and text, and the same children. White space at the
/// ends of texts, prefixes, and whether accents are composed do not matter; nor does the order of children that have a
/// `numero`, by which they are found again. The order of all others does. What is ignored is as if it were not there.
struct FieldNode {
  private let path: String
  private let label: String
  private let place: FieldPlace
  /// Whether the element is not the one of its place, but in it.
  private let isForeign: Bool
  /// What the element is found again by: its name and number.
  private let identity: String
  private let isNumbered: Bool
  private let text: String
  private let attributes: [(name: ContentName, value: String)]
  private let children: [FieldNode]
  /// The same for elements that are the same, and for no others.
  private let digest: Int

  init(offer: ElementView, ignoring ignored: IgnoredPlaces) {
    self.init(offer, in: "", .offer, ignoring: ignored)
  }

  /// - Parameters:
  ///   - path: where the element stands, for people.
  ///   - place: which element of LHEO it is.
  private init(_ view: ElementView, in path: String, _ place: FieldPlace, ignoring ignored: IgnoredPlaces) {
    self.place = place
    isForeign = view.element != place.element
    let name = view.isText ? "texte" : view.name.localName
    let ignoredAttributes = ignored.attributes(of: view)
    let numero = ignoredAttributes & IgnoredPlaces.bit(.numero) == 0 ? view.text(of: .numero) : nil
    self.path = [path, numero.map { "\(name) \($0)" } ?? name].filter { !$0.isEmpty }.joined(separator: " / ")
    label = view.element?.label ?? name
    identity = "\(ContentName(view.name)) \(view.isText) \(numero ?? "")"
    isNumbered = numero != nil
    text = view.trimmedText ?? ""
    attributes = view.contentAttributes(except: ignoredAttributes)
    // The offer itself is named already.
    let inside = path.isEmpty && view.element == .formation ? "" : self.path
    children = view.children.compactMap { child in
      child.isWhiteSpace || ignored.contains(child)
        ? nil : FieldNode(child, in: inside, place.child(child), ignoring: ignored)
    }
    var hasher = Hasher()
    hasher.combine(identity)
    hasher.combine(text)
    for (name, value) in attributes {
      hasher.combine(name)
      hasher.combine(value)
    }
    hasher.combine(children.filter(\.isNumbered).map(\.digest).sorted())
    hasher.combine(children.filter { !$0.isNumbered }.map(\.digest))
    digest = hasher.finalize()
  }

  /// What differs; nothing only if the elements are the same.
  func differences(to other: FieldNode) -> [FieldChange] {
    if digest == other.digest { return [] }
    var changes: [FieldChange] = []
    if text != other.text {
      changes.append(change(other.path, label, text.nonEmpty, other.text.nonEmpty))
    }
    for (name, value) in attributes {
      let now = other.attributes.first { $0.name == name }?.value
      if now != value { changes.append(attribute(name, value, now, other)) }
    }
    for (name, value) in other.attributes where !attributes.contains(where: { $0.name == name }) {
      changes.append(attribute(name, nil, value, other))
    }
    changes += childDifferences(to: other)
    return changes.isEmpty ? [orderChange(to: other)] : changes
  }

  private func change(_ path: String, _ label: String, _ before: String?, _ after: String?) -> FieldChange {
    FieldChange(path: path, label: label, place: place.named, before: before, after: after)
  }

  private func attribute(_ name: ContentName, _ before: String?, _ after: String?, _ other: FieldNode) -> FieldChange {
    FieldChange(
      path: "\(other.path) / @\(name.localName)", label: "\(label) (\(name.localName))",
      place: isForeign ? place.named : place.attribute(name),
      before: before, after: after)
  }

  /// Children with the same identity are compared in pairs. Among several, equal ones come first, so that one that is
  /// new or gone in the middle does not change all that follow.
  private func childDifferences(to other: FieldNode) -> [FieldChange] {
    let old = Dictionary(grouping: Self.without(other.children, in: children), by: \.identity)
    let new = Dictionary(grouping: Self.without(children, in: other.children), by: \.identity)
    var changes: [FieldChange] = []
    var visited: Set<String> = []
    for identity in (other.children + children).map(\.identity) where visited.insert(identity).inserted {
      let before = old[identity] ?? []
      let after = new[identity] ?? []
      for (left, right) in zip(before, after) { changes += left.differences(to: right) }
      for node in before.dropFirst(after.count) {
        changes.append(node.change(node.path, node.label, node.summary, nil))
      }
      for node in after.dropFirst(before.count) {
        changes.append(node.change(node.path, node.label, nil, node.summary))
      }
    }
    return changes
  }

  /// The nodes of which the others do not have an equal one.
  private static func without(_ others: [FieldNode], in nodes: [FieldNode]) -> [FieldNode] {
    var counts: [Int: Int] = [:]
    for node in others { counts[node.digest, default: 0] += 1 }
    return nodes.filter { node in
      guard let count = counts[node.digest], count > 0 else { return true }
      counts[node.digest] = count - 1
      return false
    }
  }

  /// The same children, in another order.
  private func orderChange(to other: FieldNode) -> FieldChange {
    func order(_ node: FieldNode) -> String {
      node.children.filter { !$0.isNumbered }.map(\.summary).joined(separator: " | ")
    }
    return change("\(other.path) / ordre", "\(label) (ordre)", order(self), order(other))
  }

  /// All texts in the element; its name if there are none.
  private var summary: String {
    let texts = ([text] + children.map(\.summary)).filter { !$0.isEmpty }.joined(separator: " | ")
    return texts.isEmpty ? label : texts
  }
}

/// A name by what it means, whatever its prefix.
struct ContentName: Hashable, Comparable, CustomStringConvertible {
  let namespace: String
  let localName: String

  init(_ name: QualifiedName) {
    namespace = name.namespace
    localName = name.localName
  }

  var description: String { "{\(namespace)}\(localName)" }

  static func < (left: ContentName, right: ContentName) -> Bool {
    (left.localName, left.namespace) < (right.localName, right.namespace)
  }
}

extension ElementView {
  /// Whether it is nothing but space between elements.
  var isWhiteSpace: Bool { isText && utf8.trimmed.isEmpty }

  /// The attributes by name, without those of LHEO that are ignored and without namespace declarations, which say nothing
  /// of the offer; a type (`xsi:type`) by what it means.
  func contentAttributes(except ignored: IgnoredPlaces.Attributes) -> [(name: ContentName, value: String)] {
    if attributeCount == 0 { return [] }
    return attributes.compactMap { attribute in
      switch attribute.name {
      case .known(let known):
        if ignored & IgnoredPlaces.bit(known) != 0 { return nil }
        return (ContentName(QualifiedName(localName: known.name)), attribute.value)
      case .other(let name):
        if name.declaredPrefix != nil { return nil }
        return (ContentName(name), name.isSchemaType ? meaning(ofType: attribute.value) : attribute.value)
      }
    }.sorted { $0.0 < $1.0 }
  }

  private func meaning(ofType value: String) -> String {
    qualifiedType(value.trimmed).map { "{\($0.namespace)}\($0.local)" } ?? value
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
