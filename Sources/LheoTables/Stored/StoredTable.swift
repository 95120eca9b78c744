import LheoModel

/// A table that offers are made from, with the columns that it has there. An object, as it is handed on with each row.
package final class StoredTable: Sendable {
  package let table: Table
  /// The columns in the order of the cells.
  package let columns: [String]
  let layout: TableLayout
  /// The same for offers whose body is not in `organismes`.
  let layoutAlone: TableLayout
  /// For each column of the layout, the number of its cell.
  let cells: [Int?]
  let key: Int?
  /// What a row may belong to, the innermost first.
  let parents: [Parent]
  let rang: Int?
  /// Whether there is a table of what has no column, so that each cell is at home.
  let hasRest: Bool
  let place: Place

  /// A table whose rows the rows may belong to.
  struct Parent: Sendable {
    let table: String
    let column: String
    let cell: Int?
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
    parents = table.parents.map { Parent(table: $0.table, column: $0.column, cell: cell($0.column)) }
    rang = cell("rang")
    place = Place(role: cell("role"), path: cell("chemin"), holder: cell("element"), groups: cell("groupes"))
  }

  /// What says which offer a row belongs to: the offer's own key, or else that of the table's parent.
  var offerKey: Parent? {
    columns.firstIndex(of: "formation_id").map { Parent(table: "formations", column: "formation_id", cell: $0) }
      ?? parents.last
  }

  /// What cells hold where nothing else is known: numbers and days, as types have them.
  private static func form(_ column: Column) -> CellText.Form {
    var options = TableReader.Options()
    options.isLayout = true
    options.usesISODates = true
    return options.form(of: column)
  }
}
