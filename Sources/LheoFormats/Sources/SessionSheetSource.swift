import LheoParser
import LheoPipeline
import LheoSQLite
import LheoTables
import LheoXLSX

/// Offers in the sheet of sessions of an Excel workbook (`SessionSheet`). The line of an element is the row that says it.
public struct SessionSheetSource: StoredSource {
  private let input: FeedInput
  private let isForEdof: Bool

  /// A source of the offers in a workbook.
  ///
  /// - Parameters:
  ///   - input: the workbook.
  ///   - isForEdof: whether columns that only LHEO has are left alone.
  public init(_ input: FeedInput, isForEdof: Bool = false) {
    self.input = input
    self.isForEdof = isForEdof
  }

  /// The name that messages use.
  public var name: String { input.name }

  func open() throws -> any StoredParts {
    let reader = try SessionSheetReader(input, isForEdof: isForEdof)
    let tables = try TemporaryTables(name)
    var places: [String: (columns: [String], rows: TemporaryTables.Rows)] = [:]
    for (table, columns) in SessionSheet.tables { places[table] = (columns, try tables.add(table, columns: columns)) }
    try reader.read { table, cells, row in
      guard let place = places[table] else { return }
      try place.rows.insert(line: row) { column, take in
        var text = cells[place.columns[column]] ?? ""
        text.withUTF8(take)
      }
    }
    places = [:]
    try tables.declare(SessionSheet.declared)
    let sheet = reader.sheet ?? SessionSheet.name
    return try tables.parts(files: Dictionary(uniqueKeysWithValues: SessionSheet.tables.map { ($0.name, sheet) }))
  }
}
