import LheoTables

/// The views that stand beside the tables.
enum DatabaseViews {
  /// What the full-text index covers. An index takes a megabyte of words at most.
  static let searchedText =
    "to_tsvector('french', left(coalesce(intitule, '') || ' ' || coalesce(objectif, ''), 100000))"

  /// Names, definitions and meanings.
  static func all(in schema: String) -> [(name: String, definition: String, label: String)] {
    func name(_ table: String) -> String { TableDefinition.name(table, in: schema) }
    return [
      (
        "v_sessions", "SELECT s.*\(labels(codes: name("codes"))) FROM \(name("sessions")) s",
        "Sessions, avec le libellé de chaque code"
      ),
      (
        "v_sessions_ouvertes",
        "SELECT * FROM \(name("v_sessions")) WHERE etat_recrutement = '1' AND (fin IS NULL OR fin >= current_date)",
        "Sessions qui recrutent et ne sont pas terminées"
      ),
      (
        "recherche",
        "SELECT source, formation_id, intitule, objectif, \(searchedText) AS texte FROM \(name("formations"))",
        "Texte intégral des intitulés et objectifs : texte @@ websearch_to_tsquery('french', 'cuisine')"
      ),
    ]
  }

  /// The labels of codes that have no column of their own for it.
  private static func labels(codes: String) -> String {
    let columns = Table.named("sessions")?.columns ?? []
    let names = Set(columns.map(\.name))
    return columns.map { column in
      let label = column.name + "_libelle"
      guard case .code(let table) = column.valueType, !column.mayHoldSeveral, !names.contains(label) else { return "" }
      return ", (SELECT c.libelle FROM \(codes) c WHERE c.nom = \(table.literalForSQL)"
        + " AND c.code = s.\(column.name.quotedForSQL)) AS \(label.quotedForSQL)"
    }.joined()
  }
}
