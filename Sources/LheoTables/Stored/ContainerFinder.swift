import LheoModel

/// Finds the element that a row stands in: its session, action or offer, or something inside these.
struct ContainerFinder {
  /// What the rows in a container say of it.
  private var claims: [Int: [UInt8]] = [:]

  mutating func removeAll() { claims.removeAll(keepingCapacity: true) }

  /// The element that a row stands in, and whether the row is the first there; `nil` where it does not exist.
  mutating func place(
    of row: Int, _ element: Element, in parent: Int, _ table: StoredTable, _ rows: StoredRows, _ tree: inout OfferTree
  ) -> (node: Int, isNew: Bool)? {
    let path = rows[row, table.place.path]
    guard let container = table.table.container else {
      return holder(of: element, path, in: parent, &tree).map { ($0, false) }
    }
    var said: [UInt8] = []
    for home in table.layout.homes where home.isOfContainer {
      said += rows[row, table.cells[home.column]] + [0]
    }
    if let found = found(path, in: parent, of: container, &tree) {
      return claim(found.node, number: found.number, container, in: found.holder, said, &tree)
    }
    var holder = parent
    if let steps = path.isEmpty ? [] : OfferPath(path)?.steps, !steps.isEmpty {
      // As a path that leads to where a row is would have ended there, this one leads to what its groups are in.
      if case .known(container.rawValue) = steps.last?.name { return nil }
      for step in steps { holder = tree.existingChild(step, of: holder) ?? holder }
    } else if let cell = table.place.holder, let named = Element(name: rows.text(row, cell)) {
      holder = Self.first(named, in: parent, tree) ?? parent
    }
    let groups = rows[row, table.place.groups]
    for group in groups.isEmpty ? [] : groups.split(separator: TableLayout.separator, omittingEmptySubsequences: false)
    {
      holder = Self.group(Array(group), container, in: holder, &tree)
    }
    return claimLast(container, in: holder, said, &tree)
  }

  /// The first element of a name, from one downwards.
  private static func first(_ element: Element, in node: Int, _ tree: OfferTree) -> Int? {
    if tree.nodes[node].code == element.rawValue { return node }
    var found: Int?
    tree.forEachChild(of: node) { if found == nil { found = first(element, in: $0, tree) } }
    return found
  }

  // MARK: By path

  /// Where a row without a container of its own stands.
  private func holder(
    of element: Element, _ path: ArraySlice<UInt8>, in parent: Int, _ tree: inout OfferTree
  ) -> Int? {
    if !path.isEmpty { return follow(OfferPath(path)?.steps ?? [], from: parent, &tree) }
    switch element {
    case .contactOrganisme:
      return tree.childOrNew(Element.organismeFormationResponsable.rawValue, number: 1, of: parent)
    case .contactFormateur: return tree.childOrNew(Element.organismeFormateur.rawValue, number: 1, of: parent)
    default: return parent
    }
  }

  /// Goes along a path. Elements that are rows must be there, others are made.
  private func follow(_ steps: [OfferStep], from node: Int, _ tree: inout OfferTree) -> Int? {
    var node = node
    for step in steps {
      if case .known(let code) = step.name, Table.rowElements.contains(Element(rawValue: code)) {
        guard let found = tree.existingChild(step, of: node) else { return nil }
        node = found
      } else {
        node = tree.child(step, of: node)
      }
    }
    return node
  }

  private func found(
    _ path: ArraySlice<UInt8>, in parent: Int, of container: Element, _ tree: inout OfferTree
  ) -> (node: Int?, number: Int, holder: Int)? {
    guard !path.isEmpty, let steps = OfferPath(path)?.steps, let last = steps.last,
      case .known(container.rawValue) = last.name,
      let holder = follow(steps.dropLast(), from: parent, &tree)
    else { return nil }
    return (tree.existingChild(last, of: holder), last.number, holder)
  }

  // MARK: Rows that belong together

  /// The container of a number, if its rows say the same of it; or else another.
  private mutating func claim(
    _ node: Int?, number: Int, _ container: Element, in holder: Int, _ said: [UInt8], _ tree: inout OfferTree
  ) -> (node: Int, isNew: Bool) {
    let node = node ?? tree.add(container.rawValue, number: number, to: holder, line: tree.nodes[holder].line)
    if claims[node] == nil {
      claims[node] = said
      return (node, true)
    }
    if claims[node] == said { return (node, false) }
    return claimLast(container, in: holder, said, &tree)
  }

  /// The last container of which rows say the same; or else a new one.
  private mutating func claimLast(
    _ container: Element, in holder: Int, _ said: [UInt8], _ tree: inout OfferTree
  ) -> (node: Int, isNew: Bool) {
    var last: Int?
    tree.forEachChild(of: holder) { if tree.nodes[$0].code == container.rawValue { last = $0 } }
    if let last, claims[last] == said { return (last, false) }
    let number = last.map { min(tree.nodes[$0].number, .max - 1) + 1 } ?? 1
    let node = tree.add(container.rawValue, number: number, to: holder, line: tree.nodes[holder].line)
    claims[node] = said
    return (node, true)
  }

  /// The last group of a name around others, or a new one.
  private static func group(_ name: [UInt8], _ container: Element, in holder: Int, _ tree: inout OfferTree) -> Int {
    var last: Int?
    tree.forEachChild(of: holder) { if tree.nodes[$0].code == container.rawValue { last = $0 } }
    if let last, (tree.value(of: .info, of: last) ?? []).elementsEqual(name) { return last }
    let number = last.map { min(tree.nodes[$0].number, .max - 1) + 1 } ?? 1
    let node = tree.add(container.rawValue, number: number, to: holder, line: tree.nodes[holder].line)
    if !name.isEmpty { tree.set(.known(.info), name, of: node) }
    return node
  }
}
