import LheoTables

/// Statements that make tables, for who wants to see and change them before they are run.
public enum PostgreSQLScript {
  /// The statements that make tables with comments and rows in a schema of their own.
  ///
  /// - Parameters:
  ///   - tables: tables with the columns that they get, and rows with a cell in UTF-8 for each; an empty one is NULL.
  ///   - schema: the schema's name.
  public static func creating(
    _ tables: [(table: Table, columns: [TableColumn], rows: [[[UInt8]]])], schema: String
  ) -> String {
    var statements = ["CREATE SCHEMA \(schema.quotedForSQL)"]
    for (table, columns, rows) in tables {
      let definition = TableDefinition(table, columns, schema: schema)
      statements.append(definition.ownCreation)
      statements += definition.comments
      let values = rows.map { "  (\($0.map(literal).joined(separator: ", ")))" }
      let names = columns.map(\.name.quotedForSQL).joined(separator: ", ")
      statements.append("INSERT INTO \(definition.name) (\(names)) VALUES\n\(values.joined(separator: ",\n"))")
    }
    return "BEGIN;\n\n" + statements.map { "\($0);\n" }.joined(separator: "\n") + "\nCOMMIT;\n"
  }

  private static func literal(_ cell: [UInt8]) -> String {
    cell.isEmpty ? "NULL" : String(decoding: cell, as: UTF8.self).literalForSQL
  }
}
