import LheoModel

/// Takes the rows of one table. What holds several tables, or none before all is there, ends elsewhere: see `OfferSink`.
public protocol TableSink: AnyObject {
  /// Takes the columns, before the first row.
  func begin(_ table: Table, columns: [TableColumn]) throws
  /// Takes a row, with a cell for each column.
  func write(_ row: TableRow) throws
}

/// A column as it is written.
public struct TableColumn: Sendable, Hashable {
  /// The name in the header.
  public var name: String
  /// What it holds, in French.
  public var label: String
  /// The kind of its values.
  public var valueType: Column.ValueType
  /// Where its values are, as a column path.
  public var path: String
  /// Whether a cell may hold several values.
  public var mayHoldSeveral = false
  /// The column that says what this one only repeats, as `lieux.ville`.
  public var home: String?

  /// A column of something else than offers.
  package init(
    name: String, label: String, valueType: Column.ValueType, path: String, mayHoldSeveral: Bool = false
  ) {
    self.name = name
    self.label = label
    self.valueType = valueType
    self.path = path
    self.mayHoldSeveral = mayHoldSeveral
  }
}

extension TableColumn {
  /// The column that says which feed a row is from.
  static let source = TableColumn(name: "source", label: "Flux d'origine", valueType: .text, path: "")

  init(_ column: Column, in table: Table) {
    self.init(
      name: column.name, label: column.label, valueType: column.valueType, path: column.pathText,
      mayHoldSeveral: column.mayHoldSeveral)
    home = table.home(of: column)
  }
}
