import LheoModel

/// What the names in a condition mean.
struct ConditionNames {
  /// The table whose columns are meant first.
  private let table: Table?

  init(_ table: Table?) { self.table = table }

  /// A column of the table; a path; a column of another table, where they agree; or `table.column`.
  ///
  /// - Throws: `ColumnError` with the nearest name.
  func operand(_ word: String) throws(ColumnError) -> ConditionOperand {
    if let (table, name) = Self.qualified(word) { return try Self.operand(name, of: table) }
    let isName = word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    if isName, let table, table.hasColumn(word) { return try Self.operand(word, of: table) }
    let path: ColumnPath
    do throws(ColumnError) {
      path = try ColumnPath(word)
    } catch {
      guard isName else { throw error }
      return try columnElsewhere(word)
    }
    if path.register != nil { throw .saidByRegisters(name: word) }
    return ConditionOperand(path)
  }

  /// `sessions.debut`
  private static func qualified(_ word: String) -> (Table, String)? {
    let parts = word.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let table = Table.named(String(parts[0])) else { return nil }
    return (table, String(parts[1]))
  }

  private static func operand(_ name: String, of table: Table) throws(ColumnError) -> ConditionOperand {
    guard let column = table.withRegisterColumns.columns.first(where: { $0.name == name }) else {
      throw table.unknown(name)
    }
    if column.needsRegisters { throw .saidByRegisters(name: name) }
    guard let operand = ConditionOperand(column, of: table) else { throw .made(name: name) }
    return operand
  }

  private func columnElsewhere(_ name: String) throws(ColumnError) -> ConditionOperand {
    let tables = Table.all.filter { $0.hasColumn(name) }
    guard let first = tables.first else {
      if TableColumn.madeNames.contains(name) { throw .made(name: name) }
      if Table.all.contains(where: { $0.withRegisterColumns.hasColumn(name) }) { throw .saidByRegisters(name: name) }
      let table = table ?? Table.named("sessions")!
      throw table.unknown(name, among: LheoSchema.definitions.map(\.name))
    }
    let meanings = Set(tables.map { table in table.columns.first { $0.name == name }!.source })
    if meanings.count > 1 { throw .ambiguous(name: name, tables: tables.map(\.name)) }
    return try Self.operand(name, of: first)
  }
}

extension TableColumn {
  /// Columns that tables get as they are written.
  fileprivate static let madeNames: Set = ["source", "formations"]
}
