import LheoModel

extension Table {
  /// The table with the columns of a list: names of its columns, also of those that ask registers; paths; and either with
  /// another name, `name=…`; separated by commas.
  ///
  /// - Throws: `ColumnError` with the nearest name.
  public func with(columns list: String) throws(ColumnError) -> Table {
    var columns: [Column] = []
    for specification in Column.specifications(in: list) {
      let column = try column(specification)
      if columns.contains(where: { $0.name == column.name }) { throw .duplicate(name: column.name) }
      columns.append(column)
    }
    if columns.isEmpty { throw .none }
    return try with(columns: columns)
  }

  func hasColumn(_ name: String) -> Bool { columns.contains { $0.name == name } }

  private func column(_ specification: String) throws(ColumnError) -> Column {
    let parts = specification.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isNamed = parts.count == 2 && !parts[0].contains("[")
    let path = isNamed ? parts[1] : specification
    if let column = withRegisterColumns.columns.first(where: { $0.name == path }) {
      return Column(name: isNamed ? parts[0] : column.name, source: column.source)
    }
    do throws(ColumnError) {
      return try Column(specification)
    } catch {
      // A name alone is meant to be one of the table.
      if path.contains(where: { "/@[#:|".contains($0) }) || path.isEmpty { throw error }
      throw unknown(path, among: withRegisterColumns.columns.map(\.name) + anchors.map(\.name))
    }
  }

  /// What to say of a name that is none of its columns.
  func unknown(_ name: String, among others: [String] = []) -> ColumnError {
    let columns = columns.map(\.name)
    if let nearest = Nearest.match(name, in: columns + others) {
      return .noColumn(name: name, table: self.name, hint: Nearest.didYouMean(nearest))
    }
    let list = columns.joined(separator: ", ")
    return .noColumn(
      name: name, table: self.name, hint: Text(" Ses colonnes sont : \(list).", " Its columns are: \(list)."))
  }
}

extension Column {
  init(name: String, source: Source) {
    self.name = name
    self.source = source
  }
}
