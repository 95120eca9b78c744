import LheoModel

/// A table that offers are made from, with the columns that it has there.
package struct StoredTable: Sendable {
  package let table: Table
  /// The columns in the order of the cells.
  package let columns: [String]
  /// Its number in `Table.layout`.
  let number: Int
  let layout: TableLayout
  /// The same for offers whose body is not in `organismes`.
  let layoutAlone: TableLayout
  /// For each column of the layout, the number of its cell.
  let cells: [Int?]
  let key: Int?
  let parentKeys: ParentKeys
  let rang: Int?
  /// Whether there is a table of what has no column, so that each cell is at home.
  let hasRest: Bool
  let place: Place

  /// The cells that say what a row belongs to.
  struct ParentKeys: Sendable {
    let formation: Int?
    let action: Int?
    let session: Int?
    /// That of the table's parent.
    let parent: Int?
  }

  /// The cells that say where in that the row stands.
  struct Place: Sendable {
    let role: Int?
    let path: Int?
    let holder: Int?
    let groups: Int?
  }

  /// - Parameters:
  ///   - table: one of `Table.layout`.
  ///   - columns: its columns, in the order of the cells.
  ///   - declared: columns that a user has declared.
  ///   - tables: the names of the tables that are there.
  package init(_ table: Table, columns: [String], declared: [Column] = [], among tables: Set<String>) {
    self.table = table
    self.columns = columns
    number = Table.layout.firstIndex { $0.name == table.name }!
    hasRest = tables.contains(Table.rest.name)
    let bodies = table.name == "formations" && tables.contains("organismes") ? Table.named("organismes")!.columns : []
    func layout(_ bodies: [Column]) -> TableLayout {
      TableLayout(
        table, columns: table.columns + declared, declared: declared.count, bodies: bodies,
        form: Self.form)
    }
    layoutAlone = layout([])
    self.layout = bodies.isEmpty ? layoutAlone : layout(bodies)
    func cell(_ name: String?) -> Int? { name.flatMap { columns.firstIndex(of: $0) } }
    cells = (table.columns + declared).map { cell($0.name) }
    key = cell(table.primaryKey)
    parentKeys = ParentKeys(
      formation: cell("formation_id"), action: cell("action_id"), session: cell("session_id"),
      parent: cell(table.parent?.column))
    rang = cell("rang")
    place = Place(role: cell("role"), path: cell("chemin"), holder: cell("element"), groups: cell("groupes"))
  }

  /// What cells hold where nothing else is known: numbers and days, as types have them.
  private static func form(_ column: Column) -> CellText.Form {
    var options = TableReader.Options()
    options.isLayout = true
    options.usesISODates = true
    return options.form(of: column)
  }
}
