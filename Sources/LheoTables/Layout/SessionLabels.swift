/// What views of sessions have beside the columns of their table.
package enum SessionLabels {
  /// Columns to select behind those of `sessions`: a label for each code that has no column for it.
  ///
  /// - Parameters:
  ///   - codes: the table of codes, as SQL takes it.
  ///   - session: what the table of sessions is called in the query.
  package static func columns(codes: String, session: String) -> String {
    let columns = Table.named("sessions")?.columns ?? []
    let names = Set(columns.map(\.name))
    return columns.map { column in
      let label = column.name + "_libelle"
      guard case .code(let table) = column.valueType, !column.mayHoldSeveral, !names.contains(label) else { return "" }
      return ", (SELECT c.libelle FROM \(codes) c WHERE c.nom = \(table.literalForSQL)"
        + " AND c.code = \(session).\(column.name.quotedForSQL)) AS \(label.quotedForSQL)"
    }.joined()
  }

  /// Whether a session recruits and is not over. An end of which only the year or the month is known, and which no column
  /// holds, is over with them; one that is not known has not come.
  ///
  /// - Parameters:
  ///   - end: the end as `AAAAMMJJ`, and so `today`.
  ///   - session: what the table of sessions is called in the query.
  ///   - rest: the table of what has no column, as SQL takes it.
  package static func isOpen(end: String, today: String, session: String, rest: String) -> String {
    let kept =
      "SELECT r.valeur FROM \(rest) r WHERE r.source = \(session).source AND r.ligne_table = 'sessions'"
      + " AND r.ligne_id = \(session).session_id AND r.chemin = 'periode/fin'"
    return "\(session).etat_recrutement = '1' AND coalesce(\(end), (\(kept)), '99999999') >= \(today)"
  }
}
