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
        "v_sessions",
        "SELECT s.*\(SessionLabels.columns(codes: name("codes"), session: "s")) FROM \(name("sessions")) s",
        "Sessions, avec le libellé de chaque code"
      ),
      (
        "v_sessions_ouvertes",
        "SELECT * FROM \(name("v_sessions")) s WHERE \(SessionLabels.isOpen(end: "to_char(fin, 'YYYYMMDD')", today: "to_char(current_date, 'YYYYMMDD')", session: "s", rest: name("reste")))",
        "Sessions qui recrutent et ne sont pas terminées"
      ),
      (
        "recherche",
        "SELECT source, formation_id, intitule, objectif, \(searchedText) AS texte FROM \(name("formations"))",
        "Texte intégral des intitulés et objectifs : texte @@ websearch_to_tsquery('french', 'cuisine')"
      ),
    ]
  }
}
