import LheoModel

/// A flat view of the offers: one row for each element of a kind.
public struct Table: Sendable {
  /// The name, such as `sessions`.
  public let name: String
  /// What a row is.
  public let summary: Text
  /// The columns.
  public let columns: [Column]
  /// The table whose rows these rows belong to, with the column of this table that holds its identifier.
  public let parent: (table: String, column: String)?
  /// The column by which rows are distinct, if they are.
  let distinctBy: Int?
  /// The element whose rows say the most of what is distinct: one of them replaces one of another element.
  let fullestElement: Element?
  /// The elements that are around every row, and the row itself.
  let anchors: [Element]
  /// The elements that are rows.
  let rowElements: Set<Element>
  /// What is around rows that belong together, and has columns in their table.
  let container: Element?

  init(
    _ name: String, _ summary: Text, rows: Element..., around: [Element], container: Element? = nil,
    parent: (table: String, column: String)? = nil, distinctBy: Int? = nil, columns: [String]
  ) {
    self.name = name
    self.summary = summary
    self.parent = parent
    self.distinctBy = distinctBy
    fullestElement = distinctBy == nil ? nil : rows.first
    anchors = around + rows
    rowElements = Set(rows)
    self.container = container
    self.columns = columns.map { try! Column($0) }
  }

  /// A table whose rows are made of no element.
  package init(
    _ name: String, _ summary: Text, parent: (table: String, column: String)? = nil, columns: [Column]
  ) {
    self.name = name
    self.summary = summary
    self.parent = parent
    self.columns = columns
    distinctBy = nil
    fullestElement = nil
    anchors = []
    rowElements = []
    container = nil
  }

  private init(_ table: Table, columns: [Column], distinctBy: Int? = nil) {
    name = table.name
    summary = table.summary
    parent = table.parent
    // With other columns there is nothing to be distinct by.
    self.distinctBy = distinctBy
    fullestElement = distinctBy == nil ? nil : table.fullestElement
    anchors = table.anchors
    rowElements = table.rowElements
    container = table.container
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

  /// The table with more columns behind its own.
  func appending(_ more: [Column]) -> Table {
    Table(self, columns: columns + more, distinctBy: distinctBy)
  }
}

extension Table {
  /// The columns by which rows are looked for, wherever they are.
  package static let indexedColumns: Set<String> = [
    "formation_numero", "session_numero", "siret", "rncp", "debut", "ligne_id",
  ]

  /// The columns that tables of one's own need to say all that is theirs: keys, and those that are the home of a part.
  package var homeColumns: Set<String> {
    let homes = homes.map(\.column.name)
    let keys = columns.filter { column in
      switch column.source {
      case .identifier(let element): element == anchors.last || column.name == parent?.column
      case .rowIdentifier, .rowName, .parentName, .parentPlace, .outerGroups: true
      case .rank, .made, .paths: false
      }
    }
    return Set(homes + keys.map(\.name))
  }

  /// The tables whose rows these rows may belong to, with the columns that say so; the innermost first.
  package var parents: [(table: String, column: String)] {
    let inner = [("sessions", "session_id"), ("actions", "action_id")]
    return (parent?.table == "formations" && anchors.contains(.session) ? inner : []) + [parent].compactMap { $0 }
  }

  /// Whether its rows are elements of offers, each of one.
  package var holdsOffers: Bool { distinctBy == nil && !rowElements.isEmpty }

  /// The elements that are rows of a table that is their home.
  static let rowElements = all.filter(\.holdsOffers).reduce(into: Set<Element>()) {
    $0.formUnion($1.rowElements)
  }

  /// What a row is, in French.
  public var label: String {
    anchors.filter(rowElements.contains).map(\.label).joined(separator: ", ")
  }

  /// The column that identifies a row, if there is one.
  public var primaryKey: String? {
    if let distinctBy { return columns[distinctBy].name }
    return columns.first { column in
      switch column.source {
      case .identifier(let element): element == anchors.last
      case .rowIdentifier: true
      default: false
      }
    }?.name
  }

  /// The columns that a feed needs: keys, and what LHEO makes mandatory in the row's element.
  public var mandatoryColumns: Set<String> {
    guard let row = anchors.last, distinctBy == nil else { return [] }
    return Set(
      columns.filter { column in
        switch column.source {
        case .identifier(let element): return element == row || column.name == parent?.column
        case .rowName: return true
        case .parentName, .parentPlace, .outerGroups, .rank, .rowIdentifier, .made: return false
        case .paths(let paths):
          guard paths.count == 1, paths[0].anchor.element == row, paths[0].attribute == nil, paths[0].isStored else {
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
