import LheoModel

/// Puts offers together from the rows of tables. Cells win: what is kept beside them counts only while they hold what was
/// made of it.
package final class OfferAssembler {
  let tables: [StoredTable]
  /// By table, how its owner calls it, and whether its rows have lines.
  private let names: [String]
  private let haveLines: Bool
  private let bodies: StoredBodies?
  /// By table, how its rows are filled in.
  private let fillers: [RowFiller]
  /// For offers whose body is not known.
  private let fillerAlone: RowFiller
  private let rest: StoredTable?
  var tree = OfferTree()
  /// By table, the elements of its rows by their keys.
  private var nodes: [[ArraySlice<UInt8>: Int]]
  /// By table, the numbers of those that its rows may belong to; `nil` for one that is not there.
  private let parents: [[Int?]]
  /// Whether rows of others may belong to those of a table.
  private let isParent: [Bool]
  private var parts = RestParts()
  private var containers = ContainerFinder()
  /// By table, the elements of its rows, where tables of a user say things elsewhere than at home.
  private var rowNodes: [[Int?]]
  private let fallback: FallbackFiller?

  /// - Parameters:
  ///   - tables: the tables that are there, in the order of `Table.layout`.
  ///   - bodies: what is known of training bodies.
  ///   - dialect: how the database calls its tables.
  package init(_ tables: [StoredTable], bodies: StoredBodies?, _ dialect: SQLDialect) {
    self.tables = tables.filter(\.table.holdsOffers)
    names = self.tables.map { dialect.shownName($0.table.name) }
    haveLines = dialect.line != nil
    self.bodies = bodies
    rest = tables.first { $0.table.name == Table.rest.name }
    fillers = self.tables.map { RowFiller($0, $0.layout) }
    fillerAlone = RowFiller(self.tables[0], self.tables[0].layoutAlone)
    let names = self.tables.map(\.table.name)
    let parents = self.tables.map { $0.parents.map { parent in names.firstIndex(of: parent.table) } }
    self.parents = parents
    isParent = names.indices.map { number in parents.contains { $0.contains(number) } }
    nodes = Array(repeating: [:], count: names.count)
    rowNodes = Array(repeating: [], count: names.count)
    fallback = rest == nil ? FallbackFiller(self.tables) : nil
    tree.keepsOrder = rest == nil
    tree.sharesLines = dialect.sharesLines
  }

  /// A row that belongs to no other.
  package struct Orphan: Error {
    /// The table, by its number among those with rows of offers.
    let table: Int
    /// The key of the row itself, or else of what it should belong to.
    let rowKey: String?
    let line: Int
    let column: String
    let key: String
    let parent: String
  }

  /// The event of a part; an offer is put into a buffer.
  package func event(of part: StoredPart, _ buffer: ElementBuffer) throws(Orphan) -> FeedEvent {
    switch part {
    case .begin(let element): return .begin(element.buffer)
    case .element(let element): return .element(element.buffer)
    case .end(let element): return .end(element)
    case .offer(let rows, let rest):
      try read(rows, rest, into: buffer)
      return .element(buffer)
    }
  }

  /// Puts an offer into a buffer.
  ///
  /// - Parameters:
  ///   - rows: for each of the tables, its rows of the offer.
  ///   - restRows: what has no column.
  package func read(_ rows: [StoredRows], _ restRows: StoredRows?, into buffer: ElementBuffer) throws(Orphan) {
    tree.removeAll()
    for number in nodes.indices { nodes[number].removeAll(keepingCapacity: true) }
    containers.removeAll()
    if let rest, let restRows { parts.read(restRows, of: rest) } else { parts.removeAll() }
    for (number, table) in tables.enumerated() {
      rowNodes[number].removeAll(keepingCapacity: true)
      for row in 0..<rows[number].count { rowNodes[number].append(try add(row, of: table, number, rows[number])) }
    }
    if let fallback {
      for number in tables.indices { fallback.fill(number, rows[number], rowNodes[number], &tree) }
      describeFormateurs()
    }
    tree.encode(into: buffer)
  }

  /// Adds the element of a row; `nil` where what it stands in is not there.
  private func add(
    _ row: Int, of table: StoredTable, _ number: Int, _ rows: StoredRows
  ) throws(Orphan) -> Int? {
    let line = rows.line(ofRow: row)
    let key = rows[row, table.key]
    var container: (node: Int, isNew: Bool)?
    let node: Int
    if number == 0 {
      node = tree.add(Element.formation.rawValue, number: 1, to: -1, line: line)
    } else {
      let parent = try parent(of: row, table, number, rows)
      guard let element = element(of: row, table, rows),
        let place = containers.place(of: row, element, in: parent, table, rows, &tree)
      else { return nil }
      container = place
      node = tree.addRow(element.rawValue, number: Int(rows.text(row, table.rang)), to: place.node, line: line)
    }
    if isParent[number] { nodes[number][key] = node }
    let place = place(names[number], line, key)
    tree.set(row: place, of: node)
    if let container, container.isNew { tree.set(row: place, of: container.node) }
    let body = number == 0 ? bodies?.cells(siretOf: row, table, rows) : nil
    let filler = number == 0 && body == nil ? fillerAlone : fillers[number]
    filler.fill(
      node, container.flatMap { $0.isNew ? $0.node : nil }, row, rows, parts.of(table.table.name, key), parts, body,
      &tree)
    return node
  }

  private func place(_ table: String, _ line: Int, _ key: ArraySlice<UInt8>) -> RowPlace {
    RowPlace(
      table: table, line: haveLines ? line : nil, key: key.isEmpty ? nil : String(decoding: key, as: UTF8.self))
  }

  private func element(of row: Int, _ table: StoredTable, _ rows: StoredRows) -> Element? {
    guard let role = table.place.role else { return table.table.anchors.last }
    return Element(name: rows.text(row, role)).flatMap { table.table.rowElements.contains($0) ? $0 : nil }
  }

  /// The element that a row belongs to: the innermost that it names.
  private func parent(
    of row: Int, _ table: StoredTable, _ number: Int, _ rows: StoredRows
  ) throws(Orphan) -> Int {
    let last = table.parents.count - 1
    let place = table.parents.firstIndex { !rows[row, $0.cell].isEmpty } ?? last
    let parent = table.parents[place]
    if let nodes = parents[number][place].map({ nodes[$0] }), let node = nodes[rows[row, parent.cell]] { return node }
    let keys = [table.key, table.parents[last].cell].compactMap { $0 }.map { rows.text(row, $0) }
    throw Orphan(
      table: number, rowKey: keys.first { !$0.isEmpty }, line: rows.line(ofRow: row), column: parent.column,
      key: rows.text(row, parent.cell), parent: parent.table)
  }

  /// Bodies in charge of an action are described by their row in `organismes`.
  private func describeFormateurs() {
    guard let bodies else { return }
    let formateur = Element.organismeFormateur.rawValue
    for node in tree.nodes.indices where tree.nodes[node].code == formateur {
      guard let container = tree.child(Element.siretFormateur.rawValue, number: 1, of: node),
        let siret = tree.child(Element.siret.rawValue, number: 1, of: container)
      else { continue }
      bodies.describe(node, .organismeFormateur, siret: tree.text(of: siret), in: &tree)
    }
  }
}
