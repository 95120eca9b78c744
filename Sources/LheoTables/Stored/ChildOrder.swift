import LheoModel

/// The order in which the children of an element are written.
extension OfferTree {
  /// Where a child is written among those of its parent.
  private func place(of child: Int, in parent: Node) -> (place: Int, number: Int) {
    (Occurrence.place(of: nodes[child].code, in: parent.code), nodes[child].number)
  }

  /// Whether the children of an element have places of their own.
  private func hasPlaces(_ node: Node) -> Bool {
    node.code != ElementStorage.foreign && LheoSchema.holdsElementsOnly[Int(node.code)]
      && !(keepsOrder && node.code == Element.extras.rawValue)
  }

  func isInOrder(childrenOf index: Int) -> Bool {
    let node = nodes[index]
    if node.firstChild == node.lastChild || !hasPlaces(node) { return true }
    var last = place(of: node.firstChild, in: node)
    var child = nodes[node.firstChild].nextSibling
    while child >= 0 {
      let next = place(of: child, in: node)
      if last > next { return false }
      last = next
      child = nodes[child].nextSibling
    }
    return true
  }

  /// The children in the order in which they are written.
  func sortedChildren(of index: Int) -> [Int] {
    let node = nodes[index]
    var children: [Int] = []
    forEachChild(of: index) { children.append($0) }
    if hasPlaces(node) {
      let places = children.map { child in
        let (place, number) = place(of: child, in: node)
        return (place, number, child)
      }
      children = places.sorted(by: <).map(\.2)
    }
    return node.order < 0 ? children : arranged(children, as: orders[node.order])
  }

  /// The children in an order of names; those that it does not foresee come behind their like, or else at the end.
  private func arranged(_ children: [Int], as order: [OfferStep.Name]) -> [Int] {
    var left = children.map(Optional.some)
    var indexes: [OfferStep.Name: [Int]] = [:]
    for (place, child) in children.enumerated() { indexes[name(of: child), default: []].append(place) }
    var next: [OfferStep.Name: Int] = [:]
    var lastPlaces: [OfferStep.Name: Int] = [:]
    for (place, name) in order.enumerated() { lastPlaces[name] = place }
    var arranged: [Int] = []
    for (place, name) in order.enumerated() {
      let places = indexes[name] ?? []
      var current = next[name] ?? 0
      let end = lastPlaces[name] == place ? places.count : min(current + 1, places.count)
      while current < end {
        arranged.append(children[places[current]])
        left[places[current]] = nil
        current += 1
      }
      next[name] = current
    }
    return arranged + left.compactMap { $0 }
  }

  private func name(of child: Int) -> OfferStep.Name {
    let node = nodes[child]
    return node.code == ElementStorage.foreign ? .foreign(names[node.name]) : .known(node.code)
  }
}
