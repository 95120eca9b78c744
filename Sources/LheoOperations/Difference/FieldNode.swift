import LheoModel

/// An element to be compared with its other version.
struct FieldNode {
  private static let searchLimit = 200

  private let path: String
  private let label: String
  private let identity: String
  private let text: String
  private let attributes: [(name: String, value: String)]
  private let children: [FieldNode]

  init(_ view: ElementView, place: String) {
    let name = view.isText ? "texte" : view.name.localName
    let numero = view.text(of: .numero)
    path = [place, numero.map { "\(name) \($0)" } ?? name].filter { !$0.isEmpty }.joined(separator: " / ")
    label = view.element?.label ?? name
    // Actions, sessions and recruitments are found again by their number, all else by its place.
    identity = "\(name) \(numero ?? "")"
    text = view.trimmedText ?? ""
    attributes = view.contentAttributes
    // The offer itself is named already.
    let inside = place.isEmpty && view.element == .formation ? "" : path
    children = view.children.map { FieldNode($0, place: inside) }
  }

  func differences(to other: FieldNode) -> [FieldChange] {
    var changes: [FieldChange] = []
    if text != other.text {
      changes.append(FieldChange(path: other.path, label: label, before: text.nonEmpty, after: other.text.nonEmpty))
    }
    for (name, value) in attributes {
      let now = other.attributes.first { $0.name == name }?.value
      if now != value { changes.append(attribute(name, value, now, other)) }
    }
    for (name, value) in other.attributes where !attributes.contains(where: { $0.name == name }) {
      changes.append(attribute(name, nil, value, other))
    }
    return changes + childDifferences(to: other)
  }

  private func attribute(_ name: String, _ before: String?, _ after: String?, _ other: FieldNode) -> FieldChange {
    FieldChange(path: "\(other.path) / @\(name)", label: "\(label) (\(name))", before: before, after: after)
  }

  /// Children with the same identity are compared in pairs. Among several, equal ones come first, so that one that is
  /// new or gone in the middle does not change all that follow.
  private func childDifferences(to other: FieldNode) -> [FieldChange] {
    var old = Dictionary(grouping: children, by: \.identity)
    var new = Dictionary(grouping: other.children, by: \.identity)
    for (identity, nodes) in old {
      // Among very many, looking for equal ones would cost the square of their number: they are compared in order.
      guard var candidates = new[identity], candidates.count <= Self.searchLimit else { continue }
      old[identity] = nodes.filter { node in
        guard let index = candidates.firstIndex(where: { $0.isEqual(to: node) }) else { return true }
        candidates.remove(at: index)
        return false
      }
      new[identity] = candidates
    }
    var changes: [FieldChange] = []
    var visited: Set<String> = []
    for identity in (other.children + children).map(\.identity) where visited.insert(identity).inserted {
      let before = old[identity] ?? []
      let after = new[identity] ?? []
      for (left, right) in zip(before, after) { changes += left.differences(to: right) }
      for node in before.dropFirst(after.count) {
        changes.append(FieldChange(path: node.path, label: node.label, before: node.summary, after: nil))
      }
      for node in after.dropFirst(before.count) {
        changes.append(FieldChange(path: node.path, label: node.label, before: nil, after: node.summary))
      }
    }
    return changes
  }

  private func isEqual(to other: FieldNode) -> Bool {
    text == other.text && attributes.elementsEqual(other.attributes, by: ==) && children.count == other.children.count
      && identity == other.identity && zip(children, other.children).allSatisfy { $0.isEqual(to: $1) }
  }

  /// All texts in the element.
  private var summary: String {
    ([text] + children.map(\.summary)).filter { !$0.isEmpty }.joined(separator: " | ")
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
