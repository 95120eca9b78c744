import LheoModel
import LheoOutput
import LheoPipeline
import LheoPostgreSQL
import LheoTables

/// Offers in tables as short as they can be: those that have a row, with the columns that hold something and are the home of
/// it. A start for who keeps offers in tables of one's own.
public final class ExampleTables: TablesSink {
  /// In what tables are written.
  public enum Form: Sendable {
    /// A file for each in a folder.
    case csv
    /// Statements that make them in PostgreSQL, in a schema.
    case sql(schema: String)
  }

  /// What feeds the tables.
  public let feeder: LayoutFeeder
  private let tables: [KeptRows]
  private let form: Form
  private let path: String

  /// Tables that are written to a folder of CSV files, or to a file of SQL; `-` is standard output.
  public init(_ form: Form, path: String) throws {
    var options = TableReader.Options()
    options.usesISODates = true
    var tables: [KeptRows] = []
    feeder = LayoutFeeder(options, hasSource: false) { _ in
      tables.append(KeptRows())
      return tables.last!
    }
    self.tables = tables
    self.form = form
    self.path = path
    try feeder.begin()
  }

  /// Writes the tables.
  public func finish() throws -> [OutputNotice] {
    let notices = try finishTables()
    let shown = tables.compactMap(\.shortened)
    switch form {
    case .csv: try writeCSV(shown)
    case .sql(let schema): try writeSQL(shown, schema)
    }
    return notices
  }

  /// Nothing has been written.
  public func abandon() {}

  private func writeCSV(_ tables: [ExampleTable]) throws {
    let folder = try OutputFolder(path, owner: .user)
    let files = try tables.map { table in
      let file = try folder.file("\(table.table.name).csv")
      let writer = CSVWriter(file.sink)
      try writer.begin(table.table, columns: table.columns)
      for row in table.rows { try writer.write(TableRow(row)) }
      return file
    }
    for file in files { try file.commit() }
    try folder.commit()
  }

  private func writeSQL(_ tables: [ExampleTable], _ schema: String) throws {
    let file = try OutputFile(path)
    file.sink.append(PostgreSQLScript.creating(tables.map { ($0.table, $0.columns, $0.rows) }, schema: schema))
    try file.commit()
  }
}

/// A table with its rows.
private typealias ExampleTable = (table: Table, columns: [TableColumn], rows: [[[UInt8]]])

/// Keeps the rows of a table.
private final class KeptRows: TableSink {
  private var table: Table?
  private var columns: [TableColumn] = []
  private var rows: [[[UInt8]]] = []

  func begin(_ table: Table, columns: [TableColumn]) {
    self.table = table
    self.columns = columns
  }

  func write(_ row: TableRow) { rows.append(row.map(Array.init)) }

  /// The table with what is needed of it; `nil` if it has no row.
  var shortened: ExampleTable? {
    // What is around offers is the feed's.
    guard let table, table.name != Table.rest.name, !rows.isEmpty else { return nil }
    let homes = table.homeColumns
    let kept = columns.indices.filter { number in
      homes.contains(columns[number].name) && rows.contains { !$0[number].isEmpty }
    }
    return (table, kept.map { columns[$0] }, rows.map { row in kept.map { row[$0] } })
  }
}
