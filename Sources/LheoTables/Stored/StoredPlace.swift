import LheoModel

/// Where among tables something is, as errors name it.
package struct StoredPlace {
  /// The database; empty where it is not known or needs no name.
  var database = ""
  var table: String?
  var row: Int?
  var column: String?
  /// That of the row.
  var key: String?

  /// A place in a database.
  package init(database: String, table: String? = nil, column: String? = nil, key: String? = nil) {
    self.database = database
    self.table = table.map { "table \($0)" }
    self.column = column
    self.key = key
  }

  /// A place in one of several tables, or files.
  init(in table: String, row: Int?, column: String?, key: String?) {
    self.table = table
    self.row = row
    self.column = column
    self.key = key
  }

  /// A message with the place in front.
  package func text(_ message: Text) -> Text {
    Text(french: prefix(in: .fr) + message.french, english: prefix(in: .en) + message.english)
  }

  private func prefix(in language: Language) -> String {
    let place = [
      table, row.map { language("ligne \($0)", "row \($0)") },
      column.map { language("colonne « \($0) »", "column '\($0)'") },
      key.map { language("clé « \($0) »", "key '\($0)'") },
    ].compactMap { $0 }.joined(separator: ", ")
    return [database, place].filter { !$0.isEmpty }.map { language("\($0) : ", "\($0): ") }.joined()
  }
}
