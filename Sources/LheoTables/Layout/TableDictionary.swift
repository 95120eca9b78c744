import LheoModel

/// The tables that say what the others hold.
public enum TableDictionary {
  /// A table whose rows are known beforehand.
  public struct Known: Sendable {
    /// The table.
    public let table: Table
    /// Its columns as they are written.
    public let columns: [TableColumn]
    /// Its rows: a text for each column.
    public let rows: [[String]]

    /// Hands the table to a sink.
    public func write(to sink: any TableSink) throws {
      try sink.begin(table, columns: columns)
      for row in rows { try sink.write(TableRow(row.map(\.utf8))) }
    }
  }

  /// The codes and their meaning.
  public static let codes = known(
    "codes", Text("un code et son libellé", "a code and its meaning"),
    [
      Column("nom", label: "Table de codes"), Column("code", label: "Code"),
      Column("libelle", label: "Signification"),
    ],
    LheoSchema.codeTables.flatMap { table in table.entries.map { [table.name, $0.code, $0.label] } })

  /// The columns of all tables.
  public static func columns(of tables: [(table: Table, columns: [TableColumn])]) -> Known {
    let rows = tables.flatMap { table, columns in
      columns.map { column in
        let codes = if case .code(let name) = column.valueType { name } else { "" }
        return [table.name, column.name, column.label, column.typeName, codes, column.path, column.home ?? ""]
      }
    }
    return known(
      "colonnes", Text("une colonne d'une table", "a column of a table"),
      [
        Column("nom_table", label: "Table"), Column("colonne", label: "Colonne"), Column("libelle", label: "Contenu"),
        Column("type", label: "Type"), Column("codes", label: "Table de codes"),
        Column("chemin", label: "Chemin dans le flux"), Column("repete", label: "Colonne qu'elle répète"),
      ], rows)
  }

  private static func known(
    _ name: String, _ summary: Text, _ columns: [Column], _ rows: [[String]]
  ) -> Known {
    let table = Table(name, summary, columns: columns)
    return Known(table: table, columns: columns.map { TableColumn($0, in: table) }, rows: rows)
  }
}

extension TableColumn {
  /// The kind of its values, in French.
  var typeName: String {
    if mayHoldSeveral { return "texte" }
    return switch valueType {
    case .text: "texte"
    case .number: "nombre"
    case .date: "date"
    case .code: "code"
    }
  }
}
