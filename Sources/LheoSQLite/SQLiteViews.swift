import GRDB
import LheoTables

/// What stands beside the tables: views, a full-text index, and what keeps rows together.
enum SQLiteViews {
  /// Adds all that is not there.
  static func add(to database: Database) throws {
    let tables = try Set(String.fetchAll(database, sql: "SELECT name FROM main.sqlite_master WHERE type = 'table'"))
    for table in LheoTables.Table.layout where tables.contains(table.name) {
      for parent in table.parents where tables.contains(parent.table) {
        try database.execute(sql: cascade(table.name, parent.table, parent.column))
      }
    }
    if tables.contains("sessions") {
      try database.execute(
        sql: """
          CREATE VIEW IF NOT EXISTS v_sessions AS
          SELECT s.*\(SessionLabels.columns(codes: "codes", session: "s")) FROM sessions s
          """)
      try database.execute(
        sql: """
          CREATE VIEW IF NOT EXISTS v_sessions_ouvertes AS
          SELECT * FROM v_sessions s WHERE \(isOpen)
          """)
    }
    if tables.contains("formations") { try addSearch(to: database, isThere: tables.contains("recherche")) }
  }

  private static let isOpen = SessionLabels.isOpen(
    end: "replace(s.fin, '-', '')", today: "strftime('%Y%m%d', 'now', 'localtime')", session: "s", rest: "reste")

  private static func addSearch(to database: Database, isThere: Bool) throws {
    if !isThere {
      try database.execute(
        sql:
          "CREATE VIRTUAL TABLE recherche USING fts5(intitule, objectif, source UNINDEXED, formation_id UNINDEXED, tokenize = 'unicode61')"
      )
    }
    try database.execute(sql: "DELETE FROM recherche")
    try database.execute(
      sql: "INSERT INTO recherche SELECT intitule, objectif, source, formation_id FROM main.formations")
  }

  /// Rows go with the row that they belong to, also where a program does not ask SQLite to mind its keys.
  private static func cascade(_ table: String, _ parent: String, _ column: String) -> String {
    let name = "\(table)_suivent_\(parent)".quotedForSQL
    return """
      CREATE TRIGGER IF NOT EXISTS \(name) AFTER DELETE ON \(parent.quotedForSQL) BEGIN
      DELETE FROM \(table.quotedForSQL) WHERE source = OLD.source AND \(column.quotedForSQL) = OLD.\(column.quotedForSQL);
      END
      """
  }
}
