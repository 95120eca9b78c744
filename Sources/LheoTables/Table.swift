import LheoModel

/// A flat view of the offers: one row for each element of a kind.
public struct Table: Sendable {
  /// The name, such as `sessions`.
  public let name: String
  /// What a row is, in English.
  public let summary: String
  /// The columns.
  public let columns: [Column]
  /// The table whose rows these rows belong to, with the column of this table that holds its identifier.
  public let parent: (table: String, column: String)?
  /// The column by which rows are distinct, if they are.
  let distinctBy: Int?
  /// The elements that are around every row, and the row itself.
  let anchors: [Element]
  /// For each element, whether it is a row.
  private let isRow: [Bool]
  /// Whether rows are read from extensions, which are otherwise not part of the offer.
  private let entersExtras: Bool

  init(
    _ name: String, _ summary: String, rows: Element..., around: [Element],
    parent: (table: String, column: String)? = nil,
    distinctBy: Int? = nil, columns: [String]
  ) {
    self.name = name
    self.summary = summary
    self.parent = parent
    self.distinctBy = distinctBy
    anchors = around + rows
    isRow = (0...Element.count).map { code in rows.contains { Int($0.rawValue) == code } }
    entersExtras = rows.contains(.extra)
    self.columns = columns.map { try! Column($0) }
  }

  private init(_ table: Table, columns: [Column]) {
    name = table.name
    summary = table.summary
    parent = table.parent
    // With other columns there is nothing to be distinct by.
    distinctBy = nil
    anchors = table.anchors
    isRow = table.isRow
    entersExtras = table.entersExtras
    self.columns = columns
  }

  /// The table with other columns.
  ///
  /// - Throws: `ColumnError` where a path starts neither at the row nor around it.
  public func with(columns: [Column]) throws(ColumnError) -> Table {
    for column in columns {
      for path in column.paths where !anchors.contains(path.anchor.element) {
        throw .notAround(path: path.text, table: name, anchors: anchors.map(\.name))
      }
    }
    return Table(self, columns: columns)
  }

  /// Calls `body` with each row's element in an offer, in the order of the feed.
  func forEachRow(in offer: ElementView, _ body: (ElementView) -> Void) {
    let nodes = offer.storage.pointee.nodes
    var index = offer.index
    while index < offer.endIndex {
      let code = Int(nodes[index].code)
      if code == Int(ElementStorage.text) {
        index += 1
        continue
      }
      if isRow[code] { body(ElementView(storage: offer.storage, index: index)) }
      index = code == Int(Element.extras.rawValue) && !entersExtras ? Int(nodes[index].end) : index + 1
    }
  }
}

extension Table {
  /// The columns by which rows are looked for, wherever they are.
  package static let indexedColumns: Set<String> = ["formation_numero", "session_numero", "siret", "rncp", "debut"]

  /// What a row is, in French.
  public var label: String {
    anchors.filter { isRow[Int($0.rawValue)] }.map(\.label).joined(separator: ", ")
  }

  /// The column that identifies a row, if there is one.
  public var primaryKey: String? {
    if let distinctBy { return columns[distinctBy].name }
    return columns.first { column in
      if case .identifier(let element) = column.source { element == anchors.last } else { false }
    }?.name
  }

  /// The columns that a feed needs: keys, and what LHEO makes mandatory in the row's element.
  public var mandatoryColumns: Set<String> {
    guard let row = anchors.last, distinctBy == nil else { return [] }
    return Set(
      columns.filter { column in
        switch column.source {
        case .identifier(let element): return element == row || column.name == parent?.column
        case .rowName, .parentName: return true
        case .parentPlace, .outerGroups: return false
        case .paths(let paths):
          guard paths.count == 1, paths[0].anchor.element == row, paths[0].attribute == nil, !paths[0].wantsLabel else {
            return false
          }
          var parent = row
          for step in paths[0].steps {
            guard parent.definition.particles.first(where: { $0.element == step.element })?.minimum == 1 else {
              return false
            }
            parent = step.element
          }
          return true
        }
      }.map(\.name))
  }
}
