import LheoModel

/// Fills in what tables of a user say in columns whose home is another table, where that one says nothing: the town of a place
/// in `actions` for an action without a row in `lieux`.
struct FallbackFiller {
  /// A column, and the element that its path starts at.
  private struct Source {
    let cell: Int
    let path: ColumnPath
    let isDate: Bool
  }

  private let sources: [[Source]]

  init(_ tables: [StoredTable]) {
    let actions = tables.first { $0.table.name == "actions" }?.columns ?? []
    sources = tables.map { table in
      table.table.columns.indices.flatMap { number -> [Source] in
        let column = table.table.columns[number]
        guard let cell = table.cells[number], let path = column.paths.first, path.isStored else { return [] }
        let isOfRow = table.table.rowElements.contains(path.anchor.element)
        guard isOfRow ? path.entersRows : path.isOfBodyWithoutColumn(in: actions) else { return [] }
        return [Source(cell: cell, path: path, isDate: column.isDate)]
      }
    }
  }

  /// Fills in what the rows of a table say.
  ///
  /// - Parameter nodes: the elements of the rows; `nil` where a row has none.
  func fill(_ number: Int, _ rows: StoredRows, _ nodes: [Int?], _ tree: inout OfferTree) {
    if sources[number].isEmpty { return }
    for (row, node) in nodes.enumerated() {
      guard let node else { continue }
      // What has come from a table of its own is all there is, but what this row adds belongs together.
      var added: Set<Int> = []
      for source in sources[number] {
        let cell = rows[row, source.cell]
        guard !cell.isEmpty, let start = anchor(of: source, from: node, tree) else { continue }
        fill(cell, source, start, &added, &tree)
      }
    }
  }

  private func anchor(of source: Source, from node: Int, _ tree: OfferTree) -> Int? {
    var current = node
    while tree.nodes[current].code != source.path.anchor.element.rawValue {
      current = tree.nodes[current].parent
      if current < 0 { return nil }
    }
    return current
  }

  private func fill(
    _ cell: ArraySlice<UInt8>, _ source: Source, _ start: Int, _ added: inout Set<Int>, _ tree: inout OfferTree
  ) {
    let repeating = source.path.repeatingStep
    let values =
      repeating == nil ? [cell] : cell.split(separator: TableLayout.separator, omittingEmptySubsequences: false)
    for (occurrence, value) in values.enumerated() where !value.isEmpty {
      var node = start
      for (number, step) in source.path.steps.enumerated() {
        let known = tree.nodes.count
        node = tree.child(step, number: number == repeating ? occurrence + 1 : 1, of: node)
        if node >= known { added.insert(node) }
        // It has come from elsewhere.
        if Table.rowElements.contains(step.element), !added.contains(node) { return }
      }
      set(value, source, node, &tree)
    }
  }

  private func set(_ value: ArraySlice<UInt8>, _ source: Source, _ node: Int, _ tree: inout OfferTree) {
    if let attribute = source.path.attribute {
      if tree.value(of: attribute, of: node) == nil { tree.set(.known(attribute), value, of: node) }
    } else if tree.text(of: node).isEmpty {
      var text: [UInt8] = []
      value.withUnsafeBufferPointer { CellText.appendValue($0, isDate: source.isDate, to: &text) }
      tree.setText(text, of: node)
    }
  }
}

extension ColumnPath {
  /// Whether it starts at a body of the action, for which `actions` has no such column.
  fileprivate func isOfBodyWithoutColumn(in actions: [String]) -> Bool {
    guard anchor.element == .action, steps.first?.element == .organismeFormateur else { return false }
    let home = Table.named("actions")!.columns.first { $0.paths.contains { $0.text == text } }
    return home.map { !actions.contains($0.name) } ?? true
  }
}
