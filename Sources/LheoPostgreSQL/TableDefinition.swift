import LheoModel
import LheoTables

/// A table as SQL defines it.
struct TableDefinition {
  /// What a column of the database holds.
  enum ValueType: String { case text, bigint, date }

  let table: Table
  let columns: [TableColumn]
  /// The types of the columns.
  let types: [ValueType]
  /// Columns that identify a row.
  let key: [String]
  /// The name with its schema, as SQL takes it.
  let name: String
  private let schema: String

  init(_ table: Table, _ columns: [TableColumn], schema: String) {
    self.table = table
    self.columns = columns
    self.schema = schema
    types = columns.map(Self.type)
    key = table.primaryKey.map { ["source", $0] } ?? []
    name = Self.name(table.name, in: schema)
  }

  static func name(_ table: String, in schema: String) -> String { "\(schema.quotedForSQL).\(table.quotedForSQL)" }

  /// Where a cell may hold several values it is text.
  private static func type(of column: TableColumn) -> ValueType {
    if column.mayHoldSeveral { return .text }
    switch column.valueType {
    case .number: return .bigint
    case .date: return .date
    case .text, .code: return .text
    }
  }

  /// Takes rows in the order of the columns.
  var copy: String { "COPY \(name) (\(Self.list(columns.map(\.name)))) FROM STDIN" }

  /// Makes the table, without what is better made once it has its rows.
  var creation: String {
    let columns = zip(columns, types).map { "\($0.name.quotedForSQL) \($1.rawValue)" }
    return "CREATE TABLE \(name) (\(columns.joined(separator: ", ")))"
  }

  /// Makes the table as it is in a database of one's own: with its key, its required columns, and the rows that its rows
  /// belong to.
  var ownCreation: String {
    let (keys, required) = (Set([table.primaryKey].compactMap { $0 }), table.mandatoryColumns)
    var lines = zip(columns, types).map { column, type in
      let isKey = keys.contains(column.name)
      let constraint = isKey ? " PRIMARY KEY" : required.contains(column.name) ? " NOT NULL" : ""
      return "\(column.name.quotedForSQL) \(type.rawValue)\(constraint)"
    }
    if let parent = table.parent, columns.contains(where: { $0.name == parent.column }) {
      lines.append(
        "FOREIGN KEY (\(parent.column.quotedForSQL)) REFERENCES \(Self.name(parent.table, in: schema)) ON DELETE CASCADE"
      )
    }
    return "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n)"
  }

  /// Tells people and programs what the table and its columns hold.
  var comments: [String] {
    ["COMMENT ON TABLE \(name) IS \(table.label.literalForSQL)"]
      + columns.map { column in
        var label = column.label
        if case .code(let codes) = column.valueType { label += " (codes : \(codes))" }
        if let home = column.home { label += " (répète \(home))" }
        return "COMMENT ON COLUMN \(name).\(column.name.quotedForSQL) IS \(label.literalForSQL)"
      }
  }

  /// Makes the key and the indexes.
  var keyAndIndexes: [String] {
    var statements: [String] = []
    if !key.isEmpty { statements.append("ALTER TABLE \(name) ADD PRIMARY KEY (\(Self.list(key)))") }
    if let parent = table.parent {
      statements.append("CREATE INDEX ON \(name) (source, \(parent.column.quotedForSQL))")
    }
    for column in columns where Table.indexedColumns.contains(column.name) && !key.contains(column.name) {
      // A text of a feed may be longer than other indexes take.
      let way = Self.type(of: column) == .text ? "USING hash " : ""
      statements.append("CREATE INDEX ON \(name) \(way)(\(column.name.quotedForSQL))")
    }
    if table.name == "formations" {
      statements.append("CREATE INDEX formations_recherche ON \(name) USING gin (\(DatabaseViews.searchedText))")
    }
    return statements
  }

  /// Bind the rows to those that they belong to, and go with.
  var foreignKeys: [String] {
    table.parents.map { parent in
      let fields = Self.list(["source", parent.column])
      return "ALTER TABLE \(name) ADD FOREIGN KEY (\(fields)) REFERENCES"
        + " \(Self.name(parent.table, in: schema)) (\(fields)) ON DELETE CASCADE"
    }
  }

  private static func list(_ names: [String]) -> String { names.map(\.quotedForSQL).joined(separator: ", ") }
}
