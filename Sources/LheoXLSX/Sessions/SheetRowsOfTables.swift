import LheoModel

// What a row says, as rows of tables.

extension SheetRows {
  /// Writes what a row says of a level.
  ///
  /// - Parameter also: cells of the level's own table that hold where the row says nothing of them.
  func write(
    _ level: SheetColumn.Level, _ values: Values, _ keys: [String: String], _ line: Int, also: [String: String]
  ) throws {
    var tables: [String: [String: String]] = ["\(level)s": also]
    for index in Self.byLevel[level]! {
      guard let value = values[index] else { continue }
      switch Self.columns[index].target {
      case .cell(let table, let column, _): tables[table, default: [:]][column] = value
      // They are beside the address.
      case .extraOfPlace: tables["lieux", default: [:]] = tables["lieux"] ?? [:]
      case .contact, .body, .extra: break
      }
    }
    for (table, cells) in tables { try emit(table, cells.merging(keys) { $1 }, line) }
    try writeContacts([.contactFormation, .contactSession], values, keys, line, of: level)
    try writeExtras(level, values, keys, line)
  }

  func writeContacts(
    _ roles: [Element], _ values: Values, _ keys: [String: String], _ line: Int,
    of level: SheetColumn.Level = .organisme
  ) throws {
    for role in roles {
      var cells: [String: String] = [:]
      for index in Self.byLevel[level]! {
        if case .contact(role, let column) = Self.columns[index].target, let value = values[index] {
          cells[column] = value
        }
      }
      if cells.isEmpty { continue }
      cells["role"] = role.name
      try emit("contacts", cells.merging(keys) { $1 }, line)
    }
  }

  /// Writes extensions, first those that are in no group, so that all are in one container.
  private func writeExtras(
    _ level: SheetColumn.Level, _ values: Values, _ keys: [String: String], _ line: Int
  ) throws {
    for isGrouped in [false, true] {
      for index in Self.byLevel[level]! {
        guard let value = values[index] else { continue }
        var cells = keys
        switch Self.columns[index].target {
        case .extra(let group, let info) where (group != nil) == isGrouped:
          cells["element"] = "\(level)"
          cells["groupe"] = group ?? "\(level)"
          cells["groupes"] = group == nil ? nil : "\(level)"
          cells["info"] = info
        case .extraOfPlace(let info) where !isGrouped:
          cells["chemin"] = "lieu-de-formation/coordonnees/adresse/extras"
          cells["groupe"] = "adresse"
          cells["info"] = info
        default: continue
        }
        for part in Self.columns[index].holdsSeveral ? value.split(separator: "|").map(String.init) : [value] {
          cells["valeur"] = part
          try emit("extras", cells, line)
        }
      }
    }
  }
}

extension SheetColumn {
  /// Whether a cell may hold several values.
  var holdsSeveral: Bool {
    switch kind {
    case .lines, .dates, .codes: true
    default: false
    }
  }
}
