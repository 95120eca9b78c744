import LheoModel

extension SessionSheet {
  /// The tables that rows are put into, with their columns.
  package static let tables: [(name: String, columns: [String])] = {
    var all: [String: Set<String>] = [
      "formations": ["formation_id", "organisme_siret"], "actions": ["formation_id", "action_id"],
      "sessions": ["formation_id", "action_id", "session_id"], "lieux": ["formation_id", "action_id"],
      "certifications": ["formation_id"], "organismes": ["siret"],
      "recrutements": ["formation_id", "action_id", "session_id"],
      "contacts": ["formation_id", "action_id", "session_id", "role"],
      "extras": [
        "formation_id", "action_id", "session_id", "element", "chemin", "groupes", "groupe", "info", "valeur",
      ],
    ]
    for column in columns {
      switch column.target {
      case .cell(let table, let name, _): all[table]!.insert(name)
      case .contact(_, let name): all["contacts"]!.insert(name)
      case .body(let name): all["organismes"]!.insert(name)
      case .extra, .extraOfPlace: break
      }
    }
    return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }()

  /// The columns of tables that are not the toolkit's, with their paths.
  package static let declared: [(table: String, column: String, path: String)] = columns.compactMap { column in
    guard case .cell(let table, let name, let path?) = column.target else { return nil }
    return (table, name, path)
  }
}
