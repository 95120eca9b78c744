import LheoModel
import LheoTables

/// One table of a database.
final class PostgreSQLTable: TableSink {
  private(set) var definition: TableDefinition?
  /// Whether it is made by this transaction.
  private(set) var isNew = true
  /// The name as SQL takes it.
  var name: String { definition?.name ?? "" }
  /// Sends the rows of all tables, those that others belong to first.
  var isFull: () throws -> Void = {}

  private let connection: PostgreSQLConnection
  private let schema: String
  private var rows = CopyText()
  private var keyCells: Set<Int> = []

  /// Enough that the way to the server does not count.
  private static let fullSize = 1 << 20

  init(_ connection: PostgreSQLConnection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  func begin(_ table: Table, columns: [TableColumn]) throws {
    let definition = TableDefinition(table, columns, schema: schema)
    self.definition = definition
    let names = columns.map(\.name)
    keyCells = Set(names.indices.filter { definition.key.contains(names[$0]) })
    try named { () throws(PostgreSQLError) in
      guard let found = try connection.relation(definition.name) else { return try create(definition) }
      isNew = false
      if found.kind != "r", found.kind != "p" {
        throw PostgreSQLError(message: Text("c'est une vue, pas une table.", "this is a view, not a table."))
      }
      let missing = names.filter { !found.columns.contains($0) }
      if !missing.isEmpty { throw Self.lacks(missing) }
      try connection.execute("LOCK TABLE \(definition.name) IN SHARE ROW EXCLUSIVE MODE")
    }
  }

  private static func lacks(_ columns: [String]) -> PostgreSQLError {
    let names = columns.map { "'\($0)'" }.joined(separator: ", ")
    return PostgreSQLError(
      column: columns.count == 1 ? columns[0] : nil,
      message: columns.count == 1
        ? Text(
          "la colonne manque. Ajoutez-la, ou chargez dans un autre schéma (?schema=nom).",
          "the column is missing. Add it, or load into another schema (?schema=name).")
        : Text(
          "des colonnes manquent : \(names). Ajoutez-les, ou chargez dans un autre schéma (?schema=nom).",
          "columns are missing: \(names). Add them, or load into another schema (?schema=name)."))
  }

  private func create(_ definition: TableDefinition) throws(PostgreSQLError) {
    try connection.execute(definition.creation)
    try connection.execute(definition.comments.joined(separator: "; "))
  }

  func write(_ row: TableRow) throws {
    guard let definition else { return }
    rows.add(row, definition.types, keyCells: keyCells)
    if rows.count >= Self.fullSize { try isFull() }
  }

  /// Sends the rows that are waiting.
  func flush() throws {
    guard let definition, !rows.isEmpty else { return }
    try named { () throws(PostgreSQLError) in try connection.copy(rows.bytes, with: definition.copy) }
    rows.removeAll()
  }

  func addKeyAndIndexes() throws(PostgreSQLError) {
    guard let definition else { return }
    try named { () throws(PostgreSQLError) in
      try connection.execute(definition.keyAndIndexes.joined(separator: "; "))
    }
  }

  func addForeignKeys() throws(PostgreSQLError) {
    for statement in definition?.foreignKeys ?? [] {
      try named { () throws(PostgreSQLError) in try connection.execute(statement) }
    }
  }

  /// Lets errors say the table.
  @discardableResult
  func named<Result>(_ work: () throws(PostgreSQLError) -> Result) throws(PostgreSQLError) -> Result {
    guard let definition else { return try work() }
    return try connection.naming("\(schema).\(definition.table.name)", work)
  }
}
